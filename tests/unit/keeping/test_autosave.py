from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.image_phantoms import asymmetric_volume, box_mask
from tests.support.studies import finding, result, scan_report
from workstation.archive import tables
from workstation.domain.drawn_measurement import ImagePlace
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.label_patch import LabelPatch
from workstation.domain.mask import Mask
from workstation.domain.report import SignedReport
from workstation.domain.study import WindowSetting
from workstation.errors import CancelledError, InputError, OutputError, PluginCrashedError
from workstation.keeping.autosave import Autosave
from workstation.messages import Message
from workstation.plain.values import from_plain, to_plain
from workstation.processes.cancel import CancelToken, no_progress
from workstation.quantification.segment_numbers import measure_again
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation, Reading, ReportDraft
from workstation.session.calibrations import ManualCalibration
from workstation.session.centerlines import Centerline
from workstation.session.events import Recorded
from workstation.session.workspace import Workspace


def never(error: OutputError) -> None:
    raise AssertionError(error)


def test_values_survive_the_round_trip() -> None:
    decided = finding().decided(FindingStatus.ACCEPTED, by="Dr. Z", note="seen")
    assert from_plain(Finding, to_plain(decided)) == decided
    framed = replace(decided, seen_on=ImagePlace("1.2.3", 12))
    assert from_plain(Finding, to_plain(framed)) == framed
    of_earlier_versions = {k: v for k, v in to_plain(decided).items() if k != "seen_on"}
    assert from_plain(Finding, of_earlier_versions).seen_on is None
    drawn = Annotation(
        id="a",
        kind=AnnotationKind.ANGLE,
        study_instance_uid="1",
        series_instance_uid="2",
        stack_id="3",
        frame_of_reference_uid="4",
        points=((1.0, 2.0, 3.0), (4.5, 5, 6), (7, 8, 9)),
        in_patient=True,
        created=datetime(2026, 1, 2, tzinfo=UTC),
    )
    assert from_plain(Annotation, to_plain(drawn)) == drawn
    window = WindowSetting(center=40, width=400)
    assert from_plain(WindowSetting, to_plain(window)) == window


@pytest.mark.parametrize("kind", list(AnnotationKind), ids=str)
def test_every_kind_of_measurement_is_kept(tmp_path: Path, kind: AnnotationKind) -> None:
    count = kind.points + 2 * kind.has_any_number
    drawn = Annotation(
        id="a",
        kind=kind,
        study_instance_uid="1",
        series_instance_uid="2",
        stack_id="3",
        frame_of_reference_uid="4",
        points=tuple((1.5 * n, -2.25, 3.0) for n in range(count)),
        path=((1.0, 2.0, 3.0), (4.0, 5.0, 6.5)) if kind is AnnotationKind.LIVEWIRE else (),
        in_patient=True,
        row_direction=(0.0, 1.0, 0.0),
        column_direction=(1.0, 0.0, 0.0),
        readings=(Reading(name=Message("R"), value=0.43, unit="", caveat=Message("c"), digits=2),),
        text="Apex – ü 漢",
        created=datetime(2026, 1, 2, tzinfo=UTC),
    )
    saved = Autosave(tmp_path, never)
    saved.record(Recorded("annotation", "a", drawn, "1"))
    saved.close()
    again = Autosave(tmp_path, never)
    assert again.load("1")["annotation"] == [drawn]
    again.close()


def test_measurements_of_earlier_versions_are_read() -> None:
    earlier = {
        "id": "a",
        "kind": "length",
        "study_instance_uid": "1",
        "series_instance_uid": "2",
        "stack_id": "3",
        "frame_of_reference_uid": "4",
        "points": [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]],
        "in_patient": True,
        "row_direction": [0.0, 1.0, 0.0],
        "column_direction": [1.0, 0.0, 0.0],
        "frame": 0,
        "readings": [{"name": "Length", "value": 5.2, "unit": "mm", "caveat": ""}],
        "by": "",
        "created": "2026-01-02T00:00:00+00:00",
        "plane_text": "Axial",
    }
    read = from_plain(Annotation, earlier)
    assert (read.text, read.path, read.readings[0].digits) == ("", (), None)
    assert str(read.readings[0].text) == "Length 5.2 mm"
    assert read.readings[0].name == Message.term("Length")


