"""Letters, caption and scale bar burned into a picture, in English.

The font of the imaging library has no letters of other languages.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image as PilImage
from PIL import ImageDraw, ImageFont

from workstation.imaging.annotation import length_text, scale_bar_mm
from workstation.imaging.heatmaps import HEAT_WORDS, heat_table
from workstation.messages import NOTHING, Message

_LETTER_COLOR = (255, 220, 120)
_TEXT_COLOR = (235, 235, 235)
_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def letter_picture(
    rgb: NDArray[np.uint8],
    *,
    letters: tuple[str, str, str, str],
    caption: Message | str,
    mm_per_px: float | None,
    scale_word: Message = NOTHING,
) -> NDArray[np.uint8]:
    """Write orientation letters, a caption and a scale bar on a copy of a picture.

    Parameters
    ----------
    rgb : (rows, columns, 3) uint8 ndarray
        The picture, square pixels.
    letters : tuple of str
        At the left, right, top and bottom edge; an empty one is left out.
    caption : Message or str
        For the top left corner; parts that three spaces separate stand on lines of their own.
    mm_per_px : float or None
        Pixel size; None draws no scale bar.
    scale_word : Message
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
    font = ImageFont.load_default(size=text_px)
    large = ImageFont.load_default(size=text_px + 4)
    left, right, top, bottom = letters
    pad = text_px // 2
    for words, place, anchor in (
        (left, (pad, height / 2), "lm"),
        (right, (width - pad, height / 2), "rm"),
        (top, (width / 2, pad), "mt"),
        (bottom, (width / 2, height - pad), "mb"),
    ):
        _text(draw, place, words, large, anchor, _LETTER_COLOR)
    # One part a line: the top of the picture belongs to the orientation letter.
    for number, line in enumerate(part.strip() for part in str(caption).split("   ")):
        _text(draw, (pad, pad + number * (text_px + 4)), line, font, "lt", _TEXT_COLOR)
    if mm_per_px is not None:
        _scale_bar(draw, (width, height), mm_per_px, str(scale_word), font)
    return np.asarray(canvas)


def draw_heat_legend(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Write the color bar of a saliency map and what it means into the lower left corner.

    Parameters
    ----------
    rgb : (rows, columns, 3) uint8 ndarray
        The picture.

    Returns
    -------
    (rows, columns, 3) uint8 ndarray
        A new array.
    """
    canvas = PilImage.fromarray(rgb)
    draw = ImageDraw.Draw(canvas)
    width, height = canvas.size
    text_px = max(10, min(22, min(width, height) // 28))
    font = ImageFont.load_default(size=text_px)
    pad = text_px // 2
    length, thick = max(64, width // 6), text_px
    bar = np.repeat(heat_table()[np.newaxis, :, :], thick, axis=0)
    top = height - pad - thick
    _text(draw, (pad, top), "less", font, "lt", _TEXT_COLOR)
    start = round(pad + draw.textlength("less ", font=font)) + 2
    canvas.paste(PilImage.fromarray(bar).resize((length, thick)), (start, top))
    _text(draw, (start + length + pad, top), "more", font, "lt", _TEXT_COLOR)
    for number, line in enumerate(reversed(HEAT_WORDS), start=1):
        _text(draw, (pad, top - number * (text_px + 4)), str(line), font, "lt", _TEXT_COLOR)
    return np.asarray(canvas)


def _scale_bar(
    draw: ImageDraw.ImageDraw,
    size: tuple[int, int],
    mm_per_px: float,
    word: str,
    font: _Font,
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
    _text(draw, (width - 10, y - 8), label, font, "rb", _TEXT_COLOR)


def _text(
    draw: ImageDraw.ImageDraw,
    place: tuple[float, float],
    text: str,
    font: _Font,
    anchor: str,
    color: tuple[int, int, int],
) -> None:
    if text:
        draw.text(
            place, text, font=font, anchor=anchor, fill=color, stroke_width=2, stroke_fill=(0, 0, 0)
        )
