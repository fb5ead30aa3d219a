"""Scores of plugins in the workspace: taken in, undone, kept, back again, and known as priors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.image_phantoms import asymmetric_volume
from tests.support.risk_plugins import accepted, doubled, mayo_of, remeasured, state
from tests.support.studies import result, scan_report
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import FindingStatus
from workstation.domain.risk import RiskScore
from workstation.domain.study import Patient
from workstation.errors import OutputError
from workstation.keeping.autosave import Autosave
from workstation.session.workspace import Workspace

REPORT = scan_report()
PATIENT = Patient(patient_id="MRN-1", name="Doe^Jane", sex="F", age="060Y")
STUDY = replace(REPORT.studies[0], patient=PATIENT)
UID, SERIES = "1.2.3", "1.2.3.4"


def never(error: OutputError) -> None:
    raise AssertionError(error)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> AnalysisResult:
    volume = asymmetric_volume()
    image = replace(volume, source=replace(volume.source, modality="CT"))
    return doubled(image, state(accepted()), tmp_path_factory.mktemp("doubles"))


def opened(saved: Autosave | None = None) -> Workspace:
    workspace = Workspace()
    workspace.reader = "Dr. Z"
    workspace.add_report(replace(REPORT, studies=(STUDY,)))
    if saved is not None:
        kept = saved.open(STUDY)
        workspace.restore(UID, kept.values)
        saved.follow(workspace)
    workspace.activate("stack-1", asymmetric_volume())
    return workspace


def with_finding(workspace: Workspace) -> Workspace:
    workspace.add_result(replace(result((accepted(),)), measurements=()), UID, SERIES)
    return workspace


def titles(scores: tuple[RiskScore, ...]) -> list[str]:
    return [str(score.source.title) for score in scores if score.source]


def test_scores_land_beside_the_others_and_can_be_taken_back(run: AnalysisResult) -> None:
    workspace = with_finding(opened())
    workspace.add_risk(mayo_of(accepted()))
    assert workspace.add_result(run, UID, SERIES)
    assert [score.model for score in workspace.risks] == [
        "mayo",
        "doubles.of_finding",
        "doubles.plain",
    ]
    assert workspace.stale_risks == ()
    workspace.undo.undo()
    assert [score.model for score in workspace.risks] == ["mayo"]
    workspace.undo.redo()
    assert len(workspace.risks) == 3


def test_a_run_again_puts_its_scores_in_the_place_of_the_former(run: AnalysisResult) -> None:
    workspace = with_finding(opened())
    workspace.add_result(run, UID, SERIES)
    assert not workspace.add_result(run, UID, SERIES)
    assert len(workspace.risks) == 2
    workspace.remove_risk(0)
    # The same numbers again, because the reader asked for them again.
    workspace.add_result(run, UID, SERIES)
    assert sorted(titles(workspace.risks)) == ["Age of the patient in points", "Doubled axis"]
    first = run.scores[0]
    other = replace(run, scores=(replace(first, outputs=(("value", 30.0),)), run.scores[1]))
    assert workspace.add_result(other, UID, SERIES)
    found = {score.model: dict(score.outputs) for score in workspace.risks}
    assert found["doubles.of_finding"]["value"] == 30.0
    assert len(workspace.risks) == 2


def test_it_is_out_of_date_when_its_finding_changes(run: AnalysisResult) -> None:
    workspace = with_finding(opened())
    workspace.add_result(run, UID, SERIES)
    workspace.decide(["f1"], FindingStatus.REJECTED)
    (stale,) = workspace.stale_risks
    assert (stale.score.finding_id, str(stale.reason)) == ("f1", "its finding was rejected")
    workspace.undo.undo()
    assert workspace.stale_risks == ()


def test_scores_are_kept_and_come_back(run: AnalysisResult, tmp_path: Path) -> None:
    saved = Autosave(tmp_path, never)
    workspace = with_finding(opened(saved))
    workspace.add_result(run, UID, SERIES)
    saved.close()
    again = Autosave(tmp_path, never)
    back = opened(again)
    again.close()
    assert back.risks == run.scores
    assert back.stale_risks == ()
    kept = [each for each in back.results if each.plugin_id == "doubles"]
    assert [each.scores for each in kept] == [()]


def test_scores_of_a_study_that_was_closed_meanwhile_are_kept(
    run: AnalysisResult, tmp_path: Path
) -> None:
    saved = Autosave(tmp_path, never)
    workspace = with_finding(opened(saved))
    workspace.close_all()
    workspace.add_result(run, UID, SERIES)
    assert workspace.risks == ()
    saved.close()
    again = Autosave(tmp_path, never)
    assert opened(again).risks == run.scores
    again.close()


def test_other_studies_of_the_patient_are_known(run: AnalysisResult, tmp_path: Path) -> None:
    saved = Autosave(tmp_path, never)
    workspace = with_finding(opened(saved))
    workspace.add_result(run, UID, SERIES)
    later = replace(STUDY, study_instance_uid="1.2.9", date="20280301")
    (prior,) = saved.priors(later)
    assert [each.id for each in prior.findings] == ["f1"]
    assert prior.scores == run.scores
    # From the first of January 2026: two years, one of them not whole, and a leap day.
    assert prior.days_before == 365 + 365 + 31 + 29
    # Not one of the same day or a later one, and none where a date is not stated.
    for date in (STUDY.date, "20200101", "", "2028"):
        assert saved.priors(replace(later, date=date)) == ()
    # Not of itself, not of others, and not of a patient who is not named.
    assert saved.priors(STUDY) == ()
    assert saved.priors(replace(later, patient=replace(PATIENT, patient_id="MRN-2"))) == ()
    assert saved.priors(replace(later, patient=replace(PATIENT, name="Roe^John"))) == ()
    assert saved.priors(replace(later, patient=replace(PATIENT, patient_id=""))) == ()
    saved.close()
    assert Autosave(tmp_path / "none", never).priors(later) == ()


def test_earlier_studies_come_newest_first_and_without_a_date_not_at_all(tmp_path: Path) -> None:
    saved = Autosave(tmp_path, never)
    for number, date in enumerate(("20240201", "20250201", "")):
        uid = f"1.3.{number}"
        study = replace(STUDY, study_instance_uid=uid, date=date)
        workspace = Workspace()
        workspace.add_report(replace(REPORT, studies=(study,)))
        workspace.restore(uid, saved.open(study).values)
        saved.follow(workspace)
        found = replace(result((accepted(),)), measurements=())
        workspace.add_result(found, uid, SERIES)
    priors = saved.priors(STUDY)
    assert [each.days_before for each in priors] == [334.0, 700.0]
    saved.close()


def test_a_larger_nodule_makes_it_stale_after_it_came_back(
    run: AnalysisResult, tmp_path: Path
) -> None:
    saved = Autosave(tmp_path, never)
    workspace = opened(saved)
    grown = replace(result((remeasured(accepted(), 13.0),)), measurements=())
    workspace.add_result(grown, UID, SERIES)
    workspace.add_result(run, UID, SERIES)
    saved.close()
    again = Autosave(tmp_path, never)
    reasons = [str(each.reason) for each in opened(again).stale_risks]
    again.close()
    assert reasons == ["long axis was 12, is 13"]
