"""Same UIDs, a full disk, lost masks: said in the window, and nothing is signed over them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.support.ct_series import write_series
from tests.support.masks import geometry
from tests.support.named_series import Names, write_named
from tests.support.studies import FakeServices, answer_otherwise, finding, result
from tests.ui.conftest import FakePrompts
from workstation.app.composition import build_window, require_signable
from workstation.domain.finding import FindingStatus
from workstation.domain.geometry import GeometryHonesty, GeometryIssue, GeometryIssueCode
from workstation.domain.image import Volume
from workstation.keeping.kept_settings import KeptSettings
from workstation.measuring.new_annotations import new_annotation
from workstation.messages import Message
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.open_studies import StackPlace
from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.board.feature import BoardFeature
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.report.feature import ReportFeature
from workstation.ui.segmenting.feature import SegmentingFeature


def wired(tmp_path: Path, prompts: FakePrompts, qtbot: QtBot) -> MainWindow:
    window = build_window(
        data_folder=tmp_path / "data",
        settings=KeptSettings(tmp_path / "settings.toml"),
        on_crash=lambda error: pytest.fail(str(error)),
        prompts=prompts,
    )
    qtbot.addWidget(window)
    window.show()
    return window


def said(window: MainWindow) -> str:
    return " ".join(box.text() for box in window.findChildren(QMessageBox))


def test_pictures_of_the_same_uids_never_stand_for_each_other(
    qtbot: QtBot, tmp_path: Path, prompts: FakePrompts
) -> None:
    names = Names()
    first = write_named(tmp_path / "A", names, 100)
    second = write_named(tmp_path / "B", names, 900)
    window = wired(tmp_path, prompts, qtbot)

    def shown() -> float:
        qtbot.waitUntil(
            lambda: window.workspace.active_image is not None and not window.jobs.running,
        )
        image = window.workspace.active_image
        assert image is not None
        frame = window.features[BoardFeature].area.stage.active.frame()
        assert frame is not None
        assert frame.values.mean() == image.array.mean()
        return float(image.array.mean())

    window.open_paths([first])
    assert shown() == 100
    window.open_paths([second])
    qtbot.waitUntil(lambda: len(window.workspace.reports) == 2)
    assert shown() == 100
    assert "4 files were not opened" in said(window)
    for folder, value in ((second, 900), (first, 100), (second, 900)):
        window.workspace.close_all()
        window.open_paths([folder])
        assert shown() == value
    window.close()


def test_a_result_of_other_files_under_the_same_uids_is_not_shown(opened: MainWindow) -> None:
    place = opened.workspace.active
    assert place is not None
    plugin = next(each for each in opened.services.list_plugins() if each.id == "boxes")
    image = opened.workspace.active_image
    assert image is not None
    run = opened.features[AnalysisFeature].plugins.run(plugin, place, image, {}, "cpu")
    run.place = StackPlace(place.study, place.series, replace(place.stack, content="other"))
    opened.features[AnalysisFeature].plugins._take(run, result())
    assert opened.workspace.results == ()
    assert opened.workspace.findings_here == ()
    if run.job is not None:
        run.job.cancel()


def test_what_is_not_kept_stays_on_the_screen_and_blocks_signing(
    opened: MainWindow, fake: FakeServices, prompts: FakePrompts
) -> None:
    answer_otherwise(opened.services, unkept=lambda: 3)
    opened.status.show_unkept(3)
    assert opened.status.unkept.isVisible()
    assert "3" in opened.status.unkept.text()
    opened.features[ReportFeature].desk.write(False, sign=True)
    assert fake.orders == []
    assert "3 entries are not on the disk yet" in said(opened)
    prompts.loses = False
    opened.close()
    assert opened.isVisible()
    answer_otherwise(opened.services, unkept=lambda: 0)
    opened.status.show_unkept(0)
    assert not opened.status.unkept.isVisible()


def test_a_finding_without_its_mask_says_so_and_is_not_signed(
    opened: MainWindow, fake: FakeServices
) -> None:
    opened.workspace.restore("1.2.3", {"finding": [finding()]})
    opened.workspace.activate("stack-1", opened.workspace.active_image)
    model = opened.features[FindingsFeature].model
    assert "its mask is missing" in model.index(0, 0).data()
    opened.features[ReportFeature].desk.write(False, sign=True)
    assert fake.orders == []
    assert "the mask of Nodule 1 is missing" in said(opened)


def test_doubtful_geometry_refuses_a_signature_before_anything_is_asked(
    opened: MainWindow, fake: FakeServices, prompts: FakePrompts
) -> None:
    answer_otherwise(opened.services, require_signable=require_signable)
    opened.workspace.add_result(result(), "1.2.3", "stack-1")
    opened.reader.require()
    opened.workspace.decide(["f1"], FindingStatus.ACCEPTED)
    image = opened.workspace.active_image
    assert isinstance(image, Volume)
    issue = GeometryIssue(
        code=GeometryIssueCode.MISSING_SLICES,
        message=Message("1 slice is missing."),
        blocks_volume=True,
    )
    doubtful = replace(image, honesty=GeometryHonesty(issues=(issue,)))
    opened.workspace.activate("stack-1", doubtful)
    opened.features[ReportFeature].panel.sign_button.click()
    assert "a geometry that is doubtful" in said(opened)
    assert prompts.summaries == []
    assert fake.orders == []


def test_doubtful_geometry_of_a_series_that_another_scan_found_refuses_a_signature(
    opened: MainWindow, prompts: FakePrompts
) -> None:
    answer_otherwise(opened.services, require_signable=require_signable)
    workspace = opened.workspace
    place = workspace.active
    assert place is not None
    issue = GeometryIssue(
        code=GeometryIssueCode.MISSING_SLICES,
        message=Message("1 slice is missing."),
        blocks_volume=True,
    )
    other = replace(
        place.stack,
        id="stack-9",
        series_instance_uid="1.2.3.9",
        geometry=GeometryHonesty(issues=(issue,)),
    )
    series = replace(place.series, series_instance_uid="1.2.3.9", stacks=(other,))
    study = replace(place.study, series=(series,))
    workspace.add_report(replace(workspace.reports[0], studies=(study,)))
    opened.reader.require()
    sized = replace(
        finding(), series_instance_uid="1.2.3.9", mask_id="", segment_number=None
    ).decided(FindingStatus.ACCEPTED, by="Dr. Reader")
    workspace.add_finding(sized, place.study.study_instance_uid)
    opened.features[ReportFeature].panel.sign_button.click()
    assert "a geometry that is doubtful" in said(opened)
    assert prompts.summaries == []
    workspace.acknowledge_geometry("stack-9")
    prompts.signs = False
    opened.features[ReportFeature].panel.sign_button.click()
    assert len(prompts.summaries) == 1


def test_new_findings_leave_the_chosen_one_chosen(opened: MainWindow) -> None:
    workspace, panel = opened.workspace, opened.features[FindingsFeature].panel
    workspace.add_result(result(), "1.2.3", "stack-1")
    panel.select("f2")
    other = replace(finding("f3", 3), mask_id="", mask_version=0)
    workspace.add_finding(other, "1.2.3")
    assert [each.id for each in panel.selected()] == ["f2"]
    workspace.undo.undo()
    assert [each.id for each in panel.selected()] == ["f2"]


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_a_held_key_does_not_change_what_the_program_chooses(
    opened: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    panel = opened.features[FindingsFeature].panel
    opened.workspace.add_result(result(), "1.2.3", "stack-1")
    QTest.keyPress(panel.cards, key, held)
    try:
        for wanted in ("f1", "f2", "f2", "f1"):
            panel.select(wanted)
            assert [each.id for each in panel.selected()] == [wanted]
        panel.step(1)
        assert [each.id for each in panel.selected()] == ["f2"]
    finally:
        QTest.keyRelease(panel.cards, key)


def test_segments_that_were_kept_can_be_edited_at_once(
    window: MainWindow, fake: FakeServices, qtbot: QtBot, tmp_path: Path
) -> None:
    run = result()
    fake.kept_values["1.2.3"] = {"result": [run], "finding": list(run.findings)}
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and not window.jobs.running)
    assert run.mask is not None
    editor = window.features[SegmentingFeature].editor
    assert editor.model.rowCount() == len(run.mask.segments)
    assert window.features[SegmentingFeature].controller.chosen is not None
    assert [f.id for f in window.workspace.findings_here] == [f.id for f in run.findings]


def test_a_segment_and_its_finding_have_one_state_of_review(opened: MainWindow) -> None:
    workspace = opened.workspace
    workspace.reader = "Dr. R"
    workspace.add_result(result(), "1.2.3", "stack-1")
    model = opened.features[SegmentingFeature].editor.model
    assert model.index(0, 5).data() == "proposed"
    workspace.decide(["f1"], FindingStatus.ACCEPTED)
    assert model.index(0, 5).data() == "accepted"


def test_slabs_and_colors_end_with_their_study(opened: MainWindow) -> None:
    for viewport in opened.features[BoardFeature].area.stage.viewports:
        viewport.set_slab(10.0, "min")
        viewport.color_table = "Hot Iron"
    opened.workspace.close_all()
    for viewport in opened.features[BoardFeature].area.stage.viewports:
        assert (viewport.slab_mm, viewport.slab_mode) == (0.0, "max")
        assert viewport.color_table == "Grey"


def test_one_study_is_closed_and_the_other_keeps_everything(
    qtbot: QtBot, tmp_path: Path, prompts: FakePrompts
) -> None:
    for name in ("a", "b"):
        write_series(tmp_path / name, geometry((6, 16, 20)))
    window = wired(tmp_path, prompts, qtbot)
    workspace = window.workspace

    def is_read() -> bool:
        return workspace.active_image is not None and not window.jobs.running

    def measure() -> str:
        viewport = window.features[BoardFeature].stage.active
        assert viewport.view is not None
        points = tuple(
            viewport.view.to_point(viewport.plane, viewport.index, 4.0, c) for c in (3.0, 9.0)
        )
        drawn = new_annotation(AnnotationKind.LENGTH, viewport, points, workspace)
        assert drawn is not None
        workspace.put_annotation(drawn, text=Message("Length"))
        return drawn.id

    drawn: dict[str, str] = {}
    for name in ("a", "b"):
        window.open_paths([tmp_path / name])
        qtbot.waitUntil(lambda: len(workspace.studies) == len(drawn) + 1 and is_read())
        newest = workspace.studies[-1]
        window.features[BoardFeature].display.show_stack(newest.series[0].stacks[0].id)
        qtbot.waitUntil(is_read)
        drawn[newest.study_instance_uid] = measure()
    (gone, gone_id), (kept, kept_id) = drawn.items()
    place = next(p for p in workspace.places if p.study.study_instance_uid == gone)
    window.features[BoardFeature].display.show_stack(place.stack.id)
    qtbot.waitUntil(is_read)
    window.actions_table["close_study"].trigger()
    qtbot.waitUntil(lambda: len(workspace.studies) == 1 and is_read())
    assert [study.study_instance_uid for study in workspace.studies] == [kept]
    assert [each.id for each in workspace.annotations] == [kept_id]
    frames = window.features[BoardFeature].area.frames
    assert all(workspace.place(f.stack_id) is not None for f in frames if f.stack_id)
    # What was closed is there again when it is opened again.
    window.open_paths([tmp_path / "a"])
    qtbot.waitUntil(lambda: len(workspace.studies) == 2 and is_read())
    place = next(p for p in workspace.places if p.study.study_instance_uid == gone)
    window.features[BoardFeature].display.show_stack(place.stack.id)
    qtbot.waitUntil(is_read)
    assert {each.id for each in workspace.annotations} == {gone_id, kept_id}
    for _ in range(2):
        window.actions_table["close_study"].trigger()
        qtbot.waitUntil(lambda: not window.jobs.running)
    assert workspace.studies == ()
    window.actions_table["close_study"].trigger()
    assert "No study is open" in window.statusBar().currentMessage()
