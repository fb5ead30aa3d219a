"""Tools in the hand, and what the mouse buttons do."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workstation.keeping.kept_settings import KeptSettings
from workstation.session.workspace import Workspace
from workstation.tools.base import EVERY_TOOL, AnyTool, ToolContext
from workstation.tools.measuring import delete_selected
from workstation.tools.mouse_profiles import MOUSE_TABLES, MouseProfile
from workstation.tools.toolbox import Toolbox
from workstation.ui.asking.annotation_text import AnnotationText
from workstation.ui.asking.prompts import Prompts
from workstation.ui.board.feature import BoardFeature
from workstation.ui.mouse.mouse_actions import MOUSE_ACTIONS
from workstation.ui.mouse.mouse_words import profile_action, profile_handlers
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.feature import Feature, Handler
from workstation.ui.shell.notices import Notices
from workstation.ui.shell.status_line import StatusLine
from workstation.viewer.slice_viewport import SliceViewport


class MouseFeature(QObject):
    """The toolbox of every viewport."""

    actions: ClassVar[tuple[ActionSpec, ...]] = MOUSE_ACTIONS
    gave_up = Signal()
    """What was begun is given up."""

    def __init__(
        self,
        workspace: Workspace,
        settings: KeptSettings,
        prompts: Prompts,
        notices: Notices,
        status: StatusLine,
        table: ActionTable,
        board: BoardFeature,
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._settings = settings
        self._board = board
        self._table = table
        self._text = AnnotationText(prompts, host)
        self.toolbox = Toolbox(
            ToolContext(board.stage, workspace, self._text.ask, notices.tell),
            self._toggle_one_up,
            self,
        )
        self.toolbox.hovered.connect(status.value.setText)
        board.stage.active_leaves.connect(self.toolbox.cancel)
        board.stage.equip_each(self._equip)
        board.stage.follow_each(self._follow)
        self.toolbox.tool_changed.connect(lambda name: table[f"tool_{name}"].setChecked(True))
        self.set_profile(MouseProfile[settings.values.mouse.upper()])
        settings.subscribe(self._follow_settings)

    def feature(self) -> Feature:
        """Choosing a tool and a profile of the mouse."""
        handlers: dict[str, Handler] = {
            "delete": lambda _on: self._delete(),
            "cancel": lambda _on: self._cancel(),
            "one_up": lambda _on: self._end_or_one_up(),
        }
        handlers |= {f"tool_{name.value}": self._chooser(name) for name in EVERY_TOOL}
        handlers |= profile_handlers(self.set_profile)
        return Feature(handlers=handlers)

    def set_profile(self, profile: MouseProfile) -> None:
        """Change what the mouse buttons do, and keep it."""
        self.toolbox.set_profile(profile)
        self._settings.change(mouse=profile.name.lower())
        self._table[profile_action(profile)].setChecked(True)
        self._table[f"tool_{MOUSE_TABLES[profile].first.value}"].setChecked(True)

    def _equip(self, viewport: SliceViewport) -> None:
        viewport.input = self.toolbox
        self.toolbox.equip(viewport)

    def _follow(self, viewport: SliceViewport) -> None:
        for moved in (viewport.index_changed, viewport.camera_changed, viewport.changed):
            moved.connect(partial(self.toolbox.tell_value_again, viewport))

    def _follow_settings(self, changed: frozenset[str]) -> None:
        profile = MouseProfile[self._settings.values.mouse.upper()]
        if "mouse" in changed and profile is not self.toolbox.profile:
            self.set_profile(profile)

    def _chooser(self, name: AnyTool) -> Handler:
        return lambda _on: self.toolbox.choose(name)

    def _delete(self) -> None:
        if not self.toolbox.remove_last_point():
            delete_selected(self.toolbox.context)

    def _cancel(self) -> None:
        self.toolbox.cancel()
        self.gave_up.emit()

    def _toggle_one_up(self, viewport: SliceViewport) -> None:
        self._board.active_area.toggle_one_up(viewport)

    def _end_or_one_up(self) -> None:
        if not self.toolbox.end_drawing():
            self._board.active_area.toggle_one_up()
