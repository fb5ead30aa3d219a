"""Presentation states draw where the reader drew, by the headers of the files alone."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset

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
from tests.support.presentation_states import item
from tests.unit.dicom.objects.test_seg_sr_rtstruct import validator_errors
from tests.unit.measuring.test_coded import PLACES
from tests.unit.services.test_measurement_report import TURNED, a_line, in_patient
from workstation.dicom.objects import presentation_write
from workstation.dicom.objects.display_objects import read_presentation_state
from workstation.domain.display_objects import GraphicKind, StateKind
from workstation.domain.drawn_measurement import ImagePlace
from workstation.domain.image import FrameSequence, Image, Radiograph, Volume
from workstation.errors import OutputError, UnsupportedOutputError, VerificationError
from workstation.imaging.planes import PlaneName
from workstation.services.measure_points import WantedMeasurement, measure_points
from workstation.services.open_study import open_series
from workstation.services.presentation_state import write_state
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation


def by_dcmtk(command: str, *words: Path | str) -> list[str]:
    """What DCMTK says against a presentation state."""
    if shutil.which(command) is None:
        pytest.skip("DCMTK (Debian package dcmtk) is not installed")
    done = subprocess.run([command, *words], capture_output=True, text=True, check=False)
    lines = (done.stdout + done.stderr).splitlines()
    return [line for line in lines if line.startswith(("E:", "F:"))]


def state_of(image: Image, path: Path, *wanted: WantedMeasurement) -> Dataset:
    drawn = measure_points(image, wanted, acknowledged=True, by="Reader^One")
    assert write_state(path, image, drawn).notes == ()
    assert validator_errors(path) == []
    assert by_dcmtk("dcmpschk", path) == []
    return pydicom.dcmread(path)


def place_of(annotation: Dataset) -> ImagePlace:
    (of,) = annotation.ReferencedImageSequence
    return ImagePlace(str(of.ReferencedSOPInstanceUID), int(of.get("ReferencedFrameNumber", 1)))


@pytest.mark.parametrize("kind", ["turned", "uneven", "enhanced"])
def test_points_lie_on_the_pixels_of_their_files(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    normal = np.cross(TURNED[:3], TURNED[3:])
    if kind == "enhanced":
        positions = straight(5, normal * 2.5)[::-1]
        save(enhanced_mr(ramp(5), positions, orientation=TURNED), folder / "e")
    else:
        steps = np.array([0, 1, 2, 3, 4, 5]) if kind == "turned" else np.array([0, 1, 2, 4, 5, 6])
        positions = np.array([-31.0, 17.5, 400.25]) + np.outer(steps * 2.5, normal)
        write_series(folder, SeriesPhantom(stored=ramp(), positions=positions, orientation=TURNED))
    volume = open_series(folder)
    assert isinstance(volume, Volume)
    lines = [a_line(volume, k) for k in (1, 3)]
    made = state_of(volume, tmp_path / "s.pr.dcm", *lines)
    for k, wanted, annotation in zip((1, 3), lines, made.GraphicAnnotationSequence, strict=True):
        place = place_of(annotation)
        assert place.sop_instance_uid == volume.source.sop_instance_uids[k]
        (graphic,) = annotation.GraphicObjectSequence
        points = np.array(graphic.GraphicData).reshape(-1, 2)
        # PS3.3 C.10.5.1.2 as C.18.6.1.2: from the corner of the first pixel, column first.
        for point, meant in zip(points, wanted.points, strict=True):
            np.testing.assert_allclose(in_patient(folder, place, *point), meant, atol=1e-4)
    (series,) = made.ReferencedSeriesSequence
    assert series.SeriesInstanceUID == volume.source.series_instance_uid
    listed = [str(each.ReferencedSOPInstanceUID) for each in series.ReferencedImageSequence]
    assert listed == list(dict.fromkeys(volume.source.sop_instance_uids))
    (area,) = made.DisplayedAreaSelectionSequence
    assert list(area.DisplayedAreaTopLeftHandCorner) == [1, 1]
    assert list(area.DisplayedAreaBottomRightHandCorner) == [10, 8]
    assert [float(v) for v in area.PresentationPixelSpacing] == pytest.approx([0.7, 0.5])


def test_every_kind_leaves_and_comes_back(tmp_path: Path) -> None:
    """On pixels of 0.7 by 0.5 mm, with names and words in Chinese."""

    def named(header: Dataset, _k: int) -> None:
        header.SpecificCharacterSet = "GB18030"
        header.PatientName, header.StudyDescription = "王^小东", "胸部"
        header.WindowCenter, header.WindowWidth = ["40", "-600"], ["400", "1500"]
        header.WindowCenterWidthExplanation = ["SOFT", "LUNG"]

    phantom = SeriesPhantom(stored=ramp(), positions=straight(6))
    write_series(tmp_path / "in" / "one", phantom, named)
    # A second study beside it, of which nothing may stand in the state.
    write_series(tmp_path / "in" / "two", SeriesPhantom(stored=ramp(), positions=straight(6)))
    volume = open_series(tmp_path / "in", series=phantom.series_uid)
    assert isinstance(volume, Volume)
    wanted = [
        WantedMeasurement(
            kind=kind,
            points=tuple(tuple(volume.geometry.to_lps_mm((2, *p)).tolist()) for p in PLACES[kind]),
            plane=PlaneName.NATIVE,
            text="左上肺结节",
        )
        for kind in AnnotationKind
    ]
    drawn = measure_points(volume, wanted, by="李医生")
    path = tmp_path / "s.pr.dcm"
    written = write_state(path, volume, drawn, signed_by="李医生", language="zh_CN")
    assert written.notes == ()
    assert validator_errors(path) == []
    made = pydicom.dcmread(path)
    assert made.SOPInstanceUID == written.uid
    assert made.SpecificCharacterSet == "ISO_IR 192"
    assert str(made.PatientName) == "王^小东"
    assert made.StudyInstanceUID == phantom.study_uid
    assert made.StudyDescription == "胸部"
    assert str(made.ContentCreatorName) == "李医生^"
    assert made.ContentDescription == "Measurements, reviewed and signed"
    assert (made.RescaleSlope, made.RescaleIntercept) == (1, -1024)
    (voi,) = made.SoftcopyVOILUTSequence
    # DCMTK refuses a state with several windows for an image.
    assert (voi.WindowCenter, voi.WindowWidth) == (40, 400)
    assert voi.WindowCenterWidthExplanation == "SOFT"
    assert made.PresentationLUTShape == "IDENTITY"
    (layer,) = made.GraphicLayerSequence
    assert layer.GraphicLayer == "MEASUREMENTS"
    assert len(made.GraphicAnnotationSequence) == len(AnnotationKind)
    again = read_presentation_state(path)
    assert again.kind is StateKind.GREYSCALE
    assert {graphic.kind for graphic in again.graphics} == {
        GraphicKind.POINT, GraphicKind.POLYLINE, GraphicKind.ELLIPSE,
    }  # fmt: skip
    assert len(again.texts) == len(AnnotationKind)
    assert all(text.text.startswith("左上肺结节") for text in again.texts)
    assert np.abs(np.subtract(again.layers[0][1], (255, 214, 10))).max() <= 2
    (of,) = made.ReferencedSeriesSequence
    listed = [str(each.ReferencedSOPInstanceUID) for each in of.ReferencedImageSequence]
    assert (of.SeriesInstanceUID, listed) == (
        phantom.series_uid,
        list(volume.source.sop_instance_uids),
    )
    picture = tmp_path / "x.pgm"
    assert by_dcmtk("dcmp2pgm", "-p", path, volume.source.paths[2], picture) == []
    assert picture.exists()


def a_film(folder: Path, *, photometric: str = "MONOCHROME2") -> Radiograph:
    data_set = blank("1.2.840.10008.5.1.4.1.1.1.1")
    data_set.Modality = "DX"
    data_set.ImagerPixelSpacing = ["0.2", "0.1"]
    put_pixels(data_set, np.arange(240, dtype=np.uint16).reshape(12, 20))
    data_set.PhotometricInterpretation = photometric
    table = item(LUTExplanation="NORMAL")
    table.add_new(0x00283002, "US", [3, 0, 16])
    table.add_new(0x00283006, "US", [0, 100, 65535])
    data_set.VOILUTSequence = [table]
    folder.mkdir()
    save(data_set, folder / "a")
    film = open_series(folder)
    assert isinstance(film, Radiograph)
    return film


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
def test_a_film_keeps_its_grays_and_the_shape_of_its_pixels(
    tmp_path: Path, photometric: str
) -> None:
    """States do not look at the photometric interpretation (PS3.4 N.2.1.4): they invert."""
    film = a_film(tmp_path / "dx", photometric=photometric)
    box = WantedMeasurement(kind=AnnotationKind.RECTANGLE, points=((2, 3), (5, 9)))
    made = state_of(film, tmp_path / "s.pr.dcm", box)
    (annotation,) = made.GraphicAnnotationSequence
    assert place_of(annotation) == ImagePlace(film.source.sop_instance_uids[0])
    (graphic,) = annotation.GraphicObjectSequence
    assert (graphic.GraphicType, graphic.GraphicFilled) == ("POLYLINE", "N")
    points = np.array(graphic.GraphicData).reshape(-1, 2).round(4).tolist()
    assert points == [[3.5, 2.5], [9.5, 2.5], [9.5, 5.5], [3.5, 5.5], [3.5, 2.5]]
    (area,) = made.DisplayedAreaSelectionSequence
    assert list(area.PresentationPixelAspectRatio) == [2, 1]
    assert made.PresentationLUTShape == ("INVERSE" if photometric == "MONOCHROME1" else "IDENTITY")
    (voi,) = made.SoftcopyVOILUTSequence
    assert list(voi.VOILUTSequence[0].LUTData) == [0, 100, 65535]
    assert "RescaleSlope" not in made
    assert str(made.ContentCreatorName) == "Reader^One"
    assert made.ContentDescription == "Measurements for clinician review"


def test_a_color_clip_has_a_color_state_of_its_frames(tmp_path: Path) -> None:
    data_set = blank("1.2.840.10008.5.1.4.1.1.3.1")
    data_set.Modality = "US"
    values = np.zeros((4, 12, 20, 3), np.uint8)
    values[:, 3:6, 4:9] = (200, 100, 50)
    put_pixels(data_set, values[0])
    data_set.NumberOfFrames, data_set.FrameTime = 4, "40"
    data_set.FrameIncrementPointer = 0x00181063
    data_set.PixelData = values.tobytes()
    (tmp_path / "us").mkdir()
    save(data_set, tmp_path / "us" / "a")
    clip = open_series(tmp_path / "us")
    assert isinstance(clip, FrameSequence)
    assert clip.is_color
    circle = WantedMeasurement(kind=AnnotationKind.CIRCLE, points=((5, 9), (5, 12)), frame=3)
    made = state_of(clip, tmp_path / "s.pr.dcm", circle)
    assert made.SOPClassUID == "1.2.840.10008.5.1.4.1.1.11.2"
    (annotation,) = made.GraphicAnnotationSequence
    assert place_of(annotation) == ImagePlace(clip.source.sop_instance_uids[0], 3)
    (graphic,) = annotation.GraphicObjectSequence
    assert (graphic.GraphicType, list(graphic.GraphicData)) == ("CIRCLE", [9.5, 5.5, 12.5, 5.5])
    # The whole clip is meant: no frame is named.
    assert (
        "ReferencedFrameNumber" not in made.ReferencedSeriesSequence[0].ReferencedImageSequence[0]
    )
    assert made.ICCProfile[36:40] == b"acsp"
    assert "PresentationLUTShape" not in made
    assert read_presentation_state(tmp_path / "s.pr.dcm").kind is StateKind.COLOR


def test_slices_of_different_scale_keep_their_own(tmp_path: Path) -> None:
    """A state has one modality transform; a window would be of other values then."""

    def scaled(header: Dataset, k: int) -> None:
        header.RescaleSlope = repr(1.0 + k)
        header.WindowCenter, header.WindowWidth = "40", "400"

    write_series(
        tmp_path / "mr",
        SeriesPhantom(stored=ramp(), positions=straight(6), modality="MR"),
        scaled,
    )
    volume = open_series(tmp_path / "mr")
    assert isinstance(volume, Volume)
    made = state_of(volume, tmp_path / "s.pr.dcm", a_line(volume, 2))
    assert "RescaleSlope" not in made
    assert "SoftcopyVOILUTSequence" not in made


def test_windows_that_differ_name_their_slices(tmp_path: Path) -> None:
    def windowed(header: Dataset, k: int) -> None:
        header.WindowCenter, header.WindowWidth = ("40" if k < 2 else "50"), "400"

    write_series(tmp_path / "ct", SeriesPhantom(stored=ramp(), positions=straight(6)), windowed)
    volume = open_series(tmp_path / "ct")
    assert isinstance(volume, Volume)
    made = state_of(volume, tmp_path / "s.pr.dcm", a_line(volume, 2))
    centers = {
        str(of.ReferencedSOPInstanceUID): float(voi.WindowCenter)
        for voi in made.SoftcopyVOILUTSequence
        for of in voi.ReferencedImageSequence
    }
    uids = volume.source.sop_instance_uids
    assert [centers[uid] for uid in uids] == [40, 40, 50, 50, 50, 50]


def test_nothing_is_written_over_and_nothing_is_lost(tmp_path: Path) -> None:
    write_series(tmp_path / "ct", SeriesPhantom(stored=ramp(), positions=straight(6)))
    volume = open_series(tmp_path / "ct")
    assert isinstance(volume, Volume)
    drawn = measure_points(volume, [a_line(volume, 2)])
    path = tmp_path / "s.pr.dcm"
    path.write_bytes(b"of another")
    with pytest.raises(OutputError, match="is there already"):
        write_state(path, volume, drawn)
    assert path.read_bytes() == b"of another"
    path.unlink()
    zeros = (0.0, 0.0, 0.0)
    bent = replace(drawn[0], row_direction=zeros, column_direction=zeros)
    both = write_state(path, volume, (*drawn, bent))
    assert [str(note) for note in both.notes] == [
        "Not in the presentation state: Length: it lies on no flat picture."
    ]
    assert len(pydicom.dcmread(path).GraphicAnnotationSequence) == 1
    alone = write_state(tmp_path / "alone.dcm", volume, [bent])
    assert (alone.uid, len(alone.notes)) == ("", 1)
    with pytest.raises(UnsupportedOutputError, match="nothing to write"):
        write_state(tmp_path / "alone.dcm", volume, [])
    plain = replace(volume, source=replace(volume.source, sop_instance_uids=(), paths=()))
    with pytest.raises(UnsupportedOutputError, match="no DICOM image"):
        write_state(tmp_path / "alone.dcm", plain, drawn)
    assert not (tmp_path / "alone.dcm").exists()


def test_images_that_are_gone_are_an_error_that_is_told(tmp_path: Path) -> None:
    film = a_film(tmp_path / "dx")
    line = WantedMeasurement(kind=AnnotationKind.LENGTH, points=((2, 3), (5, 9)))
    drawn = measure_points(film, [line])
    shutil.rmtree(tmp_path / "dx")
    with pytest.raises(UnsupportedOutputError, match="cannot be written as a presentation state"):
        write_state(tmp_path / "s.pr.dcm", film, drawn)
    assert list(tmp_path.iterdir()) == []


def half_a_pixel_off(points: object) -> object:
    return np.asarray(points, np.float32)


def test_what_is_read_again_elsewhere_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = a_film(tmp_path / "dx")
    line = WantedMeasurement(kind=AnnotationKind.LENGTH, points=((2, 3), (5, 9)))
    drawn: tuple[Annotation, ...] = measure_points(film, [line])
    monkeypatch.setattr(presentation_write, "_from_corner", half_a_pixel_off)
    with pytest.raises(VerificationError, match="draws something else"):
        write_state(tmp_path / "s.pr.dcm", film, drawn)
    assert [each.name for each in tmp_path.iterdir()] == ["dx"]
