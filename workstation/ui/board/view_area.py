"""The middle of the window: viewports in a layout, and the frame bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from workstation.domain.geometry import GeometryHonesty
from workstation.imaging.planes import PlaneName, acquisition_plane
from workstation.language import tr
from workstation.scene.layout import (
    AUTOMATIC_ID,
    LARGEST_GRID,
    PLANE_LAYOUTS,
    SINGLE,
    Layout,
    layout_named,
    planes_beside,
    suits_planes,
)
from workstation.scene.sources import FlatView, ImageView, PreviewView, VolumeView
from workstation.ui.board.frame_bar import FrameBar
from workstation.ui.board.same_scale import even_out
from workstation.ui.board.viewport_frame import ViewportFrame
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.stage import Stage
from workstation.viewer.volume_viewport import VolumeViewport

_SPACING = 3

VolumeMaker = Callable[[ViewportFrame], tuple[VolumeViewport, QWidget]]


class ViewArea(QWidget):
    """Viewports of one screen.

    The automatic layout shows three linked planes of a volume; few or thick slices, a film or a
    sequence alone.

    Parameters
    ----------
    stage : Stage or None
        The board that the viewports belong to; several areas may share one.
    """

    badge_clicked = Signal()
    stack_dropped = Signal(object, str)
    """ViewportFrame; id of the stack that was dragged there."""
    layout_changed = Signal()
    nothing_shown = Signal(str)
    """The viewports are empty, and why."""

    def __init__(self, stage: Stage | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewArea")
        self.stage = stage if stage is not None else Stage(parent=self)
        self.frames: list[ViewportFrame] = []
        """The viewports of the present layout, in the order of its cells."""
        self.layout_id = AUTOMATIC_ID
        """What the reader chose."""
        self.volume_maker: VolumeMaker | None = None
        """Makes the viewport of a frame that is turned into three dimensions."""
        self._spare: list[ViewportFrame] = []
        self._layout = planes_beside()
        self._one_up: ViewportFrame | None = None
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_SPACING)
        self.frame_bar = FrameBar(self.stage)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._grid, 1)
        column.addWidget(self.frame_bar)
        self._cover: QWidget | None = None
        self._apply(SINGLE)
        self.show_welcome()

    def add_bar(self, bar: QWidget) -> None:
        """Put a bar below the viewports."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(bar)

    def add_cover(self, cover: QWidget) -> None:
        """Lay a widget over the viewports while nothing belongs into any of them."""
        self._cover = cover
        cover.setParent(self)
        self.lay_cover()

    def lay_cover(self) -> None:
        """Show the cover where nothing is shown or being read, else take it off."""
        if self._cover is None:
            return
        is_empty = not any(frame.stack_id for frame in self.frames)
        self._cover.setVisible(is_empty)
        if is_empty:
            self._cover.setGeometry(self._grid.geometry())
            self._cover.raise_()

    def add_strip(self, strip: QWidget) -> None:
        """Put a line of words over the viewports."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, strip)

    def event(self, event: QEvent) -> bool:
        """A strip that comes or goes moves the viewports, and with them what covers them."""
        if event.type() is QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self.lay_cover)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep films beside one another at one scale."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.lay_cover)
        QTimer.singleShot(0, self, lambda: even_out(self.frames))

    # Frames

    def frame_of(self, viewport: SliceViewport) -> ViewportFrame | None:
        """The frame of a viewport, or None when it is not in this area."""
        return next((frame for frame in self.frames if frame.viewport is viewport), None)

    @property
    def active_frame(self) -> ViewportFrame:
        """The frame of the active viewport, else the first one."""
        return self.frame_of(self.stage.active) or self.frames[0]

    def _make_frame(self) -> ViewportFrame:
        frame = ViewportFrame(PlaneName.AXIAL)
        frame.badge_clicked.connect(self._badge_clicker(frame))
        frame.one_up_clicked.connect(lambda: self.toggle_one_up(frame.viewport))
        frame.stack_dropped.connect(lambda stack_id: self.stack_dropped.emit(frame, stack_id))
        frame.viewport.changed.connect(self._tell_title(frame))
        return frame

    def _badge_clicker(self, frame: ViewportFrame) -> Callable[[], None]:
        def click() -> None:
            self.stage.set_active(frame.viewport)
            self.badge_clicked.emit()

        return click

    @staticmethod
    def _tell_title(frame: ViewportFrame) -> Callable[[], None]:
        return lambda: frame.show_title(frame.viewport.view)

    def show_welcome(self) -> None:
        """Empty the viewports and say how to open something."""
        self.show_nothing(tr("Drop a folder, files or a ZIP here, or press Ctrl+O."))

    def show_nothing(self, message: str) -> None:
        """Empty the viewports and say why."""
        for frame in self.frames[1:]:
            frame.empty()
        self.frames[0].empty(message)
        self.stage.show_view(None, viewports=[frame.viewport for frame in self.frames])
        if self.shows_one_image:
            self._apply(SINGLE)
        self.nothing_shown.emit(message)

    # Layout

    @property
    def shows_one_image(self) -> bool:
        """Whether every viewport shows the same image."""
        return self._layout.one_image

    def set_layout(self, layout_id: str) -> None:
        """Divide the area another way.

        Parameters
        ----------
        layout_id : str
            "automatic", "single", "mpr", "mpr-row", "mpr-square", "mpr-volume",
            "fusion" or "grid-ROWSxCOLUMNS".

        Raises
        ------
        ValueError
            There is no such layout.
        """
        if layout_id != AUTOMATIC_ID:
            layout_named(layout_id)
        self.layout_id = layout_id
        view = self.active_frame.viewport.view
        was_one_image = self.shows_one_image
        if layout_id in (AUTOMATIC_ID, *PLANE_LAYOUTS):
            if view is not None:
                self.arrange_for(view)
        else:
            self._apply(layout_named(layout_id))
            if was_one_image and not self.shows_one_image:
                for frame in self.frames[1:]:
                    frame.empty()
        self.layout_changed.emit()

    def arrange_for(self, view: ImageView) -> None:
        """Choose planes for an image, before it is shown, where the layout has one image."""
        if self.layout_id != AUTOMATIC_ID and self.layout_id not in PLANE_LAYOUTS:
            return
        if not _has_planes(view):
            self._apply(SINGLE)
        elif self.layout_id == AUTOMATIC_ID:
            self._apply(planes_beside(acquired_plane(view)) if _suits_planes(view) else SINGLE)
        else:
            self._apply(layout_named(self.layout_id, acquired_plane(view)))

    def _apply(self, layout: Layout) -> None:
        self._one_up = None
        is_new = layout != self._layout
        self._layout = layout
        self._match_frames(len(layout.cells))
        for frame in self.frames:
            self._grid.removeWidget(frame)
        rows, columns = layout.size
        for n in range(LARGEST_GRID):
            shares, row_shares = layout.column_shares, layout.row_shares
            self._grid.setColumnStretch(n, (shares[n] if shares else 1) if n < columns else 0)
            self._grid.setRowStretch(n, (row_shares[n] if row_shares else 1) if n < rows else 0)
        for frame, cell in zip(self.frames, layout.cells, strict=True):
            if is_new:
                self.show_volume(frame, cell.is_volume)
            frame.wanted_plane = cell.plane
            frame.viewport.windowed_alone = not layout.one_image
            if cell.plane is not None:
                frame.viewport.plane = cell.plane
            self._grid.addWidget(frame, cell.row, cell.column, cell.row_span, cell.column_span)
            frame.can_stand_alone = len(self.frames) > 1
            frame.show()
        if self.frame_of(self.stage.active) is None:
            self.stage.set_active(self.frames[0].viewport)
        else:
            self.stage.set_active(self.stage.active)

    def _match_frames(self, count: int) -> None:
        active = self.frame_of(self.stage.active) if self.frames else None
        if active in self.frames[count:]:
            # What the reader is looking at stays on the screen.
            self.frames.remove(active)
            self.frames.insert(0, active)
        while len(self.frames) < count:
            frame = self._spare.pop() if self._spare else self._make_frame()
            self.frames.append(frame)
            self.stage.add(frame.viewport)
        while len(self.frames) > count:
            frame = self.frames.pop()
            self.stage.remove(frame.viewport)
            self._grid.removeWidget(frame)
            frame.empty()
            frame.hide()
            self._spare.append(frame)

    def show_volume(self, frame: ViewportFrame, on: bool) -> None:
        """Turn a frame into three dimensions, or back to slices."""
        if on and frame.volume is None and self.volume_maker is not None:
            frame.add_volume(*self.volume_maker(frame))
        frame.show_volume(on)

    def release(self) -> None:
        """Give every viewport back, before the window of this area goes."""
        self.frame_bar.show_sequence(None)
        for frame in self.frames:
            self.stage.remove(frame.viewport)
            frame.empty()

    def show_honesty(
        self, honesty: GeometryHonesty | None, *, acknowledged_by: str, stack_id: str
    ) -> None:
        """Show the geometry badge over each viewport of a stack."""
        for frame in self.frames:
            if frame.stack_id == stack_id:
                frame.show_honesty(honesty, acknowledged_by=acknowledged_by)

    def toggle_one_up(self, viewport: SliceViewport | None = None) -> None:
        """One viewport alone, or all of them again."""
        frame = self.frame_of(viewport or self.stage.active)
        if frame is None or len(self.frames) < 2:
            return
        self._one_up = None if self._one_up is frame else frame
        for other in self.frames:
            other.setVisible(self._one_up in (None, other))
        self._share_room()
        self.stage.set_active(frame.viewport)
        QTimer.singleShot(0, self, lambda: even_out(self.frames))

    def _share_room(self) -> None:
        """Give rows and columns without a visible viewport no room."""
        layout = self._layout
        seen = [
            cell
            for frame, cell in zip(self.frames, layout.cells, strict=True)
            if self._one_up in (None, frame)
        ]
        rows, columns = layout.size
        for n in range(columns):
            used = any(c.column <= n < c.column + c.column_span for c in seen)
            share = layout.column_shares[n] if layout.column_shares else 1
            self._grid.setColumnStretch(n, share if used else 0)
        for n in range(rows):
            used = any(c.row <= n < c.row + c.row_span for c in seen)
            share = layout.row_shares[n] if layout.row_shares else 1
            self._grid.setRowStretch(n, share if used else 0)

    def step_viewport(self, step: int) -> None:
        """Make the next visible viewport active."""
        seen = [f.viewport for f in self.frames if not f.isHidden()]
        at = seen.index(self.stage.active) if self.stage.active in seen else 0
        self.stage.set_active(seen[(at + step) % len(seen)])


def _has_planes(view: ImageView) -> bool:
    if isinstance(view, VolumeView):
        return view.shown.geometry.shape_kji[0] > 1
    return not isinstance(view, FlatView)


def _suits_planes(view: ImageView) -> bool:
    """By the slices as they were acquired: what is shown may be resampled."""
    if isinstance(view, PreviewView):
        return suits_planes(view.geometry)
    return not isinstance(view, VolumeView) or suits_planes(view.image.geometry)


def acquired_plane(view: ImageView) -> PlaneName:
    """The plane that was acquired; axial for films, where it does not matter."""
    if isinstance(view, PreviewView):
        return acquisition_plane(view.geometry)
    if isinstance(view, VolumeView):
        return acquisition_plane(view.shown.geometry)
    return PlaneName.AXIAL
