"""Windows and color tables."""

from __future__ import annotations

from typing import ClassVar

from workstation.session.workspace import Workspace
from workstation.ui.board.feature import BoardFeature
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.feature import Feature
from workstation.ui.windowing.preset_box import PresetBox
from workstation.ui.windowing.window_actions import WINDOW_ACTIONS, window_handlers


class WindowingFeature:
    """Which grey or color a value has."""

    actions: ClassVar[tuple[ActionSpec, ...]] = WINDOW_ACTIONS

    def __init__(self, workspace: Workspace, board: BoardFeature) -> None:
        self._stage = board.stage
        self.presets = PresetBox(workspace, board.stage)

    def feature(self) -> Feature:
        """The menus of windows and colors, and the list of windows."""
        return Feature(
            handlers=window_handlers(self._stage), on_tool_bar={"&Window": (self.presets,)}
        )
