"""Settings are read and written in one way, and every one has its words in every language."""

from __future__ import annotations

import ast
import os
from pathlib import Path

from tests.support.catalog import read_catalog
from workstation.settings.paths import project_folder, user_settings_file
from workstation.settings.schema import Group
from workstation.settings.specs import SPECS

_ADAPTER = "app/former_settings.py"


def qt_settings_in(source: str) -> list[int]:
    """Lines that speak of Qt's settings."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.ImportFrom) and any(n.name == "QSettings" for n in node.names))
        or (isinstance(node, ast.Attribute) and node.attr == "QSettings")
    ]


def test_one_module_alone_speaks_with_the_settings_of_qt() -> None:
    package = project_folder() / "workstation"
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if qt_settings_in(path.read_text(encoding="utf-8"))
    }
    assert found == {_ADAPTER}


def test_windows_of_tests_and_benchmarks_use_files_of_their_own() -> None:
    root = project_folder()
    allowed = {f"tests/unit/app/test_{name}_settings.py" for name in ("former", "own")}
    found = {
        path.relative_to(root).as_posix()
        for folder in ("tests", "benchmarks", "plugins")
        for path in (root / folder).rglob("*.py")
        if qt_settings_in(path.read_text(encoding="utf-8"))
    }
    assert found <= allowed


def test_another_use_would_be_found() -> None:
    assert qt_settings_in("from PySide6.QtCore import QObject, QSettings\n") == [1]
    assert qt_settings_in("import PySide6.QtCore as core\nx = core.QSettings()\n") == [2]
    assert qt_settings_in("from PySide6.QtCore import QObject\n") == []


def test_every_field_has_its_words_in_chinese() -> None:
    there = {word.text for word, told in read_catalog().items() if told}
    names = {"", "English", "简体中文", "px", "px/mm"}
    for spec in SPECS.values():
        words = {spec.label, spec.help, *spec.choices.values(), spec.group.value, spec.unit}
        assert {str(word) for word in words} - names - there == set(), spec.name
    assert {str(group.value) for group in Group} <= there


def test_tests_have_a_folder_of_settings_of_their_own() -> None:
    assert "lightbox-tests-" in str(user_settings_file())
    assert not user_settings_file().is_relative_to(Path.home() / ".config")
    assert not [spec.variable for spec in SPECS.values() if spec.variable in os.environ]
