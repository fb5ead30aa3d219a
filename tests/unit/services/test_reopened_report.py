"""What a report says after the study was closed, or the program killed, and opened again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.support.studies import PROVENANCE, FakeServices, finding, result, scan_report
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import FindingStatus
from workstation.domain.report import AiRun, SignedReport
from workstation.domain.risk import RiskBasis, RiskScore
from workstation.domain.study import Patient
from workstation.errors import OutputError
from workstation.keeping.autosave import Autosave
from workstation.messages import Message
from workstation.services.write_report import ReportRequest, build_content
from workstation.session.workspace import Workspace

STUDY = "1.2.3"
SIGNED = SignedReport(
    version=1,
    signed_by="Dr. Reader",
    signed_at=datetime(2026, 3, 2, tzinfo=UTC),
    digest="d",
    file_name="report.pdf",
)


def never(error: OutputError) -> None:
    raise AssertionError(error)


def a_workspace() -> Workspace:
    workspace = Workspace()
    workspace.reader = "Dr. Reader"
    workspace.add_report(scan_report())
    workspace.activate("stack-1")
    return workspace


def reopened(folder: Path) -> Workspace:
    """A new program that reads what another one kept."""
    workspace = Workspace()
    autosave = Autosave(folder, never)
    workspace.restore(STUDY, autosave.load(STUDY))
    autosave.close()
    workspace.add_report(scan_report())
    workspace.activate("stack-1")
    return workspace


def out_of_date(workspace: Workspace) -> list[RiskScore]:
    return [stale.score for stale in workspace.stale_risks]


def a_run() -> AnalysisResult:
    """Three proposals of one run."""
    provenance = replace(PROVENANCE, created=datetime(2026, 3, 1, tzinfo=UTC))
    proposed = [replace(finding(f"f{n}", n), provenance=provenance) for n in (1, 2, 3)]
    return replace(result(), findings=tuple(proposed), provenance=provenance)


def tally(workspace: Workspace) -> AiRun:
    image = FakeServices().images["stack-1"]
    content = build_content(
        ReportRequest(
            image=image,
            findings=workspace.findings_here,
            runs=workspace.results_of(STUDY),
            masks=workspace.masks,
        )
    )
    (run,) = content.ai_runs
    return run


def test_the_tally_of_a_run_is_the_same_after_reopening(tmp_path: Path) -> None:
    workspace = a_workspace()
    autosave = Autosave(tmp_path, never)
    autosave.follow(workspace)
    workspace.add_result(a_run(), STUDY, "stack-1")
    workspace.decide(["f1"], FindingStatus.ACCEPTED)
    workspace.decide(["f2"], FindingStatus.REJECTED)
    before = tally(workspace)
    assert (before.proposed, before.accepted, before.rejected) == (3, 1, 1)
    autosave.close()
    again = reopened(tmp_path)
    assert tally(again) == before
    # And again, with a decision that was made after reopening.
    again.reader = "Dr. Other"
    again.decide(["f3"], FindingStatus.ACCEPTED)
    now = tally(again)
    assert (now.proposed, now.accepted, now.edited, now.rejected) == (3, 2, 0, 1)


def test_scores_and_signatures_are_known_after_reopening(tmp_path: Path) -> None:
    workspace = a_workspace()
    autosave = Autosave(tmp_path, never)
    autosave.follow(workspace)
    workspace.add_result(a_run(), STUDY, "stack-1")
    kept = workspace.findings.get("f1")
    assert kept is not None
    patient = workspace.studies[0].patient
    inputs = {"age": 60, "diameter": {"value": 12.0, "origin": "measured"}}
    score = FakeServices().assess("toy", inputs, kept, patient)
    workspace.add_risk(score)
    workspace.add_signed(STUDY, SIGNED)
    autosave.close()
    again = reopened(tmp_path)
    assert again.risks == (score,)
    assert not out_of_date(again)
    assert again.last_signed(STUDY) == SIGNED
    again.findings.replace(replace(kept, measurements=()), text=Message("Remove"))
    assert out_of_date(again) == [score]
    again.undo.undo()
    assert not out_of_date(again)
    again.close_all()
    assert again.last_signed(STUDY) is None


def test_a_score_of_other_data_of_the_patient_is_out_of_date(tmp_path: Path) -> None:
    workspace = a_workspace()
    autosave = Autosave(tmp_path, never)
    autosave.follow(workspace)
    inputs = {"age": 30, "diameter": {"value": 12.0}}
    score = FakeServices().assess("toy", inputs, None, Patient(age="030Y"))
    stated = replace(score, basis=RiskBasis(facts=(("age", 30),)))
    workspace.add_risk(stated)
    autosave.close()
    reasons = [stale.reason for stale in reopened(tmp_path).stale_risks]
    assert len(reasons) == 1
    assert str(reasons[0]).startswith("age was 30, is ")
