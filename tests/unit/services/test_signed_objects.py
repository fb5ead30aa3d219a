"""What leaves beside a signed report."""

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image as PilImage
from pypdf import PdfReader

from tests.support.ct_series import a_series
from tests.support.known_results import a_nodule
from tests.support.masks import geometry
from tests.support.studies import passed_self_test
from workstation.app.composition import write_report
from workstation.dicom.objects.display_objects import read_presentation_state
from workstation.dicom.objects.sr_read import read_drawn
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.image import Volume
from workstation.domain.study import WindowSetting
from workstation.errors import InputError, OutputError, UnsupportedOutputError
from workstation.imaging.planes import PlaneName
from workstation.messages import NOTHING, Message
from workstation.result_files.records import finding_record
from workstation.services import beside as beside_report
from workstation.services import measurement_report, presentation_state
from workstation.services.measure_points import WantedMeasurement, measure_points
from workstation.services.open_study import scan
from workstation.services.report_from_files import ReportTexts, write_report_from_file
from workstation.services.signed_object import Signing
from workstation.services.signed_objects import SignedObjects, kinds, write_beside
from workstation.services.write_report import ReportRequest, build_content, write
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation, ReportDraft
from workstation.ui.services import ReportOrder


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    return a_series(tmp_path / "ct", geometry((4, 12, 14)))


@pytest.fixture
def accepted(volume: Volume) -> Finding:
    return a_nodule(volume).decided(FindingStatus.ACCEPTED, by="Reader")


def beside(
    findings: Sequence[Finding],
    volume: Volume,
    folder: Path,
    drawn: Sequence[Annotation] = (),
    elsewhere: int = 0,
    wanted: Collection[str] | None = frozenset({"sr"}),
) -> SignedObjects:
    request = ReportRequest(image=volume, findings=(), signed_by="R", self_test=passed_self_test())
    signing = Signing(
        content=build_content(request),
        findings=findings,
        image=volume,
        report=folder / "r.pdf",
        drawn=drawn,
        drawn_elsewhere=elsewhere,
    )
    if wanted is None:
        write(signing.content, signing.report)
    return write_beside(signing, wanted)


def a_length(volume: Volume, **more: object) -> Annotation:
    ends = [tuple(volume.geometry.to_lps_mm((1, 2, i)).tolist()) for i in (3, 7)]
    wanted = WantedMeasurement(
        kind=AnnotationKind.LENGTH, points=tuple(ends), plane=PlaneName.NATIVE
    )
    (made,) = measure_points(volume, [wanted], by="Dr. Reader")
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_signature_in_the_window_leaves_a_verified_object(
    volume: Volume, accepted: Finding, tmp_path: Path
) -> None:
    order = ReportOrder(
        path=tmp_path / "report.pdf",
        image=volume,
        study=scan(tmp_path / "ct").studies[0],
        findings=(accepted, replace(accepted, id="f2", history=())),
        masks=(),
        runs=(),
        risks=(),
        draft=ReportDraft(),
        marks=(),
        signed_by="Dr. Reader",
    )
    written = write_report(order)
    assert written.beside == ("report.sr.dcm", "report.pdf.dcm")
    document = pydicom.dcmread(tmp_path / "report.pdf.dcm")
    pdf = (tmp_path / "report.pdf").read_bytes()
    assert document.EncapsulatedDocument[: document.EncapsulatedDocumentLength] == pdf
    assert document.StudyInstanceUID == volume.source.study_instance_uid
    report = pydicom.dcmread(tmp_path / "report.sr.dcm")
    assert report.VerificationFlag == "VERIFIED"
    assert str(report).count("Long Axis") == 1
    assert written.signed is not None
    assert written.signed.version == 1
    # A later signature says what it changes.
    again = write_report(replace(order, earlier=written.signed, path=tmp_path / "report-v2.pdf"))
    assert again.signed is not None
    assert again.signed.version == 2
    draft = write_report(replace(order, signed_by="", path=tmp_path / "draft.pdf"))
    assert (draft.signed, draft.beside) == (None, ())
    assert not (tmp_path / "draft.sr.dcm").exists()


def test_nothing_is_written_of_what_was_not_kept_or_lies_elsewhere(
    volume: Volume, accepted: Finding, tmp_path: Path
) -> None:
    for finding in (
        replace(accepted, history=()),
        replace(accepted, series_instance_uid="9.9"),
        accepted.decided(FindingStatus.REJECTED, by="Reader"),
    ):
        also = beside([finding], volume, tmp_path)
        assert also.paths == ()
    assert not (tmp_path / "r.sr.dcm").exists()


def test_findings_on_other_series_are_said_to_be_left_out(
    volume: Volume, accepted: Finding, tmp_path: Path
) -> None:
    other = replace(accepted, id="f2", series_instance_uid="9.9")
    also = beside([accepted, other], volume, tmp_path)
    assert also.paths == (tmp_path / "r.sr.dcm",)
    words = "Findings not in the DICOM SR, because they lie on other images: 1."
    assert str(also.note) == words


