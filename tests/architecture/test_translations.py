"""Every visible word has a translation, and every visible word is one that can have one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from tests.support.catalog import (
    CATALOG,
    Word,
    compile_catalog,
    read_catalog,
    sources,
    words_of_sources,
    write_catalog,
)
from workstation import errors
from workstation.domain.finding import FindingStatus
from workstation.imaging.annotation import PLANE_WORDS
from workstation.imaging.windows import CT_PRESETS
from workstation.session.annotations import AnnotationKind
from workstation.ui.actions import ACTIONS, MENUS

_SHOWS = {
    "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QMenu", "QDockWidget",
    "setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName",
    "setInformativeText", "setSpecialValueText", "setHeaderLabels", "addAction", "addRow",
    "addTab", "addItem", "addButton", "tell", "set_message", "show_nothing", "getText",
    "getSaveFileName", "getOpenFileNames", "getExistingDirectory",
}  # fmt: skip
_NOT_WORDS = {"Lightbox", "mm", "px", "3-D", "MIP", "MinIP", "A4"}
"""Names and units, which are the same in every language."""
_FIELD = re.compile(r"\{[^{}]*\}")


@pytest.fixture(scope="module")
def words() -> list[Word]:
    return words_of_sources(sources())


def bare_literals(source: str) -> list[tuple[int, str]]:
    """(line, text) of words that are shown without `tr`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        told = name == "emit" and "told" in ast.unparse(node.func)
        if name not in _SHOWS and not told:
            continue
        found += [(text.lineno, words) for each in node.args for text, words in _texts(each)]
    return found


def _texts(node: ast.expr) -> list[tuple[ast.expr, str]]:
    if isinstance(node, ast.IfExp):
        return _texts(node.body) + _texts(node.orelse)
    if isinstance(node, ast.BoolOp):
        return [pair for value in node.values for pair in _texts(value)]
    if isinstance(node, ast.List | ast.Tuple):
        return [pair for value in node.elts for pair in _texts(value)]
    if isinstance(node, ast.JoinedStr):
        fixed = [v.value for v in node.values if isinstance(v, ast.Constant)]
        parts = [str(value) for value in fixed]
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        parts = [node.value]
    else:
        return []
    text = " ".join(parts)
    is_key = re.fullmatch(r"((Ctrl|Shift|Alt)\+)+\S+", text)
    is_filter = re.fullmatch(r".*\(\*\.\w+\)[; ]*", text)
    is_word = any(len(word) > 1 for word in re.findall(r"[A-Za-z]+", text))
    return (
        [(node, text)]
        if is_word and not (is_key or is_filter or text.strip() in _NOT_WORDS)
        else []
    )


def test_every_word_has_a_translation_and_none_is_left_over(words: list[Word]) -> None:
    catalog = read_catalog()
    assert len(words) > 500
    assert [word for word in words if not catalog.get(word)] == []
    assert set(catalog) - set(words) == set()


def test_translations_keep_every_field() -> None:
    for (source, _), translation in read_catalog().items():
        assert sorted(_FIELD.findall(source)) == sorted(_FIELD.findall(translation)), source


def test_the_compiled_catalog_is_that_of_the_sources(tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    compile_catalog(CATALOG, made)
    assert made.read_bytes() == CATALOG.with_suffix(".qm").read_bytes()


def test_visible_literals_go_through_the_translation() -> None:
    bare = {
        f"{path.name}:{line}": text
        for path in sources()
        for line, text in bare_literals(path.read_text(encoding="utf-8"))
    }
    assert bare == {}


def test_no_word_is_translated_inside_an_f_string() -> None:
    """There lupdate does not see it."""
    hidden = [
        f"{path.name}:{node.lineno}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("tr", "mark")
    ]
    assert hidden == []


def test_bare_literals_are_found_and_keys_are_not_words() -> None:
    source = 'QLabel("Bare words")\nx.told.emit(f"Saved: {name}")\ny.setToolTip("Shift+G")\n'
    assert bare_literals(source) == [(1, "Bare words"), (2, "Saved: ")]
    assert bare_literals('QLabel(tr("Bare words"))') == []


def test_a_new_word_is_found_and_stays_without_a_translation(tmp_path: Path) -> None:
    source = tmp_path / "new.py"
    source.write_text('def f():\n    return tr("A word that nobody translated")\n')
    found = words_of_sources([source])
    assert ("A word that nobody translated", "") in found
    target = tmp_path / "new.ts"
    write_catalog(found, {}, target)
    assert read_catalog(target)["A word that nobody translated", ""] == ""


def test_words_of_lower_layers_are_in_the_catalog() -> None:
    known = [*PLANE_WORDS.values(), *(kind.words for kind in AnnotationKind)]
    known += [status.value for status in FindingStatus]
    known += [window.explanation for window in CT_PRESETS]
    kinds = [k for k in vars(errors).values() if isinstance(k, type)]
    known += [k.usual_hint for k in kinds if issubclass(k, errors.WorkstationError) if k.usual_hint]
    assert [word for word in known if (word, "") not in read_catalog()] == []


def test_every_menu_is_named(words: list[Word]) -> None:
    assert {part for spec in ACTIONS for part in spec.menu.split("/")} == set(MENUS)
    assert {(menu, "") for menu in MENUS} <= set(words)


def test_radiological_words_are_those_of_chinese_radiology() -> None:
    translator = QTranslator()
    assert translator.load(str(CATALOG.with_suffix(".qm")))
    for source, wanted in (
        ("Axial", "横断位"),
        ("Sagittal", "矢状位"),
        ("Coronal", "冠状位"),
        ("&Window/level", "窗宽/窗位(&W)"),
    ):
        assert translator.translate("", source) == wanted
