"""Caveats of segments in a SEG: written where the standard has room, and read again."""

from __future__ import annotations

import subprocess
import warnings
from dataclasses import replace
from pathlib import Path

import pydicom
import pytest

from tests.support.ct_series import a_series
from tests.support.masks import PROVENANCE, a_mask, asymmetric_labels, geometry, segment
from workstation.dicom.objects.object_words import LONGEST_DESCRIPTION, segment_description
from workstation.dicom.objects.seg_read import read_segmentation
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.domain import coding
from workstation.domain.finding import Finding
from workstation.domain.image import Volume
from workstation.domain.mask import Mask
from workstation.messages import Message
from workstation.services.export_masks import with_caveats

NOT_VALIDATED = Message("A model of others, not validated here: check every outline.")


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    return a_series(tmp_path / "ct", geometry())


@pytest.fixture
def mask(volume: Volume) -> Mask:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    return a_mask(labels, volume.geometry, [segment(1), segment(2, "Second")])


def a_finding(mask_id: str, number: int | None, *caveats: str) -> Finding:
    return Finding(
        id=f"f{number}",
        label="Nodule",
        code=coding.NODULE,
        provenance=PROVENANCE,
        series_instance_uid="1.2",
        mask_id=mask_id,
        segment_number=number,
        caveats=tuple(Message(each) for each in caveats),
    )


def test_caveats_travel_with_their_segment(volume: Volume, mask: Mask, tmp_path: Path) -> None:
    findings = [a_finding(mask.id, 1, "Cut at the upper end."), a_finding("other", 2, "Not this.")]
    told = with_caveats(mask, findings, (NOT_VALIDATED, Message("切片厚 2.5 mm – µ")))
    path = tmp_path / "m.dcm"
    write_segmentation(told, volume, path)
    first, second = pydicom.dcmread(path).SegmentSequence
    assert first.SegmentDescription == "\r\n".join(
        ("Cut at the upper end.", str(NOT_VALIDATED), "切片厚 2.5 mm – µ")
    )
    assert "Not this" not in second.SegmentDescription
    (again,) = read_segmentation(path, volume)
    assert [s.caveats for s in again.segments] == [s.caveats for s in told.segments]
    checked = subprocess.run(["dciodvfy", path], capture_output=True, text=True, check=False)
    assert "Error" not in checked.stdout + checked.stderr


def test_a_segment_without_caveats_has_no_description(
    volume: Volume, mask: Mask, tmp_path: Path
) -> None:
    write_segmentation(mask, volume, tmp_path / "m.dcm")
    assert all(
        "SegmentDescription" not in s for s in pydicom.dcmread(tmp_path / "m.dcm").SegmentSequence
    )


def test_what_others_describe_is_no_caveat(volume: Volume, mask: Mask, tmp_path: Path) -> None:
    path = tmp_path / "m.dcm"
    write_segmentation(with_caveats(mask, [], [NOT_VALIDATED]), volume, path)
    dataset = pydicom.dcmread(path)
    dataset.Manufacturer = "Others"
    dataset.save_as(path)
    (again,) = read_segmentation(path, volume)
    assert all(s.caveats == () for s in again.segments)


@pytest.mark.parametrize(
    ("lengths", "whole", "left"),
    [([300, 300], 2, 0), ([500, 500, 500], 1, 2), ([2000], 0, 0), ([2000, 5], 0, 1)],
)
def test_what_finds_no_room_is_counted(lengths: list[int], whole: int, left: int) -> None:
    lines = [f"{n}{'x' * (length - 1)}" for n, length in enumerate(lengths)]
    words = segment_description(map(Message, lines))
    assert len(words) <= LONGEST_DESCRIPTION
    assert [line in words.splitlines() for line in lines].count(True) == whole
    assert ("…" in words) == (whole == 0)
    assert (f"no room: {left}." in words) == bool(left)


def test_long_caveats_are_written_and_proved(volume: Volume, mask: Mask, tmp_path: Path) -> None:
    long = tuple(Message(f"Caveat {n}: " + "肺 " * 200) for n in range(4))
    segments = tuple(replace(s, caveats=long) for s in mask.segments)
    write_segmentation(replace(mask, segments=segments), volume, tmp_path / "m.dcm")
    (first, _) = pydicom.dcmread(tmp_path / "m.dcm").SegmentSequence
    assert len(first.SegmentDescription) <= LONGEST_DESCRIPTION


def test_who_made_it_is_a_name_of_dicom(volume: Volume, mask: Mask, tmp_path: Path) -> None:
    path = tmp_path / "m.dcm"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_segmentation(mask, volume, path, creator="Dr. A=B\\C")
    assert str(pydicom.dcmread(path).ContentCreatorName) == "Dr. A B C^"
    checked = subprocess.run(["dciodvfy", path], capture_output=True, text=True, check=False)
    assert "Retired Person Name" not in checked.stdout + checked.stderr
