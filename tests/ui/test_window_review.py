"""Plugins, findings, segments, scores, reports."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from tests.support.ai_panel import card_of, click_run, open_panel
from tests.support.image_phantoms import box_mask, tilted_volume
from tests.support.studies import FakeServices, answer_otherwise, finding, result
from tests.ui.conftest import FakePrompts
from workstation.domain import coding
from workstation.domain.finding import FindingStatus
from workstation.domain.measurement import MeasurementOrigin
from workstation.domain.provenance import now_utc
from workstation.domain.report import SignedReport
from workstation.domain.risk import RiskInput
from workstation.errors import ReportError
from workstation.imaging.rectify import source_kji
from workstation.messages import Message
from workstation.session.annotations import ReportDraft
from workstation.session.events import Recorded
from workstation.session.workspace import Workspace
from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.analysis.plugin_controller import RunState
from workstation.ui.asking.signing_dialog import SigningDialog
from workstation.ui.board.feature import BoardFeature
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.findings.review import segment_middle
from workstation.ui.findings.table_model import SORT_ROLE, FindingsFilter, FindingsTableModel
from workstation.ui.main_window import MainWindow
from workstation.ui.measuring.feature import MeasuringFeature
from workstation.ui.measuring.table_model import MeasurementsTableModel
from workstation.ui.report.feature import ReportFeature
from workstation.ui.risk.feature import RiskFeature
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.segmenting.segments_table import SegmentsTableModel
from workstation.ui.shell.undo_feature import UndoFeature
from workstation.ui.studies.tree_model import StudyTreeModel


def status(window: MainWindow) -> FindingStatus:
    return window.workspace.findings.all[0].status


def drawn_segments(window: MainWindow) -> int:
    return len(window.features[BoardFeature].area.stage.active.layers[0].styles)


@pytest.fixture
def reviewed(opened: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window after a plugin run."""
    click_run(opened, qtbot)
    qtbot.waitUntil(lambda: len(opened.workspace.findings.all) == 2 and opened.jobs.running == 0)
    return opened


def test_what_a_plugin_said_of_a_patient_goes_with_the_study(reviewed: MainWindow) -> None:
    panel = reviewed.features[AnalysisFeature].panel

    def told() -> list[str]:
        labels = panel.findChildren(QLabel)
        return [
            each.text() for each in labels if each.isVisibleTo(panel) and "2 find" in each.text()
        ]

    assert len(told()) == 1
    reviewed.actions_table["close_all"].trigger()
    # Before the event loop comes to delete anything, as behind a box.
    assert told() == []


def test_a_run_shows_its_proposals_and_its_circumstances(
    reviewed: MainWindow, fake: FakeServices
) -> None:
    assert fake.runs == [
        ("boxes", {"size": 4.0, "count": 3, "fast": True, "mode": "b", "box": ""}, "auto", False)
    ]
    run = reviewed.features[AnalysisFeature].plugins.runs[0]
    assert run.state is RunState.DONE
    assert "2 findings" in str(run.stage)
    table = reviewed.features[FindingsFeature].panel.filter
    assert table.index(0, 0).data() == "Nodule 1"
    assert table.index(0, 1).data() == "proposed"
    assert table.index(0, 3).data() == "12.0 × 8.0 mm"
    assert table.index(0, 4).data() == "400 mm³"
    layers = reviewed.features[BoardFeature].area.stage.viewports[1].layers
    assert [s.number for s in layers[0].styles] == [1]
    assert layers[0].styles[0].dashed


def test_refused_and_unfitting_plugins_say_why(opened: MainWindow, qtbot: QtBot) -> None:
    panel = open_panel(opened, qtbot)
    assert list(panel.offered) == ["boxes"]
    assert panel.reasons == {"broken": "No manifest.\nWrite one."}
    opened.features[BoardFeature].display.show_stack("stack-2")
    qtbot.waitUntil(lambda: opened.workspace.active_image is not None)
    open_panel(opened, qtbot)
    assert list(panel.offered) == []
    assert panel.reasons["boxes"] == "is for CT, not for DX."
    panel.choose("boxes")
    assert panel.others.is_open


