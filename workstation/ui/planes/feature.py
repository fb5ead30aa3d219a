"""Turned and curved planes, and slabs."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from workstation.session.workspace import Workspace
from workstation.ui.board.feature import BoardFeature
from workstation.ui.planes.curved import CurvedController, curved_handlers
from workstation.ui.planes.plane_actions import PLANE_ACTIONS, plane_handlers, shows_slabs
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.feature import Feature
from workstation.ui.shell.notices import Notices


class PlanesFeature:
    """Planes that are turned, straightened along a line, or thick."""

    actions: ClassVar[tuple[ActionSpec, ...]] = PLANE_ACTIONS

    def __init__(
        self,
        workspace: Workspace,
        notices: Notices,
        table: ActionTable,
        board: BoardFeature,
        host: QWidget,
    ) -> None:
        self._stage = board.stage
        self.curved = CurvedController(workspace, board.stage, host)
        notices.take_words(self.curved.told)
        for changed in (board.stage.slabs_changed, board.stage.active_changed):
            changed.connect(lambda: table["slab"].setChecked(shows_slabs(board.stage)))

    def feature(self) -> Feature:
        """The menu of planes."""
        return Feature(handlers=plane_handlers(self._stage) | curved_handlers(self.curved))
