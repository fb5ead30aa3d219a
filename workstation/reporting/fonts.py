"""Embedded fonts, chosen character by character."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from workstation.settings.paths import resources_folder

REGULAR = "LightboxSans"
BOLD = "LightboxSans-Bold"
CJK = "LightboxCJK"
HANGUL = "LightboxHangul"
_FILES = {
    REGULAR: "DejaVuSans.ttf",
    BOLD: "DejaVuSans-Bold.ttf",
    CJK: "DroidSansFallbackFull.ttf",
    HANGUL: "NanumGothic.ttf",
}
# reportlab writes the Unicode numbers of higher letters cut short: they would be read as others.
_HIGHEST = 0xFFFF
# Scripts whose letters change shape or place beside each other in ways that are not done here.
_UNSHAPED = (
    (0x0700, 0x074F),  # Syriac
    (0x0780, 0x089F),  # Thaana, N'Ko, Samaritan, Mandaic
    (0x0900, 0x0DFF),  # Devanagari to Sinhala
    (0x0F00, 0x109F),  # Tibetan, Myanmar
    (0x1700, 0x18AF),  # scripts of the Philippines, Khmer, Mongolian
    (0x1900, 0x1AFF),  # Limbu to Tai Tham
    (0x1B00, 0x1CFF),  # Balinese to Vedic
    (0xA800, 0xA82F),
    (0xA880, 0xA95F),
    (0xA980, 0xAADF),
)
_WITH_MARKS = re.compile("[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+")
_WHITE = {"\n": "\n", "\t": " ", "\r": "", "\x0b": "\n", "\x0c": "\n"}


@cache
def register_fonts() -> None:
    """Make the embedded fonts known to reportlab; once is enough."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resources_folder() / "fonts" / file)))
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD
    )


@cache
def _covered(font: str) -> frozenset[int]:
    face = TTFont(font, str(resources_folder() / "fonts" / _FILES[font])).face
    return frozenset(face.charToGlyph)


@cache
def _font_of(character: str, usual: str) -> str:
    """The font that has a letter; empty where none has it, or cannot set it rightly."""
    if not _can_be_set(character):
        return ""
    fonts = (usual, REGULAR, CJK, HANGUL)
    return next((font for font in fonts if ord(character) in _covered(font)), "")


def _can_be_set(character: str) -> bool:
    code = ord(character)
    return (
        code <= _HIGHEST
        and not any(first <= code <= last for first, last in _UNSHAPED)
        and unicodedata.category(character) not in {"Cc", "Cf", "Cn", "Co", "Cs"}
    )


def printable(text: str) -> str:
    """A text in letters that the fonts have.

    Lines end with a line feed. Letters that no font has, or that need shaping, stand as their
    Unicode numbers in brackets, e.g. "[U+0939 U+093F]": visibly not printed and never another
    letter. Signs that only steer other letters are left out.
    """
    if text.isascii() and text.isprintable():
        return text
    pieces = []
    for known, run in groupby(_composed(text.replace("\r\n", "\n")), key=_is_known):
        letters = "".join(run)
        pieces.append(
            "".join(_WHITE.get(c, c) for c in letters if not _only_steers(c))
            if known
            else f"[{' '.join(f'U+{ord(c):04X}' for c in letters)}]"
        )
    return "".join(pieces)


def _composed(text: str) -> str:
    """Letters with the marks behind them as one letter where Unicode has it (UAX #15).

    Others are left as they are: composing alone would change the shape of some Chinese letters.
    """
    return _WITH_MARKS.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def is_printable(text: str) -> bool:
    """Whether every letter of a text is printed as itself."""
    return (text.isascii() and text.isprintable()) or all(_is_known(c) for c in text)


def _is_known(character: str) -> bool:
    known = character in _WHITE or _only_steers(character)
    return known or _font_of(character, REGULAR) != ""


def _only_steers(character: str) -> bool:
    return unicodedata.category(character) == "Cf"


def runs(text: str, usual: str = REGULAR) -> list[tuple[str, str]]:
    """A printable text in parts of one font each: font and letters."""
    if text.isascii():
        return [(usual, text)] if text else []
    return [
        (font or usual, "".join(letters))
        for font, letters in groupby(text, key=lambda c: _font_of(c, usual) or usual)
    ]


def markup(text: str, usual: str = REGULAR) -> str:
    """Paragraph markup of plain text: escaped, and in a font that has each character.

    Line ends become line breaks; what cannot be printed is marked as `printable` says.
    """
    pieces = [
        escape(letters) if font == usual else f'<font name="{font}">{escape(letters)}</font>'
        for font, letters in runs(printable(text), usual)
    ]
    return "".join(pieces).replace("\n", "<br/>")


def widths(text: str, size: float, usual: str = REGULAR) -> list[float]:
    """Width of each letter of a printable text, points."""
    return [
        pdfmetrics.stringWidth(letter, font, size)
        for font, letters in runs(text, usual)
        for letter in letters
    ]


def font_for(word: str, usual: str) -> str:
    """One font for a word of one script; the usual one where it has the letters.

    The font for Chinese has no Latin letters: texts of both go through `markup`.
    """
    return usual if {ord(letter) for letter in word} <= _covered(REGULAR) else CJK


def needs_cjk_wrapping(text: str) -> bool:
    """Whether lines may break between characters, as in Chinese, Japanese and Korean."""
    return not text.isascii() and any(_font_of(c, REGULAR) in {CJK, HANGUL} for c in text)
