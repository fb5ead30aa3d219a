"""Embedded fonts, chosen character by character."""

from __future__ import annotations

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
_REPLACEMENT = "\ufffd"


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


def _font_of(character: str) -> str:
    code = ord(character)
    if code < ord(" "):
        return ""
    return next((font for font in (REGULAR, CJK, HANGUL) if code in _covered(font)), "")


def markup(text: str) -> str:
    """Paragraph markup of plain text: escaped, and in a font that has each character.

    Line ends become line breaks. A character that no font has is shown as U+FFFD.
    """
    runs = []
    for font, characters in groupby(text, key=_font_of):
        run = "".join(characters)
        if font == REGULAR:
            runs.append(escape(run))
        elif font:
            runs.append(f'<font name="{font}">{escape(run)}</font>')
        elif run.strip("\n\r\t"):
            runs.append(_REPLACEMENT * len(run.strip("\n\r\t")))
        else:
            runs.append(run)
    return "".join(runs).replace("\r\n", "\n").replace("\n", "<br/>")


def font_for(word: str, usual: str) -> str:
    """One font for a word of one script; the usual one where it has the letters.

    The font for Chinese has no Latin letters: texts of both go through `markup`.
    """
    return usual if {ord(letter) for letter in word} <= _covered(REGULAR) else CJK


def needs_cjk_wrapping(text: str) -> bool:
    """Whether lines may break between characters, as in Chinese, Japanese and Korean."""
    return any(_font_of(character) in {CJK, HANGUL} for character in text)
