"""Pictures in three dimensions."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.board.feature import BoardFeature
from workstation.ui.board.view_area import ViewArea
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.bridges import WorkspaceBridge
from workstation.ui.shell.feature import Feature
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.notices import Notices
from workstation.ui.volume.controller import VolumeController
from workstation.ui.volume.keys import VolumeKeys
from workstation.ui.volume.volume_actions import VOLUME_ACTIONS


class VolumeFeature:
    """Cells of the board in three dimensions."""

    actions: ClassVar[tuple[ActionSpec, ...]] = VOLUME_ACTIONS

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobController,
        prompts: Prompts,
        bridge: WorkspaceBridge,
        notices: Notices,
        board: BoardFeature,
        host: QWidget,
    ) -> None:
        def active_area() -> ViewArea:
            return board.active_area

        self.keys = VolumeKeys(workspace, board.stage, active_area, host)
        self.controller = VolumeController(
            workspace, board.area, active_area, jobs, prompts, self.keys, window=host
        )
        bridge.key_images_changed.connect(self.controller.repaint)
        notices.take_words(self.controller.told)
        notices.take_faults(self.controller.failed)

    def feature(self) -> Feature:
        """Turning a cell into three dimensions."""
        return Feature(handlers=self.controller.handlers(), leave=self.controller.close)
