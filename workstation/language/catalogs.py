"""The words of a language, from the one catalog that it has."""

from __future__ import annotations

from functools import cache, cached_property
from gettext import GNUTranslations, NullTranslations
from math import ceil, isfinite
from pathlib import Path

from workstation.messages import Message
from workstation.settings.paths import resources_folder

ENGLISH = "en"
CHINESE = "zh_CN"


class Catalog:
    """Puts messages and literals into words of one language.

    Parameters
    ----------
    words : gettext.NullTranslations
        What the templates are in the language; those that it does not know stay English.
    language : str
        E.g. "zh_CN"; its way to write numbers is that of the Unicode locale data.
    """

    def __init__(self, words: NullTranslations, language: str = ENGLISH) -> None:
        self._words = words
        self._language = language

    @cached_property
    def _letters(self) -> dict[str, str] | None:
        """How this language writes points and commas of numbers; slow to read the first time."""
        decimal, group = _symbols(self._language)
        return None if (decimal, group) == (".", ",") else {".": decimal, ",": group}

    def say(self, message: Message) -> str:
        """A message in this language."""
        if not message.template:
            return ""
        if message.many:
            count = _whole(message.count)
            template = self._words.ngettext(message.template, message.many, count)
        else:
            template = self._words.gettext(message.template)
        try:
            return message.filled(template, self.say, self.number)
        except ValueError:
            # A plugin may say a sentence of the program with other fields.
            return str(message)

    def literal(self, text: str, note: str = "") -> str:
        """A literal of a face; `note` tells apart two meanings of one English word."""
        return self._words.pgettext(note, text) if note else self._words.gettext(text)

    def number(self, written: str) -> str:
        """A number that is written the English way, as this language writes it."""
        if self._letters is None:
            return written
        return "".join(self._letters.get(letter, letter) for letter in written)


def catalog_file(language: str) -> Path:
    """The catalog of a language as gettext compiles it."""
    return resources_folder() / "translations" / f"{language}.mo"


def has_catalog(language: str) -> bool:
    """Whether the words of a language are there; English needs none."""
    return language == ENGLISH or catalog_file(language).is_file()


@cache
def catalog(language: str) -> Catalog:
    """The words of a language; English where there are none of it."""
    if language == ENGLISH or not has_catalog(language):
        return Catalog(NullTranslations())
    with catalog_file(language).open("rb") as file:
        return Catalog(GNUTranslations(file), language)


def _whole(count: float) -> int:
    """A number that gettext takes, which counts whole things: one and a half are many."""
    if not isfinite(count):
        return 2
    return int(count) if count == int(count) else max(2, ceil(count))


def _symbols(language: str) -> tuple[str, str]:
    if language == ENGLISH:
        return ".", ","
    # Not loaded where English is spoken, which the program starts with.
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_decimal_symbol, get_group_symbol

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return ".", ","
    return get_decimal_symbol(locale), get_group_symbol(locale)
