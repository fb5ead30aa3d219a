"""Header and logo of the institution that a report carries."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import numpy as np
from PIL import Image as PilImage
from PIL import UnidentifiedImageError

from workstation.domain.report import Letterhead
from workstation.errors import InputError
from workstation.messages import Message
from workstation.security.plain_files import read_small

LARGEST_LOGO_BYTES = 4 << 20
_MOST_PIXELS = 16_000_000
_LONGEST_SIDE_PX = 900
_MOST_LINES, _LONGEST_LINE = 4, 90


def make_letterhead(text: str, logo: Path | None) -> Letterhead:
    """The header of a report: at most four lines, and a picture that was checked.

    Raises
    ------
    InputError
        The logo cannot be read, is no PNG or JPEG picture, or is too large.
    """
    lines = [" ".join(line.split())[:_LONGEST_LINE] for line in text.splitlines()]
    kept = tuple(line for line in lines if line)[:_MOST_LINES]
    return Letterhead(lines=kept, logo=_read_logo(logo) if logo is not None else None)


def _read_logo(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """(rows, columns, 3) uint8 RGB on white, at most 900 pixels long."""
    try:
        picture = _picture(read_small(path, LARGEST_LOGO_BYTES))
    except (
        OSError,
        ValueError,
        SyntaxError,
        UnidentifiedImageError,
        PilImage.DecompressionBombError,
        PilImage.DecompressionBombWarning,
    ) as error:
        raise InputError(
            Message("The logo {name} cannot be used.", name=path.name),
            hint=Message("Choose a PNG or JPEG picture of at most 4 MB, or none."),
            detail=f"{type(error).__name__}: {error}",
        ) from error
    white = PilImage.new("RGBA", picture.size, (255, 255, 255, 255))
    white.alpha_composite(picture)
    white.thumbnail((_LONGEST_SIDE_PX, _LONGEST_SIDE_PX))
    return np.asarray(white.convert("RGB"))


def _picture(data: bytes) -> PilImage.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", PilImage.DecompressionBombWarning)
        with PilImage.open(io.BytesIO(data), formats=("PNG", "JPEG")) as stored:
            if stored.width * stored.height > _MOST_PIXELS:
                raise ValueError(f"{stored.width} x {stored.height} pixels")
            return stored.convert("RGBA")
