"""Letters, caption and scale bar burned into a picture."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image as PilImage
from PIL import ImageDraw, ImageFont

from workstation.domain.study import WindowSetting
from workstation.imaging.annotation import length_text, scale_bar_mm
from workstation.imaging.color_tables import color_table
from workstation.imaging.heatmaps import HEAT_WORDS, heat_table
from workstation.messages import Message, Translate
from workstation.settings.paths import resources_folder

_LETTER_COLOR = (255, 220, 120)
_TEXT_COLOR = (235, 235, 235)
_LEFT_OF = {"l": 0.0, "m": 0.5, "r": 1.0}
_LESS, _MORE = Message("less"), Message("more")
_FIRST_IDEOGRAPHIC = 0x2E80
"""From here on (CJK radicals) letters are those of another font."""


def letter_picture(
    rgb: NDArray[np.uint8],
    *,
    letters: tuple[str, str, str, str],
    caption: str,
    mm_per_px: float | None,
    scale_word: str = "",
) -> NDArray[np.uint8]:
    """Write orientation letters, a caption and a scale bar on a copy of a picture.

    Parameters
    ----------
    rgb : (rows, columns, 3) uint8 ndarray
        The picture, square pixels.
    letters : tuple of str
        At the left, right, top and bottom edge; an empty one is left out.
    caption : str
        For the top left corner; parts that three spaces separate stand on lines of their own.
    mm_per_px : float or None
        Pixel size; None draws no scale bar.
    scale_word : str
        The calibration word beside the bar's length.

    Returns
    -------
    (rows, columns, 3) uint8 ndarray
        A new array.
    """
    canvas = PilImage.fromarray(rgb)
    draw = ImageDraw.Draw(canvas)
    width, height = canvas.size
    text_px = max(10, min(22, min(width, height) // 28))
    left, right, top, bottom = letters
    pad = text_px // 2
    for words, place, anchor in (
        (left, (pad, height / 2), "lm"),
        (right, (width - pad, height / 2), "rm"),
        (top, (width / 2, pad), "mt"),
        (bottom, (width / 2, height - pad), "mb"),
    ):
        _text(draw, place, words, text_px + 4, anchor, _LETTER_COLOR)
    # One part a line: the top of the picture belongs to the orientation letter.
    for number, line in enumerate(part.strip() for part in caption.split("   ")):
        _text(draw, (pad, pad + number * (text_px + 4)), line, text_px, "lt", _TEXT_COLOR)
    if mm_per_px is not None:
        _scale_bar(draw, (width, height), mm_per_px, scale_word, text_px)
    return np.asarray(canvas)


def draw_heat_legend(rgb: NDArray[np.uint8], say: Translate = str) -> NDArray[np.uint8]:
    """Write the color bar of a saliency map and what it means into the lower left corner.

    Parameters
    ----------
    rgb : (rows, columns, 3) uint8 ndarray
        The picture.
    say : callable
        Puts what it means into words.

    Returns
    -------
    (rows, columns, 3) uint8 ndarray
        A new array.
    """
    canvas = PilImage.fromarray(rgb)
    draw = ImageDraw.Draw(canvas)
    width, height = canvas.size
    text_px = max(10, min(22, min(width, height) // 28))
    pad = text_px // 2
    length, thick = max(64, width // 6), text_px
    bar = np.repeat(heat_table()[np.newaxis, :, :], thick, axis=0)
    top = height - pad - thick
    less = say(_LESS)
    _text(draw, (pad, top), less, text_px, "lt", _TEXT_COLOR)
    start = round(pad + _width(draw, f"{less} ", text_px)) + 2
    canvas.paste(PilImage.fromarray(bar).resize((length, thick)), (start, top))
    _text(draw, (start + length + pad, top), say(_MORE), text_px, "lt", _TEXT_COLOR)
    for number, line in enumerate(reversed(HEAT_WORDS), start=1):
        _text(draw, (pad, top - number * (text_px + 4)), say(line), text_px, "lt", _TEXT_COLOR)
    return np.asarray(canvas)


def draw_color_legend(
    rgb: NDArray[np.uint8], table: str, window: WindowSetting, *, inverted: bool
) -> NDArray[np.uint8]:
    """Write the bar of a color table with the values of its ends into the lower left corner.

    Parameters
    ----------
    rgb : (rows, columns, 3) uint8 ndarray
        The picture.
    table : str
        See `workstation.imaging.color_tables`.
    window : WindowSetting
        Whose ends take the first and the last color, or the last and the first if `inverted`.

    Returns
    -------
    (rows, columns, 3) uint8 ndarray
        A new array.
    """
    canvas = PilImage.fromarray(rgb)
    draw = ImageDraw.Draw(canvas)
    width, height = canvas.size
    text_px = max(10, min(22, min(width, height) // 28))
    pad = text_px // 2
    length, thick = max(64, width // 6), text_px
    colors = color_table(table)[::-1] if inverted else color_table(table)
    bar = np.repeat(colors[np.newaxis, :, :], thick, axis=0)
    top = height - pad - thick
    low = f"{window.center - window.width / 2:.4g}"
    _text(draw, (pad, top), low, text_px, "lt", _TEXT_COLOR)
    start = round(pad + _width(draw, f"{low} ", text_px)) + 2
    canvas.paste(
        PilImage.fromarray(np.ascontiguousarray(bar)).resize((length, thick)), (start, top)
    )
    high = f"{window.center + window.width / 2:.4g}"
    _text(draw, (start + length + pad, top), high, text_px, "lt", _TEXT_COLOR)
    return np.asarray(canvas)


def _scale_bar(
    draw: ImageDraw.ImageDraw,
    size: tuple[int, int],
    mm_per_px: float,
    word: str,
    text_px: int,
) -> None:
    width, height = size
    length_mm = scale_bar_mm(mm_per_px, width / 4)
    length = length_mm / mm_per_px
    x0, y = width - 10 - length, height - 10
    for thickness, color in ((4, (0, 0, 0)), (2, _TEXT_COLOR)):
        draw.line([(x0, y), (x0 + length, y)], fill=color, width=thickness)
        draw.line([(x0, y - 4), (x0, y + 4)], fill=color, width=thickness)
        draw.line([(x0 + length, y - 4), (x0 + length, y + 4)], fill=color, width=thickness)
    label = f"{length_text(length_mm)} {word}".strip()
    _text(draw, (width - 10, y - 8), label, text_px, "rb", _TEXT_COLOR)


def _text(
    draw: ImageDraw.ImageDraw,
    place: tuple[float, float],
    text: str,
    text_px: int,
    anchor: str,
    color: tuple[int, int, int],
) -> None:
    if not text:
        return
    stroke: dict[str, Any] = {"fill": color, "stroke_width": 2, "stroke_fill": (0, 0, 0)}
    latin = _font_of(False, text_px)
    if not any(map(_is_ideographic, text)):
        draw.text(place, text, font=latin, anchor=anchor, **stroke)
        return
    x = place[0] - _width(draw, text, text_px) * _LEFT_OF[anchor[0]]
    # One baseline for all fonts; the place is that of the usual one.
    top, bottom = latin.getbbox("Ag", anchor="ls")[1::2]
    y = place[1] - {"t": top, "m": (top + bottom) / 2, "b": bottom}[anchor[1]]
    for part, font in _runs(text, text_px):
        draw.text((x, y), part, font=font, anchor="ls", **stroke)
        x += draw.textlength(part, font=font)


def _runs(text: str, text_px: int) -> list[tuple[str, ImageFont.FreeTypeFont]]:
    """Parts of a text, each with a font that has its letters."""
    parts = groupby(text, _is_ideographic)
    return [("".join(part), _font_of(wide, text_px)) for wide, part in parts]


def _width(draw: ImageDraw.ImageDraw, text: str, text_px: int) -> float:
    return sum(draw.textlength(part, font=font) for part, font in _runs(text, text_px))


def _is_ideographic(letter: str) -> bool:
    return ord(letter) >= _FIRST_IDEOGRAPHIC


@cache
def _font_of(ideographic: bool, text_px: int) -> ImageFont.FreeTypeFont:
    if ideographic:
        path = resources_folder() / "fonts" / "DroidSansFallbackFull.ttf"
        return ImageFont.truetype(str(path), size=text_px)
    # With a size it is never the bitmap font.
    return cast("ImageFont.FreeTypeFont", ImageFont.load_default(size=text_px))
