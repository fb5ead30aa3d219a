"""Every visible word has a translation, and every visible word is one that can have one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.support.catalog import (
    CATALOG,
    Word,
    all_words,
    compiled,
    faces,
    read_catalog,
    sources,
    words_of_sources,
    write_catalog,
)
from tests.support.data_words import data_words
from workstation.domain.finding import FindingStatus
from workstation.imaging.annotation import PLANE_WORDS
from workstation.language import catalog
from workstation.messages import Message
from workstation.presets.window_presets import window_presets
from workstation.session.annotation_kinds import AnnotationKind
from workstation.ui.features import every_action
from workstation.ui.shell.action_table import MENUS

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
_NAME = re.compile(r"\{\w*")


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
    known = read_catalog()
    assert len(words) > 500
    assert [word for word in words if not known.get(word)] == []
    assert set(known) - set(words) == set()


def test_translations_keep_every_field() -> None:
    for word, told in read_catalog().items():
        fields = {_NAME.match(each)[0] for each in _FIELD.findall(word.many or word.text)}  # type: ignore[index]
        for each in told:
            names = {_NAME.match(field)[0] for field in _FIELD.findall(each)}  # type: ignore[index]
            assert names == fields, word


def test_numbers_are_written_alike_in_every_language() -> None:
    """How many digits a number has is no matter of language."""
    for word, told in read_catalog().items():
        for each in told:
            assert _formats(each) == _formats(word.many or word.text), word


def _formats(text: str) -> list[str]:
    # Small letters, ":l", are a matter of languages that have them.
    return sorted(each for each in _FIELD.findall(text) if ":" in each and not each.endswith(":l}"))


def test_the_compiled_catalog_is_that_of_the_sources() -> None:
    assert compiled(CATALOG) == CATALOG.with_suffix(".mo").read_bytes()


def test_codes_name_one_statement_each(words: list[Word]) -> None:
    """A code stands for one sentence, whichever part of the program says it."""
    named: dict[str, set[str]] = {}
    for word in words:
        letters = "".join(each for each in word.text.casefold() if each.isalnum())
        if any(each.isalpha() for each in _FIELD.sub("", word.text)):
            named.setdefault(Message(word.text).code, set()).add(letters)
    assert {code: texts for code, texts in named.items() if len(texts) > 1} == {}


def test_many_is_told_apart_by_a_count() -> None:
    without = [
        word for word in words_of_sources(sources()) if word.many and "count" not in word.many
    ]
    assert without == []


def test_no_sentence_leaves_the_number_open(words: list[Word]) -> None:
    """ "1 slice(s)" is said by who cannot count."""
    assert [word.text for word in words if re.search(r"\w\((e?s|ies)\)", word.text)] == []


def test_visible_literals_go_through_the_translation() -> None:
    bare = {
        f"{path.name}:{line}": text
        for path in faces()
        for line, text in bare_literals(path.read_text(encoding="utf-8"))
    }
    assert bare == {}


def test_no_word_is_put_together_before_it_is_translated() -> None:
    """What is looked up is a literal; only `Message.term` takes words of data."""
    hidden = [
        f"{path.name}:{node.lineno}"
        for path in sources()
        if path.name not in ("messages.py", "spoken.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("tr", "Message")
        if not (isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str))
    ]
    assert sorted(hidden) == []


def test_bare_literals_are_found_and_keys_are_not_words() -> None:
    source = 'QLabel("Bare words")\nx.told.emit(f"Saved: {name}")\ny.setToolTip("Shift+G")\n'
    assert bare_literals(source) == [(1, "Bare words"), (2, "Saved: ")]
    assert bare_literals('QLabel(tr("Bare words"))') == []


def test_new_words_are_found_and_stay_without_a_translation(tmp_path: Path) -> None:
    source = tmp_path / "new.py"
    source.write_text(
        'def f():\n    tr("A word that nobody translated", "a note")\n'
        '    raise InputError(Message("{count} is new.", many="{count} are new.", count=1))\n'
    )
    found = words_of_sources([source])
    noted = Word("A word that nobody translated", "a note")
    counted = Word("{count} is new.", "", "{count} are new.")
    assert found == {noted, counted}
    target = tmp_path / "new.po"
    write_catalog(sorted(found), {counted: ("有 {count} 个新的。",)}, target)
    assert read_catalog(target) == {noted: (), counted: ("有 {count} 个新的。",)}


def test_words_of_data_are_in_the_catalog() -> None:
    assert {"Lungs and emphysema index (CT)", "CT of the chest", "Left kidney"} <= data_words()
    there = {word.text for word in read_catalog()}
    assert {status.value for status in FindingStatus} <= there
    assert {preset.title for preset in window_presets()} <= there
    assert {str(kind.words) for kind in AnnotationKind} <= there
    assert {str(words) for words in PLANE_WORDS.values()} <= there


def test_every_menu_is_named(words: list[Word]) -> None:
    assert {part for spec in every_action() for part in spec.menu.split("/")} == set(MENUS)
    assert {Word(menu) for menu in MENUS} <= set(words)


def test_radiological_words_are_those_of_chinese_radiology() -> None:
    say = catalog("zh_CN").say
    for source, wanted in (
        ("Axial", "横断位"),
        ("Sagittal", "矢状位"),
        ("Coronal", "冠状位"),
        ("&Window/level", "窗宽/窗位(&W)"),
    ):
        assert say(Message.term(source)) == wanted
