"""What risk plugins are handed in tests, and the scores that they give."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.support.plugin_folders import folders_in, write_risk_plugin
from tests.support.studies import finding
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.image import Image
from workstation.domain.risk import RiskScore
from workstation.domain.study import Patient
from workstation.services.assess_risk import assess_finding
from workstation.services.run_plugin import PluginRunner
from workstation.session.risk_case import PatientState

PATIENT = Patient(patient_id="MRN-4711", name="Doe^Jane", sex="F", age="060Y")


def accepted(finding_id: str = "f1") -> Finding:
    """A nodule of 12 mm that a reader accepted."""
    return finding(finding_id).decided(FindingStatus.ACCEPTED, by="Dr. Z")


def mayo_of(about: Finding, patient: Patient = PATIENT) -> RiskScore:
    """The Mayo score of a nodule, with what was typed for it."""
    inputs = {
        "age": {"value": 60, "origin": "measured"},
        "nodule_diameter": {"value": 12.0, "origin": "measured"},
        "ever_smoker": True,
        "extrathoracic_cancer_over_5_years_ago": False,
        "spiculation": True,
        "upper_lobe": False,
        "cancer_within_5_years": False,
    }
    return assess_finding("mayo", inputs, about, patient)


def state(*findings: Finding, scores: tuple[RiskScore, ...] = ()) -> PatientState:
    """What is known of the patient of these findings."""
    return PatientState(patient=PATIENT, findings=findings or (accepted(),), scores=scores)


def doubled(image: Image, known: PatientState, folder: Path) -> AnalysisResult:
    """What the plugin gives that doubles the long axis of each finding, by its worker."""
    write_risk_plugin(folder / "plugins")
    with PluginRunner("cpu", folders=folders_in(folder)) as runner:
        return runner.run(image, "doubles", state=known)


def remeasured(about: Finding, long_axis_mm: float) -> Finding:
    """The finding with another long axis."""
    first, *rest = about.measurements
    return replace(about, measurements=(replace(first, value=long_axis_mm), *rest))
