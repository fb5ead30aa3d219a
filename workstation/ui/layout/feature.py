"""How the board is divided, what hangs where, and what follows what."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from workstation.language import tr
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.board.feature import BoardFeature
from workstation.ui.layout.hanging import Hanging, add_hanging_menu
from workstation.ui.layout.layout_actions import LAYOUT_ACTIONS, follow_layout, layout_handlers
from workstation.ui.layout.layout_button import LayoutButton, StageBar
from workstation.ui.layout.registration import Registration
from workstation.ui.patients.feature import PatientsFeature
from workstation.ui.services import WindowServices
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.feature import Feature, Handler
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.notices import Notices


class LayoutFeature:
    """Layouts, hanging protocols, links and registration."""

    actions: ClassVar[tuple[ActionSpec, ...]] = LAYOUT_ACTIONS

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        jobs: JobController,
        prompts: Prompts,
        notices: Notices,
        table: ActionTable,
        board: BoardFeature,
        patients: PatientsFeature,
        host: QWidget,
    ) -> None:
        self._prompts = prompts
        self._notices = notices
        self._board = board
        self._patients = patients
        self._host = host
        self.hanging = Hanging(workspace, services, board.area, board.display, host)
        self.registration = Registration(board.stage, jobs, host)
        for part in (self.hanging, self.registration):
            notices.take_words(part.told)
            notices.take_faults(part.failed)
        self.layout_button = LayoutButton(table)
        self.stages = StageBar(self.hanging.step)
        self.hanging.stage_changed.connect(self.stages.show_stage)
        self.stages.show_stage(0, 0, "")
        add_hanging_menu(self.hanging, table.menu("&Layout"), host)
        follow_layout(table, board.area)
        board.area.layout_changed.connect(lambda: follow_layout(table, board.area))

    def feature(self) -> Feature:
        """The menu of layouts."""
        handlers: dict[str, Handler] = {
            "register": lambda _on: self._register(),
            "previous_stage": lambda _on: self.hanging.step(-1),
            "next_stage": lambda _on: self.hanging.step(1),
            "save_protocol": lambda _on: self._save_protocol(),
        }
        handlers |= layout_handlers(
            lambda: self._board.active_area,
            self._notices.tell,
            self._patients.may_link,
            self.hanging.choose,
        )
        return Feature(
            handlers=handlers, on_tool_bar={"&Layout": (self.layout_button, self.stages)}
        )

    def _register(self) -> None:
        if self._patients.may_link():
            self.registration.start()

    def _save_protocol(self) -> None:
        title = self._prompts.ask_line(
            self._host, tr("Keep layout as protocol"), tr("Name of the protocol")
        )
        if title:
            self.hanging.save(title)
