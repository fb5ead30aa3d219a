"""The words of the sources beside the catalog of a language.

`python -m tests.support.catalog` brings `resources/translations` up to date: new words come in
without a translation, unused ones go, and the catalog is compiled.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.support.data_words import data_words
from workstation.settings.paths import project_folder
from workstation.ui.features import every_action
from workstation.ui.shell.action_table import MENUS

LANGUAGE = "zh_CN"
CATALOG = project_folder() / "resources" / "translations" / f"{LANGUAGE}.po"
_WORDED = {"tr", "Message"}
_COMMANDS_ONLY = {"cli", "training", "api.py"}
"""What only the command line says is not translated."""
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Catalogs of equal words are equal files."""


class Word(NamedTuple):
    """A text of the sources, the note that tells two meanings apart, its form for many."""

    text: str
    note: str = ""
    many: str = ""


def sources() -> list[Path]:
    """Every module that may say something that the window or a report shows."""
    package, plugins = project_folder() / "workstation", project_folder() / "plugins"
    inner = [
        p for p in package.rglob("*.py") if p.relative_to(package).parts[0] not in _COMMANDS_ONLY
    ]
    return sorted(inner) + sorted(plugins.rglob("*.py"))


def faces() -> list[Path]:
    """The modules of the window."""
    package = project_folder() / "workstation"
    return sorted(
        p for name in ("app", "ui", "tools", "viewer") for p in (package / name).rglob("*.py")
    )


def words_of_sources(paths: Iterable[Path]) -> set[Word]:
    """The literals of every `tr` and `Message` of these modules."""
    found: set[Word] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _WORDED:
                texts = [_literal(each) for each in node.args]
                many = [_literal(k.value) for k in node.keywords if k.arg == "many"]
                if texts and texts[0]:
                    note = texts[1] if len(texts) > 1 else ""
                    found.add(Word(texts[0], note, "".join(many)))
    return {word for word in found if _has_letters(word.text)}


def all_words() -> list[Word]:
    """Everything that a reader may see: of the window, of the parts below it, of its data."""
    found = words_of_sources(sources())
    texts = {spec.text for spec in every_action()} | set(MENUS) | data_words()
    there = {word.text for word in found if not word.note}
    found |= {Word(text) for text in texts - there if _has_letters(text)}
    return sorted(found)


def read_catalog(path: Path = CATALOG) -> dict[Word, tuple[str, ...]]:
    """Translations of a catalog, one for each form; empty where there is none."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=LANGUAGE)
    found: dict[Word, tuple[str, ...]] = {}
    for message in catalog:
        if message.id:
            texts = _texts(message.id)
            word = Word(texts[0], message.context or "", "".join(texts[1:]))
            found[word] = tuple(told for told in _texts(message.string) if told)
    return found


def write_catalog(
    words: Iterable[Word], known: dict[Word, tuple[str, ...]], path: Path = CATALOG
) -> None:
    """Write a catalog with these words."""
    catalog = Catalog(
        LANGUAGE, header_comment="# Words of the window and of reports.", project="Lightbox",
        fuzzy=False, charset="utf-8", creation_date=_NO_TIME, revision_date=_NO_TIME,
    )  # fmt: skip
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = "Lightbox"
    for word in words:
        told = known.get(word, ())
        if word.many:
            catalog.add((word.text, word.many), told, context=word.note or None)
        else:
            catalog.add(word.text, told[0] if told else "", context=word.note or None)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, sort_output=True, omit_header=False)


def compiled(source: Path) -> bytes:
    """The file that the program reads."""
    with source.open("rb") as file:
        catalog = read_po(file, locale=LANGUAGE)
    made = io.BytesIO()
    write_mo(made, catalog)
    return made.getvalue()


def _texts(given: str | Sequence[str] | None) -> tuple[str, ...]:
    if given is None:
        return ()
    return (given,) if isinstance(given, str) else tuple(given)


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ""


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


if __name__ == "__main__":
    write_catalog(all_words(), read_catalog() if CATALOG.exists() else {})
    CATALOG.with_suffix(".mo").write_bytes(compiled(CATALOG))
