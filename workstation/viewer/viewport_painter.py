"""Everything that is drawn in a viewport, in order: picture, layers, lines, measurements, text."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from workstation.scene.acquired import acquired_picture
from workstation.scene.camera import ViewTransform
from workstation.scene.same import Same
from workstation.scene.sources import ImageView, ViewFrame, VolumeView
from workstation.viewer.annotation_painter import (
    DrawnAnnotation,
    paint_annotation,
    paint_label,
)
from workstation.viewer.box_painter import box_outline, paint_box
from workstation.viewer.centerline_painter import paint_centerline, paint_marked_row
from workstation.viewer.crosshair import (
    crosshair_lines,
    paint_crosshair,
    paint_guide,
    paint_mark,
)
from workstation.viewer.display_objects import DisplayObjectsPainter
from workstation.viewer.enhancement import EnhancementLayer, EnhancementPainter, Look
from workstation.viewer.fusion import FusedSamples, FusionPainter
from workstation.viewer.label_layout import LabelLayout
from workstation.viewer.layers import HeatPainter, MaskPainter
from workstation.viewer.magnifier import begin_lens, end_lens, leave_out_lens
from workstation.viewer.overlay_painter import paint_reference_lines
from workstation.viewer.painted_viewport import PaintedViewport
from workstation.viewer.pixels import PicturePainter, qtransform
from workstation.viewer.tool_outline import paint_tool_outline
from workstation.viewer.viewport_text import WrittenPlaces, paint_viewport_text

_BACKGROUND = QColor(0, 0, 0)
_EMPTY_TEXT = QColor(110, 118, 126)
_ACTIVE = QColor(64, 150, 220)


class ViewportPainter:
    """Draws one viewport and keeps what need not be made anew for each frame."""

    def __init__(self) -> None:
        self._picture = PicturePainter()
        self._heat = HeatPainter()
        self._enhanced = EnhancementPainter()
        self._fused = FusionPainter()
        self._masks = MaskPainter()
        self._objects = DisplayObjectsPainter()
        self._in_lens = PicturePainter()
        self.labels: dict[str, QRectF] = {}
        """Where the words of measurements stood when they were painted last, by their ids."""

    def forget_picture(self) -> None:
        """The image is another one; nothing of the former one is kept in memory."""
        self._picture = PicturePainter()
        self._heat = HeatPainter()
        self._enhanced = EnhancementPainter()
        self._fused = FusionPainter()
        self._in_lens = PicturePainter()

    def forget_masks(self) -> None:
        """Labels or layers of masks are other ones."""
        self._masks.forget()

    def enhances(self, viewport: PaintedViewport) -> bool:
        """Whether the enhanced picture of a viewport belongs to what it shows."""
        layer, view = viewport.enhancement, viewport.view
        return layer is not None and view is not None and self._enhanced.fits(layer, view)

    def fused_samples(self, viewport: PaintedViewport) -> FusedSamples | None:
        """Values of the image that is laid over the picture; None without one."""
        frame = viewport.frame()
        if viewport.fusion is None or viewport.view is None or frame is None:
            return None
        return self._fused.samples(
            viewport.frame_key,
            viewport.fusion,
            viewport.view,
            viewport.plane,
            viewport.index,
            frame,
            slab_mm=viewport.slab_mm,
            mode=viewport.slab_mode,
        )

    def paint(self, viewport: PaintedViewport, painter: QPainter) -> None:
        """Draw a viewport as it is now."""
        painter.fillRect(viewport.rect(), _BACKGROUND)
        frame, transform = viewport.frame(), viewport.transform_now()
        if frame is None or transform is None or viewport.view is None:
            painter.setPen(_EMPTY_TEXT)
            painter.drawText(viewport.rect(), Qt.AlignmentFlag.AlignCenter, viewport.message)
            return
        area = QRectF(viewport.rect())
        self._paint_image(viewport, self._picture, painter, frame, transform)
        paint_reference_lines(painter, viewport.reference_lines, transform)
        self._paint_crosshair(viewport, painter, transform, area)
        if viewport.box is not None and isinstance(viewport.view, VolumeView):
            outline = box_outline(viewport.view, viewport.plane, viewport.index, viewport.box)
            paint_box(painter, outline, transform)
        if viewport.centerline:
            paint_centerline(
                painter,
                viewport.centerline,
                viewport.view,
                viewport.plane,
                viewport.index,
                transform,
            )
        if viewport.marked_row is not None and not viewport.view.is_planar:
            paint_marked_row(painter, viewport.marked_row, transform, area)
        drawn = self._paint_annotations(viewport, painter, transform)
        paint_tool_outline(painter, viewport.tool_outline, transform)
        if viewport.lens is not None:
            begin_lens(painter, viewport.lens)
            self._paint_image(
                viewport, self._in_lens, painter, frame, viewport.lens.transform(transform)
            )
            end_lens(painter, viewport.lens)
        places = paint_viewport_text(viewport, painter, frame, transform, area)
        self._paint_labels(viewport, painter, transform, drawn, places)
        if viewport.is_active:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(_ACTIVE)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(viewport.rect().adjusted(0, 0, -1, -1))

    @staticmethod
    def _paint_annotations(
        viewport: PaintedViewport, painter: QPainter, transform: ViewTransform
    ) -> list[DrawnAnnotation]:
        return [
            paint_annotation(
                painter, each, transform,
                selected=each.annotation.id == viewport.selected_annotation,
            )
            for each in viewport.placed_annotations()
        ]  # fmt: skip

    def _paint_labels(
        self,
        viewport: PaintedViewport,
        painter: QPainter,
        transform: ViewTransform,
        drawn: list[DrawnAnnotation],
        places: WrittenPlaces,
    ) -> None:
        """Last of all: nothing that is written over a picture hides part of a number."""
        layout = LabelLayout(QRectF(viewport.rect()), (places.scale,), places.words)
        self.labels = {}
        painter.save()
        if viewport.lens is not None:
            leave_out_lens(painter, viewport.lens, viewport.rect())
        # Where people put words, others make room.
        for each in sorted(drawn, key=lambda item: item.placed.label is None):
            label = paint_label(painter, each, transform, layout)
            if not label.isEmpty():
                self.labels[each.placed.annotation.id] = label
        painter.restore()

    def _paint_image(
        self,
        viewport: PaintedViewport,
        pictures: PicturePainter,
        painter: QPainter,
        frame: ViewFrame,
        transform: ViewTransform,
    ) -> None:
        if viewport.view is None:
            return
        pictures.paint(
            painter,
            viewport.frame_key,
            viewport.view,
            frame,
            transform,
            window=viewport.window_setting,
            inverted=viewport.inverted,
            use_voi_lut=viewport.use_voi_lut,
            table=viewport.color_table,
            state_table=viewport.state_table,
        )
        self._paint_objects(viewport, painter, frame, transform)
        if viewport.enhancement is not None:
            area = QRectF(viewport.rect())
            self._paint_enhancement(
                viewport, painter, viewport.enhancement, viewport.view, transform, area
            )
        self._paint_layers(viewport, painter, transform)

    def _paint_enhancement(
        self,
        viewport: PaintedViewport,
        painter: QPainter,
        layer: EnhancementLayer,
        view: ImageView,
        transform: ViewTransform,
        area: QRectF,
    ) -> None:
        look = Look(
            window=viewport.window_setting,
            inverted=viewport.inverted,
            use_voi_lut=viewport.use_voi_lut,
            table=viewport.color_table,
        )
        place = (viewport.plane, viewport.index, viewport.slab_mm, viewport.slab_mode)
        self._enhanced.paint(painter, layer, view, place, transform, look, area)

    def _paint_objects(
        self,
        viewport: PaintedViewport,
        painter: QPainter,
        frame: ViewFrame,
        transform: ViewTransform,
    ) -> None:
        if viewport.objects is None or viewport.view is None or viewport.slab_mm > 0:
            return
        picture = acquired_picture(viewport.view, viewport.plane, viewport.index)
        if picture is not None and viewport.objects.stack_id == viewport.view.stack_id:
            shape = (frame.values.shape[0], frame.values.shape[1])
            self._objects.paint(painter, viewport.objects, picture, shape, transform)

    def _paint_layers(
        self, viewport: PaintedViewport, painter: QPainter, transform: ViewTransform
    ) -> None:
        if viewport.view is None:
            return
        fused = self.fused_samples(viewport)
        if fused is not None and viewport.fusion is not None:
            self._fused.paint(painter, viewport.fusion, fused, transform)
        place = (viewport.plane, viewport.index)
        shown = (Same(viewport.view), *place)
        if viewport.heat is not None:
            values = viewport.view.heat(viewport.heat.heatmap, *place)
            key = (Same(viewport.heat.heatmap), *shown)
            self._heat.paint(painter, key, values, viewport.heat.opacity, qtransform(transform))
        if viewport.show_masks and viewport.layers:
            planes = [
                (layer, viewport.view.labels(layer.mask, *place)) for layer in viewport.layers
            ]
            self._masks.paint(painter, (Same(viewport.layers), *shown), planes, transform)

    def _paint_crosshair(
        self, viewport: PaintedViewport, painter: QPainter, transform: ViewTransform, area: QRectF
    ) -> None:
        if viewport.crosshair is None or viewport.view is None:
            return
        lines = crosshair_lines(viewport.view, viewport.plane, viewport.crosshair, transform)
        if viewport.crosshair_handles:
            paint_crosshair(painter, lines, area)
            return
        for line in lines:
            if line.plane in viewport.guide_planes:
                paint_guide(painter, line, area)
        if viewport.crosshair_marked:
            paint_mark(painter, lines)