def test_why_there_is_no_object_is_said(
    volume: Volume, accepted: Finding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = replace(volume, source=replace(volume.source, sop_instance_uids=(), paths=()))
    also = beside([accepted], plain, tmp_path)
    assert "no DICOM image" in str(also.note)

    def refuse(*_arguments: object, **_options: object) -> str:
        raise UnsupportedOutputError(Message("No."))

    monkeypatch.setattr(measurement_report, "write_measurement_report", refuse)
    also = beside([accepted], volume, tmp_path)
    assert str(also.note) == "No DICOM report was written: No."


def test_the_command_leaves_it_where_it_is_asked_to(
    volume: Volume, accepted: Finding, tmp_path: Path
) -> None:
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"findings": [finding_record(accepted)]}))
    texts = ReportTexts(signed_by="Dr. Reader", impression="1.", beside=frozenset({"sr"}))
    written = write_report_from_file(volume, path, tmp_path / "r.pdf", texts)
    assert tuple(map(str, written.notes[:-1])) == ("r.sr.dcm written beside it.",)
    assert pydicom.dcmread(tmp_path / "r.sr.dcm").VerificationFlag == "VERIFIED"
    assert not (tmp_path / "r.pdf.dcm").exists()
    texts = replace(
        texts,
        beside=frozenset({"dicom_pdf"}),
        signed_role="Consultant",
        header="St. Anna\nRadiology",
    )
    written = write_report_from_file(volume, path, tmp_path / "s.pdf", texts)
    assert str(written.notes[0]).startswith("This is version 2.")
    assert tuple(map(str, written.notes[1:-1])) == ("s.pdf.dcm written beside it.",)
    words = " ".join(PdfReader(tmp_path / "s.pdf").pages[0].extract_text().split())
    assert "St. Anna Radiology" in words
    assert "Signed by Dr. Reader, Consultant, " in words


def test_a_full_disk_beside_the_report_does_not_unsign_it(
    volume: Volume, accepted: Finding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_more: object) -> None:
        raise OutputError(Message("The disk is full; report.sr.dcm was not written."))

    monkeypatch.setattr(measurement_report, "write_measurement_report", refuse)
    order = ReportOrder(
        path=tmp_path / "report.pdf",
        image=volume,
        study=scan(tmp_path / "ct").studies[0],
        findings=(accepted,),
        masks=(),
        runs=(),
        risks=(),
        draft=ReportDraft(),
        marks=(),
        signed_by="Dr. Reader",
    )
    written = write_report(order)
    assert written.signed is not None
    assert written.beside == ("report.pdf.dcm",)
    assert "report.sr.dcm was not written" in str(written.note)


def test_role_header_and_logo_stand_in_the_report(
    volume: Volume, accepted: Finding, tmp_path: Path
) -> None:
    logo = tmp_path / "logo.png"
    PilImage.new("RGB", (300, 100), (10, 20, 200)).save(logo)
    order = ReportOrder(
        path=tmp_path / "report.pdf",
        image=volume,
        study=scan(tmp_path / "ct").studies[0],
        findings=(accepted,),
        masks=(),
        runs=(),
        risks=(),
        draft=ReportDraft(),
        marks=(),
        signed_by="Dr. Reader",
        signed_role="Consultant radiologist",
        header="St. Anna Hospital\nRadiology",
        logo=logo,
    )
    write_report(order)
    page = PdfReader(tmp_path / "report.pdf").pages[0]
    words = " ".join(page.extract_text().split())
    assert "St. Anna Hospital Radiology" in words
    assert re.search(
        r"Signed by Dr\. Reader, Consultant radiologist, \d{4}-\d\d-\d\d \d\d:\d\d UTC", words
    )
    pictures = [picture.image for picture in page.images if picture.image is not None]
    colors = [picture.convert("RGB").getpixel((0, 0)) for picture in pictures]
    assert (10, 20, 200) in colors
    logo.write_bytes(b"no picture")
    with pytest.raises(InputError):
        write_report(replace(order, path=tmp_path / "again.pdf"))
    assert not (tmp_path / "again.pdf").exists()


def test_every_kind_of_object_has_a_name_and_an_ending_of_its_own() -> None:
    assert [(kind.name, kind.ending) for kind in kinds()] == [
        ("sr", ".sr.dcm"),
        ("dicom_pdf", ".pdf.dcm"),
        ("gsps", ".pr.dcm"),
    ]


