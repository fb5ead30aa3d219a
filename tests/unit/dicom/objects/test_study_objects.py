"""What the objects of a study say of themselves: names, references, text, pages."""

from __future__ import annotations

from pathlib import Path

import pydicom
import pytest

from tests.support.ct_series import a_series
from tests.support.dicom_phantoms import save
from tests.support.masks import a_mask, asymmetric_labels, geometry, segment
from tests.support.presentation_states import item
from tests.support.study_objects import (
    content,
    image_item,
    number,
    region,
    write_key_objects,
    write_pdf,
    write_plan,
    write_report,
)
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.dicom.objects.study_objects import (
    describe_objects,
    read_pdf_page,
    read_structured_report,
)
from workstation.dicom.reader_process.study_objects import MOST_ITEMS, MOST_LETTERS
from workstation.domain.image import Volume
from workstation.domain.structured_report import StructuredReport
from workstation.domain.study_object import ObjectKind, StudyObject
from workstation.errors import CancelledError, DicomReadError
from workstation.processes.cancel import CancelToken, no_progress


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    return a_series(tmp_path / "ct", geometry())


def image_of(volume: Volume, k: int = 2) -> Path:
    return Path(volume.source.paths[k])


def described(path: Path, name: str) -> StudyObject:
    (found,) = describe_objects([(name, str(path))], token=CancelToken(), progress=no_progress)
    return found


def report(tmp_path: Path, volume: Volume, *items: pydicom.Dataset) -> StructuredReport:
    path = tmp_path / "sr.dcm"
    write_report(path, image_of(volume), items)
    return read_structured_report(path)


def test_a_segmentation_names_its_segments_and_its_series(volume: Volume, tmp_path: Path) -> None:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    mask = a_mask(labels, volume.geometry, [segment(1), segment(2)])
    write_segmentation(mask, volume, tmp_path / "seg.dcm")
    found = described(tmp_path / "seg.dcm", "Segmentation")
    assert found.kind is ObjectKind.MASK
    assert found.parts == tuple(str(each.label) for each in mask.segments)
    assert found.series == (volume.source.series_instance_uid,)
    assert set(found.images) <= set(volume.source.sop_instance_uids)
    assert found.images


def test_a_segmentation_without_a_list_of_series_is_known_by_its_frames(
    volume: Volume, tmp_path: Path
) -> None:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    write_segmentation(a_mask(labels, volume.geometry, [segment(1)]), volume, tmp_path / "seg.dcm")
    data_set = pydicom.dcmread(tmp_path / "seg.dcm")
    del data_set.ReferencedSeriesSequence
    data_set.save_as(tmp_path / "seg.dcm")
    found = described(tmp_path / "seg.dcm", "Segmentation")
    assert found.series == ()
    assert set(found.images) <= set(volume.source.sop_instance_uids)
    assert found.images


def test_reports_key_objects_and_documents_say_what_they_are(
    volume: Volume, tmp_path: Path
) -> None:
    uid = write_report(tmp_path / "sr.dcm", image_of(volume), [], title="Chest report")
    write_key_objects(tmp_path / "ko.dcm", [image_of(volume)])
    write_pdf(tmp_path / "pdf.dcm", image_of(volume), ["one"])
    write_plan(tmp_path / "plan.dcm", image_of(volume))
    sr = described(tmp_path / "sr.dcm", "Comprehensive SR")
    assert (sr.kind, sr.uid, sr.title, sr.created) == (
        ObjectKind.REPORT, uid, "Chest report", "20260102",
    )  # fmt: skip
    assert sr.series == (volume.source.series_instance_uid,)
    assert sr.images == (volume.source.sop_instance_uids[2],)
    ko = described(tmp_path / "ko.dcm", "Key Object Selection Document")
    assert (ko.kind, ko.title) == (ObjectKind.KEY_OBJECTS, "For Referring Provider")
    pdf = described(tmp_path / "pdf.dcm", "Encapsulated PDF")
    assert (pdf.kind, pdf.title, pdf.images) == (ObjectKind.PDF, "Letter", sr.images)
    assert described(tmp_path / "plan.dcm", "RT Plan").kind is ObjectKind.OTHER


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "gone.dcm").touch()
    (tmp_path / "gone.dcm").unlink()
    found = described(tmp_path / "gone.dcm", "Segmentation")
    assert "cannot be opened" in str(found.refused)
    assert found.kind is ObjectKind.MASK


