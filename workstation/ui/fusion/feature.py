"""One series over another."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from workstation.messages import Message
from workstation.session.workspace import Workspace
from workstation.ui.board.feature import BoardFeature
from workstation.ui.fusion.controller import FusionController
from workstation.ui.fusion.panel import FusionPanel
from workstation.ui.layout.feature import LayoutFeature
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.docks import DockPlace
from workstation.ui.shell.feature import DockPanel, Feature
from workstation.ui.shell.notices import Notices


class FusionFeature:
    """Fusion and its panel."""

    actions: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("fuse", "&Fuse, or not", "&Layout", ("Ctrl+F",), icon="mdi6.set-center"),
    )

    def __init__(
        self,
        workspace: Workspace,
        notices: Notices,
        board: BoardFeature,
        layout: LayoutFeature,
        host: QWidget,
    ) -> None:
        self.controller = FusionController(
            workspace, board.stage, board.loader, board.display, host
        )
        layout.hanging.hung.connect(self.controller.hang)
        self.panel = FusionPanel(self.controller)
        notices.take_words(self.controller.told)

    def feature(self) -> Feature:
        """The panel, and fusing by one key."""
        return Feature(
            docks=(DockPanel(Message("Fusion"), self.panel, DockPlace.FUSION),),
            handlers={"fuse": lambda _on: self.controller.toggle()},
        )