def test_the_form_is_drawn_from_the_manifest(
    opened: MainWindow, fake: FakeServices, qtbot: QtBot
) -> None:
    card = card_of(opened, qtbot, "boxes")
    card.unfold(on=True)
    form = card.form
    assert form is not None
    spin = form.findChild(QDoubleSpinBox)
    assert spin is not None
    assert (spin.minimum(), spin.maximum(), spin.suffix()) == (1.0, 30.0, " mm")
    spin.setValue(7.5)
    check = form.findChild(QCheckBox)
    assert check is not None
    check.setChecked(False)
    opened.features[AnalysisFeature].panel.device.setCurrentText("cpu")
    click_run(opened, qtbot)
    qtbot.waitUntil(lambda: bool(fake.runs) and opened.jobs.running == 0)
    assert fake.runs[0][1]["size"] == 7.5
    assert fake.runs[0][1]["fast"] is False
    assert fake.runs[0][2] == "cpu"


def test_a_run_can_be_cancelled_and_another_waits(
    opened: MainWindow, fake: FakeServices, qtbot: QtBot
) -> None:
    fake.wait_for_cancel = True
    click_run(opened, qtbot)
    click_run(opened, qtbot)
    first, second = opened.features[AnalysisFeature].plugins.runs
    qtbot.waitUntil(lambda: first.state is RunState.RUNNING)
    assert second.state is RunState.WAITING
    opened.features[AnalysisFeature].plugins.cancel(first)
    qtbot.waitUntil(lambda: first.state is RunState.CANCELLED)
    opened.features[AnalysisFeature].plugins.cancel(second)
    qtbot.waitUntil(lambda: second.state is RunState.CANCELLED)
    assert opened.workspace.findings.all == ()


def test_a_crashed_worker_is_told_and_the_window_lives(
    opened: MainWindow, fake: FakeServices, qtbot: QtBot
) -> None:
    fake.fail_plugin = True
    click_run(opened, qtbot)
    qtbot.waitUntil(lambda: opened.findChild(QMessageBox) is not None)
    assert opened.features[AnalysisFeature].plugins.runs[0].state is RunState.FAILED
    box = opened.findChild(QMessageBox)
    assert box is not None
    box.close()


def test_accept_reject_reopen_with_undo_and_one_question(
    reviewed: MainWindow, prompts: FakePrompts
) -> None:
    reviewed.actions_table["next_finding"].trigger()
    reviewed.actions_table["accept"].trigger()
    assert status(reviewed) is FindingStatus.ACCEPTED
    assert "Ctrl+Z" in reviewed.statusBar().currentMessage()
    styles = reviewed.features[BoardFeature].area.stage.active.layers[0].styles
    assert not styles[0].dashed
    reviewed.actions_table["reject"].trigger()
    assert status(reviewed) is FindingStatus.REJECTED
    assert drawn_segments(reviewed) == 0
    reviewed.actions_table["undo"].trigger()
    reviewed.actions_table["undo"].trigger()
    assert status(reviewed) is FindingStatus.PROPOSED
    reviewed.actions_table["accept"].trigger()
    reviewed.actions_table["reopen"].trigger()
    assert status(reviewed) is FindingStatus.PROPOSED
    assert prompts.asked == 1
    assert reviewed.status.reader.text() == "Reader: Dr. Reader"


def test_without_a_name_nothing_is_decided(reviewed: MainWindow, prompts: FakePrompts) -> None:
    prompts.name = ""
    reviewed.features[FindingsFeature].panel.select("f1")
    reviewed.features[FindingsFeature].panel.accept.click()
    assert status(reviewed) is FindingStatus.PROPOSED


def test_double_click_goes_there_even_from_another_series(
    reviewed: MainWindow, qtbot: QtBot
) -> None:
    stage = reviewed.features[BoardFeature].area.stage
    stage.viewports[0].set_index(5)
    index = reviewed.features[FindingsFeature].panel.filter.index(0, 0)
    reviewed.features[FindingsFeature].panel.cards.activated.emit(index)
    assert [v.index for v in stage.viewports] == [1, 2, 3]
    reviewed.features[BoardFeature].display.show_stack("stack-2")
    qtbot.waitUntil(lambda: stage.view is not None and not stage.view.in_patient)
    reviewed.features[FindingsFeature].review.go_to_finding(reviewed.workspace.findings.all[0])
    qtbot.waitUntil(lambda: [v.index for v in stage.viewports] == [1, 2, 3])
    reviewed.features[BoardFeature].display.show_stack("stack-1")
    reviewed.features[SegmentingFeature].panel.go_to.emit(
        *reviewed.features[SegmentingFeature].model.segment(0)
    )