def test_describing_can_be_stopped(volume: Volume, tmp_path: Path) -> None:
    write_plan(tmp_path / "plan.dcm", image_of(volume))
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        describe_objects(
            [("RT Plan", str(tmp_path / "plan.dcm"))], token=token, progress=no_progress
        )


def test_a_report_is_read_in_its_order_with_depths_and_words(
    volume: Volume, tmp_path: Path
) -> None:
    group = content(
        "CONTAINER",
        "Group",
        ContentSequence=[
            content("TEXT", "Finding", TextValue="Nodule\nround"),
            number("Diameter", "7.50", "mm"),
            number("Mean", "-40", "[hnsf'U]", "Hounsfield unit"),
            number("Ratio", "0.5", "1", "no units"),
            content("CODE", "Site", ConceptCodeSequence=[item(CodeMeaning="Lung", CodeValue="L")]),
            content("PNAME", "Observer", "HAS OBS CONTEXT", PersonName="Reader^Rita"),
            content("DATETIME", "Seen", DateTime="20260102101112"),
        ],
    )
    found = report(tmp_path, volume, group, content("TEXT", "Impression", TextValue="Stable"))
    assert [(line.depth, line.name, line.value) for line in found.lines] == [
        (0, "Group", ""),
        (1, "Finding", "Nodule\nround"),
        (1, "Diameter", "7.50 mm"),
        (1, "Mean", "-40 HU"),
        (1, "Ratio", "0.5"),
        (1, "Site", "Lung"),
        (1, "Observer", "Reader, Rita"),
        (1, "Seen", "2026-01-02 10:11:12"),
        (0, "Impression", "Stable"),
    ]
    assert (found.is_complete, found.is_verified) == (True, True)
    assert found.verified_by == ("Reader, Rita 2026-01-03",)
    assert found.created.startswith("20260102")


def test_a_number_without_a_value_has_its_reason(volume: Volume, tmp_path: Path) -> None:
    reason = content(
        "NUM",
        "Diameter",
        MeasuredValueSequence=[],
        NumericValueQualifierCodeSequence=[item(CodeMeaning="Not a number", CodeValue="114000")],
    )
    (line,) = report(tmp_path, volume, reason).lines
    assert line.value == "Not a number"


def test_shapes_are_told_from_the_center_of_the_first_pixel(volume: Volume, tmp_path: Path) -> None:
    shape = region(image_of(volume), "POLYLINE", [1.5, 2.5, 4.5, 2.5], "INFERRED FROM")
    found = report(tmp_path, volume, number("Length", "3", "mm", inside=[shape]))
    place = found.lines[1].place
    assert place is not None
    assert place.uid == volume.source.sop_instance_uids[2]
    assert (place.shape, place.points) == ("POLYLINE", ((1.0, 2.0), (4.0, 2.0)))


@pytest.mark.parametrize("points", [[1.0, 2.0, 3.0], [float("nan"), 2.0], []])
def test_shapes_that_make_no_sense_are_no_place(
    volume: Volume, tmp_path: Path, points: list[float]
) -> None:
    shape = region(image_of(volume), "POLYLINE", points, "INFERRED FROM")
    found = report(tmp_path, volume, number("Length", "3", "mm", inside=[shape]))
    assert found.lines[0].value == "3 mm"
    assert found.lines[1].place is None


def test_points_in_the_patient_keep_their_frame_of_reference(
    volume: Volume, tmp_path: Path
) -> None:
    shape = content(
        "SCOORD3D",
        "Place",
        GraphicType="POINT",
        GraphicData=[1.0, -2.0, 3.5],
        ReferencedFrameOfReferenceUID="1.2.3",
    )
    place = report(tmp_path, volume, shape).lines[0].place
    assert place is not None
    assert (place.points_lps_mm, place.frame_of_reference_uid) == (((1.0, -2.0, 3.5),), "1.2.3")


def test_segments_and_frames_that_are_named_are_kept(volume: Volume, tmp_path: Path) -> None:
    named = image_item(image_of(volume), "Referenced Segment")
    named.ReferencedSOPSequence[0].ReferencedSegmentNumber = [3]
    named.ReferencedSOPSequence[0].ReferencedFrameNumber = [2, 5]
    place = report(tmp_path, volume, named).lines[0].place
    assert place is not None
    assert (place.segment, place.frames) == (3, (1, 4))


