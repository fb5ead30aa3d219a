"""The board: viewports, the images that they show, and how they are looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from workstation.errors import WorkstationError
from workstation.language import say
from workstation.scene.camera import Camera
from workstation.session.workspace import Workspace
from workstation.tools.navigation import scroll, to_end, zoom_at
from workstation.ui.asking.reader import Reader
from workstation.ui.board.board_actions import BOARD_ACTIONS
from workstation.ui.board.frame_bar import trim_handlers
from workstation.ui.board.image_display import ImageDisplay
from workstation.ui.board.image_loader import ImageLoader
from workstation.ui.board.view_area import ViewArea
from workstation.ui.board.viewer_windows import ViewerWindows
from workstation.ui.board.warm_up import ResliceWarmUp
from workstation.ui.services import WindowServices
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.bridges import WorkspaceBridge
from workstation.ui.shell.feature import Feature, Handler
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.notices import Notices
from workstation.ui.shell.status_line import StatusLine
from workstation.viewer.slice_viewport import SliceViewport

_ZOOM_STEP = 1.25
_TEXT_MODES = 3


class BoardFeature:
    """Viewports of every window, and which image each of them shows."""

    actions: ClassVar[tuple[ActionSpec, ...]] = BOARD_ACTIONS

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        jobs: JobController,
        bridge: WorkspaceBridge,
        notices: Notices,
        status: StatusLine,
        reader: Reader,
        table: ActionTable,
        host: QWidget,
    ) -> None:
        self._workspace = workspace
        self._status = status
        self.area = ViewArea()
        self.stage = self.area.stage
        self.loader = ImageLoader(workspace, services, jobs, host)
        self.display = ImageDisplay(workspace, self.area, self.loader, reader.require, window=host)
        self.windows = ViewerWindows(self.area, self.display, lambda: table, host)
        self.warm_up = ResliceWarmUp(self.display, jobs, host)
        self.area.frame_bar.play.toggled.connect(table["play"].setChecked)
        self.area.badge_clicked.connect(self.display.show_geometry)
        self.loader.failed.connect(lambda _stack_id, error: notices.show_error(error))
        notices.failed.connect(self._show_fault)
        bridge.active_image_changed.connect(self._follow_active)
        bridge.annotations_changed.connect(self.display.follow_annotations)
        bridge.key_images_changed.connect(self.display.repaint)
        bridge.geometry_acknowledged.connect(self.display.follow_acknowledgement)
        self.stage.equip_each(self._equip)

    def feature(self) -> Feature:
        """Going through images, zoom, orientation, corner text and cine."""
        return Feature(handlers=self._handlers(), leave=self._leave)

    @property
    def active_area(self) -> ViewArea:
        """The area with the active viewport, of whatever window."""
        return self.windows.active_area

    def _equip(self, viewport: SliceViewport) -> None:
        viewport.annotations = self._workspace.annotations
        active = self.stage.active
        viewport.text_mode, viewport.show_masks = active.text_mode, active.show_masks

    def _follow_active(self, stack_id: str) -> None:
        self._status.value.clear()
        self.display.follow_active(stack_id)

    def _show_fault(self, error: WorkstationError) -> None:
        """Where nothing is shown or being read, the fault is what there is to see."""
        if not any(frame.stack_id for frame in self.area.frames):
            self.area.show_nothing(say(error.message))

    def _leave(self) -> None:
        self.area.frame_bar.show_sequence(None)
        self.windows.close_all()

    def _handlers(self) -> dict[str, Handler]:
        handlers: dict[str, Handler] = {
            "previous_image": lambda _on: scroll(self.stage.active, -1),
            "next_image": lambda _on: scroll(self.stage.active, 1),
            "first_image": lambda _on: to_end(self.stage.active, last=False),
            "last_image": lambda _on: to_end(self.stage.active, last=True),
            "previous_viewport": lambda _on: self.active_area.step_viewport(-1),
            "next_viewport": lambda _on: self.active_area.step_viewport(1),
            "fit": lambda _on: self._camera(lambda camera: camera.fitted()),
            "one_to_one": lambda _on: self._one_to_one(),
            "zoom_in": lambda _on: self._zoom(_ZOOM_STEP),
            "zoom_out": lambda _on: self._zoom(1 / _ZOOM_STEP),
            "flip_horizontal": lambda _on: self._camera(lambda c: c.mirrored(horizontal=True)),
            "flip_vertical": lambda _on: self._camera(lambda c: c.mirrored(vertical=True)),
            "rotate": lambda _on: self._camera(lambda c: c.turned(1)),
            "rotate_left": lambda _on: self._camera(lambda c: c.turned(-1)),
            "reset_view": lambda _on: self.display.reset_view(),
            "cycle_text": lambda _on: self._cycle_text(),
            "show_crosshair": self.stage.show_crosshair,
            "play": self._play,
            "new_window": lambda _on: self.windows.open(),
            "acknowledge": lambda _on: self.display.show_geometry(),
        }
        return handlers | trim_handlers(lambda: self.active_area.frame_bar)

    def _camera(self, change: Callable[[Camera], Camera]) -> None:
        active = self.stage.active
        active.set_camera(change(active.camera))

    def _one_to_one(self) -> None:
        frame = self.stage.active.frame()
        if frame is not None:
            self._camera(lambda camera: camera.one_to_one(frame.pixel_rc))

    def _zoom(self, factor: float) -> None:
        active = self.stage.active
        zoom_at(active, factor, QPointF(active.width() / 2, active.height() / 2))

    def _cycle_text(self) -> None:
        self.stage.set_text_mode((self.stage.active.text_mode + 1) % _TEXT_MODES)

    def _play(self, on: bool) -> None:
        # Qt passes the state to a Python method only, not to one of its own.
        self.active_area.frame_bar.play.setChecked(on)