def test_a_finding_on_a_clip_is_shown_on_the_frame_of_its_segment(
    opened: MainWindow, qtbot: QtBot
) -> None:
    labels = np.zeros((5, 30, 40), np.uint8)
    labels[1, 3, 3] = labels[3, 4:8, 4:8] = 1
    made = result().mask
    assert made is not None
    mask = replace(made, labels=labels, geometry=None, series_instance_uid="1.2.3.6")
    opened.workspace.add_mask(mask)
    about = replace(
        finding(), mask_id=mask.id, series_instance_uid="1.2.3.6", segment_number=1,
        position_lps_mm=None, position_ji=(6.0, 6.0),
    )  # fmt: skip
    stage = opened.features[BoardFeature].area.stage
    review = opened.features[FindingsFeature].review
    for go in (
        partial(review.go_to_finding, about),
        partial(review.go_to_segment, mask, mask.segments[0]),
    ):
        go()
        qtbot.waitUntil(lambda: stage.view is not None and not stage.view.in_patient)
        qtbot.waitUntil(lambda: stage.active.index == 3)
        stage.active.set_index(0)


def test_where_slices_are_uneven_a_segment_is_gone_to_where_they_are() -> None:
    volume = tilted_volume(uneven=True)
    assert volume.slice_origins_lps_mm is not None
    mask = box_mask(volume)
    middle = segment_middle(mask, 1, volume)
    assert middle is not None
    point, k = middle
    assert source_kji(volume, point)[0] == pytest.approx(k)


