"""Masks of another patient, frame of reference or film are refused, damaged ones worded."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from tests.support.ct_series import a_series
from tests.support.masks import a_mask, asymmetric_labels, geometry, segment
from workstation.dicom.objects.rtstruct_read import RT_STRUCTURE_SET_STORAGE, read_structure_set
from workstation.dicom.objects.seg_read import read_segmentation
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.domain.geometry import Calibration, ProjectionGeometry
from workstation.domain.image import ImageSource, Radiograph, Volume
from workstation.errors import MaskReadError
from workstation.quantification.segments import measure_segments

Change = Callable[[Dataset], None]


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    return a_series(tmp_path / "ct", geometry())


@pytest.fixture
def seg(volume: Volume, tmp_path: Path) -> Path:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    path = tmp_path / "m.dcm"
    write_segmentation(a_mask(labels, volume.geometry, [segment(1), segment(2)]), volume, path)
    return path


def rewritten(path: Path, change: Change) -> Path:
    dataset = pydicom.dcmread(path)
    change(dataset)
    dataset.save_as(path, enforce_file_format=False)
    return path


def forget_references(dataset: Dataset) -> None:
    del dataset.ReferencedSeriesSequence
    for groups in dataset.PerFrameFunctionalGroupsSequence:
        if "DerivationImageSequence" in groups:
            del groups.DerivationImageSequence


def of_another_patient(dataset: Dataset) -> None:
    dataset.PatientID = "P2"


def in_another_frame(dataset: Dataset) -> None:
    forget_references(dataset)
    dataset.FrameOfReferenceUID = "9.9.9"


@pytest.mark.parametrize(
    ("change", "words"), [(of_another_patient, "patient"), (in_another_frame, "reference")]
)
def test_a_seg_of_something_else_is_refused(
    volume: Volume, seg: Path, change: Change, words: str
) -> None:
    with pytest.raises(MaskReadError, match=words):
        read_segmentation(rewritten(seg, change), volume)


def test_what_the_seg_does_not_state_is_not_compared(volume: Volume, seg: Path) -> None:
    def silent(dataset: Dataset) -> None:
        forget_references(dataset)
        dataset.PatientID = ""
        del dataset.FrameOfReferenceUID

    assert read_segmentation(rewritten(seg, silent), volume)[0].labels.any()


def of_another_name(dataset: Dataset) -> None:
    dataset.PatientName = "Other^Person"


def of_another_birth(dataset: Dataset) -> None:
    dataset.PatientBirthDate = "19800202"


@pytest.mark.parametrize("change", [of_another_name, of_another_birth])
def test_another_person_under_one_id_is_told_beside_every_number(
    volume: Volume, seg: Path, change: Change
) -> None:
    (mask,) = read_segmentation(rewritten(seg, change), volume)
    for segment_ in mask.segments:
        assert "states another name, birth date or sex" in str(segment_.caveats[0])
    rows = measure_segments(volume, mask, acknowledged=True)
    assert all(any("another name" in str(caveat) for caveat in row.caveats) for row in rows)


@pytest.mark.parametrize("change", [of_another_name, of_another_birth])
def test_another_person_that_names_no_image_of_the_series_is_refused(
    volume: Volume, seg: Path, change: Change
) -> None:
    def silent(dataset: Dataset) -> None:
        forget_references(dataset)
        change(dataset)

    with pytest.raises(MaskReadError, match="another name, birth date or sex"):
        read_segmentation(rewritten(seg, silent), volume)


def test_another_study_is_told(volume: Volume, seg: Path) -> None:
    def elsewhere(dataset: Dataset) -> None:
        dataset.StudyInstanceUID = "9.9.9"

    assert read_segmentation(seg, volume)[0].notes == ()
    (mask,) = read_segmentation(rewritten(seg, elsewhere), volume)
    assert [str(each) for each in mask.notes] == [
        "The mask was stored in another study than the image."
    ]


def test_a_mask_that_names_nothing_says_so(volume: Volume, seg: Path) -> None:
    def silent(dataset: Dataset) -> None:
        forget_references(dataset)
        del dataset.FrameOfReferenceUID

    (mask,) = read_segmentation(rewritten(seg, silent), volume)
    assert [str(each) for each in mask.notes] == [
        "Nothing in the file says that it was made on this image."
    ]


def test_another_series_without_a_frame_of_reference_is_told(volume: Volume, seg: Path) -> None:
    def of_another_series(dataset: Dataset) -> None:
        forget_references(dataset)
        reference = Dataset()
        reference.SeriesInstanceUID = "9.9.9"
        dataset.ReferencedSeriesSequence = [reference]
        del dataset.FrameOfReferenceUID

    (mask,) = read_segmentation(rewritten(seg, of_another_series), volume)
    assert "names another series" in str(mask.segments[0].caveats[0])


def test_a_frame_of_reference_per_slice_does_not_part_a_seg_from_its_series(
    volume: Volume, seg: Path
) -> None:
    def another_frame(dataset: Dataset) -> None:
        dataset.FrameOfReferenceUID = "9.9.9"

    assert read_segmentation(rewritten(seg, another_frame), volume)[0].labels.any()


def test_a_seg_on_a_registered_series_of_the_same_frame_is_placed(
    volume: Volume, seg: Path
) -> None:
    source = replace(volume.source, series_instance_uid="1.5", sop_instance_uids=("1.6",) * 6)
    (mask,) = read_segmentation(seg, replace(volume, source=source))
    assert mask.labels.any()
    assert "made on another series" in str(mask.notes[0])


@pytest.mark.parametrize(
    ("series", "instance", "fits"),
    [("1.2", "1.2.1", True), ("1.2", "1.2.2", False), ("1.3", "1.3.1", False)],
)
def test_a_seg_of_a_film_lies_on_that_film_only(
    seg: Path, series: str, instance: str, fits: bool
) -> None:
    def of_a_film(dataset: Dataset) -> None:
        forget_references(dataset)
        reference, item = Dataset(), Dataset()
        item.ReferencedSOPInstanceUID = "1.2.1"
        reference.SeriesInstanceUID = "1.2"
        reference.ReferencedInstanceSequence = [item]
        dataset.ReferencedSeriesSequence = [reference]

    shape = (8, 10)
    film = Radiograph(
        array=np.zeros(shape, np.uint16),
        geometry=ProjectionGeometry(
            shape_ji=shape, spacing_ji_mm=None, calibration=Calibration.UNKNOWN
        ),
        quantity="US",
        source=ImageSource(series_instance_uid=series, sop_instance_uids=(instance,)),
    )
    path = rewritten(seg, of_a_film)
    if fits:
        assert read_segmentation(path, film)
        return
    with pytest.raises(MaskReadError, match="another"):
        read_segmentation(path, film)


def structure_set(path: Path, volume: Volume, change: Change) -> Path:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = RT_STRUCTURE_SET_STORAGE
    dataset.SOPClassUID = RT_STRUCTURE_SET_STORAGE
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset.PatientID = volume.source.patient.patient_id
    corners = np.array([[2, 1.6, 1.6], [2, 1.6, 5.4], [2, 5.4, 5.4], [2, 5.4, 1.6]])
    contour, contours, roi = Dataset(), Dataset(), Dataset()
    contour.ContourGeometricType = "CLOSED_PLANAR"
    contour.ContourData = [f"{v:.6f}" for v in volume.geometry.to_lps_mm(corners).ravel()]
    contours.ReferencedROINumber = roi.ROINumber = 1
    contours.ContourSequence = [contour]
    roi.ReferencedFrameOfReferenceUID = volume.geometry.frame_of_reference_uid
    dataset.ROIContourSequence, dataset.StructureSetROISequence = [contours], [roi]
    change(dataset)
    dataset.save_as(path, enforce_file_format=True)
    return path


def contours_in_another_frame(dataset: Dataset) -> None:
    dataset.StructureSetROISequence[0].ReferencedFrameOfReferenceUID = "9.9.9"


def nothing(dataset: Dataset) -> None:
    """Leave it as it is."""


@pytest.mark.parametrize(
    ("change", "words"), [(of_another_patient, "patient"), (contours_in_another_frame, "reference")]
)
def test_contours_of_something_else_are_refused(
    volume: Volume, tmp_path: Path, change: Change, words: str
) -> None:
    (mask,) = read_structure_set(structure_set(tmp_path / "a.dcm", volume, nothing), volume)
    assert int(mask.labels.sum()) == 16
    with pytest.raises(MaskReadError, match=words):
        read_structure_set(structure_set(tmp_path / "b.dcm", volume, change), volume)


def no_position(dataset: Dataset) -> None:
    for groups in dataset.PerFrameFunctionalGroupsSequence:
        del groups.PlanePositionSequence[0].ImagePositionPatient


def no_segment_number(dataset: Dataset) -> None:
    del dataset.SegmentSequence[0].SegmentNumber


def empty_spacing(dataset: Dataset) -> None:
    shared = dataset.SharedFunctionalGroupsSequence[0]
    shared.PixelMeasuresSequence[0].PixelSpacing = None


@pytest.mark.parametrize("change", [no_position, no_segment_number, empty_spacing])
def test_damaged_segs_get_one_clear_line(volume: Volume, seg: Path, change: Change) -> None:
    with pytest.raises(MaskReadError, match="damaged or incomplete"):
        read_segmentation(rewritten(seg, change), volume)


def test_a_structure_without_a_number_says_that_it_is_not_known(
    volume: Volume, tmp_path: Path
) -> None:
    def unnumbered(dataset: Dataset) -> None:
        del dataset.ROIContourSequence[0].ReferencedROINumber

    (mask,) = read_structure_set(structure_set(tmp_path / "a.dcm", volume, unnumbered), volume)
    assert "does not say which structure" in str(mask.segments[0].caveats[0])
