"""From a view frame to a QImage."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from workstation.domain.image import Radiograph
from workstation.domain.study import WindowSetting
from workstation.imaging.grayscale import apply_voi_lut, apply_window
from workstation.viewer.sources import ImageView, ViewFrame


def to_qimage(pixels: NDArray[np.uint8]) -> QImage:
    """A QImage of its own memory from (r, c) grey, (r, c, 3) RGB or (r, c, 4) RGBA."""
    pixels = np.ascontiguousarray(pixels)
    rows, columns = pixels.shape[:2]
    form = {
        2: QImage.Format.Format_Grayscale8,
        3: QImage.Format.Format_RGB888,
        4: QImage.Format.Format_RGBA8888,
    }[2 if pixels.ndim == 2 else pixels.shape[2]]
    image = QImage(pixels.data, columns, rows, pixels.strides[0], form)
    return image.copy()


def pooled(frame: ViewFrame, factor: int) -> ViewFrame:
    """The frame averaged over blocks of factor × factor pixels, for showing it small.

    Rows and columns that fill no whole block are left out.
    """
    if factor < 2 or min(frame.values.shape[:2]) < 2 * factor:
        return frame
    rows, columns = (n // factor for n in frame.values.shape[:2])
    cropped = frame.values[: rows * factor, : columns * factor]
    total = np.zeros((rows, columns, *frame.values.shape[2:]), dtype=np.float32)
    for r in range(factor):
        for c in range(factor):
            total += cropped[r::factor, c::factor]
    total /= factor * factor
    if frame.values.dtype.kind in "iu":
        total = np.rint(total)
    padding = None
    if frame.padding is not None:
        padding = frame.padding[: rows * factor : factor, : columns * factor : factor]
    return ViewFrame(
        values=total.astype(frame.values.dtype),
        pixel_rc=(frame.pixel_rc[0] * factor, frame.pixel_rc[1] * factor),
        spacing_rc_mm=frame.spacing_rc_mm,
        letters=frame.letters,
        padding=padding,
    )


def pool_factor(scale: float, frame: ViewFrame) -> int:
    """How many pixels fall on one screen pixel, rounded down; 1 shows every pixel."""
    return max(1, math.floor(1.0 / (scale * min(frame.pixel_rc))))


def windowed(
    view: ImageView,
    frame: ViewFrame,
    window: WindowSetting,
    *,
    inverted: bool,
    use_voi_lut: bool,
) -> NDArray[np.uint8]:
    """8-bit grey, or RGB unchanged, of a frame."""
    if frame.is_color:
        color: NDArray[np.uint8] = frame.values
        return color
    if use_voi_lut and isinstance(view.image, Radiograph) and view.image.voi_lut is not None:
        return apply_voi_lut(
            frame.values, view.image.voi_lut, inverted=inverted, padding=frame.padding
        )
    values = np.ascontiguousarray(frame.values)
    return apply_window(values, window, inverted=inverted, padding=frame.padding)