def test_segments_are_hidden_colored_and_faded(reviewed: MainWindow) -> None:
    model = reviewed.features[SegmentingFeature].model
    model.setData(model.index(0, 1), QColor(1, 2, 3))
    model.setData(model.index(0, 2), 55)
    style = reviewed.features[BoardFeature].area.stage.active.layers[0].styles[0]
    assert (style.color_rgb, style.fill_opacity) == ((1, 2, 3), 0.55)
    model.setData(model.index(0, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert drawn_segments(reviewed) == 0
    reviewed.features[SegmentingFeature].panel.show_all.click()
    reviewed.features[SegmentingFeature].panel.opacity.setValue(80)
    assert reviewed.features[BoardFeature].area.stage.active.layers[0].styles[0].fill_opacity == 0.8
    reviewed.features[SegmentingFeature].panel.hide_all.click()
    assert drawn_segments(reviewed) == 0


def test_scores_keep_the_origin_of_their_inputs(reviewed: MainWindow) -> None:
    panel = reviewed.features[RiskFeature].panel
    panel.choose("toy", "f1")
    assert panel._form.values() == {"diameter": {"value": 12.0, "origin": "measured"}}
    panel.compute.click()
    assert "age missing" in panel.result.text()
    assert not panel.add.isEnabled()
    panel.set_inputs({"age": {"value": 66, "origin": "typed"}})
    panel.compute.click()
    assert "Only a toy." in panel.result.text()
    panel.add.click()
    assert [r.finding_id for r in reviewed.workspace.risks] == ["f1"]
    assert "Nodule 1 – toy: probability 12.0 %; low" in panel.kept.text()
    panel._form._editors["diameter"].setText("15")  # type: ignore[attr-defined]
    assert panel._form.values()["diameter"] == {"value": "15", "origin": "typed"}
    assert panel.result.text() == ""
    reviewed.features[UndoFeature].undo()
    assert reviewed.workspace.risks == ()


def test_choosing_a_finding_chooses_it_for_the_score(reviewed: MainWindow) -> None:
    reviewed.features[FindingsFeature].panel.select("f2")
    assert reviewed.features[RiskFeature].panel.finding.currentData() == "f2"


def test_a_report_is_ordered_from_the_reviewed_state(
    reviewed: MainWindow, fake: FakeServices, qtbot: QtBot, tmp_path: Path
) -> None:
    reviewed.features[FindingsFeature].panel.select("f1")
    reviewed.actions_table["accept"].trigger()
    reviewed.actions_table["key_image"].trigger()
    reviewed.features[ReportFeature].panel.set_text("impression", "1. Nodule.")
    assert (
        "Reviewed findings: 1, key images: 1" in reviewed.features[ReportFeature].panel.state.text()
    )
    assert "1 not reviewed" in reviewed.features[ReportFeature].panel.state.text()
    reviewed.features[ReportFeature].panel.sign_button.click()
    qtbot.waitUntil(lambda: bool(fake.orders) and reviewed.jobs.running == 0)
    order = fake.orders[0]
    assert order.signed_by == "Dr. Reader"
    assert order.draft.impression == "1. Nodule."
    assert order.findings[0].status is FindingStatus.ACCEPTED
    assert (len(order.marks), len(order.masks), len(order.runs)) == (1, 1, 1)
    assert (tmp_path / "report.pdf").exists()
    reviewed.features[ReportFeature].panel.paper.setCurrentText("Letter")
    reviewed.features[ReportFeature].panel.draft_button.click()
    qtbot.waitUntil(lambda: len(fake.orders) == 2)
    assert fake.orders[1].signed_by == ""
    assert fake.orders[1].letter_size


def test_no_path_no_report(reviewed: MainWindow, fake: FakeServices, prompts: FakePrompts) -> None:
    prompts.pdf = None
    reviewed.features[ReportFeature].panel.draft_button.click()
    assert fake.orders == []


def test_what_was_kept_is_there_when_the_study_opens_again(
    qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path
) -> None:
    accepted = finding("f1").decided(FindingStatus.ACCEPTED, by="Dr. Before")
    fake.kept_values["1.2.3"] = {
        "result": [result(findings=())],
        "finding": [accepted],
        "draft": [ReportDraft(impression="Kept.")],
    }
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and window.jobs.running == 0)
    assert window.features[FindingsFeature].model.index(0, 1).data() == "accepted"
    assert window.features[ReportFeature].panel.draft().impression == "Kept."
    assert window.features[BoardFeature].area.stage.active.layers[0].styles[0].number == 1


def test_the_filter_finds_words_and_open_ones(reviewed: MainWindow) -> None:
    panel = reviewed.features[FindingsFeature].panel
    panel.words.setText("nodule 200")
    assert panel.filter.rowCount() == 1
    panel.words.clear()
    panel.select("f1")
    reviewed.actions_table["accept"].trigger()
    panel.only_open.setChecked(True)
    assert [panel.filter.index(r, 0).data() for r in range(panel.filter.rowCount())] == ["Nodule 2"]
    assert panel.step(1) is not None
    panel.words.setText("nothing")
    assert panel.step(1) is None


def test_findings_sort_by_number(reviewed: MainWindow) -> None:
    reviewed.features[FindingsFeature].panel.filter.sort(4, Qt.SortOrder.AscendingOrder)
    assert reviewed.features[FindingsFeature].panel.filter.index(0, 0).data() == "Nodule 2"
    assert reviewed.features[FindingsFeature].model.index(0, 3).data(SORT_ROLE) == 12.0


def test_measurements_are_copied_and_deleted(reviewed: MainWindow) -> None:
    from workstation.measuring.new_annotations import new_annotation
    from workstation.session.annotation_kinds import AnnotationKind

    viewport = reviewed.features[BoardFeature].area.stage.active
    assert viewport.view is not None
    points = tuple(viewport.view.to_point(viewport.plane, viewport.index, 1, c) for c in (1, 5))
    drawn = new_annotation(AnnotationKind.LENGTH, viewport, points, reviewed.workspace)
    assert drawn is not None
    reviewed.workspace.put_annotation(drawn, text=Message("Add"))
    reviewed.features[MeasuringFeature].panel.copy.click()
    assert "Length\t\tLength 4.0 mm\tAxial" in QGuiApplication.clipboard().text()
    reviewed.workspace.put_annotation(replace(drawn, text="=1+1"), text=Message("Edit"))
    reviewed.features[MeasuringFeature].panel.copy.click()
    assert "Length\t'=1+1\tLength 4.0 mm" in QGuiApplication.clipboard().text()
    reviewed.features[MeasuringFeature].panel.table.selectRow(0)
    reviewed.features[MeasuringFeature].panel.remove.click()
    assert reviewed.workspace.annotations == ()


def test_models_keep_qts_contract(qtmodeltester: object, reviewed: MainWindow) -> None:
    workspace: Workspace = reviewed.workspace
    for model in (
        StudyTreeModel(workspace),
        FindingsTableModel(workspace),
        SegmentsTableModel(workspace),
        MeasurementsTableModel(workspace),
    ):
        qtmodeltester.check(model, force_py=True)  # type: ignore[attr-defined]
    proxy = FindingsFilter()
    proxy.setSourceModel(reviewed.features[FindingsFeature].model)
    qtmodeltester.check(proxy, force_py=True)  # type: ignore[attr-defined]


def test_closing_ends_the_worker(reviewed: MainWindow, fake: FakeServices) -> None:
    reviewed.close()
    assert fake.closed
    assert reviewed.jobs.running == 0


def test_key_images_of_every_series_of_the_study_enter_the_report(
    opened: MainWindow, fake: FakeServices, qtbot: QtBot
) -> None:
    viewport = opened.features[BoardFeature].area.stage.active
    viewport.set_window(viewport.window_setting, inverted=True)
    opened.actions_table["key_image"].trigger()
    opened.features[BoardFeature].display.show_stack("stack-2")
    qtbot.waitUntil(lambda: opened.workspace.active_image is not None and not opened.jobs.running)
    opened.actions_table["key_image"].trigger()
    opened.features[ReportFeature].panel.draft_button.click()
    qtbot.waitUntil(lambda: bool(fake.orders) and not opened.jobs.running)
    order = fake.orders[-1]
    assert [(mark.stack_id, mark.inverted) for mark in order.marks] == [("stack-2", False)]
    (other,) = order.others
    assert [(mark.stack_id, mark.inverted) for mark in other.marks] == [("stack-1", True)]
    assert other.image is fake.images["stack-1"]


def scored(window: MainWindow) -> MainWindow:
    """The window with a toy score of the first nodule in the report."""
    panel = window.features[RiskFeature].panel
    panel.choose("toy", "f1")
    panel.set_inputs({"age": {"value": 66, "origin": "typed"}})
    panel.compute.click()
    panel.add.click()
    return window


def measured_again(window: MainWindow, long_axis: float) -> None:
    before = window.workspace.findings.get("f1")
    assert before is not None
    sizes = [
        replace(m, value=long_axis) if m.concept == coding.LONG_AXIS else m
        for m in before.measurements
    ]
    window.workspace.findings.replace(
        replace(before, measurements=tuple(sizes)), text=Message("Measure again")
    )


def test_a_score_of_another_size_is_shown_and_computed_again(reviewed: MainWindow) -> None:
    panel = scored(reviewed).features[RiskFeature].panel
    assert "Out of date" not in panel.kept.text()
    assert not panel.kept.rows[0].again.isVisibleTo(panel)
    measured_again(reviewed, 62.0)
    assert "Out of date" in panel.kept.text()
    reviewed.features[UndoFeature].undo()
    assert "Out of date" not in panel.kept.text()
    reviewed.actions_table["redo"].trigger()
    assert "Out of date" in panel.kept.text()
    panel.kept.rows[0].again.click()
    assert "Out of date" not in panel.kept.text()
    (score,) = reviewed.workspace.risks
    assert dict(score.outputs)["probability"] == 0.62
    reviewed.features[UndoFeature].undo()
    assert "Out of date" in panel.kept.text()


def test_a_score_of_a_rejected_finding_can_only_be_taken_out(reviewed: MainWindow) -> None:
    panel = scored(reviewed).features[RiskFeature].panel
    reviewed.features[FindingsFeature].panel.select("f1")
    reviewed.actions_table["reject"].trigger()
    assert "rejected" in panel.kept.text()
    (row,) = panel.kept.rows
    assert not row.again.isVisibleTo(panel)
    row.take_out.click()
    assert reviewed.workspace.risks == ()
    assert panel.kept.rows == ()


def test_signing_shows_what_is_left_out_and_asks(
    reviewed: MainWindow, fake: FakeServices, prompts: FakePrompts, qtbot: QtBot
) -> None:
    reviewed.features[FindingsFeature].panel.select("f1")
    reviewed.actions_table["accept"].trigger()
    prompts.signs = False
    reviewed.features[ReportFeature].panel.sign_button.click()
    (summary,) = prompts.summaries
    assert (summary.version, summary.earlier, summary.impression) == (1, None, "")
    assert [str(line) for line in summary.left_out] == ["Nodule 2: not reviewed"]
    assert [str(line).split(":")[0] for line in summary.printed] == ["Nodule 1"]
    assert fake.orders == []
    dialog = SigningDialog(summary, reviewed)
    qtbot.addWidget(dialog)
    for words in ("The impression is empty.", "Nodule 2: not reviewed", "Left out:"):
        assert words in dialog.text()


def signed_again(window: MainWindow, qtbot: QtBot, number: int) -> None:
    """Sign, and wait until the panel knows."""
    window.features[ReportFeature].panel.sign_button.click()
    words = f"Version {number} was signed by Dr. Reader"
    qtbot.waitUntil(lambda: words in window.features[ReportFeature].panel.state.text())
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_a_second_signature_is_a_new_version(
    reviewed: MainWindow, fake: FakeServices, prompts: FakePrompts, qtbot: QtBot
) -> None:
    recorded: list[Recorded] = []
    reviewed.workspace.subscribe(Recorded, recorded.append)
    signed_again(reviewed, qtbot, 1)
    signed_again(reviewed, qtbot, 2)
    assert fake.orders[0].earlier is None
    assert fake.orders[1].earlier is not None
    assert fake.orders[1].earlier.version == 1
    assert prompts.summaries[1].version == 2
    kept = [r for r in recorded if r.kind == "signed_report"]
    assert [r.id for r in kept] == ["1", "2"]


def test_a_signed_report_is_known_after_reopening(
    qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path
) -> None:
    signed = SignedReport(
        version=3, signed_by="Dr. Before", signed_at=now_utc(), digest="d", file_name="old.pdf"
    )
    fake.kept_values["1.2.3"] = {"signed_report": [signed]}
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and window.jobs.running == 0)
    assert "Version 3 was signed by Dr. Before" in window.features[ReportFeature].panel.state.text()
    assert window.workspace.last_signed("1.2.3") == signed


