"""Published scores of the patient and of findings."""

from __future__ import annotations

from typing import ClassVar

from workstation.messages import Message
from workstation.session.workspace import Workspace
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.risk.desk import RiskDesk
from workstation.ui.risk.panel import RiskPanel
from workstation.ui.services import WindowServices
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.bridges import WorkspaceBridge
from workstation.ui.shell.docks import DockPlace, Docks
from workstation.ui.shell.feature import DockPanel, Feature
from workstation.ui.shell.notices import Notices


class RiskFeature:
    """The panel of scores."""

    actions: ClassVar[tuple[ActionSpec, ...]] = ()

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        bridge: WorkspaceBridge,
        notices: Notices,
        docks: Docks,
        findings: FindingsFeature,
    ) -> None:
        self._workspace = workspace
        self.desk = RiskDesk(workspace, services, notices)
        self.panel = RiskPanel(
            workspace, services.list_risk_models(), self.desk.assess, self.desk.prefill
        )
        self.panel.keep.connect(self.desk.keep)
        self.panel.lead_on.connect(lambda: docks.open(DockPlace.REPORT))
        findings.panel.chosen.connect(self.panel.choose_finding)
        bridge.active_image_changed.connect(lambda _stack_id: self._follow_active())
        bridge.findings_changed.connect(self.panel.show_findings)
        for signal in (
            bridge.risks_changed,
            bridge.findings_changed,
            bridge.masks_changed,
            bridge.labels_changed,
        ):
            signal.connect(self.panel.show_kept)

    def feature(self) -> Feature:
        """The panel."""
        return Feature(docks=(DockPanel(Message("Risk"), self.panel, DockPlace.RISK),))

    def _follow_active(self) -> None:
        place = self._workspace.active
        if place is not None:
            self.panel.show_study(place.study.study_instance_uid)
