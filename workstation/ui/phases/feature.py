"""Series in time."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from workstation.session.workspace import Workspace
from workstation.ui.asking.reader import Reader
from workstation.ui.board.feature import BoardFeature
from workstation.ui.phases.joining import JoiningController
from workstation.ui.phases.phase_actions import PHASE_ACTIONS
from workstation.ui.phases.phase_bar import PhaseBar
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.feature import Feature
from workstation.ui.shell.notices import Notices


class PhasesFeature:
    """Phases of a series, and series that are phases of one another."""

    actions: ClassVar[tuple[ActionSpec, ...]] = PHASE_ACTIONS

    def __init__(
        self,
        workspace: Workspace,
        notices: Notices,
        reader: Reader,
        table: ActionTable,
        board: BoardFeature,
        host: QWidget,
    ) -> None:
        self.bar = PhaseBar(workspace, board.stage, board.loader, board.display, board.area)
        board.area.add_bar(self.bar)
        self.joining = JoiningController(workspace, board.stage, self.bar, reader.require, host)
        self.bar.play.toggled.connect(table["play_phases"].setChecked)
        notices.take_words(self.bar.told, self.joining.told)

    def feature(self) -> Feature:
        """Stepping, playing, joining and parting."""
        return Feature(
            handlers=self.bar.handlers() | self.joining.handlers(),
            leave=lambda: self.bar.play.setChecked(False),
        )
