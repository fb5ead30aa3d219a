"""Studies that share UIDs: nothing of one may come back on, or be shown for, the other."""

from __future__ import annotations

import ctypes
import os
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import SegmentationStorage

from tests.support.dicom_phantoms import blank, save
from tests.support.named_series import Names, write_named
from workstation.archive import tables
from workstation.archive.database import Database
from workstation.domain.image import Volume
from workstation.domain.study import ScanReport
from workstation.errors import DicomReadError, WorkstationError
from workstation.keeping.autosave import Autosave
from workstation.messages import Message
from workstation.processes.cancel import CancelToken
from workstation.security.program_locks import ProgramLocks
from workstation.services.kept_studies import KeptStudies
from workstation.services.open_files import ImageFiles
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation, ReportDraft
from workstation.session.workspace import Workspace


class Desk:
    """One start of the program, as far as opening and keeping go."""

    def __init__(self, folder: Path) -> None:
        self.told: list[WorkstationError] = []
        self.autosave = Autosave(folder / "sessions", self.told.append)
        locks = ProgramLocks(folder / "open")
        self.studies = KeptStudies(self.autosave, ImageFiles(), locks, self.told.append)
        self.workspace = Workspace()
        self.workspace.reader = "Dr. R"
        self.autosave.follow(self.workspace)

    def open(self, *folders: Path) -> ScanReport:
        report = self.studies.scan(
            folders, modality="", token=CancelToken(), progress=lambda _part, _words: None
        )
        for study in report.studies:
            values = self.studies.take(study.study_instance_uid)
            self.workspace.restore(study.study_instance_uid, values)
        self.workspace.add_report(report)
        if self.workspace.places and self.workspace.active is None:
            self.workspace.activate(self.workspace.places[0].stack.id)
        return report

    def pixels(self) -> set[float]:
        values: set[float] = set()
        for place in self.workspace.places:
            image = self.studies.load(
                place.stack, place.study, place.series,
                token=None, progress=lambda _part, _words: None, on_slice=None,
            )  # fmt: skip
            assert isinstance(image, Volume)
            values |= set(np.unique(image.array).tolist())
        return values

    def measure(self, name: str = "a") -> None:
        place = self.workspace.places[0]
        drawn = Annotation(
            id=name,
            kind=AnnotationKind.LENGTH,
            study_instance_uid=place.study.study_instance_uid,
            series_instance_uid=place.series.series_instance_uid,
            stack_id=place.stack.id,
            frame_of_reference_uid=place.stack.frame_of_reference_uid,
            points=((0.0, 0.0, 0.0), (5.0, 0.0, 0.0)),
            in_patient=True,
        )
        self.workspace.put_annotation(drawn, text=Message("Length"))

    def drawn(self) -> list[str]:
        return [each.id for each in self.workspace.annotations]

    def words(self) -> str:
        return " ".join(str(error) for error in self.told)

    def close_studies(self) -> None:
        self.workspace.close_all()
        self.studies.forget()

    def end(self) -> None:
        self.close_studies()
        self.autosave.close()


@pytest.fixture
def same(tmp_path: Path) -> tuple[Path, Path]:
    names = Names()
    return write_named(tmp_path / "A", names, 100), write_named(tmp_path / "B", names, 900)


def test_other_pixels_under_open_uids_are_not_opened_beside_them(
    tmp_path: Path, same: tuple[Path, Path]
) -> None:
    desk = Desk(tmp_path / "data")
    desk.open(same[0])
    report = desk.open(same[1])
    assert report.studies == ()
    assert len(report.skipped) == 4
    assert all("differ" in str(each.reason) for each in report.skipped)
    assert "4 files were not opened" in desk.words()
    assert desk.pixels() == {100}
    desk.close_studies()
    desk.open(same[1])
    assert desk.pixels() == {900}
    desk.end()


