"""The translations of the program: English text to the words of a language."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from workstation.settings.paths import resources_folder
from workstation.words import Phrasebook, Said, folded

ENGLISH = "en"
CHINESE = "zh_CN"

Translate = Callable[[str], str]


class Catalog:
    """Says English words in one language.

    Parameters
    ----------
    words : mapping
        English text or template to its translation.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        # "lung" is "Lung" within a sentence.
        self._words = {folded(source): words[source] for source in sorted(words, reverse=True)}
        self._phrases = Phrasebook(words)

    def say(self, text: str) -> str:
        """A sentence in this language; as it is where the catalog does not know it."""
        found = text if isinstance(text, Said) else self._phrases.find(text)
        if found is None:
            return text
        return found.filled(self._words.get(folded(found.template), found.template), self.say)


def catalog_file(language: str) -> Path:
    """The catalog of a language as Qt Linguist keeps it."""
    return resources_folder() / "translations" / f"lightbox_{language}.ts"


@cache
def translator(language: str) -> Translate:
    """What says English words in a language; English and unknown languages change nothing."""
    path = catalog_file(language)
    if language == ENGLISH or not path.is_file():
        return _unchanged
    return Catalog(read_words(path)).say


def read_words(path: Path) -> dict[str, str]:
    """English text to translation of a catalog, without the notes that tell meanings apart."""
    words: dict[str, str] = {}
    for message in ET.parse(path).getroot().iter("message"):  # noqa: S314 - our own file
        source, translation = message.findtext("source"), message.findtext("translation")
        if source and translation:
            # A text without a note is the usual meaning of its words.
            if message.find("comment") is None:
                words[source] = translation
            else:
                words.setdefault(source, translation)
    return words


def _unchanged(text: str) -> str:
    return text