def test_what_is_out_of_date_is_refused_before_anything_is_asked(
    reviewed: MainWindow, fake: FakeServices, prompts: FakePrompts, qtbot: QtBot
) -> None:
    scored(reviewed)
    measured_again(reviewed, 62.0)
    reviewed.features[ReportFeature].panel.sign_button.click()
    qtbot.waitUntil(lambda: reviewed.findChild(QMessageBox) is not None)
    box = reviewed.findChild(QMessageBox)
    assert box is not None
    assert "a score is out of date" in box.text()
    box.close()
    assert (prompts.summaries, fake.orders) == ([], [])
    assert "1 out of date" in reviewed.features[ReportFeature].panel.state.text()


def test_a_report_that_fails_leaves_no_promise_in_the_status_bar(
    reviewed: MainWindow, fake: FakeServices, qtbot: QtBot
) -> None:
    fake.fail_report = ReportError(Message("No."))
    reviewed.features[ReportFeature].panel.draft_button.click()
    qtbot.waitUntil(lambda: reviewed.findChild(QMessageBox) is not None)
    assert "was not written" in reviewed.statusBar().currentMessage()
    box = reviewed.findChild(QMessageBox)
    assert box is not None
    box.close()


def test_the_form_follows_what_is_measured_anew(reviewed: MainWindow) -> None:
    panel = reviewed.features[RiskFeature].panel
    panel.choose("toy", "f1")
    panel.set_inputs({"age": {"value": 66, "origin": "typed"}})
    panel.compute.click()
    measured_again(reviewed, 62.0)
    assert panel._form.values()["diameter"] == {"value": 62.0, "origin": "measured"}
    assert panel._form.values()["age"] == {"value": "66", "origin": "typed"}
    # A result beside other inputs than its own would mislead.
    assert panel.result.text() == ""
    panel._form._editors["diameter"].setText("15")  # type: ignore[attr-defined]
    measured_again(reviewed, 40.0)
    assert panel._form.values()["diameter"] == {"value": "15", "origin": "typed"}


