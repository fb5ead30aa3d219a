"""An enhanced picture in the place of the one that was acquired, with a split to compare them.

Only the picture changes: values under the mouse, measurements and masks are those of the
image as it was acquired.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from workstation.domain.image import Radiograph
from workstation.domain.study import WindowSetting
from workstation.imaging.planes import PlaneName
from workstation.language import tr
from workstation.messages import Message
from workstation.scene.camera import ViewTransform
from workstation.scene.flat_view import FlatView
from workstation.scene.image_view import ImageView, ViewFrame
from workstation.scene.oblique_view import ObliqueView
from workstation.scene.same import Same
from workstation.scene.volume_view import VolumeView
from workstation.viewer.overlay_painter import draw_text
from workstation.viewer.pixels import PicturePainter

_SPLIT = QColor(255, 170, 60)


@dataclass(frozen=True, slots=True, eq=False)
class EnhancementLayer:
    """Enhanced values of the image of a viewport.

    Parameters
    ----------
    values : (k, j, i) or (j, i) float32
        On the grid on which the image is shown.
    words : Message
        What was done.
    split : float
        Share of the width, from the left, that shows the image as it was acquired; 0..1.
    """

    values: NDArray[np.float32]
    words: Message
    split: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a picture is turned into grey or color."""

    window: WindowSetting
    inverted: bool
    use_voi_lut: bool
    table: str


def enhanced_view(view: ImageView, values: NDArray[Any]) -> ImageView | None:
    """The same view of enhanced values; None where they do not fit what is shown."""
    if isinstance(view, VolumeView | ObliqueView):
        if values.shape != view.shown.array.shape:
            return None
        return replace(view, shown=replace(view.shown, array=values))
    if isinstance(view, FlatView) and isinstance(view.image, Radiograph):
        if values.shape != view.image.array.shape:
            return None
        return replace(view, image=replace(view.image, array=values))
    return None


class EnhancementPainter:
    """Draws the enhanced picture over the acquired one; remembers the last plane."""

    def __init__(self) -> None:
        self._twin: tuple[tuple[Same, Same], ImageView | None] | None = None
        self._frame: tuple[tuple[object, ...], ViewFrame] | None = None
        self._picture = PicturePainter()

    def fits(self, layer: EnhancementLayer, view: ImageView) -> bool:
        """Whether the layer is of what the view shows."""
        return self._view(layer, view) is not None

    def _view(self, layer: EnhancementLayer, view: ImageView) -> ImageView | None:
        key = (Same(layer.values), Same(view))
        if self._twin is None or self._twin[0] != key:
            self._twin = (key, enhanced_view(view, layer.values))
        return self._twin[1]

    def paint(
        self,
        painter: QPainter,
        layer: EnhancementLayer,
        view: ImageView,
        place: tuple[PlaneName, int, float, str],
        transform: ViewTransform,
        look: Look,
        area: QRectF,
    ) -> None:
        """Draw the part right of the split.

        Parameters
        ----------
        place : tuple
            Plane, index, thickness of the slab in mm and its mode.
        area : QRectF
            The viewport.
        """
        twin = self._view(layer, view)
        if twin is None:
            return
        plane, index, slab_mm, mode = place
        key = (Same(twin), *place)
        if self._frame is None or self._frame[0] != key:
            self._frame = (key, twin.frame(plane, index, slab_mm=slab_mm, mode=mode))
        at = area.left() + layer.split * area.width()
        painter.save()
        painter.setClipRect(QRectF(at, area.top(), area.right() - at + 1, area.height()))
        painter.fillRect(area, QColor(0, 0, 0))
        self._picture.paint(
            painter,
            key,
            twin,
            self._frame[1],
            transform,
            window=look.window,
            inverted=look.inverted,
            use_voi_lut=look.use_voi_lut,
            table=look.table,
        )
        painter.restore()


def paint_split(painter: QPainter, layer: EnhancementLayer, area: QRectF) -> None:
    """The line between before and after, with both words."""
    if not 0.0 < layer.split < 1.0:
        return
    at = area.left() + layer.split * area.width()
    painter.setPen(QPen(_SPLIT, 1.5, Qt.PenStyle.SolidLine))
    painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()))
    metrics = painter.fontMetrics()
    top = area.top() + 5 * metrics.height()
    before, after = tr("as acquired"), tr("enhanced")
    draw_text(painter, QPointF(at - metrics.horizontalAdvance(before) - 8, top), before, _SPLIT)
    draw_text(painter, QPointF(at + 8, top), after, _SPLIT)
