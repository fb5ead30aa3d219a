"""One series over another."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from workstation.messages import Message
from workstation.session.workspace import Workspace
from workstation.ui.board.feature import BoardFeature
from workstation.ui.fusion.controller import FusionController
from workstation.ui.fusion.panel import FusionPanel
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.docks import DockPlace
from workstation.ui.shell.feature import DockPanel, Feature


class FusionFeature:
    """Fusion and its panel."""

    actions: ClassVar[tuple[ActionSpec, ...]] = ()

    def __init__(self, workspace: Workspace, board: BoardFeature, host: QWidget) -> None:
        self.controller = FusionController(
            workspace, board.stage, board.loader, board.display, host
        )
        self.panel = FusionPanel(self.controller)

    def feature(self) -> Feature:
        """The panel."""
        return Feature(docks=(DockPanel(Message("Fusion"), self.panel, DockPlace.FUSION),))
