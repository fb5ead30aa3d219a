"""From a view frame to pixels on the screen."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap, QRegion, QTransform
from PySide6.QtWidgets import QWidget

from workstation.domain.study import WindowSetting
from workstation.imaging.color_tables import GREY, colored
from workstation.imaging.grayscale import apply_voi_lut, apply_window
from workstation.imaging.presentation import VoiTable
from workstation.imaging.windows import file_table
from workstation.scene.camera import ViewTransform
from workstation.scene.same import Same
from workstation.scene.sources import ImageView, ViewFrame


def own_picture(widget: QWidget) -> QImage:
    """What a widget paints itself, in pixels of the screen, without what lies over it."""
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(widget.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.black)
    widget.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawWindowBackground)
    return picture.toImage()


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
    state_table: VoiTable | None = None,
) -> NDArray[np.uint8]:
    """8-bit grey, or RGB unchanged, of a frame."""
    if frame.is_color:
        color: NDArray[np.uint8] = frame.values
        return color
    padding = None if getattr(view.image, "shows_padding", False) else frame.padding
    table = (state_table or file_table(view.image)) if use_voi_lut else None
    if table is not None:
        return apply_voi_lut(frame.values, table, inverted=inverted, padding=padding)
    values = np.ascontiguousarray(frame.values)
    return apply_window(values, window, inverted=inverted, padding=padding)


def qtransform(transform: ViewTransform) -> QTransform:
    """The map from picture to screen, for a painter."""
    m = transform.matrix
    return QTransform(
        float(m[0, 0]),
        float(m[1, 0]),
        float(m[0, 1]),
        float(m[1, 1]),
        float(m[0, 2]),
        float(m[1, 2]),
    )


class PicturePainter:
    """Draws frames; remembers the last one, averaged for its zoom and windowed."""

    def __init__(self) -> None:
        self._pooled: tuple[tuple[object, ...], ViewFrame] | None = None
        self._image: tuple[tuple[object, ...], QImage] | None = None

    def forget(self) -> None:
        """Make everything anew next time."""
        self._pooled = self._image = None

    def paint(
        self,
        painter: QPainter,
        key: tuple[object, ...],
        view: ImageView,
        frame: ViewFrame,
        transform: ViewTransform,
        *,
        window: WindowSetting,
        inverted: bool,
        use_voi_lut: bool,
        table: str = GREY,
        state_table: VoiTable | None = None,
    ) -> None:
        """Draw a frame with a painter in screen pixels; `key` tells one frame from another."""
        factor = pool_factor(transform.scale, frame)
        key = (*key, factor)
        if self._pooled is None or self._pooled[0] != key:
            self._pooled = (key, pooled(frame, factor))
        small = self._pooled[1]
        factor = factor if small is not frame else 1
        image_key = (*key, window, inverted, use_voi_lut, table, Same(state_table))
        if self._image is None or self._image[0] != image_key:
            pixels = windowed(
                view, small, window, inverted=inverted, use_voi_lut=use_voi_lut,
                state_table=state_table,
            )  # fmt: skip
            if table != GREY and pixels.ndim == 2:
                pixels = colored(pixels, table)
            # The painter would convert grey anew each time.
            self._image = (
                image_key,
                to_qimage(pixels).convertToFormat(QImage.Format.Format_RGB32),
            )
        image = self._image[1]
        painter.save()
        painter.setTransform(qtransform(transform), True)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        target = QRectF(-0.5, -0.5, image.width() * factor, image.height() * factor)
        painter.drawImage(target, image)
        painter.restore()