def test_a_size_of_one_finding_does_not_stay_in_the_form_of_another(reviewed: MainWindow) -> None:
    reviewed.workspace.add_finding(replace(finding("f3"), measurements=(), mask_id=""), "1.2.3")
    panel = reviewed.features[RiskFeature].panel
    panel.choose("toy", "f1")
    panel.set_inputs({"age": {"value": 66, "origin": "typed"}})
    panel.choose("toy", "f3")
    assert panel._form.values() == {"age": {"value": "66", "origin": "typed"}}
    panel.set_inputs({"diameter": {"value": 9.0, "origin": "typed"}})
    panel.choose("toy", "f1")
    assert panel._form.values()["diameter"] == {"value": 12.0, "origin": "measured"}
    panel.finding.setCurrentIndex(0)
    assert "diameter" not in panel._form.values()


def test_what_was_typed_for_one_finding_is_not_scored_for_another(reviewed: MainWindow) -> None:
    for name in ("f3", "f4"):
        made = replace(finding(name), measurements=(), mask_id="")
        reviewed.workspace.add_finding(made, "1.2.3")
    panel = reviewed.features[RiskFeature].panel
    panel.choose("toy", "f3")
    panel.set_inputs(
        {
            "age": {"value": 66, "origin": "typed"},
            "diameter": {"value": 9.0, "origin": "typed"},
            "spiculated": {"value": True, "origin": "typed"},
        }
    )
    panel.choose("toy", "f4")
    assert panel._form.values() == {"age": {"value": "66", "origin": "typed"}}
    # It comes back with its finding, and goes with its study.
    panel.choose("toy", "f3")
    values = panel._form.values()
    assert float(values["diameter"]["value"]) == 9.0  # type: ignore[index]
    assert values["spiculated"] == {"value": "yes", "origin": "typed"}
    panel.finding.setCurrentIndex(0)
    panel.set_inputs({"diameter": {"value": 7.0, "origin": "typed"}})
    panel.show_study("other")
    assert panel._form.values() == {}
    panel.show_study("1.2.3")
    assert panel._form.values() == {}
    panel.choose("toy", "f3")
    assert panel._form.values() == {}


