"""Segmentations as others write them: label maps, clips, frames without a place, other grids."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.pixels.utils import pack_bits, unpack_bits
from pydicom.sequence import Sequence

from tests.support.ct_series import a_series
from tests.support.dicom_phantoms import blank, put_pixels, save
from tests.support.masks import a_mask, asymmetric_labels, geometry, segment
from tests.unit.dicom.objects.test_seg_sr_rtstruct import validator_errors
from workstation.dicom.objects.seg_read import LABEL_MAP_STORAGE, read_segmentation
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.dicom.objects.sr_write import write_measurement_report
from workstation.domain import coding
from workstation.domain.finding import Finding
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import FrameSequence, Volume
from workstation.domain.provenance import Provenance
from workstation.errors import MaskReadError
from workstation.quantification.segments import measure_segments
from workstation.services.open_study import open_series


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    return a_series(tmp_path / "ct", geometry())


@pytest.fixture
def clip(tmp_path: Path) -> FrameSequence:
    data_set = blank("1.2.840.10008.5.1.4.1.1.3.1")
    data_set.Modality = "US"
    put_pixels(data_set, np.zeros((12, 16), np.uint8))
    data_set.NumberOfFrames = 5
    data_set.PixelData = np.arange(5 * 12 * 16, dtype=np.uint8).tobytes()
    save(data_set, tmp_path / "us")
    image = open_series(tmp_path / "us")
    assert isinstance(image, FrameSequence)
    return image


def written(volume: Volume, path: Path, change: Callable[[Dataset], None]) -> NDArray[np.uint8]:
    """The asymmetric labels as a SEG, changed; returns the labels."""
    labels = asymmetric_labels(volume.geometry.shape_kji)
    mask = a_mask(labels, volume.geometry, [segment(1), segment(2)])
    write_segmentation(mask, volume, path)
    data_set = pydicom.dcmread(path)
    change(data_set)
    data_set.save_as(path)
    return labels


def as_label_map(
    data_set: Dataset, volume: Volume, values: NDArray[np.uint8], numbers: dict[int, int]
) -> None:
    """Turn a binary SEG into a label map of the same planes; `numbers` maps old to new ones."""
    planes: dict[tuple[float, ...], Dataset] = {}
    for item in data_set.PerFrameFunctionalGroupsSequence:
        place = tuple(item.PlanePositionSequence[0].ImagePositionPatient)
        if "SegmentIdentificationSequence" in item:
            del item.SegmentIdentificationSequence
        planes.setdefault(place, item)
    data_set.SegmentationType = "LABELMAP"
    data_set.SOPClassUID = data_set.file_meta.MediaStorageSOPClassUID = LABEL_MAP_STORAGE
    data_set.BitsAllocated, data_set.BitsStored, data_set.HighBit = 8, 8, 7
    data_set.PerFrameFunctionalGroupsSequence = Sequence(planes.values())
    data_set.NumberOfFrames = len(planes)
    slices = np.rint(volume.geometry.to_kji(np.array(list(planes), np.float64)))[:, 0].astype(int)
    data_set.PixelData = values[slices].tobytes()
    for item in data_set.SegmentSequence:
        item.SegmentNumber = numbers[item.SegmentNumber]


def background_item(number: int, like: Dataset, *, coded: bool) -> Dataset:
    item = deepcopy(like)
    item.SegmentNumber, item.SegmentLabel = number, "Background"
    if coded:
        code = Dataset()
        code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = (
            "125040",
            "DCM",
            "Background",
        )
        item.SegmentedPropertyTypeCodeSequence = Sequence([code])
    return item


@pytest.mark.parametrize("most", [255, 100])
def test_a_fraction_of_a_half_and_more_belongs_to_the_segment(
    volume: Volume, tmp_path: Path, most: int
) -> None:
    """PS3.3 C.8.20.2.3: values are shares of Maximum Fractional Value."""
    shares = np.zeros(volume.geometry.shape_kji, np.uint8)
    shares[2, 3, 2:6] = [round(most * share) for share in (0.3, 0.49, 0.51, 1.0)]

    def change(data_set: Dataset) -> None:
        data_set.SegmentationType, data_set.SegmentationFractionalType = "FRACTIONAL", "OCCUPANCY"
        data_set.MaximumFractionalValue = most
        data_set.BitsAllocated, data_set.BitsStored, data_set.HighBit = 8, 8, 7
        data_set.SegmentSequence = Sequence(data_set.SegmentSequence[:1])
        items = {}
        for item in data_set.PerFrameFunctionalGroupsSequence:
            place = np.array(item.PlanePositionSequence[0].ImagePositionPatient, np.float64)
            item.SegmentIdentificationSequence[0].ReferencedSegmentNumber = 1
            items[round(volume.geometry.to_kji(place)[0])] = item
        data_set.PerFrameFunctionalGroupsSequence = Sequence(items.values())
        data_set.NumberOfFrames = len(items)
        data_set.PixelData = shares[list(items)].tobytes()

    written(volume, tmp_path / "s", change)
    (mask,) = read_segmentation(tmp_path / "s", volume)
    assert np.argwhere(mask.labels).tolist() == [[2, 3, 4], [2, 3, 5]]


@pytest.mark.parametrize(("background", "padding"), [(0, None), (255, 255), (9, None)])
def test_the_background_of_a_label_map_is_no_segment(
    volume: Volume, tmp_path: Path, background: int, padding: int | None
) -> None:
    labels = asymmetric_labels(volume.geometry.shape_kji)

    def change(data_set: Dataset) -> None:
        values = np.full(labels.shape, background, np.uint8)
        values[labels == 1] = 1
        values[labels == 2] = 3
        as_label_map(data_set, volume, values, {1: 1, 2: 3})
        first = data_set.SegmentSequence[0]
        data_set.SegmentSequence.append(background_item(background, first, coded=background == 9))
        if padding is not None:
            data_set.add_new("PixelPaddingValue", "US", padding)

    written(volume, tmp_path / "s", change)
    (mask,) = read_segmentation(tmp_path / "s", volume)
    assert [(s.number, s.label) for s in mask.segments] == [(1, "Nodule 1"), (3, "Nodule 2")]
    np.testing.assert_array_equal(mask.labels == 1, labels == 1)
    np.testing.assert_array_equal(mask.labels == 3, labels == 2)


def test_segments_of_one_number_bear_both_names_and_say_so(volume: Volume, tmp_path: Path) -> None:
    def change(data_set: Dataset) -> None:
        first, second = data_set.SegmentSequence
        first.SegmentLabel, second.SegmentLabel = "Liver", "Spleen"
        second.SegmentNumber = 1

    written(volume, tmp_path / "s", change)
    (mask,) = read_segmentation(tmp_path / "s", volume)
    both, other = mask.segments
    assert (str(both.label), str(both.caveats[0])[:29]) == (
        "Liver / Spleen",
        "The file gives several struct",
    )
    assert str(other.label) == "Segment 2, not described"


def test_a_segment_without_a_name_has_its_number(volume: Volume, tmp_path: Path) -> None:
    written(volume, tmp_path / "s", lambda ds: setattr(ds.SegmentSequence[0], "SegmentLabel", ""))
    (mask,) = read_segmentation(tmp_path / "s", volume)
    assert str(mask.segments[0].label) == "Segment 1"


def test_a_value_without_a_segment_item_is_shown_as_such(volume: Volume, tmp_path: Path) -> None:
    labels = written(volume, tmp_path / "s", lambda ds: ds.SegmentSequence.pop(1))
    (mask,) = read_segmentation(tmp_path / "s", volume)
    assert [str(s.label) for s in mask.segments] == ["Nodule 1", "Segment 2, not described"]
    np.testing.assert_array_equal(mask.labels, labels)


def test_frames_without_positions_lie_on_the_images_that_they_name(
    volume: Volume, tmp_path: Path
) -> None:
    def change(data_set: Dataset) -> None:
        for item in data_set.PerFrameFunctionalGroupsSequence:
            del item.PlanePositionSequence
        shared = data_set.SharedFunctionalGroupsSequence[0]
        del shared.PlaneOrientationSequence

    labels = written(volume, tmp_path / "s", change)
    (mask,) = read_segmentation(tmp_path / "s", volume)
    np.testing.assert_array_equal(mask.labels, labels)


def test_frames_with_neither_place_nor_name_are_refused(volume: Volume, tmp_path: Path) -> None:
    def change(data_set: Dataset) -> None:
        for item in data_set.PerFrameFunctionalGroupsSequence:
            del item.PlanePositionSequence, item.DerivationImageSequence

    written(volume, tmp_path / "s", change)
    with pytest.raises(MaskReadError, match="does not say which frame"):
        read_segmentation(tmp_path / "s", volume)


def test_a_segmentation_larger_than_the_image_is_cut_and_told(
    volume: Volume, tmp_path: Path
) -> None:
    labels = written(volume, tmp_path / "s", lambda _ds: None)
    shape = volume.geometry.shape_kji
    part = replace(
        volume,
        array=volume.array[:3],
        geometry=replace(volume.geometry, shape_kji=(3, *shape[1:])),
        source=replace(
            volume.source,
            sop_instance_uids=volume.source.sop_instance_uids[:3],
            paths=volume.source.paths[:3],
            frame_indices=volume.source.frame_indices[:3],
        ),
    )
    (mask,) = read_segmentation(tmp_path / "s", part)
    np.testing.assert_array_equal(mask.labels, labels[:3])
    for each in mask.segments:
        lost = np.count_nonzero(labels[3:] == each.number)
        share = 100 * lost / np.count_nonzero(labels == each.number)
        assert [str(c)[: len(f"{share:.1f}")] for c in each.caveats] == (
            [f"{share:.1f}"] if lost else []
        )


def test_a_segmentation_of_a_coarser_grid_is_carried_over_and_told(
    volume: Volume, tmp_path: Path
) -> None:
    """Each voxel of the mask covers two slices, rows and columns of a finer image."""
    labels = written(volume, tmp_path / "s", lambda _ds: None)
    fine = volume.geometry.affine_lps.copy()
    fine[:3, :3] /= 2
    fine[:3, 3] -= fine[:3, :3].sum(axis=1) / 2
    finer = np.repeat(np.repeat(np.repeat(labels, 2, 0), 2, 1), 2, 2)
    image = replace(
        volume,
        array=np.zeros(finer.shape, np.int16),
        geometry=VolumeGeometry(
            shape_kji=(finer.shape[0], finer.shape[1], finer.shape[2]),
            affine_lps=fine,
            frame_of_reference_uid=volume.geometry.frame_of_reference_uid,
        ),
    )
    (mask,) = read_segmentation(tmp_path / "s", image)
    np.testing.assert_array_equal(mask.labels, finer)
    (caveat,) = mask.segments[0].caveats
    assert "another grid" in str(caveat)
    rows = int(np.flatnonzero(labels.any(axis=(0, 2)))[-1])
    (cut,) = read_segmentation(tmp_path / "s", _first_rows(image, 2 * rows))
    np.testing.assert_array_equal(cut.labels, finer[:, : 2 * rows])
    said = {each.number: each.caveats[1:] for each in cut.segments}
    for number, caveats in said.items():
        is_cut = bool((labels[:, rows:] == number).any())
        assert [str(caveat).startswith("A part of the segment") for caveat in caveats] == [
            True
        ] * is_cut


def _first_rows(image: Volume, count: int) -> Volume:
    array = image.array[:, :count]
    geometry = replace(image.geometry, shape_kji=(array.shape[0], count, array.shape[2]))
    return replace(image, array=array, geometry=geometry)


@pytest.mark.parametrize("rows", [4, 7])
def test_more_pixels_than_the_size_says_are_refused(
    volume: Volume, tmp_path: Path, rows: int
) -> None:
    written(volume, tmp_path / "s", lambda ds: setattr(ds, "Rows", rows))
    with pytest.raises(MaskReadError, match="more pixels"):
        read_segmentation(tmp_path / "s", volume)


def by_frame(clip: FrameSequence, path: Path, frames: list[list[int] | None]) -> None:
    """A SEG of one segment with a pixel more in each frame; each names frames of the clip."""
    header = pydicom.dcmread(clip.source.paths[0], stop_before_pixels=True)
    data_set = blank("1.2.840.10008.5.1.4.1.1.66.4")
    data_set.PatientID = header.PatientID
    data_set.Rows, data_set.Columns = clip.geometry.shape_ji
    data_set.NumberOfFrames = len(frames)
    data_set.BitsAllocated = data_set.BitsStored = data_set.SamplesPerPixel = 1
    data_set.HighBit = data_set.PixelRepresentation = 0
    data_set.PhotometricInterpretation, data_set.SegmentationType = "MONOCHROME2", "BINARY"
    item = Dataset()
    item.SegmentNumber, item.SegmentLabel, item.SegmentAlgorithmType = 1, "Ventricle", "MANUAL"
    data_set.SegmentSequence = Sequence([item])
    planes = np.zeros((len(frames), *clip.geometry.shape_ji), np.uint8)
    groups = []
    for number, names in enumerate(frames):
        planes[number].flat[: number + 1] = 1
        group, identity = Dataset(), Dataset()
        identity.ReferencedSegmentNumber = 1
        group.SegmentIdentificationSequence = Sequence([identity])
        if names is not None:
            source, derivation = Dataset(), Dataset()
            source.ReferencedSOPClassUID = header.SOPClassUID
            source.ReferencedSOPInstanceUID = header.SOPInstanceUID
            source.ReferencedFrameNumber = names
            derivation.SourceImageSequence = Sequence([source])
            group.DerivationImageSequence = Sequence([derivation])
        groups.append(group)
    data_set.PerFrameFunctionalGroupsSequence = Sequence(groups)
    series, instance = Dataset(), Dataset()
    instance.ReferencedSOPClassUID, instance.ReferencedSOPInstanceUID = (
        header.SOPClassUID,
        header.SOPInstanceUID,
    )
    series.SeriesInstanceUID = header.SeriesInstanceUID
    series.ReferencedInstanceSequence = Sequence([instance])
    data_set.ReferencedSeriesSequence = Sequence([series])
    data_set.PixelData = pack_bits(planes)
    save(data_set, path)


def test_masks_of_a_clip_lie_on_the_frames_that_they_name(
    clip: FrameSequence, tmp_path: Path
) -> None:
    by_frame(clip, tmp_path / "s", [[3], [5], [1, 2]])
    (mask,) = read_segmentation(tmp_path / "s", clip)
    assert [int((plane > 0).sum()) for plane in mask.labels] == [3, 3, 1, 0, 2]
    (row,) = measure_segments(clip, mask)
    assert row.voxel_count == 9


def test_a_mask_of_a_clip_that_names_no_frame_is_refused(
    clip: FrameSequence, tmp_path: Path
) -> None:
    by_frame(clip, tmp_path / "s", [[3], None])
    with pytest.raises(MaskReadError, match="does not say which frame"):
        read_segmentation(tmp_path / "s", clip)


def test_a_mask_of_a_clip_comes_back_frame_by_frame(clip: FrameSequence, tmp_path: Path) -> None:
    labels = np.zeros(clip.array.shape, np.uint8)
    labels[0, 2:5, 3:9] = 1
    labels[3, 1:4, 1:4] = 1
    labels[3, 8:10, 8:12] = 2
    mask = a_mask(labels, None, [segment(1), segment(2)])
    written = write_segmentation(mask, clip, tmp_path / "s")
    (again,) = read_segmentation(tmp_path / "s", clip)
    np.testing.assert_array_equal(again.labels, labels)
    assert validator_errors(tmp_path / "s") == []
    findings = [
        Finding(
            id=f"f{number}",
            label=f"Finding {number}",
            code=coding.NODULE,
            provenance=Provenance(method="test", version="1"),
            series_instance_uid=clip.source.series_instance_uid,
            segment_number=number,
        )
        for number in (1, 2)
    ]
    write_measurement_report(findings, clip, tmp_path / "r", segmentation=written)
    report = pydicom.dcmread(tmp_path / "r")
    assert _referenced_frames(report, written.sop_instance_uid) == [[1, 2], [3]]
    other = hd.seg.segread(tmp_path / "s")
    uid = clip.source.sop_instance_uids[0]
    pixels = other.get_pixels_by_source_frame(uid, [1, 2, 4], combine_segments=True)
    np.testing.assert_array_equal(pixels, labels[[0, 1, 3]])


def _referenced_frames(item: Dataset, uid: str) -> list[list[int]]:
    found = [
        [int(number) for number in np.atleast_1d(reference.ReferencedFrameNumber)]
        for reference in item.get("ReferencedSOPSequence", ())
        if reference.ReferencedSOPInstanceUID == uid and "ReferencedFrameNumber" in reference
    ]
    for child in item.get("ContentSequence", ()):
        found += _referenced_frames(child, uid)
    return found


@pytest.mark.parametrize(
    ("kind", "words"), [("PROBABILITY", "probabilities"), ("OCCUPANCY", "shares of voxels")]
)
def test_fractions_are_cut_at_one_half_of_the_largest_and_that_is_told(
    volume: Volume, tmp_path: Path, kind: str, words: str
) -> None:
    def change(data_set: Dataset) -> None:
        bits = np.asarray(unpack_bits(data_set.PixelData, as_array=True))
        count = data_set.NumberOfFrames * data_set.Rows * data_set.Columns
        values = (bits[:count] * 50).astype(np.uint8)
        values[np.flatnonzero(values)[0]] = 49
        data_set.SegmentationType, data_set.SegmentationFractionalType = "FRACTIONAL", kind
        data_set.MaximumFractionalValue = 100
        data_set.BitsAllocated, data_set.BitsStored, data_set.HighBit = 8, 8, 7
        data_set.PixelData = values.tobytes() + b"\0" * (len(values) % 2)

    labels = written(volume, tmp_path / "s", change)
    (mask,) = read_segmentation(tmp_path / "s", volume)
    assert np.count_nonzero(mask.labels) == np.count_nonzero(labels) - 1
    assert all(words in str(segment.caveats[0]) for segment in mask.segments)
    data_set = pydicom.dcmread(tmp_path / "s")
    del data_set.MaximumFractionalValue
    data_set.save_as(tmp_path / "s")
    with pytest.raises(MaskReadError, match="largest value"):
        read_segmentation(tmp_path / "s", volume)


@pytest.mark.parametrize("degrees", [0.1, 4.0, 20.0, 40.0])
def test_a_turned_segmentation_is_carried_over_by_the_nearest(
    tmp_path: Path, degrees: float
) -> None:
    """Cubic voxels of one size; each voxel of the image takes the nearest of the turned mask."""
    shape = (4, 24, 24)
    turned = a_series(tmp_path / "ct", turned_grid(degrees, shape))
    labels = np.zeros(shape, np.uint8)
    labels[1:3, 6:18, 8:15] = 1
    write_segmentation(a_mask(labels, turned.geometry, [segment(1)]), turned, tmp_path / "s")
    grid = replace(
        turned_grid(0.0, shape), frame_of_reference_uid=turned.geometry.frame_of_reference_uid
    )
    source = replace(turned.source, series_instance_uid="2.25.1", sop_instance_uids=("2.25.2",) * 4)
    straight = replace(turned, geometry=grid, source=source)
    (mask,) = read_segmentation(tmp_path / "s", straight)
    places = np.argwhere(np.ones(shape))
    nearest = np.rint(turned.geometry.to_kji(grid.to_lps_mm(places.astype(float)))).astype(int)
    inside = np.all((nearest >= 0) & (nearest < shape), axis=1)
    expected = np.zeros(shape, np.uint8)
    expected[tuple(places[inside].T)] = labels[tuple(nearest[inside].T)]
    np.testing.assert_array_equal(mask.labels, expected)
    assert len(mask.segments[0].caveats) == (degrees > 1)


def turned_grid(degrees: float, shape: tuple[int, int, int]) -> VolumeGeometry:
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    affine = np.eye(4)
    affine[:3, :3] = np.transpose([(0, 0, 1), (-sine, cosine, 0), (cosine, sine, 0)])
    affine[:3, 3] = -affine[:3, :3] @ ((np.array(shape) - 1) / 2)
    return VolumeGeometry(shape_kji=shape, affine_lps=affine)


@pytest.mark.parametrize(
    ("thickness", "distance", "slices", "expected"),
    [
        (1.0, None, (1, 2, 3), (2, 3, 4, 5, 6, 7)),
        (5.0, None, (1, 2, 3), (2, 3, 4, 5, 6, 7)),
        (None, None, (1, 2, 3), (2, 3, 4, 5, 6, 7)),
        (1.0, 2.5, (0, 5), (0, 1, 10, 11)),
        (2.5, None, (0, 5), (0, 1, 10, 11)),
        (2.5, None, (2,), (4, 5)),
    ],
)
def test_a_frame_stands_for_the_way_to_the_next(
    volume: Volume,
    tmp_path: Path,
    thickness: float | None,
    distance: float | None,
    slices: tuple[int, ...],
    expected: tuple[int, ...],
) -> None:
    """Slices of 2.5 mm, whatever thickness is stated, on an image of half the distance."""
    labels = np.zeros(volume.geometry.shape_kji, np.uint8)
    labels[list(slices), 2:6, 3:7] = 1
    write_segmentation(a_mask(labels, volume.geometry, [segment(1)]), volume, tmp_path / "s")
    data_set = pydicom.dcmread(tmp_path / "s")
    measures = data_set.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0]
    del measures.SpacingBetweenSlices, measures.SliceThickness
    if thickness is not None:
        measures.SliceThickness = thickness
    if distance is not None:
        measures.SpacingBetweenSlices = distance
    data_set.save_as(tmp_path / "s")
    affine = volume.geometry.affine_lps.copy()
    affine[:3, 0] /= 2
    affine[:3, 3] -= affine[:3, 0] / 2
    shape = (2 * labels.shape[0], *labels.shape[1:])
    frame = volume.geometry.frame_of_reference_uid
    grid = VolumeGeometry(shape_kji=shape, affine_lps=affine, frame_of_reference_uid=frame)
    finer = replace(volume, array=np.zeros(shape, np.int16), geometry=grid)
    (mask,) = read_segmentation(tmp_path / "s", finer)
    assert tuple(np.flatnonzero(mask.labels.any(axis=(1, 2)))) == expected
    assert int(mask.labels.sum()) == 16 * len(expected)


def test_a_segment_finer_than_the_voxels_of_the_image_says_that_nothing_is_left(
    volume: Volume, tmp_path: Path
) -> None:
    labels = np.zeros(volume.geometry.shape_kji, np.uint8)
    labels[:3, :3, :3] = 1
    labels[2, 3, 3] = 2
    mask = a_mask(labels, volume.geometry, [segment(1), segment(2)])
    write_segmentation(mask, volume, tmp_path / "s")
    # The middle of a voxel of the image lies in that of 3 x 3 x 3 of the mask.
    affine = volume.geometry.affine_lps.copy()
    affine[:3, 3] += affine[:3, :3].sum(axis=1)
    affine[:3, :3] *= 3
    frame = volume.geometry.frame_of_reference_uid
    grid = VolumeGeometry(shape_kji=(2, 2, 3), affine_lps=affine, frame_of_reference_uid=frame)
    coarse = replace(volume, array=np.zeros(grid.shape_kji, np.int16), geometry=grid)
    (read,) = read_segmentation(tmp_path / "s", coarse)
    assert np.argwhere(read.labels).tolist() == [[0, 0, 0]]
    told = {each.number: str(each.caveats[-1]) for each in read.segments}
    assert "nothing of it is left" not in told[1]
    assert "nothing of it is left" in told[2]


def fractional(most: int, values: Callable[[NDArray[np.uint8]], NDArray[np.uint8]], kind: str
               ) -> Callable[[Dataset], None]:  # fmt: skip
    """Make a binary SEG one of bytes."""

    def change(data_set: Dataset) -> None:
        bits = np.asarray(unpack_bits(data_set.PixelData, as_array=True))
        count = data_set.NumberOfFrames * data_set.Rows * data_set.Columns
        stored = values(bits[:count])
        data_set.SegmentationType, data_set.SegmentationFractionalType = kind, "PROBABILITY"
        data_set.MaximumFractionalValue = most
        data_set.BitsAllocated, data_set.BitsStored, data_set.HighBit = 8, 8, 7
        data_set.PixelData = stored.tobytes() + b"\0" * (len(stored) % 2)

    return change


def test_fractions_above_the_largest_that_is_stated_are_refused(
    volume: Volume, tmp_path: Path
) -> None:
    """By a largest value of 1 every trace of 1 in 255 would be all of the segment."""
    written(volume, tmp_path / "s", fractional(1, lambda bits: bits * 200, "FRACTIONAL"))
    with pytest.raises(MaskReadError, match="above the largest"):
        read_segmentation(tmp_path / "s", volume)


def test_a_segment_of_which_no_fraction_reaches_a_half_says_so(
    volume: Volume, tmp_path: Path
) -> None:
    written(volume, tmp_path / "s", fractional(255, lambda bits: bits, "FRACTIONAL"))
    (mask,) = read_segmentation(tmp_path / "s", volume)
    assert not mask.labels.any()
    for each in mask.segments:
        assert "No voxel of the segment reaches one half: it is empty here." in map(
            str, each.caveats
        )


@pytest.mark.parametrize("kind", ["BINARY", ""])
def test_several_values_of_a_binary_segment_are_refused(
    volume: Volume, tmp_path: Path, kind: str
) -> None:
    def two(bits: NDArray[np.uint8]) -> NDArray[np.uint8]:
        values = bits * 200
        values[np.flatnonzero(values)[0]] = 10
        return values

    written(volume, tmp_path / "s", fractional(255, two, kind))
    with pytest.raises(MaskReadError, match="several values"):
        read_segmentation(tmp_path / "s", volume)


def test_one_value_of_a_binary_segment_of_bytes_marks_it(volume: Volume, tmp_path: Path) -> None:
    labels = written(volume, tmp_path / "s", fractional(1, lambda bits: bits * 255, "BINARY"))
    (mask,) = read_segmentation(tmp_path / "s", volume)
    np.testing.assert_array_equal(mask.labels, labels)
