"""Which image each viewport shows: from a choice, over reading, to the picture on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from workstation.domain.geometry import GeometryHonesty
from workstation.domain.study import WindowSetting
from workstation.errors import WorkstationError
from workstation.language import say, tr
from workstation.measuring.calibrating import calibrated_view, honesty_by_hand
from workstation.messages import Message
from workstation.scene.sources import ImageView, ObliqueView, PreviewView
from workstation.services.prepare_view import PreparedImage
from workstation.session.events import StudiesClosed, StudiesClosing
from workstation.session.hanging import CellRule
from workstation.session.workspace import Workspace
from workstation.ui.board.dressing import dress
from workstation.ui.board.geometry_dialog import GeometryDialog
from workstation.ui.board.image_loader import ImageLoader, view_of
from workstation.ui.board.same_scale import even_out
from workstation.ui.board.view_area import ViewArea, acquired_plane
from workstation.ui.board.viewport_frame import ViewportFrame
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.turned_views import cut_alike


class ImageDisplay(QObject):
    """Keeps the viewports in step with the workspace and with what is read.

    Parameters
    ----------
    require_reader : callable
        Asks for the reader's name where it is not known; whether it is known now.
    """

    shown = Signal()
    """An image is there with all of its pixels."""
    opened = Signal(str)
    """Stack id of an image that was put on the screen, before `shown`."""
    exchanged = Signal()
    """Viewports show another image: what lies over it is to be laid anew."""

    def __init__(
        self,
        workspace: Workspace,
        area: ViewArea,
        loader: ImageLoader,
        require_reader: Callable[[], bool],
        *,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.workspace = workspace
        workspace.subscribe(StudiesClosing, lambda _event: area.stage.forget())
        workspace.subscribe(StudiesClosed, lambda _event: self._show_welcome())
        self._areas = [area]
        self._also: tuple[str, ...] = ()
        self._phases: tuple[str, ...] = ()
        self._stage = area.stage
        self._loader = loader
        self._require_reader = require_reader
        self._window = window
        loader.preview_ready.connect(self._show_preview)
        loader.image_ready.connect(self._take_image)
        loader.progressed.connect(self._show_progress)
        loader.slices_arrived.connect(self._repaint_preview)
        loader.failed.connect(self._show_failure)
        self._stage.active_changed.connect(self._follow_active_viewport)
        self._add_area(area)

    # Areas

    def _add_area(self, area: ViewArea) -> None:
        area.stack_dropped.connect(lambda frame, stack_id: self.show_stack(stack_id, frame))
        area.layout_changed.connect(lambda: self._fill(area))

    def add_area(self, area: ViewArea) -> None:
        """Serve the viewports of another window, too."""
        self._areas.append(area)
        self._add_area(area)

    def remove_area(self, area: ViewArea) -> None:
        """A window with viewports was closed."""
        self._areas.remove(area)
        self._loader.want(self._wanted())

    def _show_welcome(self) -> None:
        """Empty every window: what is closed is not to be seen, nor drawn on."""
        for area in self._areas:
            area.show_welcome()

    @property
    def _frames(self) -> list[ViewportFrame]:
        return [frame for area in self._areas for frame in area.frames]

    @property
    def _area(self) -> ViewArea:
        """The area with the active viewport."""
        active = self._stage.active
        return next((a for a in self._areas if a.frame_of(active) is not None), self._areas[0])

    def _on(self, stack_id: str) -> list[ViewportFrame]:
        return [frame for frame in self._frames if frame.stack_id == stack_id]

    def _fill(self, area: ViewArea) -> None:
        """After a change of layout: cells that now belong to the one image show it."""
        if area.shows_one_image and area.active_frame.stack_id:
            self.show_stack(area.active_frame.stack_id, area.active_frame)
        self._loader.want(self._wanted())

    # Choosing

    def show_stack(
        self, stack_id: str, frame: ViewportFrame | None = None, *, rule: CellRule | None = None
    ) -> None:
        """Show a stack: its first image at once, then all of it.

        Parameters
        ----------
        stack_id : str
            Of the workspace.
        frame : ViewportFrame or None
            Where; None is the active viewport. A layout of one image shows it everywhere.
        rule : CellRule or None
            How a hanging protocol wants it shown.
        """
        place = self.workspace.place(stack_id)
        if place is None:
            return
        chosen = frame or self._area.active_frame
        area = next((a for a in self._areas if chosen in a.frames), self._area)
        targets = list(area.frames) if area.shows_one_image else [chosen]
        for target in targets:
            target.stack_id = stack_id
            target.rule = rule
            target.is_prior = rule is not None and rule.series.study == "prior"
        if chosen.viewport is not self._stage.active:
            self._stage.set_active(chosen.viewport)
        kept = self._loader.kept(stack_id)
        self.workspace.activate(stack_id, kept.image if kept else None)
        if kept is not None:
            self._show(stack_id, kept, targets)
        else:
            self._show_nothing_yet(targets)
        self._loader.want(self._wanted())

    def want_also(self, stack_ids: tuple[str, ...]) -> None:
        """Read stacks that are laid over others, too."""
        self._also = stack_ids
        self._loader.want(self._wanted())

    def want_phases(self, stack_ids: tuple[str, ...]) -> None:
        """Read other phases of what is shown, too."""
        if stack_ids != self._phases:
            self._phases = stack_ids
            self._loader.want(self._wanted())

    def view_of_stack(self, stack_id: str) -> ImageView | None:
        """What viewports show of a stack; None while it is not in memory."""
        prepared = self._loader.kept(stack_id)
        if prepared is None:
            return None
        note = self.workspace.acknowledgement(stack_id)
        return view_of(prepared, stack_id, acknowledged=note is not None)

    def show_phase(self, stack_id: str, viewports: Sequence[SliceViewport]) -> bool:
        """Show another phase in viewports, with plane, window and zoom as they are.

        Returns
        -------
        bool
            Whether it is in memory; else nothing is changed.
        """
        view = self.view_of_stack(stack_id)
        if view is None:
            return False
        before = next((v.view for v in viewports if isinstance(v.view, ObliqueView)), None)
        view = cut_alike(view, before) or view
        self._stage.show_view(view, keep=True, viewports=viewports)
        for frame in self._frames:
            if frame.viewport in viewports:
                frame.stack_id = stack_id
        self.exchanged.emit()
        return True

    def settle_phase(self, stack_id: str) -> None:
        """Let panels, masks and badges follow the phase that is shown now."""
        active = self.workspace.active
        image = self._loader.loaded_image(stack_id)
        if image is None or (active is not None and active.stack.id == stack_id):
            return
        self.workspace.activate(stack_id, image)
        self._show_badge(stack_id, image.honesty)
        self.exchanged.emit()
        self.follow_annotations()
        self.shown.emit()

    def _wanted(self) -> list[str]:
        """Stacks on the screen, the active one first."""
        first = self._area.active_frame.stack_id
        others = [frame.stack_id for frame in self._frames]
        return [
            each for each in dict.fromkeys((first, *others, *self._phases, *self._also)) if each
        ]

    def _show_nothing_yet(self, frames: Iterable[ViewportFrame]) -> None:
        viewports = [frame.viewport for frame in frames]
        self._stage.show_view(None, viewports=viewports)
        self._stage.set_message(tr("Reading…"), viewports)

    def follow_active(self, stack_id: str) -> None:
        """Show what is known of the geometry of the stack that is looked at."""
        place, image = self.workspace.active, self.workspace.active_image
        if place is not None:
            self._show_badge(stack_id, image.honesty if image else place.stack.geometry)

    def _follow_active_viewport(self) -> None:
        """The stack of the active viewport is the one that is looked at."""
        stack_id = self._area.active_frame.stack_id
        active = self.workspace.active
        if stack_id and (active is None or active.stack.id != stack_id):
            self.workspace.activate(stack_id, self._loader.loaded_image(stack_id))
            self._loader.want(self._wanted())

    # What was read

    def _show_preview(
        self,
        stack_id: str,
        view: PreviewView,
        window: tuple[WindowSetting, tuple[WindowSetting, ...]],
    ) -> None:
        self._open(view, self._on(stack_id), window)
        self._stage.set_message(tr("Reading…"), self._stage.on_stack(stack_id))

    def _show_progress(self, stack_id: str, fraction: float, stage: Message) -> None:
        viewports = [frame.viewport for frame in self._on(stack_id)]
        self._stage.set_message(f"{say(stage)} {fraction * 100:.0f} %", viewports)

    def _repaint_preview(self, stack_id: str) -> None:
        for frame in self._on(stack_id):
            viewport = frame.viewport
            if isinstance(viewport.view, PreviewView):
                viewport.show_view(viewport.view, keep_camera=True)

    def _show_failure(self, stack_id: str, error: WorkstationError) -> None:
        viewports = [frame.viewport for frame in self._on(stack_id)]
        self._stage.set_message(say(error.message), [v for v in viewports if v.view is None])

    def _take_image(self, stack_id: str, prepared: PreparedImage) -> None:
        active = self.workspace.active
        if active is not None and active.stack.id == stack_id:
            self.workspace.activate(stack_id, prepared.image)
        self._show(stack_id, prepared, self._on(stack_id))

    def _show(self, stack_id: str, prepared: PreparedImage, frames: list[ViewportFrame]) -> None:
        note = self.workspace.acknowledgement(stack_id)
        view = view_of(prepared, stack_id, acknowledged=note is not None)
        view = calibrated_view(view, self.workspace.calibrations.get(stack_id))
        self._open(view, frames, (prepared.window, prepared.windows))
        self._stage.set_message("", [frame.viewport for frame in self._on(stack_id)])
        self._show_badge(stack_id, prepared.image.honesty)
        self.exchanged.emit()
        self.follow_annotations()
        self.opened.emit(stack_id)
        self.shown.emit()

    def _open(
        self,
        view: ImageView,
        frames: list[ViewportFrame],
        window: tuple[WindowSetting, tuple[WindowSetting, ...]],
    ) -> None:
        """Show a view in frames; where a layout has one image, it is laid out for it first."""
        shown: list[ViewportFrame] = []
        for area in self._areas:
            here = [frame for frame in area.frames if frame in frames]
            if here and area.shows_one_image:
                rule = here[0].rule
                area.arrange_for(view)
                here = list(area.frames)
                for frame in here:
                    frame.rule = rule
            shown += here
        for frame in shown:
            frame.stack_id = view.stack_id
            frame.viewport.plane = frame.wanted_plane or acquired_plane(view)
        self._stage.show_view(view, window=window, viewports=[frame.viewport for frame in shown])
        for frame in shown:
            dress(frame, window[1])
        for area in self._areas:
            even_out(area.frames)
        self._stage.window_changed.emit()
        for area in self._areas:
            area.frame_bar.follow_active()

    def _honesty(self, stack_id: str, honesty: GeometryHonesty) -> GeometryHonesty:
        return honesty_by_hand(honesty, self.workspace.calibrations.get(stack_id))

    def _show_badge(self, stack_id: str, of_file: GeometryHonesty) -> None:
        note, honesty = self.workspace.acknowledgement(stack_id), self._honesty(stack_id, of_file)
        for area in self._areas:
            area.show_honesty(honesty, acknowledged_by=note.by if note else "", stack_id=stack_id)

    def follow_annotations(self) -> None:
        """Show the measurements of the workspace."""
        self._stage.set_annotations(self.workspace.annotations)

    def repaint(self) -> None:
        """Paint every viewport anew."""
        for viewport in self._stage.viewports:
            viewport.update()

    def reset_view(self) -> None:
        """Window, zoom and orientation as they were at opening."""
        place = self.workspace.active
        prepared = self._loader.kept(place.stack.id) if place else None
        if place is not None and prepared is not None:
            self._show(place.stack.id, prepared, self._on(place.stack.id))

    # Geometry

    def show_geometry(self) -> None:
        """Show what is doubtful about the geometry, and let the reader take note."""
        place = self.workspace.active
        if place is None:
            return
        image = self.workspace.active_image
        note = self.workspace.acknowledgement(place.stack.id)
        dialog = GeometryDialog(
            self._honesty(
                place.stack.id, image.honesty if image is not None else place.stack.geometry
            ),
            acknowledged_by=note.by if note else "",
            parent=self._window,
        )
        stack_id = place.stack.id

        def take_note() -> None:
            if dialog.acknowledged and self._require_reader():
                self.workspace.acknowledge_geometry(stack_id)

        dialog.accepted.connect(take_note)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def follow_acknowledgement(self, stack_id: str) -> None:
        """Lengths across slices are given now, or withheld again."""
        prepared = self._loader.kept(stack_id)
        if prepared is None:
            return
        self._show_badge(stack_id, prepared.image.honesty)
        note = self.workspace.acknowledgement(stack_id)
        view = view_of(prepared, stack_id, acknowledged=note is not None)
        view = calibrated_view(view, self.workspace.calibrations.get(stack_id))
        self._stage.show_view(view, keep=True, viewports=self._stage.on_stack(stack_id))
        self.exchanged.emit()