def test_drawn_measurements_leave_with_the_findings_and_without(
    volume: Volume, accepted: Finding, tmp_path: Path
) -> None:
    drawn = a_length(volume)
    alone = beside([], volume, tmp_path, [drawn])
    (path,) = alone.paths
    (stated,) = read_drawn(pydicom.dcmread(path))
    assert (stated.by, [round(n.value, 4) for n in stated.numbers]) == (
        "Dr. Reader",
        [round(4 * volume.geometry.spacing_kji_mm[2], 4)],
    )
    assert not alone.note
    path.unlink()
    both = beside([accepted], volume, tmp_path, [drawn])
    report = pydicom.dcmread(both.paths[0])
    assert str(report).count("Long Axis") == 1
    assert [each.tracking_uid for each in read_drawn(report)] == [stated.tracking_uid]


def test_measurements_that_are_left_out_are_told(volume: Volume, tmp_path: Path) -> None:
    zeros = (0.0, 0.0, 0.0)
    straightened = a_length(volume, row_direction=zeros, column_direction=zeros, text="aorta")
    also = beside([], volume, tmp_path, [straightened], elsewhere=2)
    assert also.paths == ()
    assert str(also.note) == (
        "Measurements not in the DICOM SR, because they lie on other images: 2. "
        "Not in the DICOM SR: Length aorta: it lies on no flat picture."
    )


def test_the_window_states_what_is_drawn_when_it_is_signed(volume: Volume, tmp_path: Path) -> None:
    order = ReportOrder(
        path=tmp_path / "report.pdf",
        image=volume,
        study=scan(tmp_path / "ct").studies[0],
        findings=(),
        masks=(),
        runs=(),
        risks=(),
        draft=ReportDraft(),
        marks=(),
        signed_by="Dr. Reader",
        drawn=(a_length(volume),),
        drawn_elsewhere=1,
        window=WindowSetting(center=-600, width=1500),
    )
    written = write_report(order)
    assert written.beside == ("report.sr.dcm", "report.pdf.dcm", "report.pr.dcm")
    assert len(read_drawn(pydicom.dcmread(tmp_path / "report.sr.dcm"))) == 1
    assert str(written.note) == (
        "Measurements not in the DICOM SR, because they lie on other images: 1. "
        "Measurements not in the presentation state, because they lie on other images: 1."
    )
    state = read_presentation_state(tmp_path / "report.pr.dcm")
    assert (state.creator, state.description) == (
        "Dr. Reader^",
        "Measurements, reviewed and signed",
    )
    (voi,) = state.vois
    assert voi.window is not None
    assert (voi.window.center, voi.window.width) == (-600, 1500)
    ((line,), (words,)) = state.graphics, state.texts
    np.testing.assert_allclose(line.points, [(3, 2), (7, 2)], atol=0.01)
    assert words.text.startswith("Length ")


def test_a_presentation_state_leaves_what_it_can_draw(volume: Volume, tmp_path: Path) -> None:
    zeros = (0.0, 0.0, 0.0)
    straightened = a_length(volume, row_direction=zeros, column_direction=zeros, text="aorta")
    gsps = frozenset({"gsps"})
    also = beside([], volume, tmp_path, [straightened], wanted=gsps)
    assert (also.paths, str(also.note)) == (
        (),
        "Not in the presentation state: Length aorta: it lies on no flat picture.",
    )
    nothing = beside([], volume, tmp_path, wanted=gsps)
    assert (nothing.paths, nothing.note) == ((), NOTHING)
    plain = replace(volume, source=replace(volume.source, sop_instance_uids=(), paths=()))
    also = beside([], plain, tmp_path, [a_length(volume)], wanted=gsps)
    assert str(also.note) == "No presentation state: the image is no DICOM image."
    (tmp_path / "r.pr.dcm").write_bytes(b"of another")
    also = beside([], volume, tmp_path, [a_length(volume)], wanted=gsps)
    assert (also.paths, str(also.note)) == (
        (),
        "r.pr.dcm is there already and is not written over.",
    )


def test_a_presentation_state_that_cannot_be_made_undoes_nothing(
    volume: Volume, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_options: object) -> str:
        raise UnsupportedOutputError(Message("No."))

    monkeypatch.setattr(presentation_state, "write_presentation_state", refuse)
    also = beside([], volume, tmp_path, [a_length(volume)], wanted=frozenset({"gsps"}))
    assert str(also.note) == "No presentation state was written: No."


def test_a_new_kind_of_object_is_one_file(
    volume: Volume, accepted: Finding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "zz_count.py").write_text(
        "from workstation.services.signed_object import BesideReport, SignedObject\n"
        "def _write(signing, path):\n"
        "    path.write_text(str(len(signing.findings)))\n"
        "    return SignedObject(path=path)\n"
        "EXPORT = BesideReport(name='count', ending='.count', write=_write)\n"
    )
    monkeypatch.setattr(beside_report, "__path__", [*beside_report.__path__, str(folder)])
    kinds.cache_clear()
    try:
        also = beside([accepted], volume, tmp_path, wanted=None)
    finally:
        kinds.cache_clear()
    assert [path.name for path in also.paths] == ["r.sr.dcm", "r.pdf.dcm", "r.count"]
    assert (tmp_path / "r.count").read_text() == "1"
