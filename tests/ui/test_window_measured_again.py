"""Numbers of edited segments are made anew, and no decision with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from tests.support.studies import result
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.label_patch import LabelPatch
from workstation.messages import Message
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.report.feature import ReportFeature
from workstation.ui.segmenting.feature import SegmentingFeature


@pytest.fixture
def edited(opened: MainWindow) -> MainWindow:
    """One finding kept and one rejected, and one that nobody reviewed; then all segments edited."""
    run = result()
    assert run.mask is not None
    labels = run.mask.labels.copy()
    first = run.mask.segments[0]
    labels[0, 0, 0:4], labels[0, 1, 0:4] = 2, 3
    segments = tuple(replace(first, number=n, label=f"Nodule {n}") for n in (1, 2, 3))
    third = replace(run.findings[1], id="f3", label="Nodule 3", segment_number=3)
    made = replace(
        run,
        mask=replace(run.mask, labels=labels, segments=segments),
        findings=(*run.findings, third),
    )
    opened.workspace.add_result(made, "1.2.3", "stack-1")
    opened.workspace.reader = "Dr. Reader"
    opened.features[FindingsFeature].review.decide(["f1"], FindingStatus.ACCEPTED)
    opened.features[FindingsFeature].review.decide(["f2"], FindingStatus.REJECTED)
    after = labels.copy()
    for number, place in ((1, (0, 3, 0)), (2, (0, 0, 4)), (3, (0, 1, 4))):
        after[place] = number
    patch = LabelPatch.between(labels, after)
    assert patch is not None
    opened.workspace.segmentation.commit(run.mask.id, Message("Paint"), patch)
    opened.features[SegmentingFeature].controller.editing.choose(run.mask.id, 1)
    return opened


def of(window: MainWindow, name: str) -> Finding:
    found = window.workspace.findings.get(name)
    assert found is not None
    return found


def measured(window: MainWindow, qtbot: QtBot, meanwhile: Callable[[], object]) -> None:
    window.features[SegmentingFeature].controller.measure_stale()
    meanwhile()
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_what_was_rejected_stays_so_and_what_nobody_reviewed_too(
    edited: MainWindow, qtbot: QtBot
) -> None:
    rejected = of(edited, "f2")
    assert edited.features[SegmentingFeature].controller.stale_count() == 2
    assert "2 out of date" in edited.features[ReportFeature].panel.state.text()
    measured(edited, qtbot, lambda: None)
    assert of(edited, "f2") is rejected
    assert of(edited, "f1").status is FindingStatus.EDITED
    assert of(edited, "f3").status is FindingStatus.PROPOSED
    assert not of(edited, "f3").is_reportable
    assert {of(edited, name).mask_version for name in ("f1", "f3")} == {2}
    assert edited.features[SegmentingFeature].controller.stale_count() == 0
    assert "out of date" not in edited.features[ReportFeature].panel.state.text()
    # Whoever takes it back after all must have it measured first.
    edited.features[FindingsFeature].review.decide(["f2"], FindingStatus.ACCEPTED)
    assert edited.features[SegmentingFeature].controller.stale_count() == 1


def test_a_decision_that_is_made_while_numbers_are_made_stands(
    edited: MainWindow, qtbot: QtBot
) -> None:
    measured(
        edited,
        qtbot,
        lambda: edited.features[FindingsFeature].review.decide(["f1"], FindingStatus.REJECTED),
    )
    assert of(edited, "f1").status is FindingStatus.REJECTED
    assert of(edited, "f1").mask_version == 1
    assert of(edited, "f3").mask_version == 2


def test_closing_the_studies_while_numbers_are_made_is_no_fault(
    edited: MainWindow, qtbot: QtBot
) -> None:
    measured(edited, qtbot, edited.workspace.close_all)
    assert edited.workspace.findings.all == ()