def test_what_cannot_be_read_is_a_known_fault() -> None:
    with pytest.raises(InputError):
        from_plain(WindowSetting, {"center": "wide"})
    with pytest.raises(InputError):
        from_plain(Annotation, {"id": 3})
    with pytest.raises(TypeError):
        to_plain(object())


def test_a_study_comes_back_with_its_masks(tmp_path: Path) -> None:
    saved = Autosave(tmp_path / "sessions", never)
    run = result()
    saved.record(Recorded("result", "r", run, "1.2.3"))
    for item in run.findings:
        saved.record(Recorded("finding", item.id, item, "1.2.3"))
    accepted = finding("f1").decided(FindingStatus.ACCEPTED, by="Dr. Z")
    saved.record(Recorded("finding", "f1", accepted, "1.2.3"))
    saved.record(Recorded("draft", "1.2.3", ReportDraft(impression="Stabil ü 漢"), "1.2.3"))
    saved.record(Recorded("draft", "x", None, ""))
    saved.close()
    again = Autosave(tmp_path / "sessions", never)
    kept = again.load("1.2.3")
    again.close()
    assert list(kept) == ["result", "finding", "draft"]
    found = {f.id: f for f in kept["finding"] if isinstance(f, Finding)}
    assert found["f1"] == replace(accepted, label=Message.term("Nodule 1"))
    assert found["f2"].status is FindingStatus.PROPOSED
    back = kept["result"][0]
    assert back.proposed_ids == {"f1", "f2"}  # type: ignore[attr-defined]
    mask = back.mask  # type: ignore[attr-defined]
    expected = box_mask(asymmetric_volume())
    np.testing.assert_array_equal(mask.labels, expected.labels)
    assert mask.segments == expected.segments
    assert mask.geometry.same_grid(expected.geometry)
    assert kept["draft"] == [ReportDraft(impression="Stabil ü 漢")]
    assert Autosave(tmp_path / "other", never).load("1.2.3") == {}
    for file in (tmp_path / "sessions").rglob("*.*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_deleted_values_stay_deleted(tmp_path: Path) -> None:
    saved = Autosave(tmp_path, never)
    saved.record(Recorded("finding", "f1", finding("f1"), "9"))
    saved.record(Recorded("finding", "f2", finding("f2", 2), "9"))
    saved.record(Recorded("finding", "f1", None, "9"))
    kept = saved.load("9")["finding"]
    assert [f.id for f in kept] == ["f2"]  # type: ignore[attr-defined]
    saved.record(Recorded("finding", "f3", finding("f3", 3), "9"))
    saved.record(Recorded("finding", "f1", finding("f1"), "9"))
    saved.close()
    again = Autosave(tmp_path, never)
    ids = [f.id for f in again.load("9")["finding"]]  # type: ignore[attr-defined]
    assert ids == ["f2", "f3", "f1"]
    again.close()


def test_everything_that_is_searched_for_stands_in_columns(tmp_path: Path) -> None:
    saved = Autosave(tmp_path, never)
    workspace = Workspace()
    workspace.reader = "Dr. Z"
    workspace.add_report(scan_report())
    saved.follow(workspace)
    workspace.add_result(result(), "1.2.3", "stack-1")
    workspace.decide(["f1"], FindingStatus.ACCEPTED, "seen")
    workspace.decide(["f1"], FindingStatus.REJECTED)
    workspace.undo.undo()
    with saved._archive.database().read() as connection:
        found = connection.execute(tables.finding.select()).mappings().all()
        decided = connection.execute(tables.decision.select()).mappings().all()
        runs = connection.execute(tables.result.select()).mappings().all()
        events = connection.execute(tables.audit_event.select()).mappings().all()
    assert [(row["key"], row["status"]) for row in found] == [
        ("f1", "accepted"),
        ("f2", "proposed"),
    ]
    assert [(row["finding"], row["status"], row["by"], row["note"]) for row in decided] == [
        ("f1", "accepted", "Dr. Z", "seen")
    ]
    (run,) = runs
    assert (run["plugin_id"], len(run["labels"])) == (result().plugin_id, 64)
    assert [(row["by"], row["action"], row["kind"]) for row in events[-2:]] == [
        ("Dr. Z", "put", "finding")
    ] * 2
    saved.close()


def test_runs_of_plugins_are_noted_with_how_they_ended(tmp_path: Path) -> None:
    saved = Autosave(tmp_path, never)
    with saved.job("1.2.3", "1.2.3.4", "nodules"):
        pass
    for fault in (
        CancelledError,
        PluginCrashedError(Message("The worker ended.")),
        KeyboardInterrupt,
    ):
        with pytest.raises(BaseException), saved.job("1.2.3", "1.2.3.4", "lungs"):  # noqa: B017, PT011
            raise fault
    with saved._archive.database().read() as connection:
        jobs = connection.execute(tables.job.select()).mappings().all()
    assert [(row["plugin_id"], row["state"], row["fault"]) for row in jobs] == [
        ("nodules", "done", ""),
        ("lungs", "cancelled", ""),
        ("lungs", "failed", "PluginCrashedError"),
        ("lungs", "failed", "KeyboardInterrupt"),
    ]
    assert {row["series_instance_uid"] for row in jobs} == {"1.2.3.4"}
    assert all(row["ended_at"] for row in jobs)
    saved.close()


def test_a_lost_mask_loses_nothing_else(tmp_path: Path) -> None:
    saved = Autosave(tmp_path, never)
    saved.record(Recorded("result", "r", result(), "9"))
    saved.close()
    next(tmp_path.rglob("*.npz")).write_bytes(b"broken")
    again = Autosave(tmp_path, never)
    kept = again.load("9")
    again.close()
    assert kept["result"][0].mask is None  # type: ignore[attr-defined]


def test_an_unwritable_folder_is_told_once(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    told: list[OutputError] = []
    saved = Autosave(blocked / "sessions", told.append)
    for number in range(3):
        saved.record(Recorded("finding", f"f{number}", finding(), "9"))
    saved.close()
    assert len(told) == 1
    assert told[0].hint


@pytest.mark.parametrize("cut", [0, 1, 100, -1])
def test_damaged_labels_cost_only_the_mask(tmp_path: Path, cut: int) -> None:
    saved = Autosave(tmp_path, never)
    saved.record(Recorded("result", "r", result(), "1.2.3"))
    saved.record(Recorded("draft", "1.2.3", ReportDraft(impression="Stable"), "1.2.3"))
    saved.close()
    (packed,) = tmp_path.rglob("*.npz")
    packed.write_bytes(packed.read_bytes()[:cut])
    again = Autosave(tmp_path, never)
    kept = again.load("1.2.3")
    again.close()
    assert kept["result"][0].mask is None  # type: ignore[attr-defined]
    assert kept["draft"] == [ReportDraft(impression="Stable")]


@pytest.mark.parametrize("value", ["3", "true", "{}", '{"result": 3}', "[1]", '"x"', "[" * 99999])
def test_damaged_rows_are_left_out(tmp_path: Path, value: str) -> None:
    saved = Autosave(tmp_path, never)
    saved.record(Recorded("draft", "1.2.3", ReportDraft(impression="Stable"), "1.2.3"))
    saved.record(Recorded("result", "r", result(), "1.2.3"))
    saved.record(Recorded("finding", "f1", finding(), "1.2.3"))
    with saved._archive.database().write(durable=False) as connection:
        for table in (tables.result, tables.finding):
            connection.execute(table.update().values(value=value))
    saved.close()
    again = Autosave(tmp_path, never)
    kept = again.load("1.2.3")
    again.close()
    assert kept == {"draft": [ReportDraft(impression="Stable")]}


def test_centerlines_come_back(tmp_path: Path) -> None:
    line = Centerline(
        stack_id="s",
        study_instance_uid="1",
        frame_of_reference_uid="9",
        points=((1.5, 2.0, -3.25), (4.0, 5.0, 6.0)),
        by="Dr. Z",
        created=datetime(2026, 1, 2, tzinfo=UTC),
    )
    saved = Autosave(tmp_path, never)
    saved.record(Recorded("centerline", "s", line, "1"))
    saved.close()
    again = Autosave(tmp_path, never)
    assert again.load("1")["centerline"] == [line]
    again.close()


def test_calibrations_come_back(tmp_path: Path) -> None:
    made = ManualCalibration(
        stack_id="s",
        study_instance_uid="1",
        spacing_ji_mm=(0.25, 0.125),
        length_px=80.0,
        length_mm=10.0,
        by="Dr. Z",
        created=datetime(2026, 1, 2, tzinfo=UTC),
    )
    saved = Autosave(tmp_path, never)
    saved.record(Recorded("calibration", "s", made, "1"))
    saved.close()
    again = Autosave(tmp_path, never)
    assert again.load("1")["calibration"] == [made]
    again.close()


def two_programs(folder: Path, *, reader: str = "") -> list[tuple[Autosave, Workspace]]:
    """A program with a result of its own, and one that read it."""
    programs = []
    for n in range(2):
        saved = Autosave(folder, never)
        workspace = Workspace()
        workspace.add_report(scan_report())
        if reader:
            workspace.reader = reader
        saved.follow(workspace)
        if n == 0:
            run = result()
            assert run.mask is not None
            saved.keep_labels(run.mask)
            workspace.add_result(run, "1.2.3", "stack-1")
        else:
            workspace.restore("1.2.3", saved.load("1.2.3"))
        programs.append((saved, workspace))
    return programs


@pytest.mark.parametrize(
    "order", [((0, 0), (1, 1), (0, 2)), ((0, 0), (1, 1), (0, 2), (1, 3)), ((1, 0), (0, 1), (1, 2))]
)
def test_two_programs_that_edit_one_mask_leave_a_mask_that_one_of_them_showed(
    tmp_path: Path, order: tuple[tuple[int, int], ...]
) -> None:
    seen: list[NDArray[Any]] = []
    programs = two_programs(tmp_path / "sessions")
    for n, k in order:
        ledger = programs[n][1].segmentation
        mask = ledger.get("mask-1")
        assert mask is not None
        after = mask.labels.copy()
        after[n, :3, : k + 1] = n + 1
        patch = LabelPatch.between(mask.labels, after)
        assert patch is not None
        ledger.commit("mask-1", Message("Paint"), patch)
        edited = ledger.get("mask-1")
        assert edited is not None
        seen.append(edited.labels.copy())
    for saved, _ in programs:
        saved.close()
    again = Autosave(tmp_path / "sessions", never)
    masks = [m for m in again.load("1.2.3").get("mask", []) if isinstance(m, Mask)]
    again.close()
    (mask,) = masks
    assert any(np.array_equal(mask.labels, labels) for labels in seen)


def test_numbers_of_an_edit_that_another_program_replaced_are_out_of_date(tmp_path: Path) -> None:
    """Both made version 2; the outline of one and the numbers of the other come back."""
    programs = two_programs(tmp_path / "sessions", reader="Dr. Z")

    def edit(n: int) -> Mask:
        ledger = programs[n][1].segmentation
        mask = ledger.get("mask-1")
        assert mask is not None
        after = mask.labels.copy()
        after[n, :3, :2] = 1
        patch = LabelPatch.between(mask.labels, after)
        assert patch is not None
        ledger.commit("mask-1", Message("Paint"), patch)
        edited = ledger.get("mask-1")
        assert edited is not None
        return edited

    def stale() -> list[bool]:
        again = Autosave(tmp_path / "sessions", never)
        reopened = Workspace()
        reopened.add_report(scan_report())
        reopened.activate("stack-1")
        reopened.restore("1.2.3", again.load("1.2.3"))
        again.close()
        kept = reopened.findings.get("f1")
        return [kept in reopened.stale_findings, kept is not None and kept.mask_version == 2]

    mask = edit(0)
    ledger = programs[0][1].findings
    known = ledger.get("f1")
    assert known is not None
    (measured,) = measure_again(
        asymmetric_volume(), mask, [known], by="Dr. Z", acknowledged=True, token=CancelToken(),
        progress=no_progress,
    )  # fmt: skip
    ledger.replace(measured, text=Message("Measure 1 finding again"))
    programs[0][0].close()
    assert stale() == [False, True]
    edit(1)
    programs[1][0].close()
    assert stale() == [True, False]


def test_what_another_program_signed_meanwhile_is_known(tmp_path: Path) -> None:
    here, there = (Autosave(tmp_path, never) for _ in range(2))
    assert here.signed_reports("1.2.3") == ()
    moment = datetime(2026, 1, 2, 3, 4, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    signed = [
        SignedReport(
            version=n, signed_by="Dr. B", signed_at=moment, digest="d", file_name=f"r{n}.pdf"
        )
        for n in (1, 2)
    ]
    for each in signed:
        there.record(
            Recorded(
                kind="signed_report", id=str(each.version), value=each, study_instance_uid="1.2.3"
            )
        )
    assert here.signed_reports("1.2.3") == tuple(signed)
    # By the clock of where it was signed.
    assert here.signed_reports("1.2.3")[0].signed_at.utcoffset() == timedelta(hours=5, minutes=30)
    here.close()
    there.close()