def test_one_scan_over_both_calls_neither_a_copy(tmp_path: Path, same: tuple[Path, Path]) -> None:
    desk = Desk(tmp_path / "data")
    report = desk.open(*same)
    assert len(report.skipped) == 4
    assert all("but not the content, of" in str(each.reason) for each in report.skipped)
    assert "4 files have the UID of another file" in desk.words()
    assert desk.pixels() == {100}
    desk.end()


def test_a_copy_of_an_open_series_is_that_series(tmp_path: Path) -> None:
    names = Names()
    first = write_named(tmp_path / "A", names, 100)
    copy = write_named(tmp_path / "copy", names, 100)
    desk = Desk(tmp_path / "data")
    desk.open(first)
    stack = desk.workspace.places[0].stack
    report = desk.open(copy)
    assert report.skipped == ()
    assert desk.workspace.places[0].stack is stack
    assert desk.told == []
    desk.end()


def test_what_was_measured_stays_with_its_pixels(tmp_path: Path, same: tuple[Path, Path]) -> None:
    desk = Desk(tmp_path / "data")
    desk.open(same[0])
    desk.measure("on A")
    desk.workspace.set_draft(desk.workspace.active_study_uid, ReportDraft(impression="A"))
    desk.end()
    desk = Desk(tmp_path / "data")
    desk.open(same[1])
    assert desk.drawn() == []
    assert desk.workspace.draft(desk.workspace.active_study_uid) == ReportDraft()
    assert "it is of other images with the same UIDs" in desk.words()
    desk.measure("on B")
    desk.end()
    desk = Desk(tmp_path / "data")
    desk.open(same[0])
    assert desk.drawn() == ["on A"]
    assert desk.told == []
    desk.close_studies()
    desk.open(same[1])
    assert desk.drawn() == ["on B"]
    desk.end()


def test_a_draft_alone_stays_with_its_pixels(tmp_path: Path, same: tuple[Path, Path]) -> None:
    desk = Desk(tmp_path / "data")
    desk.open(same[0])
    desk.workspace.set_draft(desk.workspace.active_study_uid, ReportDraft(impression="A"))
    desk.end()
    desk = Desk(tmp_path / "data")
    desk.open(same[1])
    assert desk.workspace.draft(desk.workspace.active_study_uid) == ReportDraft()
    desk.end()


def test_what_was_measured_comes_back_on_a_copy_elsewhere(tmp_path: Path) -> None:
    names = Names()
    desk = Desk(tmp_path / "data")
    desk.open(write_named(tmp_path / "A", names, 100))
    desk.measure()
    desk.end()
    desk = Desk(tmp_path / "data")
    desk.open(write_named(tmp_path / "copy", names, 100))
    assert desk.drawn() == ["a"]
    assert desk.told == []
    desk.end()


def test_other_content_of_a_second_series_is_not_opened_under_what_is_kept_of_it(
    tmp_path: Path,
) -> None:
    first = Names()
    second = replace(first, series="1.2.3", sops=tuple(f"1.2.3.{n}" for n in range(4)))
    one = write_named(tmp_path / "one", first, 1)
    two = write_named(tmp_path / "two", second, 2)
    other = write_named(tmp_path / "other", second, 3)
    desk = Desk(tmp_path / "data")
    desk.open(one, two)
    desk.workspace.activate("1.2.3#1")
    place = desk.workspace.place("1.2.3#1")
    assert place is not None
    desk.workspace.acknowledge_geometry("1.2.3#1")
    desk.end()
    desk = Desk(tmp_path / "data")
    desk.open(one)
    report = desk.open(other)
    assert [str(each.reason) for each in report.skipped] == [
        "has the UIDs of images that something is kept of, but other contents"
    ] * 4
    assert desk.pixels() == {1}
    desk.end()


