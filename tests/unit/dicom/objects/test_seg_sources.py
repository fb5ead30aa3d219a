"""SEG from real-world headers: frame order, code pages, absent and invalid attributes."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_phantoms import (
    SeriesPhantom,
    enhanced_mr,
    ramp,
    save,
    straight,
    write_series,
)
from tests.support.masks import a_mask, segment
from workstation.dicom.objects.seg_read import read_segmentation
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.dicom.objects.sr_write import write_measurement_report
from workstation.domain import coding
from workstation.domain.finding import Finding
from workstation.domain.image import FrameSequence, Image, Radiograph, Volume
from workstation.domain.provenance import Provenance
from workstation.errors import MaskReadError
from workstation.quantification.segments import measure_segments, to_measurements
from workstation.services.open_study import open_series


def validator_errors(path: Path) -> list[str]:
    checked = subprocess.run(["dciodvfy", path], capture_output=True, check=False)
    lines = (checked.stdout + checked.stderr).decode(errors="replace").splitlines()
    return [line for line in lines if line.startswith("Error")]


def written(image: Image, path: Path) -> Dataset:
    """The SEG of two voxels at opposite ends of a volume, already compared by the writer."""
    assert isinstance(image, Volume)
    labels = np.zeros(image.array.shape, np.uint8)
    labels[0, 1, 2] = 1
    labels[-1, -1, 3:5] = 2
    write_segmentation(a_mask(labels, image.geometry, [segment(1), segment(2)]), image, path)
    (again,) = read_segmentation(path, image)
    np.testing.assert_array_equal(again.labels, labels)
    return pydicom.dcmread(path)


@pytest.mark.parametrize("order", [[5, 4, 3, 2, 1, 0], [3, 0, 5, 1, 4, 2]])
def test_frames_of_a_multi_frame_file_in_any_order(tmp_path: Path, order: list[int]) -> None:
    save(enhanced_mr(ramp()[order], straight(6)[order]), tmp_path / "mr.dcm")
    image = open_series(tmp_path / "mr.dcm")
    seg = written(image, tmp_path / "m.seg.dcm")
    (groups,) = [
        groups
        for groups in seg.PerFrameFunctionalGroupsSequence
        if groups.SegmentIdentificationSequence[0].ReferencedSegmentNumber == 1
    ]
    source = groups.DerivationImageSequence[0].SourceImageSequence[0]
    # Slice 0 is the one with the smallest position, wherever it stands in the file.
    assert int(source.ReferencedFrameNumber) == order.index(0) + 1


def no_frame_of_reference(data_set: Dataset, _k: int) -> None:
    del data_set.FrameOfReferenceUID


def no_slice_thickness(data_set: Dataset, _k: int) -> None:
    if "SliceThickness" in data_set:
        del data_set.SliceThickness


def japanese(data_set: Dataset, _k: int) -> None:
    data_set.SpecificCharacterSet = ["", "ISO 2022 IR 87"]
    data_set.PatientName = "Yamada^Tarou=山田^太郎"


def chinese(data_set: Dataset, _k: int) -> None:
    data_set.SpecificCharacterSet = "GB18030"
    data_set.PatientName = "Wang^XiaoDong=王^小东"


def zero_dates(data_set: Dataset, _k: int) -> None:
    data_set.PatientBirthDate = "00000000"
    data_set.StudyDate = "00000000"


def odd_values(data_set: Dataset, _k: int) -> None:
    data_set.PatientSex = "Female"
    data_set.PatientAge = "0Y"
    data_set.StudyID = "a study id that is too long"
    data_set.PatientIdentityRemoved = "YES"
    data_set.DeidentificationMethod = ""


@pytest.mark.parametrize(
    "change",
    [no_frame_of_reference, no_slice_thickness, japanese, chinese, zero_dates, odd_values],
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_headers_of_other_makers_allow_a_valid_seg(
    tmp_path: Path, change: Callable[[Dataset, int], None]
) -> None:
    write_series(tmp_path / "ct", SeriesPhantom(stored=ramp(), positions=straight(6)), change)
    seg = written(open_series(tmp_path / "ct"), tmp_path / "m.seg.dcm")
    if change in {japanese, chinese}:
        assert seg.PatientName.ideographic in {"山田^太郎", "王^小东"}
    if change is no_frame_of_reference:
        assert seg.FrameOfReferenceUID.startswith("2.25.")
    assert validator_errors(tmp_path / "m.seg.dcm") == []


@pytest.mark.parametrize(
    "name",
    [
        "mg_ffdm_jpegll.dcm",
        "cr_chest_metastases_wg04_j2k.dcm",
        "cr_chest_monochrome1_10bit_nometa.dcm",
        "dx_dog_chest_small.dcm",
    ],
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_seg_of_real_films_is_valid(shared_data: Path, tmp_path: Path, name: str) -> None:
    image = open_series(shared_data / "cr_chest_and_mg" / name)
    assert isinstance(image, Radiograph)
    labels = np.zeros((1, *image.geometry.shape_ji), np.uint8)
    labels[0, 4:9, 4] = 1
    path = tmp_path / "m.dcm"
    mask = a_mask(labels, None, [segment(1)])
    written = write_segmentation(mask, image, path)
    assert validator_errors(path) == []
    finding = Finding(
        id="f",
        label="Lung field",
        code=coding.LUNG,
        provenance=mask.provenance,
        series_instance_uid=image.source.series_instance_uid,
        mask_id=mask.id,
        segment_number=1,
        measurements=to_measurements(measure_segments(image, mask)[0], mask),
    )
    write_measurement_report([finding], image, tmp_path / "m.sr.dcm", segmentation=written)
    assert validator_errors(tmp_path / "m.sr.dcm") == []


def test_a_mask_of_one_frame_is_no_mask_of_a_sequence(shared_data: Path, tmp_path: Path) -> None:
    image = open_series(next((shared_data / "xa_cine").rglob("*.dcm")))
    assert isinstance(image, FrameSequence)
    labels = np.zeros((1, *image.geometry.shape_ji), np.uint8)
    labels[0, 4, 4] = 1
    with pytest.raises(MaskReadError, match="every frame"):
        write_segmentation(a_mask(labels, None, [segment(1)]), image, tmp_path / "m.dcm")


@pytest.mark.parametrize(
    ("label", "kept"),
    [
        ("   ", "Segment 1"),
        ("\n\t", "Segment 1"),
        ("left\\right", "left/right"),
        ("x" * 300, "x" * 64),
        ("肺結節 😀", "肺結節 😀"),
    ],
)
def test_any_label_makes_a_valid_seg(tmp_path: Path, label: str, kept: str) -> None:
    write_series(tmp_path / "ct", SeriesPhantom(stored=ramp(), positions=straight(6)))
    image = open_series(tmp_path / "ct")
    assert isinstance(image, Volume)
    labels = np.zeros(image.array.shape, np.uint8)
    labels[2, 3, 4] = 1
    named = replace(segment(1), label=label, algorithm_name="a" * 200)
    mask = replace(
        a_mask(labels, image.geometry, [named]),
        provenance=Provenance(method="m" * 200, version="v" * 200),
    )
    write_segmentation(mask, image, tmp_path / "m.dcm")
    (again,) = read_segmentation(tmp_path / "m.dcm", image)
    assert again.segments[0].label == kept
    assert validator_errors(tmp_path / "m.dcm") == []
