"""Drawn measurements in measurement reports: written, read again, and valid elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset

from tests.support.ct_series import a_series
from tests.support.dicom_phantoms import blank, put_pixels, save
from tests.support.masks import geometry
from tests.unit.dicom.objects.test_seg_sr_rtstruct import validator_errors
from workstation.dicom.objects import sr_check
from workstation.dicom.objects.sr_read import read_drawn
from workstation.dicom.objects.sr_write import write_measurement_report
from workstation.domain import coding
from workstation.domain.drawn_measurement import (
    DrawnMeasurement,
    DrawnNumber,
    DrawnShape,
    ImagePlace,
    ShapeType,
)
from workstation.domain.image import Image, Volume
from workstation.errors import UnsupportedOutputError, VerificationError
from workstation.services.open_study import open_series

LINE = DrawnShape(ShapeType.POLYLINE, ((1.5, 1.5), (5.5, 4.5)))
OUTLINE = DrawnShape(ShapeType.POLYGON, ((1.5, 1.5), (1.5, 4.5), (6.5, 4.5)))
IN_PATIENT = {
    ShapeType.POINT: ((1.0, 2.0, 3.0),),
    ShapeType.POLYLINE: ((1.0, 2.0, 3.0), (1.0, 5.0, 7.0)),
    ShapeType.POLYGON: ((1.0, 2.0, 3.0), (1.0, 5.0, 7.0), (1.0, 9.0, 3.0)),
    ShapeType.ELLIPSE: ((1.0, 0.0, 3.0), (1.0, 8.0, 3.0), (1.0, 4.0, 1.0), (1.0, 4.0, 5.0)),
}
ON_IMAGE = {
    ShapeType.POINT: ((1.5, 2.25),),
    ShapeType.POLYGON: OUTLINE.points,
    ShapeType.CIRCLE: ((4.5, 3.5), (6.5, 3.5)),
    ShapeType.ELLIPSE: ((2.5, 3.5), (6.5, 3.5), (4.5, 2.5), (4.5, 4.5)),
}


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    return a_series(tmp_path / "ct", geometry())


def length(place: ImagePlace | None, *, by: str = "Dr. Reader") -> DrawnMeasurement:
    number = DrawnNumber(
        concept=coding.LENGTH, value=12.3456789, unit=coding.UNIT_MM, shapes=(LINE,)
    )
    return DrawnMeasurement(
        tracking_uid="2.25.17",
        label="Lesion 1",
        image=place,
        at=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
        by=by,
        numbers=(number,),
        comments=("Length: at the detector",),
    )


def region(shape: DrawnShape, place: ImagePlace | None) -> DrawnMeasurement:
    numbers = (
        DrawnNumber(concept=coding.AREA, value=7.5, unit=coding.UNIT_MM2),
        DrawnNumber(
            concept=coding.Code("112031", "DCM", "Attenuation Coefficient"),
            value=-31.25,
            unit=coding.UNIT_HU,
            derivation=coding.MEAN,
        ),
    )
    return replace(length(place), numbers=numbers, region=shape)


def first(image: Image) -> ImagePlace:
    return ImagePlace(image.source.sop_instance_uids[1])


def written(folder: Path, image: Image, *drawn: DrawnMeasurement, signed_by: str = "") -> Dataset:
    write_measurement_report((), image, folder / "r.dcm", signed_by=signed_by, drawn=drawn)
    return pydicom.dcmread(folder / "r.dcm")


def rounded(shape: DrawnShape) -> DrawnShape:
    points = tuple(tuple(round(value, 4) for value in point) for point in shape.points)
    return DrawnShape(shape.type, points)


def test_a_length_comes_back_with_everything(volume: Volume, tmp_path: Path) -> None:
    meant = length(first(volume))
    (again,) = read_drawn(written(tmp_path, volume, meant))
    assert again == meant
    assert validator_errors(tmp_path / "r.dcm") == []


def test_widths_keep_their_sites_and_several_lines(volume: Volume, tmp_path: Path) -> None:
    other = DrawnShape(ShapeType.POLYLINE, ((1.5, 3.5), (6.5, 3.5)))
    numbers = (
        DrawnNumber(
            concept=coding.WIDTH,
            value=2.5,
            unit=coding.UNIT_MM,
            site=coding.HEART,
            shapes=(LINE, other),
        ),
    )
    meant = replace(length(first(volume)), numbers=numbers)
    (again,) = read_drawn(written(tmp_path, volume, meant))
    assert again.numbers == numbers
    assert validator_errors(tmp_path / "r.dcm") == []


@pytest.mark.parametrize("kind", list(ON_IMAGE), ids=str)
def test_regions_on_an_image_come_back(volume: Volume, tmp_path: Path, kind: ShapeType) -> None:
    meant = region(DrawnShape(kind, ON_IMAGE[kind]), first(volume))
    report = written(tmp_path, volume, meant)
    assert read_drawn(report) == (meant,)
    assert validator_errors(tmp_path / "r.dcm") == []
    content = hd.sr.srread(tmp_path / "r.dcm").content
    assert isinstance(content, hd.sr.MeasurementReport)
    (group,) = content.get_planar_roi_measurement_groups()
    closed = (*meant.region.points, *meant.region.points[:1]) if meant.region else ()
    assert group.roi is not None
    read = group.roi.value
    np.testing.assert_allclose(read, closed if kind is ShapeType.POLYGON else closed[:-1])
    assert group.tracking_uid == "2.25.17"
    assert [m.value for m in group.get_measurements()] == [7.5, -31.25]


@pytest.mark.parametrize("kind", list(IN_PATIENT), ids=str)
def test_shapes_in_the_patient_name_the_frame_of_reference(
    volume: Volume, tmp_path: Path, kind: ShapeType
) -> None:
    shape = DrawnShape(kind, IN_PATIENT[kind])
    meant = region(shape, None)
    if kind is ShapeType.POLYLINE:
        meant = length(None)
        meant = replace(meant, numbers=(replace(meant.numbers[0], shapes=(shape,)),))
    report = written(tmp_path, volume, meant)
    assert read_drawn(report) == (meant,)
    assert validator_errors(tmp_path / "r.dcm") == []
    words = str(report)
    assert "SCOORD3D" in words
    assert volume.geometry.frame_of_reference_uid in words


@pytest.mark.parametrize("count", [2, 5])
def test_frames_are_named_where_a_file_has_several(tmp_path: Path, count: int) -> None:
    data_set = blank("1.2.840.10008.5.1.4.1.1.3.1")
    data_set.Modality = "US"
    put_pixels(data_set, np.zeros((12, 16), np.uint8))
    data_set.NumberOfFrames = count
    data_set.PixelData = bytes(count * 12 * 16)
    save(data_set, tmp_path / "us")
    clip = open_series(tmp_path / "us")
    place = ImagePlace(clip.source.sop_instance_uids[0], count)
    (again,) = read_drawn(written(tmp_path, clip, length(place)))
    assert again.image == place
    assert validator_errors(tmp_path / "r.dcm") == []


def test_a_file_of_one_frame_names_none(volume: Volume, tmp_path: Path) -> None:
    """Also where Number of Frames is there without a value."""
    for path in volume.source.paths:
        data_set = pydicom.dcmread(path)
        data_set.add_new("NumberOfFrames", "IS", "")
        data_set.save_as(path)
    report = written(tmp_path, volume, length(first(volume)))
    referenced = [
        item.ReferencedSOPSequence[0] for item in every(report) if "ReferencedSOPSequence" in item
    ]
    assert len(referenced) == 1
    assert "ReferencedFrameNumber" not in referenced[0]


def test_who_drew_it_stands_beside_it_and_who_signed_above(volume: Volume, tmp_path: Path) -> None:
    drawn = (length(first(volume), by="Dr. Other"), length(first(volume), by="Dr. Chief"))
    report = written(tmp_path, volume, *drawn, signed_by="Dr. Chief")
    assert report.VerificationFlag == "VERIFIED"
    people = [str(item.PersonName) for item in every(report) if "PersonName" in item]
    assert people == ["Dr. Chief^", "Dr. Other^"]
    # Who signs has drawn what names nobody else.
    assert [each.by for each in read_drawn(report)] == ["Dr. Other", ""]


def every(item: Dataset) -> list[Dataset]:
    children = list(item.get("ContentSequence") or ())
    return [*children, *(found for child in children for found in every(child))]


def test_a_picture_of_other_files_is_refused(volume: Volume, tmp_path: Path) -> None:
    with pytest.raises(UnsupportedOutputError):
        written(tmp_path, volume, length(ImagePlace("1.2.3.4.5")))
    assert not (tmp_path / "r.dcm").exists()


@pytest.mark.parametrize("moved", ["point", "picture", "fewer"])
def test_other_places_when_read_again_are_not_kept(
    volume: Volume, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: str
) -> None:
    def wrong(report: Dataset) -> tuple[DrawnMeasurement, ...]:
        (one,) = read_drawn(report)
        (number,) = one.numbers
        off = DrawnShape(LINE.type, ((1.5, 1.5), (5.5, 4.51)))
        return {
            "point": (replace(one, numbers=(replace(number, shapes=(off,)),)),),
            "picture": (replace(one, image=ImagePlace(first(volume).sop_instance_uid, 2)),),
            "fewer": (),
        }[moved]

    monkeypatch.setattr(sr_check, "read_drawn", wrong)
    with pytest.raises(VerificationError):
        written(tmp_path, volume, length(first(volume)))
    assert not (tmp_path / "r.dcm").exists()


def test_a_line_that_ends_where_it_began_stays_a_line(volume: Volume, tmp_path: Path) -> None:
    loop = DrawnShape(ShapeType.POLYLINE, (*OUTLINE.points, OUTLINE.points[0]))
    meant = length(first(volume))
    meant = replace(meant, numbers=(replace(meant.numbers[0], shapes=(loop,)),))
    (again,) = read_drawn(written(tmp_path, volume, meant))
    assert again.numbers[0].shapes == (loop,)


def test_a_place_that_single_precision_cannot_hold_is_kept(volume: Volume, tmp_path: Path) -> None:
    third = DrawnShape(ShapeType.POLYLINE, ((1.0 / 3.0, 0.1), (16.0 / 3.0, 4.7)))
    meant = length(first(volume))
    meant = replace(meant, numbers=(replace(meant.numbers[0], shapes=(third,)),))
    (again,) = read_drawn(written(tmp_path, volume, meant))
    (shape,) = again.numbers[0].shapes
    assert shape != third
    np.testing.assert_allclose(shape.points, third.points, rtol=1e-7)