def test_two_patients_under_one_study_uid_share_nothing(tmp_path: Path) -> None:
    first = Names()
    second = Names(study=first.study, frame=first.frame, patient_id="P2", patient_name="Other^One")
    a, b = write_named(tmp_path / "A", first, 1), write_named(tmp_path / "B", second, 2)
    desk = Desk(tmp_path / "data")
    desk.open(a)
    desk.measure("of A")
    report = desk.open(b)
    assert {str(each.reason) for each in report.skipped} == {
        "has the Study Instance UID of an open study, but states another patient"
    }
    assert desk.pixels() == {1}
    desk.end()
    desk = Desk(tmp_path / "data")
    desk.open(b)
    assert desk.drawn() == []
    assert "it is of another patient" in desk.words()
    desk.measure("of B")
    desk.end()
    desk = Desk(tmp_path / "data")
    desk.open(a)
    assert desk.drawn() == ["of A"]
    desk.end()
    desk = Desk(tmp_path / "data")
    report = desk.open(a, b)
    assert len(report.studies) == 1
    assert len(report.skipped) == 4
    desk.end()


def test_a_series_uid_in_two_studies_is_told(tmp_path: Path) -> None:
    first = Names()
    second = replace(first, study="1.2.3")
    desk = Desk(tmp_path / "data")
    desk.open(write_named(tmp_path / "A", first, 1))
    report = desk.open(write_named(tmp_path / "B", second, 2))
    assert report.studies == ()
    assert desk.pixels() == {1}
    desk.end()


@pytest.mark.parametrize("without_series", [False, True])
def test_a_study_without_uid_is_kept_by_its_content(tmp_path: Path, without_series: bool) -> None:
    names = replace(Names(), study="")
    if without_series:
        names = replace(names, series="", sops=("", "", "", ""))
    folder = write_named(tmp_path / "A", names, 1)
    other = write_named(tmp_path / "B", names, 2)
    desk = Desk(tmp_path / "data")
    desk.open(folder)
    desk.measure("a")
    desk.end()
    desk = Desk(tmp_path / "data")
    desk.open(folder)
    assert desk.drawn() == ["a"]
    desk.close_studies()
    desk.open(other)
    assert desk.drawn() == []
    desk.end()


def test_files_that_were_changed_since_they_were_opened_are_not_read(tmp_path: Path) -> None:
    names = Names()
    folder = write_named(tmp_path / "A", names, 1)
    desk = Desk(tmp_path / "data")
    desk.open(folder)
    write_named(folder, names, 2)
    with pytest.raises(DicomReadError, match="changed since they were opened"):
        desk.pixels()
    report = desk.open(folder)
    assert {str(each.reason) for each in report.skipped} == {
        "was opened before, and its files were changed since"
    }
    desk.end()


def test_journals_without_an_entry_are_not_shared_either(
    tmp_path: Path, same: tuple[Path, Path]
) -> None:
    desk = Desk(tmp_path / "data")
    (study,) = desk.open(same[0]).studies
    uid = study.study_instance_uid
    first = desk.autosave.kept_under(uid)
    desk.close_studies()
    desk.open(same[1])
    second = desk.autosave.kept_under(uid)
    assert second != first
    desk.measure("on B")
    desk.close_studies()
    desk.open(same[0])
    assert desk.autosave.kept_under(uid) == first
    assert desk.drawn() == []
    desk.end()
    desk = Desk(tmp_path / "data")
    desk.open(same[1])
    assert desk.autosave.kept_under(uid) == second
    assert desk.drawn() == ["on B"]
    desk.end()


def test_of_two_people_under_one_study_only_one_is_opened(tmp_path: Path) -> None:
    names = Names()
    write_named(tmp_path / "in" / "A", names, 100)
    other = replace(names, sops=Names().sops, series=Names().series, patient_name="Xu^Other")
    write_named(tmp_path / "in" / "B", other, 900)
    desk = Desk(tmp_path / "data")
    report = desk.open(tmp_path / "in")
    (study,) = report.studies
    assert (study.patient.name, desk.pixels()) == ("Test^Person", {100})
    assert {str(each.reason) for each in report.skipped} == {
        "has the Study Instance UID of an open study, but states another patient"
    }
    assert "4 files were not opened" in desk.words()
    desk.end()


