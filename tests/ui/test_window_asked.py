"""What a question is about is what the answer is taken for, whatever arrives meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from tests.support.ai_panel import click_run, open_panel
from tests.support.image_phantoms import asymmetric_volume
from tests.support.studies import FakeServices, finding, result, scan_report, series, stack
from tests.ui.conftest import FakePrompts
from workstation.domain import coding
from workstation.domain.finding import FindingStatus
from workstation.domain.provenance import now_utc
from workstation.domain.report import SignedReport
from workstation.domain.study import StackKind, Study
from workstation.errors import MaskReadError
from workstation.messages import Message
from workstation.services.plugin_consent import ConsentQuestion
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.events import Recorded
from workstation.session.finding_edits import FindingEdit
from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.asking.prompts import Prompts, with_ending
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.pictures.taking import picture_of
from workstation.ui.report.feature import ReportFeature
from workstation.ui.risk.feature import RiskFeature
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.services import PluginItem

OTHER = "stack-9"


@pytest.fixture
def both(qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path) -> MainWindow:
    """Two patients; the first is looked at, and a plugin has run on it."""
    report = scan_report()
    volume = asymmetric_volume()
    first: Study = report.studies[0]
    part = stack(
        OTHER, "9.9.1", StackKind.VOLUME, volume.geometry.shape_kji, volume.geometry.affine_lps
    )
    second = replace(
        first,
        study_instance_uid="9.9",
        patient=replace(first.patient, name="Other^Person"),
        series=(series("9.9.1", 1, "CT", "Other", part),),
    )
    fake.report = replace(report, studies=(first, second))
    source = replace(volume.source, series_instance_uid="9.9.1", study_instance_uid="9.9")
    fake.images[OTHER] = replace(volume, source=source, array=volume.array + 200)
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and window.jobs.running == 0)
    look_at(qtbot, window, "stack-1")
    window.workspace.add_result(result(), "1.2.3", "stack-1")
    return window


def look_at(qtbot: QtBot, window: MainWindow, stack_id: str) -> None:
    window.features[BoardFeature].display.show_stack(stack_id)
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and window.jobs.running == 0)


def other_arrives(qtbot: QtBot, window: MainWindow) -> Callable[[], None]:
    """Another study takes the screen, as at the end of a scan."""
    return lambda: look_at(qtbot, window, OTHER)


def stranger(folder: Path) -> ConsentQuestion:
    """What is asked before a plugin from outside runs."""
    return ConsentQuestion(
        plugin_id="boxes",
        name="Boxes",
        author="",
        version="1",
        license="",
        folder=folder,
        sha256="0" * 64,
    )


def message(window: MainWindow, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert box is not None
    words = box.text()
    box.close()
    return words


@pytest.mark.parametrize("sign", [True, False])
def test_no_report_is_written_of_another_study_than_was_asked_about(
    qtbot: QtBot, both: MainWindow, prompts: FakePrompts, fake: FakeServices, sign: bool
) -> None:
    prompts.meanwhile = other_arrives(qtbot, both)
    button = (
        both.features[ReportFeature].panel.sign_button
        if sign
        else both.features[ReportFeature].panel.draft_button
    )
    button.click()
    assert "changed" in message(both, qtbot)
    assert fake.orders == []


def test_what_changes_while_a_signature_is_asked_for_is_not_signed(
    qtbot: QtBot, both: MainWindow, prompts: FakePrompts, fake: FakeServices
) -> None:
    both.reader.require()
    both.workspace.decide(["f1"], FindingStatus.ACCEPTED)
    prompts.meanwhile = lambda: both.workspace.decide(["f2"], FindingStatus.ACCEPTED)
    both.features[ReportFeature].panel.sign_button.click()
    assert "changed" in message(both, qtbot)
    assert fake.orders == []
    prompts.meanwhile = lambda: None
    both.features[ReportFeature].panel.sign_button.click()
    qtbot.waitUntil(lambda: len(fake.orders) == 1 and both.jobs.running == 0)


def test_two_signatures_at_once_are_not_one_version(
    qtbot: QtBot, both: MainWindow, fake: FakeServices
) -> None:
    both.features[ReportFeature].panel.sign_button.click()
    both.features[ReportFeature].panel.sign_button.click()
    qtbot.waitUntil(lambda: bool(fake.orders) and both.jobs.running == 0)
    versions = [order.earlier.version + 1 if order.earlier else 1 for order in fake.orders]
    assert len(set(versions)) == len(versions)


def test_a_plugin_runs_on_the_image_that_was_asked_about(
    qtbot: QtBot, both: MainWindow, prompts: FakePrompts, fake: FakeServices, tmp_path: Path
) -> None:
    fake.consent = stranger(tmp_path)
    prompts.trusts = True
    prompts.meanwhile = other_arrives(qtbot, both)
    click_run(both, qtbot)
    qtbot.waitUntil(
        lambda: bool(both.features[AnalysisFeature].plugins.runs) and both.jobs.running == 0
    )
    assert both.features[AnalysisFeature].plugins.runs[-1].place.stack.id == "stack-1"
    assert both.workspace.results_of("9.9") == ()


def test_a_picture_is_of_what_was_seen_when_it_was_asked_for(
    qtbot: QtBot, both: MainWindow, prompts: FakePrompts
) -> None:
    seen = picture_of(both.features[BoardFeature].area.active_frame)
    prompts.meanwhile = other_arrives(qtbot, both)
    both.actions_table["save_picture"].trigger()
    assert prompts.picture is not None
    saved = QImage(str(prompts.picture[0])).convertToFormat(QImage.Format.Format_RGB32)
    assert saved == seen.convertToFormat(QImage.Format.Format_RGB32)


def test_a_finding_lies_where_the_crosshair_was_when_it_was_asked_for(
    qtbot: QtBot, both: MainWindow, prompts: FakePrompts
) -> None:
    before = both.features[BoardFeature].area.stage.crosshair
    assert before is not None

    def meanwhile() -> None:
        look_at(qtbot, both, OTHER)
        both.features[BoardFeature].area.stage.set_crosshair(
            (before[0] + 3, before[1] + 3, before[2])
        )

    prompts.meanwhile = meanwhile
    prompts.edit = FindingEdit(label="Mass", laterality=coding.LEFT)
    both.actions_table["add_finding"].trigger()
    (mass,) = (f for f in both.workspace.findings.all if str(f.label) == "Mass")
    assert (mass.series_instance_uid, mass.position_lps_mm) == ("1.2.3.4", before)


def test_a_segmentation_is_exported_as_it_was_asked_for(
    qtbot: QtBot, both: MainWindow, prompts: FakePrompts, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(
        "workstation.services.export_masks.write_segmentation_file",
        lambda mask, image, _path, **_more: written.append(
            f"{mask.id} {image.source.series_instance_uid}"
        ),
    )
    both.features[SegmentingFeature].controller.editing.choose("mask-1", 1)
    prompts.meanwhile = other_arrives(qtbot, both)
    both.actions_table["export_segmentation"].trigger()
    qtbot.waitUntil(lambda: bool(written) and both.jobs.running == 0)
    assert written == ["mask-1 1.2.3.4"]


def test_a_mask_is_meant_for_the_image_that_it_was_asked_for(
    qtbot: QtBot,
    both: MainWindow,
    prompts: FakePrompts,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    meant: list[str] = []

    def load(
        _path: Path, _places: object, active_id: str, *_more: object, **_words: object
    ) -> None:
        meant.append(active_id)
        raise MaskReadError(Message("Enough."))

    monkeypatch.setattr("workstation.ui.segmenting.mask_files._load", load)
    prompts.mask_answer = [tmp_path / "m.nii.gz"]
    prompts.meanwhile = other_arrives(qtbot, both)
    both.actions_table["open_mask"].trigger()
    assert message(both, qtbot) == "Enough."
    assert meant == ["stack-1"]


def test_words_are_set_on_the_image_that_they_were_asked_for(
    qtbot: QtBot, both: MainWindow, prompts: FakePrompts
) -> None:
    prompts.meanwhile = other_arrives(qtbot, both)
    both.features[MouseFeature].toolbox.choose(AnnotationKind.TEXT)
    viewport = both.features[BoardFeature].area.stage.active
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.rect().center())
    qtbot.waitUntil(lambda: bool(both.workspace.annotations))
    (made,) = both.workspace.annotations
    assert (made.stack_id, made.study_instance_uid) == ("stack-1", "1.2.3")


def test_a_score_is_about_the_patient_that_was_looked_at_when_its_plugin_was_asked_for(
    qtbot: QtBot, both: MainWindow, prompts: FakePrompts, fake: FakeServices, tmp_path: Path
) -> None:
    theirs = replace(finding("f9"), series_instance_uid="9.9.1")
    other = replace(result((theirs,)), mask=None, measurements=())
    both.workspace.add_result(other, "9.9", "9.9.1")
    both.features[RiskFeature].panel.choose_finding("f1")
    fake.consent = stranger(tmp_path)
    prompts.trusts = True
    prompts.meanwhile = other_arrives(qtbot, both)
    scoring = PluginItem(
        id="scoring", name="Scoring", status="valid", takes_findings=True, modalities=("CT",)
    )
    fake.more_plugins = (scoring,)
    open_panel(both, qtbot)
    both.features[AnalysisFeature].desk.run(scoring, {}, "cpu")
    qtbot.waitUntil(lambda: len(fake.states) == 1 and both.jobs.running == 0)
    (known,) = fake.states
    assert known is not None
    assert known.patient.name == "Phantom^Asym"
    assert [each.id for each in known.findings] == ["f1", "f2"]
    assert known.chosen == "f1"


def test_a_run_that_ends_after_closing_is_not_shown_on_what_has_its_uids(
    qtbot: QtBot, both: MainWindow, fake: FakeServices, tmp_path: Path
) -> None:
    recorded: list[Recorded] = []
    place = both.workspace.place("stack-1")
    assert place is not None
    plugin = next(each for each in both.services.list_plugins() if each.id == "boxes")
    fake.wait_for_cancel = True
    run = both.features[AnalysisFeature].plugins.run(
        plugin, place, fake.images["stack-1"], {}, "cpu"
    )
    job = run.job
    assert job is not None
    both.workspace.close_all()
    both.workspace.subscribe(Recorded, recorded.append)
    both.features[AnalysisFeature].plugins._take(run, result())
    assert [(each.kind, each.study_instance_uid) for each in recorded] == [
        ("result", "1.2.3"),
        ("finding", "1.2.3"),
        ("finding", "1.2.3"),
    ]
    job.cancel()
    qtbot.waitUntil(lambda: both.jobs.running == 0)
    fake.wait_for_cancel = False
    both.open_paths([tmp_path])
    qtbot.waitUntil(lambda: both.workspace.active_image is not None and both.jobs.running == 0)
    look_at(qtbot, both, "stack-1")
    assert both.workspace.results == ()
    assert both.workspace.findings_here == ()
    assert both.workspace.masks == ()


def test_a_signature_that_ends_after_closing_is_not_one_of_what_has_its_uids(
    qtbot: QtBot, both: MainWindow, fake: FakeServices
) -> None:
    journals = iter([Path("a"), Path("b")])
    both.features[ReportFeature].flow._services = replace(
        both.services, kept_under=lambda _study: next(journals)
    )
    both.features[ReportFeature].panel.sign_button.click()
    qtbot.waitUntil(lambda: bool(fake.orders) and both.jobs.running == 0)
    assert both.workspace.last_signed("1.2.3") is None


def test_what_is_signed_of_a_closed_study_is_kept_and_not_shown_on_another(
    both: MainWindow,
) -> None:
    signed = SignedReport(
        version=1, signed_by="Dr. A", signed_at=now_utc(), digest="d", file_name="a.pdf"
    )
    recorded: list[Recorded] = []
    both.workspace.close_all()
    both.workspace.subscribe(Recorded, recorded.append)
    both.workspace.add_signed("1.2.3", signed)
    assert [(each.kind, each.value) for each in recorded] == [("signed_report", signed)]
    assert both.workspace.last_signed("1.2.3") is None


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("report", "report.pdf"),
        ("2024.Miller", "2024.Miller.pdf"),
        ("Report.PDF", "Report.PDF"),
        ("a.pdf", "a.pdf"),
    ],
)
def test_a_name_keeps_what_was_typed_and_gets_its_ending(typed: str, made: str) -> None:
    assert with_ending(Path("/x") / typed, ".pdf") == Path("/x") / made


def test_a_file_is_not_replaced_unasked_for_want_of_an_ending(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "report.pdf"
    there.write_bytes(b"signed")
    answers = iter([QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes])
    asked: list[str] = []

    def answer(box: QMessageBox) -> QMessageBox.StandardButton:
        asked.append(box.text())
        return next(answers)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "report"), ""))
    monkeypatch.setattr(QMessageBox, "exec", answer)
    assert Prompts().save_pdf(window, "report.pdf") is None
    assert Prompts().save_pdf(window, "report.pdf") == there
    assert len(asked) == 2
    assert all("report.pdf" in words for words in asked)
    # Qt itself asks where the whole name was chosen.
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(there), ""))
    assert Prompts().save_pdf(window, "report.pdf") == there
    assert len(asked) == 2
