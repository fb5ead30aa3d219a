"""What earlier versions of the program kept in journals is taken over once, and nothing is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.studies import finding, result, scan_report
from workstation.archive.journal_lines import packed_labels
from workstation.domain.finding import FindingStatus
from workstation.domain.label_patch import LabelPatch
from workstation.domain.mask import Mask
from workstation.errors import OutputError
from workstation.keeping.autosave import Autosave
from workstation.keeping.kept_choice import kept_id
from workstation.keeping.kept_masks import facts_of
from workstation.keeping.kept_values import without_pixels
from workstation.messages import Message
from workstation.plain.values import to_plain
from workstation.session.annotations import ReportDraft
from workstation.session.events import Recorded
from workstation.session.mask_edits import MaskEdit

(STUDY,) = scan_report().studies
UID = STUDY.study_instance_uid
F2 = finding("f2", 2)


def line(kind: str, key: str, value: Any, **more: Any) -> bytes:
    return json.dumps({"at": "2026", "kind": kind, "id": key, "value": value, **more}).encode()


def journal(folder: Path, lines: list[bytes]) -> Path:
    path = folder / f"{kept_id(UID, 1)}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(each + b"\n" for each in lines))
    return path


def identity() -> dict[str, dict[str, str]]:
    patient = to_plain(STUDY.patient)
    return {"patient": {name: value for name, value in patient.items() if name != "age"}}


def started(folder: Path, told: list[OutputError]) -> Autosave:
    return Autosave(folder / "archive", told.append, journals=folder / "sessions")


def test_values_masks_and_edits_are_taken_over_once(tmp_path: Path) -> None:
    run = result()
    assert run.mask is not None
    after = run.mask.labels.copy()
    after[0, :3, :2] = 1
    patch = LabelPatch.between(run.mask.labels, after)
    edit = MaskEdit(
        mask_id=run.mask.id,
        text=Message("Paint"),
        version_before=run.mask.version,
        version=run.mask.version + 1,
        patch=patch,
    )
    kept = to_plain(without_pixels(run))
    decided = finding("f1").decided(FindingStatus.ACCEPTED, by="Dr. Z")
    path = journal(
        tmp_path / "sessions",
        [
            line("study", UID, identity()),
            line("result", "r", kept),
            line("finding", "f1", to_plain(finding("f1")), step=["ab", 1, 2]),
            line("finding", "f2", to_plain(F2), step=["ab", 2, 2]),
            line("finding", "f1", to_plain(decided)),
            line("mask_edit", f"{run.mask.id}/2", to_plain(edit)),
            line("draft", UID, to_plain(ReportDraft(impression="ü 漢"))),
            line("finding", "f3", to_plain(finding("f3", 3))),
            line("finding", "f3", None),
        ],
    )
    packed = packed_labels(path, run.mask.id, run.mask.version)
    packed.parent.mkdir()
    np.savez_compressed(packed, labels=run.mask.labels)
    told: list[OutputError] = []
    saved = started(tmp_path, told)
    found = saved.open(STUDY)
    saved.close()
    assert (told, found.troubles) == ([], ())
    assert found.values["finding"] == [
        replace(each, label=Message.term(str(each.label))) for each in (decided, F2)
    ]
    assert found.values["draft"] == [ReportDraft(impression="ü 漢")]
    (mask,) = found.values["mask"]
    assert isinstance(mask, Mask)
    np.testing.assert_array_equal(mask.labels, after)
    assert not path.exists()
    assert path.with_name(path.name + ".imported").exists()
    again = started(tmp_path, told)
    assert len(again.open(STUDY).values["finding"]) == 2
    again.close()
    assert told == []


def test_a_journal_that_was_not_renamed_is_not_taken_over_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = journal(
        tmp_path / "sessions",
        [line("study", UID, identity()), line("finding", "f1", to_plain(finding("f1")))],
    )

    def refuse(_path: Path, _target: Path) -> Path:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        saved = started(tmp_path, [])
        decided = finding("f1").decided(FindingStatus.REJECTED, by="Dr. Z")
        saved.open(STUDY)
        saved.record(Recorded("finding", "f1", decided, UID))
        saved.close()
    assert path.exists()
    again = started(tmp_path, [])
    assert again.open(STUDY).values["finding"] == [replace(decided, label=Message.term("Nodule 1"))]
    again.close()


def test_what_cannot_be_read_is_counted_and_the_file_named(tmp_path: Path) -> None:
    path = journal(
        tmp_path / "sessions",
        [
            line("study", UID, identity()),
            b"[" * 99999,
            line("finding", "f1", {"id": 3}),
            line("of the future", "x", {}),
            line("draft", UID, to_plain(ReportDraft(impression="whole"))),
            line("draft", UID, to_plain(ReportDraft(impression="cut")), step=["cd", 1, 2]),
        ],
    )
    told: list[OutputError] = []
    saved = started(tmp_path, told)
    assert saved.open(STUDY).values == {"draft": [ReportDraft(impression="whole")]}
    saved.close()
    (error,) = told
    assert "4 entries that an earlier version of Lightbox kept cannot be read" in str(error.message)
    assert path.name + ".imported" in str(error.hint)


def test_a_mask_whose_labels_are_gone_is_named(tmp_path: Path) -> None:
    run = result()
    assert run.mask is not None
    facts = to_plain(facts_of(run.mask))
    journal(tmp_path / "sessions", [line("study", UID, identity()), line("mask", "m", facts)])
    saved = started(tmp_path, [])
    kept = saved.open(STUDY)
    saved.close()
    assert "Box" in str(kept.troubles[0].message)


@pytest.mark.parametrize("whose", ["another", "nobody's, other series", "nobody's, these series"])
def test_patient_and_series_decide_as_before(tmp_path: Path, whose: str) -> None:
    patient = identity()
    patient["patient"]["name"] = "Quite^Another"
    patient["patient"]["patient_id"] = "another"
    series = "1.2.3.4" if whose == "nobody's, these series" else "9.9"
    f = to_plain(finding("f1"))
    f["series_instance_uid"] = series
    lines = [line("study", UID, patient)] if whose == "another" else []
    journal(tmp_path / "sessions", [*lines, line("finding", "f1", f)])
    saved = started(tmp_path, [])
    kept = saved.open(STUDY)
    saved.close()
    if whose == "nobody's, these series":
        assert [each.id for each in kept.values["finding"]] == ["f1"]  # type: ignore[attr-defined]
    else:
        assert kept.values == {}
        assert "is not shown" in str(kept.troubles[0].message)


def test_looking_alone_makes_no_archive(tmp_path: Path) -> None:
    saved = started(tmp_path, [])
    assert saved.load(UID) == {}
    assert saved.signed_reports(UID) == ()
    assert saved.unkept() == 0
    saved.close()
    assert list(tmp_path.iterdir()) == []


def test_a_journal_that_comes_late_overwrites_nothing_and_nobody(tmp_path: Path) -> None:
    saved = started(tmp_path, [])
    saved.open(STUDY)
    saved.record(Recorded("draft", UID, ReportDraft(impression="newer"), UID))
    saved.close()
    older = [
        line("study", UID, identity()),
        line("draft", UID, to_plain(ReportDraft(impression="older"))),
        line("finding", "f1", to_plain(finding("f1"))),
    ]
    journal(tmp_path / "sessions", older)
    saved = started(tmp_path, [])
    values = saved.open(STUDY).values
    saved.close()
    assert values["draft"] == [ReportDraft(impression="newer")]
    assert [f.id for f in values["finding"]] == ["f1"]  # type: ignore[attr-defined]
    other = identity()
    other["patient"]["patient_id"] = other["patient"]["name"] = "Quite^Another"
    journal(
        tmp_path / "sessions",
        [line("study", UID, other), line("draft", UID, to_plain(ReportDraft(impression="theirs")))],
    )
    saved = started(tmp_path, [])
    assert saved.open(STUDY).values["draft"] == [ReportDraft(impression="newer")]
    saved.close()
    assert len(list((tmp_path / "sessions").glob("*.imported*"))) == 2


def test_whose_an_old_journal_is_stands_from_the_first_step_on(tmp_path: Path) -> None:
    f = to_plain(finding("f1"))
    f["series_instance_uid"] = "1.2.3.4"
    journal(tmp_path / "sessions", [line("finding", "f1", f)])
    saved = started(tmp_path, [])
    saved.open(STUDY)
    saved.record(Recorded("draft", UID, ReportDraft(impression="mine"), UID))
    saved.close()
    saved = started(tmp_path, [])
    somebody = replace(STUDY, patient=replace(STUDY.patient, patient_id="P9", name="Quite^Another"))
    assert saved.open(somebody).values == {}
    saved.close()


def test_one_journal_that_cannot_be_read_now_keeps_no_other_from_being_read(
    tmp_path: Path,
) -> None:
    journal(
        tmp_path / "sessions",
        [line("study", UID, identity()), line("draft", UID, to_plain(ReportDraft(impression="x")))],
    )
    (tmp_path / "sessions" / "0000.jsonl").mkdir()
    told: list[OutputError] = []
    saved = started(tmp_path, told)
    assert saved.open(STUDY).values == {"draft": [ReportDraft(impression="x")]}
    saved.close()
    assert "0000.jsonl cannot be read now" in str(told[0].message)


def test_an_edit_that_cannot_be_read_costs_its_mask(tmp_path: Path) -> None:
    run = result()
    assert run.mask is not None
    path = journal(
        tmp_path / "sessions",
        [
            line("study", UID, identity()),
            line("result", "r", to_plain(without_pixels(run))),
            line("mask_edit", f"{run.mask.id}/2", {"mask_id": 3}),
        ],
    )
    packed = packed_labels(path, run.mask.id, run.mask.version)
    packed.parent.mkdir()
    np.savez_compressed(packed, labels=run.mask.labels)
    saved = started(tmp_path, [])
    kept = saved.open(STUDY)
    saved.close()
    assert kept.values["result"][0].mask is None  # type: ignore[attr-defined]
    assert any("as they were left" in str(each.message) for each in kept.troubles)