def test_who_cannot_be_told_is_not_opened_beside_one_of_several(tmp_path: Path) -> None:
    names = Names()
    write_named(tmp_path / "in" / "A", names, 100)
    for folder, name in (("B", "Xu^Other"), ("C", "")):
        more = replace(names, sops=Names().sops, series=Names().series, patient_name=name)
        write_named(tmp_path / "in" / folder, more, 900)
    desk = Desk(tmp_path / "data")
    report = desk.open(tmp_path / "in")
    assert len(report.studies) == 1
    assert len(report.skipped) == 8
    desk.end()


@pytest.mark.parametrize("name", ["Aaron^Other", "Xu^Other"])
def test_objects_of_another_person_are_left_out_by_name(tmp_path: Path, name: str) -> None:
    names = Names()
    write_named(tmp_path / "in" / "A", names, 100)
    mask = blank(SegmentationStorage)
    mask.StudyInstanceUID, mask.PatientName = names.study, name
    save(mask, tmp_path / "in" / "seg.dcm")
    desk = Desk(tmp_path / "data")
    report = desk.open(tmp_path / "in")
    assert [study.other_objects for study in report.studies] == [()]
    assert [Path(each.path).name for each in report.skipped] == ["seg.dcm"]
    assert "states another patient" in desk.words()
    desk.end()


def test_one_frame_of_reference_of_two_people_links_nothing(tmp_path: Path) -> None:
    names = Names()
    write_named(tmp_path / "A", names, 100)
    other = Names(frame=names.frame, patient_id="P2", patient_name="Xu^Other")
    write_named(tmp_path / "B", other, 900)
    desk = Desk(tmp_path / "data")
    desk.open(tmp_path / "A")
    desk.open(tmp_path / "B")
    frames = [place.stack.frame_of_reference_uid for place in desk.workspace.places]
    assert frames == [names.frame, ""]
    assert "Images of several people state one Frame of Reference" in desk.words()
    desk.end()


def test_one_frame_of_reference_of_one_person_links(tmp_path: Path) -> None:
    names = Names()
    write_named(tmp_path / "A", names, 100)
    write_named(tmp_path / "B", Names(frame=names.frame), 900)
    desk = Desk(tmp_path / "data")
    desk.open(tmp_path / "A")
    desk.open(tmp_path / "B")
    assert {place.stack.frame_of_reference_uid for place in desk.workspace.places} == {names.frame}
    assert desk.told == []
    desk.end()


def test_the_files_of_a_study_stand_in_the_archive(tmp_path: Path) -> None:
    folder = write_named(tmp_path / "A", Names(), 100)
    desk = Desk(tmp_path / "data")
    desk.open(folder)
    desk.measure()
    desk.autosave._writer.wait()
    with desk.autosave._archive.database().read() as connection:
        rows = connection.execute(tables.instance.select()).mappings().all()
        study = connection.execute(tables.study.select()).mappings().one()
    place = desk.workspace.places[0]
    assert study["patient_id"] == place.study.patient.patient_id
    assert {row["path"] for row in rows} == {str(path) for path in folder.iterdir()}
    for row in rows:
        state = Path(row["path"]).stat()
        assert (row["mtime_ns"], row["size"]) == (state.st_mtime_ns, state.st_size)
        assert row["study"] == study["id"]
        stored = Path(row["path"]).read_bytes()[row["pixel_offset"] :]
        assert set(np.frombuffer(stored, np.int16)) == {100}
        assert row["transfer_syntax_uid"] == "1.2.840.10008.1.2.1"
    desk.end()


