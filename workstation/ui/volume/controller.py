"""Viewports in three dimensions: how they follow the slices, and what the reader does in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from workstation.errors import OutputError
from workstation.imaging.planes import PlaneName
from workstation.language import tr
from workstation.presets.volume_presets import load_volume_presets
from workstation.scene.image_view import Point
from workstation.scene.sources import VolumeView
from workstation.session.events import StudiesClosed
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.board.view_area import ViewArea
from workstation.ui.board.viewport_frame import ViewportFrame
from workstation.ui.pictures.files import write_png
from workstation.ui.shell.job_controller import JobController
from workstation.ui.volume.bar import VolumeBar
from workstation.ui.volume.keys import VolumeKeys
from workstation.ui.volume.surfaces import VolumeSurfaces
from workstation.viewer.render_thread import RenderThread
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.volume_scene import HalfSpace
from workstation.viewer.volume_settings import cut_plane
from workstation.viewer.volume_viewport import VolumeViewport


class VolumeController(QObject):
    """Makes viewports in three dimensions and keeps them in step with their slices.

    Parameters
    ----------
    area : ViewArea
        Its cells can be turned into three dimensions.
    active_area : callable
        The area with the active viewport, of whatever window.
    keys : VolumeKeys
        Marks their pictures.
    window : QWidget
        Parent of dialogs.
    """

    told = Signal(str)
    """A line for the status bar."""
    failed = Signal(object)
    """WorkstationError."""

    def __init__(
        self,
        workspace: Workspace,
        area: ViewArea,
        active_area: Callable[[], ViewArea],
        jobs: JobController,
        prompts: Prompts,
        keys: VolumeKeys,
        *,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._active_area = active_area
        self._stage = area.stage
        self._prompts = prompts
        self.keys = keys
        self._window = window
        self._frames: list[ViewportFrame] = []
        self.render_thread = RenderThread(self)
        self.surfaces = VolumeSurfaces(jobs, self)
        workspace.subscribe(StudiesClosed, lambda _event: self.surfaces.forget())
        self.surfaces.changed.connect(self._follow_all)
        self.surfaces.failed.connect(self.failed)
        keys.told.connect(self.told)
        keys.failed.connect(self.failed)
        self._stage.crosshair_moved.connect(self._follow_all)
        self._stage.active_changed.connect(self.repaint)
        area.volume_maker = self.make

    def handlers(self) -> dict[str, Callable[[bool], object]]:
        """Action id to what it does."""
        return {"volume_view": lambda _on: self.toggle()}

    # Viewports

    def toggle(self) -> None:
        """Turn the active cell into three dimensions, or back."""
        area = self._active_area()
        frame = area.active_frame
        if not frame.shows_volume and not isinstance(frame.viewport.view, VolumeView):
            self.told.emit(tr("Three-dimensional pictures need a volume of parallel slices."))
            return
        area.show_volume(frame, not frame.shows_volume)

    def make(self, frame: ViewportFrame) -> tuple[VolumeViewport, QWidget]:
        """A viewport for a frame, and the row of choices over it."""
        volume = VolumeViewport(self.render_thread, load_volume_presets())
        bar = VolumeBar(volume)
        slices = frame.viewport
        volume.is_active = lambda: slices.is_active
        volume.text_mode = lambda: slices.text_mode
        volume.name_color = lambda: slices.name_color
        volume.became_active.connect(slices.became_active)
        volume.one_up_wanted.connect(frame.one_up_clicked)
        volume.picked.connect(lambda point: self._pick(slices, point))
        volume.changed.connect(lambda: self._cut(frame))
        bar.copy_wanted.connect(lambda: self.copy(volume))
        bar.save_wanted.connect(lambda: self.save(volume))
        bar.key_wanted.connect(lambda: self.keys.toggle(volume))
        bar.marks = lambda: self.keys.marks_of(volume)
        bar.mark_chosen.connect(lambda mark: self.keys.go_to(volume, mark))
        volume.is_key_image = self.keys.test(volume)
        slices.changed.connect(lambda: self._follow(frame))
        slices.layers_changed.connect(lambda: self._follow(frame))
        self._frames.append(frame)
        # With its window.
        volume.destroyed.connect(lambda: self._let_go(frame))
        return volume, bar

    def _let_go(self, frame: ViewportFrame) -> None:
        self._frames = [each for each in self._frames if each is not frame]

    def close(self) -> None:
        """End the thread that makes the pictures."""
        self.render_thread.close()

    # Following

    def _follow_all(self) -> None:
        for frame in self._frames:
            self._follow(frame)

    def repaint(self) -> None:
        """Paint the pictures again with what lies over them."""
        for frame in self._frames:
            if frame.volume is not None:
                frame.volume.update()

    def _follow(self, frame: ViewportFrame) -> None:
        """Take image, window, segments and crosshair over from the slices."""
        volume, slices = frame.volume, frame.viewport
        if volume is None or not frame.shows_volume:
            return
        volume.set_window(slices.window_setting)
        volume.show_view(slices.view)
        if volume.view is None:
            return
        surfaces = self.surfaces.of(slices.layers) if volume.settings.shows_segments else ()
        shown = [(id(s.surface), s.color, s.opacity) for s in surfaces]
        before = [(id(s.surface), s.color, s.opacity) for s in volume.surfaces]
        changed = shown != before or (
            volume.settings.only_segments and volume.layers is not slices.layers
        )
        volume.surfaces, volume.layers = surfaces, slices.layers
        volume.crosshair = self._stage.crosshair_of(volume.view)
        self._cut(frame)
        if changed:
            volume.refresh()
        else:
            volume.update()

    def _cut(self, frame: ViewportFrame) -> None:
        """Bring the planes of the cut-away to where the slices are."""
        volume = frame.volume
        if volume is None or volume.view is None:
            return
        cuts = []
        for plane, side in volume.settings.cuts:
            found = self._plane(volume.view, plane, side)
            cuts += [found] if found is not None else []
        if tuple(cuts) != volume.cuts:
            volume.cuts = tuple(cuts)
            volume.refresh(moving=True)

    def _plane(self, view: VolumeView, plane: PlaneName, side: int) -> HalfSpace | None:
        """The plane of a name as other viewports show it, else through the crosshair."""
        shown = [
            v
            for v in self._stage.on_stack(view.stack_id)
            if v.plane is plane and not v.isHidden() and isinstance(v.view, VolumeView)
        ]
        if shown and shown[0].view is not None:
            seen, index = shown[0].view, shown[0].index
            return cut_plane(
                plane, side, seen.to_point(plane, index, 0, 0), *seen.directions(plane)
            )
        crosshair = self._stage.crosshair_of(view)
        if crosshair is None:
            return None
        return cut_plane(plane, side, crosshair, *view.directions(plane))

    # What the reader does

    def _pick(self, slices: SliceViewport, point: Point) -> None:
        self._stage.set_active(slices)
        self._stage.go_to(point)

    def copy(self, volume: VolumeViewport) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(volume.picture())
        self.told.emit(tr("The view was copied."))

    def save(self, volume: VolumeViewport) -> Path | None:
        """Ask for a file and write the picture there, as PNG."""
        picture = volume.picture()
        path = self._prompts.save_png(self._window, "three-dimensional.png")
        if path is None:
            return None
        try:
            write_png(picture, path)
        except OutputError as error:
            self.failed.emit(error)
            return None
        self.told.emit(tr("Picture written: {name}", name=path.name))
        return path
