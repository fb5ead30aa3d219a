"""The middle of the window: linked viewports with their headers, and the frame bar."""

from __future__ import annotations

from collections.abc import Callable

import qtawesome
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workstation.domain.geometry import GeometryBadge, GeometryHonesty
from workstation.domain.image import FrameSequence
from workstation.imaging.planes import PlaneName, acquisition_plane
from workstation.ui.theme import BADGE_COLORS, TEXT
from workstation.viewer.overlay_painter import PLANE_COLORS
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.sources import FlatView, ImageView, PreviewView, VolumeView, plane_title
from workstation.viewer.stage import Stage

_PLANES = (PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL)
_BADGE_WORDS = {
    GeometryBadge.OK: "● Geometry ok",
    GeometryBadge.CAUTION: "▲ Geometry: caution",
    GeometryBadge.REFUSED: "■ Geometry: refused",
}
_DEFAULT_FPS = 10


class ViewportFrame(QWidget):
    """A viewport under its header: plane, geometry badge, one-up button."""

    badge_clicked = Signal()
    one_up_clicked = Signal()

    def __init__(self, plane: PlaneName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewport = SliceViewport(plane)
        header = QWidget()
        header.setObjectName("viewportHeader")
        self.chip = QLabel()
        self.title = QLabel()
        self.title.setObjectName("muted")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.badge = QToolButton()
        self.badge.setToolTip("What is known of the geometry; click for details")
        self.badge.clicked.connect(self.badge_clicked)
        self.one_up = QToolButton()
        self.one_up.setIcon(qtawesome.icon("mdi6.arrow-expand-all", color=TEXT))
        self.one_up.setToolTip("One-up / grid (Return or double click)")
        self.one_up.clicked.connect(self.one_up_clicked)
        row = QHBoxLayout(header)
        row.setContentsMargins(8, 1, 4, 1)
        row.addWidget(self.chip)
        row.addWidget(self.title, 1)
        row.addWidget(self.badge)
        row.addWidget(self.one_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self.viewport, 1)
        self.show_honesty(None, acknowledged_by="")

    def show_title(self, view: ImageView | None) -> None:
        """Name the plane and the series."""
        plane = self.viewport.plane
        color = PLANE_COLORS[plane if not isinstance(view, FlatView) else PlaneName.NATIVE]
        self.chip.setText(plane_title(view, plane) if view else plane.value.capitalize())
        self.chip.setStyleSheet(f"color: {color.name()}; font-weight: 600;")
        self.chip.setMinimumWidth(self.chip.sizeHint().width())
        self.title.setText(view.image.source.description if view else "")

    def show_honesty(self, honesty: GeometryHonesty | None, *, acknowledged_by: str) -> None:
        """Show the badge of the image; None hides it."""
        self.badge.setVisible(honesty is not None)
        if honesty is None:
            return
        words = _BADGE_WORDS[honesty.badge]
        color = BADGE_COLORS[honesty.badge.value]
        if honesty.badge is not GeometryBadge.OK and acknowledged_by:
            words += " (acknowledged)"
            color = BADGE_COLORS["caution"]
        self.badge.setText(words)
        self.badge.setStyleSheet(f"color: {color}; font-weight: 600;")
        lines = [issue.message for issue in honesty.issues]
        if acknowledged_by:
            lines.append(f"Acknowledged by {acknowledged_by}")
        self.badge.setToolTip("\n".join(lines) or "Positions, orientation and spacing agree.")


class FrameBar(QWidget):
    """Slider, play button and frame rate for frames in time."""

    def __init__(self, viewport: SliceViewport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewport = viewport
        self.play = QToolButton()
        self._icons = (
            qtawesome.icon("mdi6.play", color=TEXT),
            qtawesome.icon("mdi6.pause", color=TEXT),
        )
        self.play.setIcon(self._icons[0])
        self.play.setCheckable(True)
        self.play.setToolTip("Play (C)")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.rate = QSpinBox()
        self.rate.setRange(1, 60)
        self.rate.setSuffix(" frames/s")
        self.rate.setMinimumWidth(100)
        self.number = QLabel()
        self.number.setMinimumWidth(64)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._advance)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        for widget in (self.play, self.slider, self.number, self.rate):
            row.addWidget(widget, 1 if widget is self.slider else 0)
        self.play.toggled.connect(self._play)
        self.rate.valueChanged.connect(lambda fps: self._timer.setInterval(round(1000 / fps)))
        self.slider.valueChanged.connect(viewport.set_index)
        viewport.index_changed.connect(self._follow)

    def show_sequence(self, image: FrameSequence | None) -> None:
        """Serve a sequence; None hides the bar and stops it."""
        self.play.setChecked(False)
        self.setVisible(image is not None)
        if image is None:
            return
        self.slider.setRange(0, image.array.shape[0] - 1)
        time = image.frame_time_ms
        self.rate.setValue(round(1000 / time) if time else _DEFAULT_FPS)
        self._follow(self._viewport.index)

    def _play(self, on: bool) -> None:
        self.play.setIcon(self._icons[1 if on else 0])
        if on:
            self._timer.start(round(1000 / self.rate.value()))
        else:
            self._timer.stop()

    def _advance(self) -> None:
        last = self.slider.maximum()
        self._viewport.set_index(0 if self._viewport.index >= last else self._viewport.index + 1)

    def _follow(self, index: int) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(index)
        self.slider.blockSignals(False)
        self.number.setText(f"{index + 1}/{self.slider.maximum() + 1}")


class ViewArea(QWidget):
    """Three linked planes of a volume, or one film, or one sequence."""

    badge_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewArea")
        self.frames = [ViewportFrame(plane) for plane in _PLANES]
        self.stage = Stage([frame.viewport for frame in self.frames], self)
        self.frame_bar = FrameBar(self.frames[0].viewport)
        self._one_up: ViewportFrame | None = None
        self._is_volume = False
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(3)
        self._grid.addWidget(self.frames[0], 0, 0, 2, 1)
        self._grid.addWidget(self.frames[1], 0, 1)
        self._grid.addWidget(self.frames[2], 1, 1)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._grid, 1)
        column.addWidget(self.frame_bar)
        for frame in self.frames:
            frame.badge_clicked.connect(self.badge_clicked)
            frame.one_up_clicked.connect(lambda frame=frame: self.toggle_one_up(frame.viewport))
            frame.viewport.changed.connect(self._tell_title(frame))
        self.show_nothing("Drop a folder, files or a ZIP here, or press Ctrl+O.")

    @staticmethod
    def _tell_title(frame: ViewportFrame) -> Callable[[], None]:
        return lambda: frame.show_title(frame.viewport.view)

    def show_nothing(self, message: str) -> None:
        """Empty the viewports and say why."""
        self.stage.show_view(None)
        self.stage.set_message(message)
        self._arrange(is_volume=False)
        self.frame_bar.show_sequence(None)
        self.show_honesty(None, acknowledged_by="")

    def arrange_for(self, view: ImageView) -> None:
        """Choose planes and layout for an image, before it is shown."""
        is_volume = not isinstance(view, FlatView)
        if isinstance(view, VolumeView):
            is_volume = view.shown.geometry.shape_kji[0] > 1
        first = PlaneName.AXIAL
        if isinstance(view, VolumeView):
            first = acquisition_plane(view.shown.geometry)
        elif isinstance(view, PreviewView):
            first = acquisition_plane(view.geometry)
        others = [plane for plane in _PLANES if plane is not first]
        for frame, plane in zip(self.frames, (first, *others), strict=True):
            frame.viewport.plane = plane
        self._one_up = None
        self._arrange(is_volume=is_volume)
        sequence = view.image if isinstance(view, FlatView) else None
        self.frame_bar.show_sequence(sequence if isinstance(sequence, FrameSequence) else None)

    def show_honesty(self, honesty: GeometryHonesty | None, *, acknowledged_by: str) -> None:
        """Show the geometry badge over each viewport."""
        for frame in self.frames:
            frame.show_honesty(honesty, acknowledged_by=acknowledged_by)

    def toggle_one_up(self, viewport: SliceViewport | None = None) -> None:
        """One viewport alone, or all of them again."""
        if not self._is_volume:
            return
        chosen = viewport or self.stage.active
        frame = next(f for f in self.frames if f.viewport is chosen)
        self._one_up = None if self._one_up is frame else frame
        self.stage.set_active(chosen)
        self._arrange(is_volume=True)

    def step_viewport(self, step: int) -> None:
        """Make the next visible viewport active."""
        seen = [f.viewport for f in self.frames if not f.isHidden()]
        at = seen.index(self.stage.active) if self.stage.active in seen else 0
        self.stage.set_active(seen[(at + step) % len(seen)])

    def _arrange(self, *, is_volume: bool) -> None:
        self._is_volume = is_volume
        for number, frame in enumerate(self.frames):
            alone = self._one_up is not None and frame is not self._one_up
            frame.setVisible(not alone if is_volume else number == 0)
            frame.one_up.setVisible(is_volume)
        single = self._one_up or (None if is_volume else self.frames[0])
        self._grid.setColumnStretch(0, 0 if single not in (None, self.frames[0]) else 3)
        self._grid.setColumnStretch(1, 0 if single is self.frames[0] else 2)
        for row, frame in ((0, self.frames[1]), (1, self.frames[2])):
            self._grid.setRowStretch(row, 1 if single in (None, frame, self.frames[0]) else 0)
        if not is_volume:
            self.stage.set_active(self.frames[0].viewport)
