"""The words of the sources beside the catalog of a language.

`python -m tests.support.catalog` brings `resources/translations` up to date: new words come in
without a translation, unused ones go, and the catalog is compiled.
"""

from __future__ import annotations

import subprocess
import tempfile
import xml.etree.ElementTree as ET  # our own files
from pathlib import Path

import PySide6

from tests.support.said_words import data_words, said_sources, said_words
from workstation.settings.paths import project_folder
from workstation.ui.actions import ACTIONS
from workstation.words import folded

Word = tuple[str, str]
"""Source text and the note that tells two meanings apart."""

_TOOLS = Path(PySide6.__file__).parent
_ALIASES = "tr+=mark"
_FOLDERS = ("ui", "tools", "viewer")
LANGUAGE = "zh_CN"
CATALOG = project_folder() / "resources" / "translations" / f"lightbox_{LANGUAGE}.ts"


def sources() -> list[Path]:
    """Every source with visible words."""
    package = project_folder() / "workstation"
    return sorted(path for name in _FOLDERS for path in (package / name).rglob("*.py"))


def words_of_sources(paths: list[Path]) -> list[Word]:
    """What lupdate finds, and the texts of the table of actions, each once, sorted."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "found.ts"
        command = [str(_TOOLS / "lupdate"), "-tr-function-alias", _ALIASES, "-locations", "none"]
        subprocess.run(
            [*command, *map(str, paths), "-ts", str(target)], check=True, capture_output=True
        )
        found = set()
        for message in ET.parse(target).getroot().iter("message"):
            found.add((message.findtext("source") or "", message.findtext("comment") or ""))
    found |= {(spec.text, "") for spec in ACTIONS}
    return sorted(word for word in found if any(letter.isalpha() for letter in word[0]))


def read_catalog(path: Path = CATALOG) -> dict[Word, str]:
    """Translations of a catalog; "" where there is none."""
    return {
        (message.findtext("source") or "", message.findtext("comment") or ""): (
            message.findtext("translation") or ""
        )
        for message in ET.parse(path).getroot().iter("message")
    }


def write_catalog(words: list[Word], known: dict[Word, str], path: Path = CATALOG) -> None:
    """Write a catalog with these words in one context without a name."""
    root = ET.Element("TS", version="2.1", language=LANGUAGE, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name")
    for source, note in words:
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = source
        if note:
            ET.SubElement(message, "comment").text = note
        translation = ET.SubElement(message, "translation")
        text = known.get((source, note), "")
        if text:
            translation.text = text
        else:
            translation.set("type", "unfinished")
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    path.write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8"
    )


def compile_catalog(source: Path, target: Path) -> None:
    """Make the file that the program reads."""
    command = [str(_TOOLS / "lrelease"), "-silent", str(source), "-qm", str(target)]
    subprocess.run(command, check=True, capture_output=True)


def all_words() -> list[Word]:
    """Everything that a reader may see: of the window, of the parts below it, of its data."""
    window = set(words_of_sources(sources()))
    known = {folded(source) for source, _ in window}
    below = {}
    for text in sorted(said_words(said_sources()) | data_words(), reverse=True):
        # The catalog does not tell "lung" from "Lung"; the capital comes last, and stays.
        if any(letter.isalpha() for letter in text) and folded(text) not in known:
            below[folded(text)] = text
    return sorted(window | {(text, "") for text in below.values()})


if __name__ == "__main__":
    write_catalog(all_words(), read_catalog() if CATALOG.exists() else {})
    compile_catalog(CATALOG, CATALOG.with_suffix(".qm"))
