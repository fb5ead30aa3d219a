"""What lies over a picture: masks and a saliency map, kept until something changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QTransform

from workstation.domain.analysis import Heatmap
from workstation.domain.mask import Mask
from workstation.imaging.heatmaps import heat_rgba
from workstation.imaging.overlay import Overlay, SegmentStyle, mask_overlay
from workstation.scene.camera import ViewTransform
from workstation.viewer.pixels import to_qimage

_RIM_PX = 1.6
_HEAT_PX = 512


@dataclass(frozen=True, slots=True, eq=False)
class MaskLayer:
    """A mask on the grid that is shown, and the segments of it to draw."""

    mask: Mask
    styles: tuple[SegmentStyle, ...]


@dataclass(frozen=True, slots=True, eq=False)
class HeatLayer:
    """A saliency map on the grid that is shown, and how strongly to show it."""

    heatmap: Heatmap
    opacity: float


class MaskPainter:
    """Draws the masks of one plane in pixels of the screen; remembers the last ones."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._drawn: list[tuple[QImage, QPointF, NDArray[np.uint32]]] = []

    def forget(self) -> None:
        """Make everything anew next time."""
        self._key = ()

    def paint(
        self,
        painter: QPainter,
        key: tuple[object, ...],
        planes: list[tuple[MaskLayer, NDArray[Any]]],
        transform: ViewTransform,
    ) -> None:
        """Draw the masks.

        Parameters
        ----------
        painter : QPainter
            In screen pixels.
        key : tuple
            Tells one set of planes from another.
        planes : list
            Layers with the labels of the plane that is shown.
        transform : ViewTransform
            From plane to screen.
        """
        device = painter.device()
        ratio = device.devicePixelRatioF()
        size = round(device.width() * ratio), round(device.height() * ratio)
        key = (*key, transform.matrix.tobytes(), size, ratio)
        if key != self._key:
            self._key = key
            self._drawn = []
            for layer, labels in planes:
                overlay = mask_overlay(
                    labels,
                    transform.matrix * ratio,
                    size,
                    layer.styles,
                    thickness=max(1, round(_RIM_PX * ratio)),
                )
                if overlay is not None:
                    place = QPointF(overlay.left / ratio, overlay.top / ratio)
                    # Qt does not own the pixels.
                    self._drawn.append((_image(overlay, ratio), place, overlay.pixels))
        for image, place, _ in self._drawn:
            painter.drawImage(place, image)


def _image(overlay: Overlay, ratio: float) -> QImage:
    height, width = overlay.pixels.shape
    form = QImage.Format.Format_ARGB32_Premultiplied
    image = QImage(overlay.pixels.data, width, height, width * 4, form)
    image.setDevicePixelRatio(ratio)
    return image


class HeatPainter:
    """Draws the saliency map of one plane; remembers the last one."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._image = QImage()

    def paint(
        self,
        painter: QPainter,
        key: tuple[object, ...],
        values: NDArray[Any],
        opacity: float,
        transform: QTransform,
    ) -> None:
        """Draw (r, c) values with a painter in screen pixels."""
        key = (*key, opacity)
        if key != self._key:
            self._key = key
            # Saliency is smooth: a film of many pixels need not be colored pixel by pixel.
            step = max(1, max(values.shape) // _HEAT_PX)
            self._image = to_qimage(
                heat_rgba(np.ascontiguousarray(values[::step, ::step]), opacity)
            )
        painter.save()
        painter.setTransform(transform, True)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        painter.drawImage(QRectF(-0.5, -0.5, values.shape[1], values.shape[0]), self._image)
        painter.restore()
