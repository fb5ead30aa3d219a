"""Measurements in a DICOM SR lie where they were drawn, by the headers of the files alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray

from tests.support.dicom_phantoms import (
    SeriesPhantom,
    blank,
    enhanced_mr,
    put_pixels,
    ramp,
    save,
    straight,
    write_series,
)
from tests.unit.dicom.objects.test_seg_sr_rtstruct import validator_errors
from workstation.dicom.objects.sr_read import read_drawn
from workstation.domain.drawn_measurement import DrawnMeasurement, ImagePlace
from workstation.domain.image import Image, Radiograph, Volume
from workstation.errors import OutputError
from workstation.imaging.planes import PlaneName
from workstation.services.measure_points import WantedMeasurement, measure_points
from workstation.services.measurement_report import write_sr
from workstation.services.open_study import open_series
from workstation.session.annotation_kinds import AnnotationKind

TURNED = (0.6, 0.8, 0.0, 0.0, 0.0, -1.0)


def report_of(image: Image, path: Path, *wanted: WantedMeasurement) -> list[DrawnMeasurement]:
    drawn = measure_points(image, wanted, acknowledged=True, by="Dr. Reader")
    assert write_sr(path, image, (), drawn).notes == ()
    assert validator_errors(path) == []
    return list(read_drawn(pydicom.dcmread(path)))


def in_patient(folder: Path, place: ImagePlace, column: float, row: float) -> NDArray[np.float64]:
    """A point of an image by PS3.3 C.7.6.2.1.1, whose pixels count from their middles."""
    headers = [pydicom.dcmread(path) for path in folder.rglob("*") if path.is_file()]
    header = next(h for h in headers if h.SOPInstanceUID == place.sop_instance_uid)
    if "PerFrameFunctionalGroupsSequence" in header:
        shared = header.SharedFunctionalGroupsSequence[0]
        frame = header.PerFrameFunctionalGroupsSequence[place.frame - 1]
        origin = frame.PlanePositionSequence[0].ImagePositionPatient
        along = shared.PlaneOrientationSequence[0].ImageOrientationPatient
        spacing = shared.PixelMeasuresSequence[0].PixelSpacing
    else:
        origin, along = header.ImagePositionPatient, header.ImageOrientationPatient
        spacing = header.PixelSpacing
    right, down = np.array(along[:3], float), np.array(along[3:], float)
    return (
        np.array(origin, float)
        + (column - 0.5) * float(spacing[1]) * right
        + (row - 0.5) * float(spacing[0]) * down
    )


def a_line(volume: Volume, k: int) -> WantedMeasurement:
    """In an acquired slice, which may lie unevenly."""
    origins = volume.slice_origins_lps_mm
    affine = volume.geometry.affine_lps
    origin = affine[:3, 3] + k * affine[:3, 0] if origins is None else origins[k]
    ends = [origin + affine[:3, 1:3] @ np.array(at, float) for at in ((1, 2), (5, 7))]
    return WantedMeasurement(
        kind=AnnotationKind.LENGTH,
        points=tuple(tuple(end.tolist()) for end in ends),
        plane=PlaneName.NATIVE,
    )


@pytest.mark.parametrize("kind", ["turned", "uneven", "enhanced"])
def test_points_of_a_report_lie_on_the_pixels_of_their_files(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    normal = np.cross(TURNED[:3], TURNED[3:])
    if kind == "enhanced":
        save(
            enhanced_mr(ramp(5), straight(5, normal * 2.5)[::-1], orientation=TURNED), folder / "e"
        )
    else:
        steps = np.array([0, 1, 2, 3, 4, 5]) if kind == "turned" else np.array([0, 1, 2, 4, 5, 6])
        positions = np.array([-31.0, 17.5, 400.25]) + np.outer(steps * 2.5, normal)
        write_series(folder, SeriesPhantom(stored=ramp(), positions=positions, orientation=TURNED))
    volume = open_series(folder)
    assert isinstance(volume, Volume)
    assert (volume.slice_origins_lps_mm is not None) == (kind == "uneven")
    for k in (1, 3):
        wanted = a_line(volume, k)
        (made,) = report_of(volume, tmp_path / f"{k}.dcm", wanted)
        assert made.image is not None
        assert made.image.sop_instance_uid == volume.source.sop_instance_uids[k]
        for point, meant in zip(made.numbers[0].shapes[0].points, wanted.points, strict=True):
            found = in_patient(folder, made.image, *point)
            np.testing.assert_allclose(found, meant, atol=1e-4)


def test_a_film_is_measured_in_its_own_pixels(tmp_path: Path) -> None:
    data_set = blank("1.2.840.10008.5.1.4.1.1.1.1")
    data_set.Modality = "DX"
    data_set.ImagerPixelSpacing = ["0.2", "0.2"]
    put_pixels(data_set, np.arange(240, dtype=np.uint16).reshape(12, 20))
    (tmp_path / "dx").mkdir()
    save(data_set, tmp_path / "dx" / "a")
    film = open_series(tmp_path / "dx")
    assert isinstance(film, Radiograph)
    circle = WantedMeasurement(kind=AnnotationKind.CIRCLE, points=((5, 9), (5, 12)))
    (made,) = report_of(film, tmp_path / "r.dcm", circle)
    assert made.image == ImagePlace(film.source.sop_instance_uids[0], 1)
    assert made.region is not None
    assert made.region.points == ((9.5, 5.5), (12.5, 5.5))
    diameter = made.numbers[0]
    assert (diameter.concept.value, diameter.unit.value) == ("81827009", "mm")
    assert diameter.value == pytest.approx(6 * 0.2)
    words = [str(c) for c in made.comments]
    assert words == ["Diameter, Area: at the detector"]


def test_nothing_is_written_over_and_nothing_is_lost(tmp_path: Path) -> None:
    write_series(tmp_path / "ct", SeriesPhantom(stored=ramp(), positions=straight(6)))
    volume = open_series(tmp_path / "ct")
    assert isinstance(volume, Volume)
    drawn = measure_points(volume, [a_line(volume, 2)])
    path = tmp_path / "r.dcm"
    path.write_bytes(b"of another")
    with pytest.raises(OutputError, match="is there already"):
        write_sr(path, volume, (), drawn)
    assert path.read_bytes() == b"of another"
    path.unlink()
    mute = replace(drawn[0], id="mute", readings=())
    both = write_sr(path, volume, (), (*drawn, mute))
    assert [str(note) for note in both.notes] == ["Not in the DICOM SR: Length: it has no number."]
    assert len(read_drawn(pydicom.dcmread(path))) == 1
    alone = write_sr(tmp_path / "alone.dcm", volume, (), [mute])
    assert alone.uid == ""
    assert not (tmp_path / "alone.dcm").exists()