def test_a_report_of_too_many_items_says_how_many_are_left_out(
    volume: Volume, tmp_path: Path
) -> None:
    many = [content("TEXT", "T", TextValue="x") for _ in range(MOST_ITEMS + 3)]
    found = report(tmp_path, volume, *many)
    assert (len(found.lines), found.left_out) == (MOST_ITEMS, 3)


def test_a_report_without_content_is_refused_with_a_way_out(volume: Volume, tmp_path: Path) -> None:
    write_plan(tmp_path / "plan.dcm", image_of(volume))
    with pytest.raises(DicomReadError, match="no content") as refused:
        read_structured_report(tmp_path / "plan.dcm")
    assert str(refused.value.hint)


def test_pages_of_a_document_are_pictures_of_the_wanted_width(
    volume: Volume, tmp_path: Path
) -> None:
    write_pdf(tmp_path / "pdf.dcm", image_of(volume), ["one", "two"])
    pages, picture = read_pdf_page(tmp_path / "pdf.dcm", 1, 400)
    assert pages == 2
    assert picture.shape == (200, 400, 3)
    assert picture[100, 100].tolist() == [255, 0, 0]
    assert picture[20, 350].tolist() == [255, 255, 255]


@pytest.mark.parametrize(
    ("content_bytes", "page", "reason"),
    [
        (b"no PDF at all!", 0, "damaged or locked"),
        (None, 7, "no such page"),
        (b"", 0, "no document"),
    ],
)
def test_a_document_that_cannot_be_shown_says_why(
    volume: Volume, tmp_path: Path, content_bytes: bytes | None, page: int, reason: str
) -> None:
    write_pdf(tmp_path / "pdf.dcm", image_of(volume), ["one"])
    if content_bytes is not None:
        data_set = pydicom.dcmread(tmp_path / "pdf.dcm")
        data_set.EncapsulatedDocument = content_bytes
        save(data_set, tmp_path / "pdf.dcm")
    with pytest.raises(DicomReadError, match=reason):
        read_pdf_page(tmp_path / "pdf.dcm", page, 400)


def test_a_series_that_is_named_after_hundreds_of_images_is_not_missed(
    volume: Volume, tmp_path: Path
) -> None:
    path = tmp_path / "sr.dcm"
    write_report(path, image_of(volume), [])
    made = pydicom.dcmread(path)
    (study,) = made.CurrentRequestedProcedureEvidenceSequence
    study.ReferencedSeriesSequence = [
        item(
            SeriesInstanceUID=f"1.2.{number}",
            ReferencedSOPSequence=[
                item(ReferencedSOPClassUID="1.2", ReferencedSOPInstanceUID=f"1.3.{number}.{k}")
                for k in range(200)
            ],
        )
        for number in range(3)
    ]
    save(made, path)
    found = described(path, "Comprehensive SR")
    assert found.series == ("1.2.0", "1.2.1", "1.2.2")
    assert {uid.rpartition(".")[0] for uid in found.images} == {"1.3.0", "1.3.1", "1.3.2"}


def test_a_unit_of_another_scheme_is_written_by_its_meaning(volume: Volume, tmp_path: Path) -> None:
    made = number("Gradient", "12", "F-1234", "millimeters of mercury")
    unit = made.MeasuredValueSequence[0].MeasurementUnitsCodeSequence[0]
    unit.CodingSchemeDesignator = "99MAKER"
    assert report(tmp_path, volume, made).lines[0].value == "12 millimeters of mercury"


def test_a_number_without_a_value_has_no_unit_either(volume: Volume, tmp_path: Path) -> None:
    assert report(tmp_path, volume, number("Length", None, "mm")).lines[0].value == ""


def test_words_that_are_cut_say_so(volume: Volume, tmp_path: Path) -> None:
    long = content("TEXT", "Finding", TextValue="word " * 10_000)
    value = report(tmp_path, volume, long).lines[0].value
    assert value.endswith(" […]")
    assert len(value) < 25_000


def test_of_a_report_of_many_long_words_the_rest_is_counted(volume: Volume, tmp_path: Path) -> None:
    items = [content("TEXT", "Finding", TextValue="word " * 4_000) for _ in range(80)]
    found = report(tmp_path, volume, *items)
    assert len(found.lines) + found.left_out == 80
    assert found.left_out > 0
    assert sum(len(line.value) for line in found.lines) < MOST_LETTERS + 25_000
