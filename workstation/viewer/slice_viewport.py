"""A widget that shows one plane, film or frame with everything on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.domain.same_patient import is_same_patient
from workstation.domain.study import Patient, WindowSetting
from workstation.imaging.annotation import PLANE_WORDS
from workstation.imaging.color_tables import GREY
from workstation.imaging.orientation import flipped_letters
from workstation.imaging.planes import PlaneName
from workstation.imaging.presentation import VoiTable
from workstation.language import say, tr
from workstation.measuring.annotation_place import PlacedAnnotation, place_annotation
from workstation.measuring.placed_annotations import AnnotationShelf
from workstation.scene.camera import Camera, ViewTransform
from workstation.scene.reference_lines import ReferenceLine
from workstation.scene.same import Same
from workstation.scene.sampling import Sampling
from workstation.scene.sources import ImageView, Point, ViewFrame
from workstation.session.annotations import Annotation
from workstation.viewer.box_painter import Box
from workstation.viewer.display_objects import ShownObjects
from workstation.viewer.enhancement import EnhancementLayer
from workstation.viewer.fusion import FusedSamples, FusionLayer
from workstation.viewer.layers import HeatLayer, MaskLayer
from workstation.viewer.magnifier import Lens
from workstation.viewer.pixels import own_picture, pool_factor
from workstation.viewer.tool_outline import ToolOutline
from workstation.viewer.viewport_painter import ViewportPainter


class ViewportInput(Protocol):
    """Where a viewport sends mouse and wheel; the tools implement it."""

    def press(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """A mouse button went down."""

    def move(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """The mouse moved, with or without a button."""

    def release(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """A mouse button went up."""

    def double_click(self, viewport: SliceViewport, event: QMouseEvent) -> None:
        """A button was pressed twice."""

    def wheel(self, viewport: SliceViewport, event: QWheelEvent) -> None:
        """The wheel turned."""


class SliceViewport(QWidget):
    """One plane of an image.

    State is set through methods, drawn in `paintEvent`, and read by tools. Nothing here
    decides what a mouse button does: that is `input`.

    Parameters
    ----------
    plane : PlaneName
        Which plane of a volume it shows.
    """

    changed = Signal()
    """Window, camera or plane changed."""
    index_changed = Signal(int)
    camera_changed = Signal()
    layers_changed = Signal()
    slab_changed = Signal()
    became_active = Signal()
    place_chosen = Signal(float)
    """Row that was pointed at on a picture laid straight along a line."""

    def __init__(self, plane: PlaneName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plane = plane
        self.view: ImageView | None = None
        self.index = 0
        self.window_setting = WindowSetting(center=0.0, width=1.0)
        self.inverted = False
        self.windowed_alone = False
        """Its window is its own, also where another viewport shows the same image."""
        self.use_voi_lut = False
        self.state_table: VoiTable | None = None
        """Grey values of a presentation state, in the place of the VOI LUT of the file."""
        self.phase = ("", "")
        """A stack, and which phase of a volume in time it is, in words."""
        self.table_words = ""
        """What that table is, when it is one of the file's own."""
        self.objects: ShownObjects | None = None
        self.camera = Camera()
        self._patient: Patient | None = None
        """Whose images were shown last."""
        self.slab_mm = 0.0
        self.slab_mode = "max"
        self.crosshair: Point | None = None
        self.crosshair_handles = False
        """Whether the lines of the crosshair are there to be moved, and turned by handles."""
        self.crosshair_marked = False
        """Whether a short cross marks it else."""
        self.guide_planes: frozenset[PlaneName] = frozenset()
        """Planes of the same image of which it is drawn where they cut this picture."""
        self.reference_lines: tuple[ReferenceLine, ...] = ()
        self.layers: tuple[MaskLayer, ...] = ()
        self.heat: HeatLayer | None = None
        self.enhancement: EnhancementLayer | None = None
        """Shown in the place of the picture; values stay those of the image."""
        self.centerline: tuple[Point, ...] = ()
        self.marked_row: float | None = None
        """Where another viewport cuts across a picture laid straight along a line."""
        self.fusion: FusionLayer | None = None
        self.color_table = GREY
        self.box: Box | None = None
        self.show_masks = True
        self.annotations: tuple[Annotation, ...] = ()
        self.show_annotations = True
        self.draft: Annotation | None = None
        self.selected_annotation = ""
        self.text_mode = 0
        """0 all text, 1 without the patient, 2 none but letters and scale."""
        self.name_color: QColor | None = None
        """Of the words about the patient; None is plain."""
        self.cursor_text = ""
        self.is_key_image: Callable[[], bool] = lambda: False
        self.message = ""
        self.is_active = False
        self.input: ViewportInput | None = None
        self.tool_outline: ToolOutline | None = None
        self.lens: Lens | None = None
        self.corner_room = QSizeF()
        """Size of what lies over the upper right corner."""
        self.screen_px_per_mm: Callable[[], tuple[float | None, bool]] = lambda: (None, False)
        """Pixels per mm of the screen, and whether a person measured it."""
        self._frame: tuple[tuple[object, ...], ViewFrame] | None = None
        self._shelf = AnnotationShelf()
        self._painter = ViewportPainter()
        self.setMouseTracking(True)
        # Who turns the wheel here reads here; keys must not go on into a field.
        self.setFocusPolicy(Qt.FocusPolicy.WheelFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("{plane} image", plane=PLANE_WORDS[plane]))

    # State

    def show_view(self, view: ImageView | None, *, keep_camera: bool = False) -> None:
        """Show another image from its middle plane on; None empties the viewport."""
        self._leave_patient(view)
        self.view = view
        self.draft = None
        if not keep_camera:
            self.camera = Camera()
            self.cursor_text = ""
        if view is not None:
            self.index = min(self.index, view.count(self.plane) - 1)
        self._frame = None
        self._shelf = AnnotationShelf()
        self._painter.forget_picture()
        self._painter.forget_masks()
        self.refresh()

    def _leave_patient(self, view: ImageView | None) -> None:
        """What a reader set for one patient shows no other one: slabs, colors, boxes."""
        patient = view.image.source.patient if view is not None else None
        if patient is None:
            return
        if self._patient is not None and not is_same_patient(patient, self._patient):
            self.slab_mm = 0.0
            self.color_table = GREY
            self.box = None
            self.slab_changed.emit()
        self._patient = patient

    def set_index(self, index: int) -> None:
        """Show another plane or frame; beyond the ends the last one is shown."""
        if self.view is None:
            return
        index = max(0, min(index, self.view.count(self.plane) - 1))
        if index != self.index:
            self.index = index
            self.index_changed.emit(index)
            self.refresh()

    def set_window(
        self, window: WindowSetting, *, inverted: bool | None = None, use_voi_lut: bool = False
    ) -> None:
        """Show other values; `inverted` None leaves that as it is."""
        self.window_setting = window
        self.use_voi_lut = use_voi_lut
        self.state_table, self.table_words = None, ""
        if inverted is not None:
            self.inverted = inverted
        self.refresh()

    def set_slab(self, thickness_mm: float, mode: str) -> None:
        """Show slabs of this thickness, "max", "min" or "mean"; 0 shows single planes."""
        self.slab_mm, self.slab_mode = thickness_mm, mode
        self.refresh()
        self.slab_changed.emit()

    def set_camera(self, camera: Camera) -> None:
        """Zoom, move, turn or mirror."""
        if camera == self.camera:
            return
        self.camera = camera
        self.refresh()
        self.camera_changed.emit()

    def set_layers(self, layers: tuple[MaskLayer, ...]) -> None:
        """Lay other masks over the picture."""
        self.layers = layers
        self._painter.forget_masks()
        self.update()
        self.layers_changed.emit()

    def repaint_masks(self) -> None:
        """Labels of the masks were changed in place."""
        self._painter.forget_masks()
        self.update()

    def set_heat(self, heat: HeatLayer | None) -> None:
        """Lay a saliency map over the picture, or none."""
        self.heat = heat
        self.update()

    def set_fusion(self, layer: FusionLayer | None) -> None:
        """Lay another image over the picture, or none."""
        self.fusion = layer
        self.update()

    def set_color_table(self, name: str) -> None:
        """Show grey values in the colors of a table."""
        self.color_table = name
        self.refresh()

    def set_objects(self, objects: ShownObjects | None) -> None:
        """Draw overlays, shutters and graphics of files, or none."""
        self.objects = objects
        self.update()

    def set_lens(self, lens: Lens | None) -> None:
        """Magnify what is under the lens, or take it away."""
        if lens != self.lens:
            self.lens = lens
            self.update()

    def set_tool_outline(self, outline: ToolOutline | None) -> None:
        """Show the shape of a tool, or none."""
        if outline != self.tool_outline:
            self.tool_outline = outline
            self.update()

    def refresh(self) -> None:
        """Paint anew and tell who listens."""
        self.changed.emit()
        self.update()

    # Geometry

    def frame(self) -> ViewFrame | None:
        """The picture that is shown, before windowing; kept until plane or image change."""
        if self.view is None:
            return None
        key = (Same(self.view), self.plane, self.index, self.slab_mm, self.slab_mode)
        if self._frame is None or self._frame[0] != key:
            made = self.view.frame(
                self.plane, self.index, slab_mm=self.slab_mm, mode=self.slab_mode
            )
            self._frame = (key, made)
        return self._frame[1]

    @property
    def frame_key(self) -> tuple[object, ...]:
        """What the picture that was made last depends on; empty before there was one."""
        return self._frame[0] if self._frame is not None else ()

    @property
    def sampling(self) -> Sampling:
        """How the values on the screen came from the voxels."""
        frame, transform = self.frame(), self.transform_now()
        if frame is None or transform is None or self.view is None:
            return Sampling()
        return Sampling(
            is_interpolated=frame.is_interpolated or self.view.is_resampled,
            decimation=frame.decimation,
            pooled=pool_factor(transform.scale, frame),
        )

    def transform_now(self) -> ViewTransform | None:
        """Between picture and screen pixels; None while empty."""
        frame = self.frame()
        if frame is None:
            return None
        return self.camera.transform(
            (frame.values.shape[0], frame.values.shape[1]),
            frame.pixel_rc,
            (float(self.width()), float(self.height())),
        )

    def picture_point(self, position: QPointF) -> tuple[float, float] | None:
        """(row, column) under a screen point; None while empty."""
        transform = self.transform_now()
        return transform.to_image(position.x(), position.y()) if transform else None

    def point(self, position: QPointF) -> Point | None:
        """Point of the image under a screen point: LPS mm, or (row, column, 0) on a film."""
        found = self.picture_point(position)
        if found is None or self.view is None:
            return None
        return self.view.to_point(self.plane, self.index, *found)

    def letters(self) -> tuple[str, str, str, str]:
        """Orientation letters at the left, right, top and bottom, as turned and mirrored."""
        frame = self.frame()
        if frame is None:
            return ("", "", "", "")
        return flipped_letters(
            frame.letters,
            quarter_turns=self.camera.quarter_turns,
            horizontal=self.camera.flip_horizontal,
            vertical=self.camera.flip_vertical,
        )

    def fused_samples(self) -> FusedSamples | None:
        """Values of the image that is laid over the picture; None without one."""
        return self._painter.fused_samples(self)

    @property
    def enhanced_words(self) -> str:
        """What was done to the picture on the screen; empty where it is as acquired."""
        layer = self.enhancement
        fits = layer is not None and self._painter.enhances(self)
        return say(layer.words) if layer is not None and fits and layer.split < 1.0 else ""

    def placed_annotations(self) -> list[PlacedAnnotation]:
        """Annotations that lie on the plane that is shown, the draft last."""
        if self.view is None:
            return []
        known = self.annotations if self.show_annotations else ()
        placed = self._shelf.on_plane(known, self.view, self.plane, self.index)
        if self.draft is None:
            return list(placed)
        placed = [each for each in placed if each.annotation.id != self.draft.id]
        draft = place_annotation(self.draft, self.view, self.plane, self.index)
        return placed if draft is None else [*placed, draft]

    def label_at(self, position: QPointF) -> tuple[Annotation, QRectF] | None:
        """The measurement whose words lie under a place, and where they stand."""
        for placed in reversed(self.placed_annotations()):
            label = self._painter.labels.get(placed.annotation.id)
            if label is not None and label.contains(position):
                return placed.annotation, label
        return None

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002
        """Picture, masks, crosshair, measurements, text."""
        painter = QPainter(self)
        try:
            self._painter.paint(self, painter)
        finally:
            # A painter that outlives its event, in a traceback say, blocks all painting.
            painter.end()

    def picture(self) -> QImage:
        """What is shown, for the clipboard and for key images."""
        return own_picture(self)

    def sizeHint(self) -> QSize:  # noqa: N802
        """A square."""
        return QSize(480, 480)

    # Input

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Hand over to the tools."""
        self.setFocus()
        self.became_active.emit()
        if self.input:
            self.input.press(self, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Hand over to the tools."""
        if self.input:
            self.input.move(self, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Hand over to the tools."""
        if self.input:
            self.input.release(self, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Hand over to the tools."""
        if self.input:
            self.input.double_click(self, event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Hand over to the tools."""
        if self.input:
            self.input.wheel(self, event)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """The value under the mouse is gone with the mouse."""
        self.cursor_text = ""
        self.tool_outline = None
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave keys to the window's actions."""
        event.ignore()
