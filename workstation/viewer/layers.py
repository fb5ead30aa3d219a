"""Masks over a picture: fills and outlines, kept until something changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTransform

from workstation.domain.mask import Mask
from workstation.imaging.compositing import Rgb, outline_segments
from workstation.viewer.pixels import to_qimage


@dataclass(frozen=True, slots=True)
class SegmentStyle:
    """How a segment is drawn; `dashed` says that no person has agreed to it yet."""

    number: int
    color_rgb: Rgb
    fill_opacity: float
    dashed: bool


@dataclass(frozen=True, slots=True, eq=False)
class MaskLayer:
    """A mask on the grid that is shown, and the segments of it to draw."""

    mask: Mask
    styles: tuple[SegmentStyle, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    fill: QImage
    place: QRectF
    outlines: tuple[tuple[QColor, list[QLineF]], ...]


class MaskPainter:
    """Draws the layers of one plane; remembers the last one."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._drawn: list[_Drawn] = []

    def prepare(
        self, key: tuple[object, ...], planes: list[tuple[MaskLayer, NDArray[Any]]]
    ) -> None:
        """Make fills and outlines, unless `key` is that of the last time."""
        if key == self._key:
            return
        self._key = key
        made = (_drawn(labels, layer.styles) for layer, labels in planes)
        self._drawn = [drawn for drawn in made if drawn is not None]

    def forget(self) -> None:
        """Make everything anew next time."""
        self._key = ()

    def paint(self, painter: QPainter, transform: QTransform, *, outlines: bool = True) -> None:
        """Draw with a painter in screen pixels."""
        for drawn in self._drawn:
            painter.save()
            painter.setTransform(transform, True)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawImage(drawn.place, drawn.fill)
            if outlines:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
                for color, lines in drawn.outlines:
                    pen = QPen(color, 1.6)
                    pen.setCosmetic(True)
                    painter.setPen(pen)
                    painter.drawLines(lines)
            painter.restore()


def _drawn(labels: NDArray[Any], styles: tuple[SegmentStyle, ...]) -> _Drawn | None:
    rows, columns = np.flatnonzero(labels.any(axis=1)), np.flatnonzero(labels.any(axis=0))
    if rows.size == 0 or not styles:
        return None
    r0, c0 = int(rows[0]), int(columns[0])
    part = labels[r0 : int(rows[-1]) + 1, c0 : int(columns[-1]) + 1]
    fill = np.zeros((*part.shape, 4), dtype=np.uint8)
    outlines = []
    for style in styles:
        inside = part == style.number
        if not inside.any():
            continue
        fill[inside] = (*style.color_rgb, round(255 * style.fill_opacity))
        segments = outline_segments(inside, dashed=style.dashed)
        lines = [QLineF(x0 + c0, y0 + r0, x1 + c0, y1 + r0) for y0, x0, y1, x1 in segments.tolist()]
        outlines.append((QColor(*style.color_rgb), lines))
    place = QRectF(c0 - 0.5, r0 - 0.5, part.shape[1], part.shape[0])
    return _Drawn(to_qimage(fill), place, tuple(outlines))
