"""What is drawn and measured: the tools' rows, the table, the menu of a measurement."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from workstation.messages import Message
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.measuring.controller import MeasurementController
from workstation.ui.measuring.measure_button import MeasureButton
from workstation.ui.measuring.measuring_actions import MEASURING_ACTIONS
from workstation.ui.measuring.panel import MeasurementsPanel
from workstation.ui.measuring.table_model import MeasurementsTableModel
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.phases.feature import PhasesFeature
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.docks import DockPlace, Docks
from workstation.ui.shell.feature import DockPanel, Feature
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.notices import Notices


class MeasuringFeature:
    """Measurements in the window."""

    actions: ClassVar[tuple[ActionSpec, ...]] = MEASURING_ACTIONS

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobController,
        prompts: Prompts,
        notices: Notices,
        docks: Docks,
        table: ActionTable,
        mouse: MouseFeature,
        findings: FindingsFeature,
        phases: PhasesFeature,
        host: QWidget,
    ) -> None:
        self.model = MeasurementsTableModel(workspace, host)
        self.panel = MeasurementsPanel(self.model)
        self.controller = MeasurementController(
            workspace, mouse.toolbox, findings.review, phases.bar, jobs, prompts, window=host
        )
        self.controller.serve(self.panel)
        mouse.toolbox.drawn.connect(lambda _drawn: docks.turn_to(self.panel))
        table["show_measurements"].setChecked(True)
        tools = [spec.id for spec in MEASURING_ACTIONS if spec.id.startswith("tool_")]
        # A length is measured most.
        tools.sort(key=lambda name: name != "tool_length")
        self.button = MeasureButton(table[name] for name in tools)
        notices.take_words(self.controller.told)
        notices.take_faults(self.controller.failed)

    def feature(self) -> Feature:
        """Showing, exporting and listing measurements."""
        return Feature(
            handlers={
                "show_measurements": self.controller.show_all,
                "export_measurements": lambda _on: self.controller.export(),
            },
            docks=(DockPanel(Message("Measurements"), self.panel, DockPlace.MEASURE),),
            on_tool_bar={"&Tools": (self.button,)},
        )