def test_what_was_typed_for_a_rejected_finding_is_not_scored_for_the_patient(
    reviewed: MainWindow,
) -> None:
    panel = reviewed.features[RiskFeature].panel
    panel.choose("toy", "f1")
    panel.set_inputs(
        {
            "age": {"value": 66, "origin": "typed"},
            "diameter": {"value": 9.0, "origin": "typed"},
        }
    )
    reviewed.features[FindingsFeature].review.decide(["f1"], FindingStatus.REJECTED)
    assert panel.finding.currentIndex() == 0
    assert panel._form.values() == {"age": {"value": "66", "origin": "typed"}}


def test_what_was_typed_over_a_stated_value_is_scored_again(reviewed: MainWindow) -> None:
    panel = reviewed.features[RiskFeature].panel
    panel.choose("toy", "f1")
    panel.set_inputs(
        {
            "age": {"value": 66, "origin": "typed"},
            "diameter": {"value": 15.0, "origin": "typed"},
        }
    )
    panel.compute_score()
    panel.add.click()
    (kept,) = reviewed.workspace.risks
    typed = RiskInput(name="diameter", value=15.0, unit="mm", origin=MeasurementOrigin.TYPED)
    age = RiskInput(name="age", value=66, unit="years", origin=MeasurementOrigin.TYPED)
    panel.choose("toy", "f2")
    panel.compute_again(replace(kept, inputs=(age, typed)))
    (again,) = reviewed.workspace.risks
    assert again.outputs == (("probability", 0.15),)


def test_what_another_program_has_signed_is_not_signed_again_as_the_same_version(
    reviewed: MainWindow, fake: FakeServices, prompts: FakePrompts, qtbot: QtBot
) -> None:
    signed = SignedReport(
        version=4, signed_by="Dr. Elsewhere", signed_at=now_utc(), digest="d", file_name="old.pdf"
    )
    answer_otherwise(reviewed.services, signed_reports=lambda _study: (signed,))
    reviewed.features[ReportFeature].panel.sign_button.click()
    qtbot.waitUntil(lambda: bool(fake.orders) and reviewed.jobs.running == 0)
    assert prompts.summaries[0].version == 5
    assert fake.orders[0].earlier == signed
