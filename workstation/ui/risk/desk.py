"""What the risk panel asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workstation.domain.finding import Finding
from workstation.domain.risk import RiskScore
from workstation.domain.study import Patient
from workstation.language import tr
from workstation.services.assess_risk import score_title, with_age, with_contradictions
from workstation.session.workspace import Workspace
from workstation.ui.services import WindowServices
from workstation.ui.shell.notices import Notices


class RiskDesk:
    """Scores for the study that is looked at."""

    def __init__(self, workspace: Workspace, services: WindowServices, notices: Notices) -> None:
        self._workspace = workspace
        self._services = services
        self._notices = notices

    def prefill(self, model_id: str, finding: Finding | None) -> Mapping[str, Mapping[str, Any]]:
        """What is known already for the inputs of a score, with where it is from."""
        place = self._workspace.active
        if place is None:
            return {}
        return self._services.prefill_risk(model_id, finding, place.study.patient)

    def assess(
        self, model_id: str, inputs: Mapping[str, Any], finding: Finding | None
    ) -> RiskScore:
        """Score a finding of the study that is looked at, or with None its patient."""
        place = self._workspace.active
        if place is None:
            return self._services.assess_risk(model_id, inputs, finding, Patient())
        patient = place.study.patient
        score = self._services.assess_risk(model_id, inputs, finding, patient)
        day = place.study.date
        return with_contradictions(score, finding, with_age(patient, day), day)

    def keep(self, score: RiskScore) -> None:
        """Let a score stand in the report."""
        self._workspace.add_risk(score)
        self._notices.tell(
            tr(
                "{model} will stand in the report. Ctrl+Z takes it back.",
                model=score_title(score),
            )
        )