@pytest.mark.parametrize("name", [b"100% sure? #1 'quoted'", b"caf\xe9 \xe6\xbc\xa2"])
def test_folders_of_any_name_are_kept(tmp_path: Path, name: bytes) -> None:
    odd = tmp_path / os.fsdecode(name)
    odd.mkdir()
    desk = Desk(odd)
    desk.open(write_named(odd / "A", Names(patient_name="Test^Odd"), 100))
    desk.measure()
    desk.autosave._writer.wait()
    assert desk.autosave.unkept() == 0
    assert desk.told == []
    desk.end()
    assert (odd / "sessions" / "lightbox.db").exists()
    again = Desk(odd)
    again.open(odd / "A")
    assert again.drawn() == ["a"]
    again.end()


def blocked(folder: Path) -> Path:
    """Put a file in the place of the archive's folder; gives where the folder went."""
    aside = folder.with_name("away")
    folder.rename(aside)
    folder.write_text("a file in its place")
    return aside


def free(folder: Path, aside: Path) -> None:
    """Exchange the two at once: a program that tries again would fill a gap between two moves."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
        if libc.renameat2(here, os.fsencode(aside), here, os.fsencode(folder), exchange) == 0:
            aside.unlink()
            return
    folder.unlink()
    aside.rename(folder)


def test_what_is_said_while_nothing_can_be_read_goes_to_nobody_else(tmp_path: Path) -> None:
    first = Names()
    second = Names(study=first.study, frame=first.frame, patient_id="P2", patient_name="Other^One")
    a, b = write_named(tmp_path / "A", first, 1), write_named(tmp_path / "B", second, 2)
    archive = tmp_path / "data" / "sessions"
    desk = Desk(tmp_path / "data")
    desk.open(a)
    desk.measure("of A")
    desk.workspace.set_draft(desk.workspace.active_study_uid, ReportDraft(impression="A"))
    desk.end()
    aside = blocked(archive)
    desk = Desk(tmp_path / "data")
    desk.open(b)
    assert "cannot be read" in desk.words()
    desk.measure("of B")
    desk.workspace.set_draft(desk.workspace.active_study_uid, ReportDraft(impression="B"))
    assert desk.autosave.unkept() > 0
    free(archive, aside)
    assert desk.autosave.unkept() == 0
    desk.end()
    for folder, drawn, words in ((a, ["of A"], "A"), (b, ["of B"], "B"), (a, ["of A"], "A")):
        desk = Desk(tmp_path / "data")
        desk.open(folder)
        assert desk.drawn() == drawn
        assert desk.workspace.draft(desk.workspace.active_study_uid).impression == words
        desk.end()


def test_what_is_said_while_nothing_can_be_read_joins_the_rest_later(tmp_path: Path) -> None:
    folder = write_named(tmp_path / "A", Names(), 1)
    archive = tmp_path / "data" / "sessions"
    desk = Desk(tmp_path / "data")
    desk.open(folder)
    desk.measure("before")
    desk.workspace.set_draft(desk.workspace.active_study_uid, ReportDraft(impression="before"))
    desk.end()
    aside = blocked(archive)
    desk = Desk(tmp_path / "data")
    desk.open(folder)
    assert desk.drawn() == []
    desk.measure("meanwhile")
    desk.workspace.set_draft(desk.workspace.active_study_uid, ReportDraft(impression="newer"))
    free(archive, aside)
    desk.end()
    for _ in range(2):
        desk = Desk(tmp_path / "data")
        desk.open(folder)
        assert desk.drawn() == ["before", "meanwhile"]
        draft = desk.workspace.draft(desk.workspace.active_study_uid)
        assert draft.impression == "newer"
        desk.end()


def test_an_archive_that_is_emptied_or_exchanged_takes_what_is_said_next(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "data")
    desk.open(write_named(tmp_path / "A", Names(), 1))
    desk.measure("a")
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    empty.close()
    (tmp_path / "empty.db").replace(tmp_path / "data" / "sessions" / "lightbox.db")
    desk.measure("b")
    assert desk.autosave.unkept() == 0
    assert "Another archive stands in the place" in desk.words()
    desk.end()
