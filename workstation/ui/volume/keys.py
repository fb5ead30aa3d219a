"""Key images in three dimensions: marking what is seen, and seeing it again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from workstation.domain.mask import new_id
from workstation.errors import WorkstationError
from workstation.language import tr
from workstation.session.annotations import KeyImageMark
from workstation.session.volume_look import VolumeLook
from workstation.session.workspace import Workspace
from workstation.ui.board.view_area import ViewArea
from workstation.viewer.stage import Stage
from workstation.viewer.volume_key import camera_of, caption_of, look_of, on_cuts, settings_of
from workstation.viewer.volume_viewport import VolumeViewport


class VolumeKeys(QObject):
    """Marks pictures in three dimensions as key images, undoably, and goes back to them.

    Parameters
    ----------
    workspace : Workspace
        Keeps the marks.
    active_area : callable
        The area with the active viewport, of whatever window: its cell is the one that is marked.
    """

    told = Signal(str)
    """A line for the status bar."""
    failed = Signal(object)
    """WorkstationError."""

    def __init__(
        self,
        workspace: Workspace,
        stage: Stage,
        active_area: Callable[[], ViewArea],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._stage = stage
        self._active_area = active_area

    def toggle_active(self) -> bool:
        """Mark or unmark what the active cell shows; whether it shows three dimensions."""
        frame = self._active_area().active_frame
        if not frame.shows_volume or frame.volume is None:
            return False
        self.toggle(frame.volume)
        return True

    def toggle(self, volume: VolumeViewport) -> None:
        """Mark or unmark what a viewport shows."""
        view = volume.view
        place = self._workspace.place(view.stack_id) if view is not None else None
        if view is None or place is None:
            return
        window = volume.window_setting
        marked = self._workspace.toggle_key_image(
            KeyImageMark(
                id=new_id(),
                study_instance_uid=place.study.study_instance_uid,
                stack_id=place.stack.id,
                plane="",
                index=0,
                window_center=window.center,
                window_width=window.width,
                window_function=window.function,
                volume=_look(volume),
                caption=caption_of(volume.settings, volume.camera),
                by=self._workspace.reader,
            )
        )
        self.told.emit(tr("Key image marked.") if marked else tr("Key image removed."))

    def marks_of(self, volume: VolumeViewport) -> tuple[KeyImageMark, ...]:
        """The key images in three dimensions of the image that a viewport shows."""
        view = volume.view
        if view is None:
            return ()
        return tuple(
            mark
            for mark in self._workspace.key_images
            if mark.volume is not None and mark.stack_id == view.stack_id
        )

    def test(self, volume: VolumeViewport) -> Callable[[], bool]:
        """Tells whether what a viewport shows is a key image."""

        def is_marked() -> bool:
            marks = self.marks_of(volume)
            if not marks:
                return False
            here = _look(volume).place
            return any(mark.volume is not None and mark.volume.place == here for mark in marks)

        return is_marked

    def go_to(self, volume: VolumeViewport, mark: KeyImageMark) -> None:
        """Show a key image again: the same side, colors, clip box and cuts."""
        look = mark.volume
        if look is None or volume.view is None:
            return
        try:
            settings = settings_of(look, volume.presets)
        except WorkstationError as error:
            self.failed.emit(error)
            return
        if look.cut_planes:
            # Cuts lie where the slices are.
            start = self._stage.crosshair_of(volume.view) or look.center
            self._stage.go_to(on_cuts(start, look))
        volume.set_settings(settings)
        volume.set_camera(camera_of(look, (volume.width(), volume.height())))


def _look(volume: VolumeViewport) -> VolumeLook:
    size = (volume.width(), volume.height())
    return look_of(volume.settings, volume.camera, size, volume.cuts)
