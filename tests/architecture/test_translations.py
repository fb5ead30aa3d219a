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
    all_words,
    compile_catalog,
    read_catalog,
    sources,
    words_of_sources,
    write_catalog,
)
from tests.support.said_words import data_words, said_sources, said_words
from workstation import errors
from workstation.domain.finding import FindingStatus
from workstation.imaging.annotation import PLANE_WORDS
from workstation.services.window_presets import window_presets
from workstation.session.annotation_kinds import AnnotationKind
from workstation.ui.actions import ACTIONS, MENUS
from workstation.words import folded

_SHOWS = {
    "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QMenu", "QDockWidget",
    "setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName",
    "setInformativeText", "setSpecialValueText", "setHeaderLabels", "addAction", "addRow",
    "addTab", "addItem", "addButton", "tell", "set_message", "show_nothing", "getText",
    "getSaveFileName", "getOpenFileNames", "getExistingDirectory",
}  # fmt: skip
_NOT_WORDS = {"Lightbox", "mm", "px", "3-D", "MIP", "MinIP", "A4"}
"""Names and units, which are the same in every language."""
_WORDED = {
    name: ("hint",)
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.WorkstationError)
} | {"UnreadableError": (), "GeometryIssue": ("message",), "Command": (), "refused_bundle": ()}
"""Calls whose first argument, and these ones, are read by the person."""
_STEPS = {"change", "_change", "put", "put_new", "replace_all", "commit"}
"""Calls whose `text` names a step that can be undone."""
_FIELD = re.compile(r"\{[^{}]*\}")


@pytest.fixture(scope="module")
def words() -> list[Word]:
    return all_words()


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
    known += [preset.title for preset in window_presets()]
    kinds = [k for k in vars(errors).values() if isinstance(k, type)]
    known += [k.usual_hint for k in kinds if issubclass(k, errors.WorkstationError) if k.usual_hint]
    there = {folded(source) for source, _ in read_catalog()}
    assert [word for word in known if folded(word) not in there] == []


def test_words_of_data_are_in_the_catalog() -> None:
    assert {"Lungs and emphysema index (CT)", "CT of the chest", "Left kidney"} <= data_words()


def test_an_untranslated_sentence_of_a_lower_layer_is_found(tmp_path: Path) -> None:
    source = tmp_path / "new.py"
    source.write_text('raise InputError(said("{name} is new.", name=1), hint=said("Try it."))\n')
    assert said_words([source]) == {"{name} is new.", "Try it."}


def bare_sentences(source: str) -> list[tuple[int, str]]:
    """(line, text) of faults, undo steps and issues that are worded without `said`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        worded = [k.value for k in node.keywords if k.arg in _WORDED.get(name, ())]
        if name in _WORDED:
            worded += node.args[:1]
        elif name in _STEPS:
            worded = [k.value for k in node.keywords if k.arg == "text"]
        found += [(text.lineno, words) for each in worded for text, words in _texts(each)]
    return found


def test_faults_and_undo_steps_are_said_by_template() -> None:
    bare = {
        f"{path.name}:{line}": text
        for path in said_sources()
        for line, text in bare_sentences(path.read_text(encoding="utf-8"))
    }
    assert bare == {}


def test_bare_sentences_are_found() -> None:
    source = (
        'raise InputError(f"{name} is bad", hint="Go away." if x else said("Stay."))\n'
        'Command("Undo it", do=a)\nledger.change(b, text=f"Delete {kind}")\n'
    )
    assert bare_sentences(source) == [
        (1, "Go away."), (1, " is bad"), (2, "Undo it"), (3, "Delete "),
    ]  # fmt: skip
    assert bare_sentences('raise InputError(said("It is bad."), hint=said("Go."))') == []


def test_templates_are_literals() -> None:
    hidden = [
        f"{path.name}:{node.lineno}"
        for path in said_sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "said"
        if not (isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str))
    ]
    assert hidden == []


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
