"""Messages are put into words by a catalog, whatever the language."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations
from typing import ClassVar

import pytest

from workstation.language.catalogs import CHINESE, ENGLISH, Catalog, catalog
from workstation.language.spoken import language, say, shown, speak, tr
from workstation.messages import Message, joined, listed


class German(NullTranslations):
    """The words of a language with a comma in its numbers, and with plurals of its own."""

    WORDS: ClassVar = {
        "{name} has {mm:.2f} mm": "{mm:.2f} mm hat {name}",
        "Lung": "Lunge",
        "It is damaged.": "Defekt.",
        "{one} and {two} differ": "{one} und {two} sind verschieden",
        "{pixels:,.1f} px": "{pixels:,.1f} Pixel",
    }
    PLURALS: ClassVar = {"{count:g} slice": ("{count:g} Schicht", "{count:g} Schichten")}
    NOTED: ClassVar = {("of a lamp", "Light"): "Licht", ("not dark", "Light"): "Hell"}

    def gettext(self, message: str) -> str:
        return self.WORDS.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        if msgid1 not in self.PLURALS:
            return super().ngettext(msgid1, msgid2, n)
        one, many = self.PLURALS[msgid1]
        return one if n == 1 else many

    def pgettext(self, context: str, message: str) -> str:
        return self.NOTED.get((context, message), message)


GERMAN = Catalog(German(), "de")


def slices(count: float) -> Message:
    return Message("{count:g} slice", many="{count:g} slices", count=count)


def test_fields_stand_where_the_language_has_them() -> None:
    said = Message("{name} has {mm:.2f} mm", name="a.b, c", mm=1.25)
    assert GERMAN.say(said) == "1,25 mm hat a.b, c"


def test_numbers_are_written_as_the_language_does() -> None:
    assert GERMAN.say(Message("{pixels:,.1f} px", pixels=12345.678)) == "12.345,7 Pixel"
    assert GERMAN.number("-1,234.5") == "-1.234,5"
    assert Catalog(NullTranslations()).number("-1,234.5") == "-1,234.5"
    assert Catalog(NullTranslations(), "no language").number("1.5") == "1.5"


def test_messages_in_messages_are_translated_and_texts_are_not() -> None:
    said = Message("{one} and {two} differ", one=Message("Lung"), two="Lung")
    assert GERMAN.say(said) == "Lunge und Lung sind verschieden"
    assert GERMAN.say(joined("; ", (Message("Lung"), "Lung"))) == "Lunge; Lung"
    assert GERMAN.say(listed((Message("It is damaged."), Message("Lung")))) == "Defekt; Lunge"


@pytest.mark.parametrize(
    ("count", "german", "english"),
    [
        (0, "0 Schichten", "0 slices"),
        (1, "1 Schicht", "1 slice"),
        (2, "2 Schichten", "2 slices"),
        (1.5, "1,5 Schichten", "1.5 slices"),
        (0.5, "0,5 Schichten", "0.5 slices"),
    ],
)
def test_plurals(count: float, german: str, english: str) -> None:
    assert GERMAN.say(slices(count)) == german
    assert Catalog(NullTranslations()).say(slices(count)) == english


def test_plurals_that_are_not_known_stay_english() -> None:
    unknown = Message("{count} lung", many="{count} lungs", count=3)
    assert GERMAN.say(unknown) == "3 lungs"


def test_what_is_not_known_stays_english_with_the_numbers_of_the_language() -> None:
    assert GERMAN.say(Message("{a:.1f} of {b}", a=0.5, b=Message("Lung"))) == "0,5 of Lunge"


def test_nothing_says_nothing() -> None:
    assert GERMAN.say(Message("")) == ""
    assert catalog(CHINESE).say(Message("")) == ""


def test_braces_without_fields_are_plain() -> None:
    assert GERMAN.say(Message('Write {"age": 62}.')) == 'Write {"age": 62}.'


def test_a_note_tells_meanings_apart() -> None:
    assert GERMAN.literal("Light", "of a lamp") == "Licht"
    assert GERMAN.literal("Light", "not dark") == "Hell"
    assert GERMAN.literal("Light") == "Light"
    assert GERMAN.literal("Lung") == "Lunge"


def test_chinese_has_a_catalog_and_one_form_of_the_plural() -> None:
    chinese = catalog(CHINESE)
    assert chinese is not catalog(ENGLISH)
    assert chinese.say(Message("Lung")) == "肺"


def test_a_language_without_a_catalog_is_english() -> None:
    assert catalog("xx").say(slices(2)) == "2 slices"


@pytest.fixture
def spoken_chinese() -> Iterator[None]:
    before = language()
    speak(CHINESE)
    yield
    speak(before)


@pytest.mark.usefixtures("spoken_chinese")
def test_the_reader_is_spoken_to_in_one_language() -> None:
    assert language() == CHINESE
    assert say(Message("Lung")) == tr("Lung") == shown(Message("Lung")) == "肺"
    assert shown("Lung") == "Lung"


def test_a_literal_takes_fields_and_plurals() -> None:
    assert tr("{count} slice", many="{count} slices", count=2) == "2 slices"
    assert tr("{name} is here", "a note", name="a") == "a is here"


def test_a_sentence_with_other_fields_than_its_translation_stays_english() -> None:
    """A plugin may say what the program says, in its own way."""

    class Counted(NullTranslations):
        def gettext(self, message: str) -> str:
            return f"{{count}} × {message}"

    assert Catalog(Counted()).say(Message("Lung, {side}", side="left")) == "Lung, left"
