"""A risk plugin from the window: what it is handed, and where its scores land."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.ai_panel import open_panel
from tests.support.image_phantoms import asymmetric_volume
from tests.support.risk_plugins import accepted, doubled, state
from tests.support.studies import FakeServices, answer_otherwise, result
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import FindingStatus
from workstation.session.risk_case import KnownPrior, PatientState
from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.risk.feature import RiskFeature
from workstation.ui.services import PluginItem
from workstation.ui.shell.undo_feature import UndoFeature

DOUBLES = PluginItem(
    id="doubles",
    name="Twice the size",
    status="valid",
    kind="risk",
    modalities=("CT",),
    takes_findings=True,
)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> AnalysisResult:
    volume = asymmetric_volume()
    image = replace(volume, source=replace(volume.source, modality="CT"))
    return doubled(image, state(accepted()), Path(tmp_path_factory.mktemp("doubles")))


def scored(window: MainWindow, fake: FakeServices, run: AnalysisResult, qtbot: QtBot) -> None:
    """Let the plugin run on the nodule of the phantom study."""
    window.workspace.add_result(result((accepted(),)), "1.2.3", "stack-1")
    window.features[RiskFeature].panel.choose_finding("f1")
    fake.result = run
    fake.more_plugins = (DOUBLES,)
    window.features[AnalysisFeature].panel.show_plugins((*fake.plugins(), *fake.more_plugins))
    open_panel(window, qtbot)
    with qtbot.waitSignal(window.features[AnalysisFeature].plugins.succeeded):
        window.features[AnalysisFeature].desk.run(DOUBLES, {"factor": 2.0}, "cpu")


def handed(fake: FakeServices) -> PatientState:
    (known,) = fake.states
    assert known is not None
    return known


def test_it_is_handed_what_is_known_and_its_scores_land_in_the_risk_panel(
    opened: MainWindow, fake: FakeServices, run: AnalysisResult, qtbot: QtBot
) -> None:
    scored(opened, fake, run, qtbot)
    known = handed(fake)
    assert [each.id for each in known.findings] == ["f1"]
    assert (known.chosen, known.patient.sex, known.study_date) == ("f1", "F", "20260101")
    assert len(known.measurements) == 1
    assert known.priors == ()
    assert opened.docks.front is opened.features[RiskFeature].panel
    text = opened.features[RiskFeature].panel.kept.text()
    assert "Nodule 1 – Doubled axis: 24 mm; 23 to 25 (95 % interval); large" in text
    assert "⚠ a guess" in text
    assert "Computed by the plugin Twice the size 1.2.3 (doubles)" in text
    assert "Nobody 2020" in text
    opened.features[UndoFeature].undo()
    assert opened.features[RiskFeature].panel.kept.text() == ""


def test_when_the_finding_changes_the_score_is_out_of_date_and_offers_its_plugin(
    opened: MainWindow, fake: FakeServices, run: AnalysisResult, qtbot: QtBot
) -> None:
    scored(opened, fake, run, qtbot)
    (first, _) = opened.features[RiskFeature].panel.kept.rows
    # The patient of the phantom study is 66 years old, not 60 as when the plugin ran.
    assert (
        "Out of date: age was 60, is 66" in opened.features[RiskFeature].panel.kept.rows[1].text()
    )
    assert "Out of date" not in first.text()
    opened.features[RiskFeature].panel.kept.rows[1].again.click()
    panel = opened.features[AnalysisFeature].panel
    assert opened.docks.front is panel
    assert opened.focusWidget() is panel.cards["doubles"].run
    opened.workspace.reader = "Dr. Z"
    opened.workspace.decide(["f1"], FindingStatus.REJECTED)
    assert "its finding was rejected" in opened.features[RiskFeature].panel.kept.rows[0].text()


def test_a_score_of_the_whole_patient_is_computed_again_for_the_whole_patient(
    opened: MainWindow, fake: FakeServices, run: AnalysisResult, qtbot: QtBot
) -> None:
    scored(opened, fake, run, qtbot)
    panel = opened.features[RiskFeature].panel
    of_patient = next(each for each in opened.workspace.risks if not each.finding_id)
    assert panel.chosen_finding == "f1"
    panel.compute_again(of_patient)
    assert panel.chosen_finding == ""


def test_an_analysis_is_offered_before_a_score(
    opened: MainWindow, fake: FakeServices, qtbot: QtBot
) -> None:
    first = replace(DOUBLES, id="a_score", name="A score")
    fake.more_plugins = (first,)
    opened.features[AnalysisFeature].panel.show_plugins((first, *fake.plugins()))
    assert open_panel(opened, qtbot).offered == ("boxes", "a_score")


def test_earlier_studies_are_handed_over(
    opened: MainWindow, fake: FakeServices, run: AnalysisResult, qtbot: QtBot
) -> None:
    prior = KnownPrior(days_before=400.0, findings=(accepted("f9"),))
    answer_otherwise(opened.services, priors=lambda _study: (prior,))
    scored(opened, fake, run, qtbot)
    assert handed(fake).priors == (prior,)
