"""Overlays, shutters and presentation states."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from workstation.session.workspace import Workspace
from workstation.ui.board.feature import BoardFeature
from workstation.ui.fusion.blending_states import blender
from workstation.ui.fusion.feature import FusionFeature
from workstation.ui.overlays.controller import DisplayObjectsController, display_object_handlers
from workstation.ui.overlays.overlay_actions import DISPLAY_OBJECT_ACTIONS
from workstation.ui.overlays.state_menu import add_state_menu
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.feature import Feature
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.notices import Notices


class OverlaysFeature:
    """What files say lies over an image, or how it is to be shown."""

    actions: ClassVar[tuple[ActionSpec, ...]] = DISPLAY_OBJECT_ACTIONS

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobController,
        notices: Notices,
        table: ActionTable,
        board: BoardFeature,
        fusion: FusionFeature,
        host: QWidget,
    ) -> None:
        self.controller = DisplayObjectsController(
            workspace,
            board.stage,
            board.loader,
            board.display,
            jobs,
            blender(workspace, board.stage, fusion.controller),
            host,
        )
        for name in ("show_overlays", "show_shutters"):
            table[name].setChecked(True)
        add_state_menu(self.controller, table.menu("&View"), host)
        notices.take_words(self.controller.told)

    def feature(self) -> Feature:
        """Showing them, and the menu of presentation states."""
        return Feature(handlers=display_object_handlers(self.controller))
