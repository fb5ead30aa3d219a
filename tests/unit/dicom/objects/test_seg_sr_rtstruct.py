"""Masks and reports as DICOM objects: written, read by others, placed by coordinates."""

import subprocess
from dataclasses import replace
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
import pytest
from highdicom.sr import MeasurementReport
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from tests.support.ct_series import a_series
from tests.support.masks import PROVENANCE, a_mask, asymmetric_labels, geometry, segment
from workstation.dicom.objects import seg_write
from workstation.dicom.objects.rtstruct_read import (
    RT_STRUCTURE_SET_STORAGE,
    read_structure_set,
)
from workstation.dicom.objects.seg_read import read_segmentation
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.dicom.objects.sr_write import write_measurement_report
from workstation.domain import coding
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.geometry import Calibration, ProjectionGeometry
from workstation.domain.image import ImageSource, Radiograph, Volume
from workstation.errors import MaskReadError, VerificationError
from workstation.imaging.outline_fill import inside_polygon
from workstation.messages import Message
from workstation.quantification.segments import measure_segments, to_measurements


@pytest.fixture(params=[False, True], ids=["regular", "tilted"])
def volume(request: pytest.FixtureRequest, tmp_path: Path) -> Volume:
    return a_series(tmp_path / "ct", geometry(sheared=request.param))


def validator_errors(path: Path) -> list[str]:
    checked = subprocess.run(["dciodvfy", path], capture_output=True, text=True, check=False)
    return [line for line in (checked.stdout + checked.stderr).splitlines() if "Error" in line]


def test_a_seg_comes_back_voxel_for_voxel(volume: Volume, tmp_path: Path) -> None:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    segments = [segment(1, color=(200, 30, 60)), segment(2, "Second", (20, 130, 250))]
    mask = a_mask(labels, volume.geometry, segments)
    written = write_segmentation(mask, volume, tmp_path / "m.seg.dcm")
    assert written.numbers == {1: 1, 2: 2}
    (again,) = read_segmentation(tmp_path / "m.seg.dcm", volume)
    np.testing.assert_array_equal(again.labels, labels)
    for meant, found in zip(segments, again.segments, strict=True):
        assert (found.label, found.type.value, found.category.value) == (
            meant.label,
            meant.type.value,
            meant.category.value,
        )
        assert found.anatomic_region is not None
        assert np.abs(np.subtract(found.color_rgb, meant.color_rgb)).max() <= 2
    assert validator_errors(tmp_path / "m.seg.dcm") == []


def test_an_independent_library_reads_the_same_seg(volume: Volume, tmp_path: Path) -> None:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    write_segmentation(
        a_mask(labels, volume.geometry, [segment(1), segment(2)]), volume, tmp_path / "m.dcm"
    )
    seg = hd.seg.segread(tmp_path / "m.dcm")
    used = [k for k in range(labels.shape[0]) if labels[k].any()]
    uids = [volume.source.sop_instance_uids[k] for k in used]
    pixels = seg.get_pixels_by_source_instance(uids, combine_segments=True)
    np.testing.assert_array_equal(pixels, labels[used])


def test_segment_numbers_with_gaps_are_rewritten_in_order(volume: Volume, tmp_path: Path) -> None:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    labels[labels == 2] = 9
    labels[labels == 1] = 4
    mask = a_mask(labels, volume.geometry, [segment(9), segment(4), segment(7)])
    written = write_segmentation(mask, volume, tmp_path / "m.dcm")
    assert written.numbers == {4: 1, 9: 2}
    (again,) = read_segmentation(tmp_path / "m.dcm", volume)
    np.testing.assert_array_equal(again.labels == 2, labels == 9)


def test_frames_out_of_order_are_placed_by_position(volume: Volume, tmp_path: Path) -> None:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    mask = a_mask(labels, volume.geometry, [segment(1), segment(2)])
    write_segmentation(mask, volume, tmp_path / "m.dcm")
    backward = replace(
        volume,
        source=replace(
            volume.source,
            sop_instance_uids=volume.source.sop_instance_uids[::-1],
            paths=volume.source.paths[::-1],
        ),
    )
    (again,) = read_segmentation(tmp_path / "m.dcm", backward)
    np.testing.assert_array_equal(again.labels, labels)


def test_a_seg_of_another_grid_is_refused(volume: Volume, tmp_path: Path) -> None:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    mask = a_mask(labels, volume.geometry, [segment(1), segment(2)])
    write_segmentation(mask, volume, tmp_path / "m.dcm")
    affine = volume.geometry.affine_lps.copy()
    affine[:3, 3] += affine[:3, 1] * 0.4
    moved = replace(volume, geometry=replace(volume.geometry, affine_lps=affine))
    with pytest.raises(MaskReadError):
        read_segmentation(tmp_path / "m.dcm", moved)


def test_what_differs_when_read_again_is_not_kept(
    volume: Volume, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    mask = a_mask(labels, volume.geometry, [segment(1), segment(2)])

    def mirrored(path: Path, like: Volume) -> tuple[object, ...]:
        (read,) = read_segmentation(path, like)
        return (replace(read, labels=read.labels[:, :, ::-1].copy()),)

    monkeypatch.setattr(seg_write, "read_segmentation", mirrored)
    with pytest.raises(VerificationError):
        write_segmentation(mask, volume, tmp_path / "out.dcm")
    assert not (tmp_path / "out.dcm").exists()


def test_an_empty_mask_writes_nothing(volume: Volume, tmp_path: Path) -> None:
    mask = a_mask(np.zeros(volume.geometry.shape_kji, np.uint8), volume.geometry, [segment(1)])
    with pytest.raises(MaskReadError, match="empty"):
        write_segmentation(mask, volume, tmp_path / "m.dcm")


@pytest.mark.parametrize("keep", [0, 200, 1500, 3000])
def test_a_seg_cut_short_is_refused(volume: Volume, tmp_path: Path, keep: int) -> None:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    path = tmp_path / "m.dcm"
    write_segmentation(a_mask(labels, volume.geometry, [segment(1), segment(2)]), volume, path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(MaskReadError):
        read_segmentation(path, volume)


def a_finding(volume: Volume, mask_number: int | None = 1) -> Finding:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    mask = a_mask(labels, volume.geometry, [segment(1), segment(2)])
    measured = measure_segments(volume, mask)[0]
    return Finding(
        id="f1",
        label="Nodule 1",
        code=coding.NODULE,
        provenance=PROVENANCE,
        series_instance_uid=volume.source.series_instance_uid,
        segment_number=mask_number,
        site=coding.LUNG,
        laterality=coding.LEFT,
        measurements=to_measurements(measured, mask),
        probability=0.25,
    )


def test_measurements_as_tid_1500(volume: Volume, tmp_path: Path) -> None:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    mask = a_mask(labels, volume.geometry, [segment(1), segment(2)])
    written = write_segmentation(mask, volume, tmp_path / "m.dcm")
    finding = a_finding(volume)
    rejected = replace(finding, id="f2").decided(FindingStatus.REJECTED, by="Reader")
    write_measurement_report(
        [finding, rejected], volume, tmp_path / "r.sr.dcm", segmentation=written
    )
    report = pydicom.dcmread(tmp_path / "r.sr.dcm")
    assert report.VerificationFlag == "UNVERIFIED"
    assert validator_errors(tmp_path / "r.sr.dcm") == []
    content = MeasurementReport.from_sequence([pydicom.dcmread(tmp_path / "r.sr.dcm")])
    groups = content.get_volumetric_roi_measurement_groups()
    (group,) = groups
    assert group.finding_type is not None
    assert group.finding_type.value == coding.NODULE.value
    values = {m.name.value: m.value for m in group.get_measurements()}
    expected = {m.concept.value: m.value for m in finding.measurements}
    assert values[coding.VOLUME.value] == pytest.approx(expected[coding.VOLUME.value])
    assert values[coding.PROBABILITY.value] == pytest.approx(25)


def coded(item: Dataset, concept: str) -> list[Dataset]:
    """All content items of one concept, at any depth."""
    found = []
    for child in item.get("ContentSequence", ()):
        if child.ConceptNameCodeSequence[0].CodeValue == concept:
            found.append(child)
        found += coded(child, concept)
    return found


def value_of(item: Dataset) -> tuple[str, str]:
    code = item.ConceptCodeSequence[0]
    return code.CodeValue, code.CodingSchemeDesignator


@pytest.mark.parametrize("side", [coding.LEFT, coding.RIGHT])
@pytest.mark.parametrize(
    ("status", "stated"),
    [(None, "proposed"), (FindingStatus.ACCEPTED, "accepted"), (FindingStatus.EDITED, "edited")],
)
def test_a_report_states_units_side_status_and_references(
    volume: Volume, tmp_path: Path, side: coding.Code, status: FindingStatus | None, stated: str
) -> None:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    mask = a_mask(labels, volume.geometry, [segment(1), segment(2)])
    written = write_segmentation(mask, volume, tmp_path / "m.dcm")
    finding = replace(a_finding(volume, 2), laterality=side)
    if status is not None:
        finding = finding.decided(status, by="Reader")
    write_measurement_report([finding], volume, tmp_path / "r.dcm", segmentation=written)
    report = pydicom.dcmread(tmp_path / "r.dcm")
    numbers = {}
    for measurement in finding.measurements:
        (item,) = coded(report, measurement.concept.value)
        (value,) = item.MeasuredValueSequence
        unit = value.MeasurementUnitsCodeSequence[0]
        assert (unit.CodeValue, unit.CodingSchemeDesignator) == (
            measurement.unit.value,
            measurement.unit.scheme,
        )
        numbers[measurement.concept] = float(value.NumericValue)
    assert numbers == pytest.approx({m.concept: m.value for m in finding.measurements})
    assert {m.unit for m in finding.measurements} >= {coding.UNIT_MM3, coding.UNIT_MM}
    (site,) = coded(report, "363698007")
    assert value_of(site) == (coding.LUNG.value, "SCT")
    assert [value_of(item)[0] for item in coded(site, "272741003")] == [side.value]
    assert [value_of(item) for item in coded(report, "review-status")] == [(stated, "99LIGHTBOX")]
    (reference,) = coded(report, "121191")
    sop = reference.ReferencedSOPSequence[0]
    seg = pydicom.dcmread(tmp_path / "m.dcm")
    assert sop.ReferencedSOPInstanceUID == seg.SOPInstanceUID
    assert int(sop.ReferencedSegmentNumber) == 2
    (series,) = coded(report, "121232")
    assert volume.source.series_instance_uid == series.UID


def comments(item: Dataset) -> list[str]:
    found = [
        str(child.TextValue)
        for child in item.get("ContentSequence", ())
        if child.ValueType == "TEXT" and child.ConceptNameCodeSequence[0].CodeValue == "121106"
    ]
    for child in item.get("ContentSequence", ()):
        found += comments(child)
    return found


def test_what_a_number_is_worth_stands_in_the_report(volume: Volume, tmp_path: Path) -> None:
    plain = a_finding(volume, None)
    first = replace(plain.measurements[0], caveat=Message("estimated magnification 1.5"))
    finding = replace(
        plain,
        measurements=(first, *plain.measurements[1:]),
        probability_note=Message("not calibrated"),
        caveats=(Message("cut by the field of view"),),
    )
    write_measurement_report([finding], volume, tmp_path / "r.dcm")
    found = comments(pydicom.dcmread(tmp_path / "r.dcm"))
    assert f"{first.name}: estimated magnification 1.5" in found
    assert found[-2:] == ["not calibrated", "cut by the field of view"]
    assert validator_errors(tmp_path / "r.dcm") == []


def test_a_finding_without_a_segment_is_reported_too(volume: Volume, tmp_path: Path) -> None:
    write_measurement_report([a_finding(volume, None)], volume, tmp_path / "r.dcm")
    assert validator_errors(tmp_path / "r.dcm") == []


def test_what_was_signed_is_verified_by_who_signed_it(volume: Volume, tmp_path: Path) -> None:
    finding = replace(a_finding(volume, None), position_lps_mm=slice_center(volume, 1))
    kept = finding.decided(FindingStatus.ACCEPTED, by="Reader")
    others = [
        replace(finding, id="f2"),
        replace(finding, id="f3").decided(FindingStatus.REJECTED, by="Reader"),
    ]
    write_measurement_report(
        [kept, *others], volume, tmp_path / "r.dcm", signed_by="Dr. Ümit Reader"
    )
    report = pydicom.dcmread(tmp_path / "r.dcm")
    assert (report.VerificationFlag, report.CompletionFlag) == ("VERIFIED", "COMPLETE")
    assert report.PreliminaryFlag == "FINAL"
    (observer,) = report.VerifyingObserverSequence
    assert observer.VerifyingObserverName.family_name == "Dr. Ümit Reader"
    assert observer.VerifyingOrganization == "not stated"
    assert validator_errors(tmp_path / "r.dcm") == []
    content = MeasurementReport.from_sequence([report])
    groups = content.get_image_measurement_groups()
    assert len(groups) == 1
    text = str(report)
    assert "Accepted by a person" in text
    assert "Proposed, not reviewed" not in text
    # The image that shows the finding, not any other.
    assert volume.source.sop_instance_uids[1] in str(report.ContentSequence)
    assert volume.source.sop_instance_uids[0] not in str(report.ContentSequence)


def slice_center(volume: Volume, k: int) -> tuple[float, float, float]:
    x, y, z = volume.geometry.to_lps_mm((k, 1, 1)).tolist()
    return x, y, z


def a_structure_set(volume: Volume, contours_kji: list[np.ndarray], path: Path) -> None:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = RT_STRUCTURE_SET_STORAGE
    dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset.SOPClassUID = RT_STRUCTURE_SET_STORAGE
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID
    roi, drawn = Dataset(), Dataset()
    roi.ROINumber, roi.ROIName = 7, "GTV"
    drawn.ReferencedROINumber, drawn.ROIDisplayColor = 7, [1, 2, 3]
    drawn.ContourSequence = []
    for corners in contours_kji:
        contour = Dataset()
        contour.ContourGeometricType = "CLOSED_PLANAR"
        points = volume.geometry.to_lps_mm(corners)
        contour.NumberOfContourPoints = len(points)
        contour.ContourData = [f"{v:.6f}" for v in points.ravel()]
        drawn.ContourSequence.append(contour)
    dataset.StructureSetROISequence = [roi]
    dataset.ROIContourSequence = [drawn]
    dataset.save_as(path, enforce_file_format=True)


def rectangle(k: float, j0: float, j1: float, i0: float, i1: float) -> np.ndarray:
    return np.array([[k, j0, i0], [k, j0, i1], [k, j1, i1], [k, j1, i0]])


def test_contours_mark_voxels_whose_centers_are_inside(volume: Volume, tmp_path: Path) -> None:
    outer = rectangle(2, 0.5, 6.5, 1.5, 8.5)
    hole = rectangle(2, 2.5, 4.5, 3.5, 5.5)
    a_structure_set(volume, [outer, hole], tmp_path / "rt.dcm")
    (mask,) = read_structure_set(tmp_path / "rt.dcm", volume)
    expected = np.zeros(volume.geometry.shape_kji, np.uint8)
    expected[2, 1:7, 2:9] = 1
    expected[2, 3:5, 4:6] = 0
    np.testing.assert_array_equal(mask.labels, expected)
    assert mask.segments[0].label == "GTV"


def test_a_keyhole_contour_cuts_the_same_hole(volume: Volume, tmp_path: Path) -> None:
    keyhole = np.array(
        [
            (2, 0.5, 1.5), (2, 0.5, 8.5), (2, 6.5, 8.5), (2, 6.5, 1.5), (2, 2.5, 1.5),
            (2, 2.5, 3.5), (2, 4.5, 3.5), (2, 4.5, 5.5), (2, 2.5, 5.5), (2, 2.5, 3.5),
            (2, 2.5, 1.5),
        ]
    )  # fmt: skip
    a_structure_set(volume, [keyhole], tmp_path / "rt.dcm")
    (mask,) = read_structure_set(tmp_path / "rt.dcm", volume)
    expected = np.zeros(volume.geometry.shape_kji, np.uint8)
    expected[2, 1:7, 2:9] = 1
    expected[2, 3:5, 4:6] = 0
    np.testing.assert_array_equal(mask.labels, expected)


def test_contours_between_slices_are_told(volume: Volume, tmp_path: Path) -> None:
    a_structure_set(volume, [rectangle(2.4, 0.5, 6.5, 1.5, 8.5)], tmp_path / "rt.dcm")
    (mask,) = read_structure_set(tmp_path / "rt.dcm", volume)
    assert np.unique(np.nonzero(mask.labels)[0]).tolist() == [2]
    assert "between the slices" in str(mask.segments[0].caveats[0])


def test_polygons_that_share_an_edge_do_not_overlap() -> None:
    left = np.array([(0.0, 0.0), (0.0, 4.0), (8.0, 4.0), (8.0, 0.0)])
    right = np.array([(0.0, 4.0), (0.0, 9.0), (8.0, 9.0), (8.0, 4.0)])
    both = inside_polygon(left, (10, 12)) + inside_polygon(right, (10, 12))
    assert both.max() == 1
    assert both.sum() == 8 * 9


def test_a_seg_on_a_radiograph(tmp_path: Path, shared_data: Path) -> None:
    path = shared_data / "cr_chest_and_mg" / "dx_dog_chest_small.dcm"
    header = pydicom.dcmread(path)
    shape = (int(header.Rows), int(header.Columns))
    film = Radiograph(
        array=header.pixel_array,
        geometry=ProjectionGeometry(
            shape_ji=shape, spacing_ji_mm=None, calibration=Calibration.UNKNOWN
        ),
        quantity="US",
        source=ImageSource(
            sop_instance_uids=(str(header.SOPInstanceUID),), paths=(str(path),), modality="DX"
        ),
    )
    labels = np.zeros((1, *shape), np.uint8)
    labels[0, 5 : shape[0] // 2, 7 : shape[1] // 3] = 1
    write_segmentation(a_mask(labels, None, [segment(1)]), film, tmp_path / "m.dcm")
    (again,) = read_segmentation(tmp_path / "m.dcm", film)
    np.testing.assert_array_equal(again.labels, labels)


def test_overlapping_segments_become_several_masks(shared_data: Path) -> None:
    folder = shared_data / "seg_sr_rt_pr" / "dcmqi_liver"
    from workstation.services.open_study import open_series

    image = open_series(folder)
    masks = read_segmentation(folder / "seg_partial_overlaps.dcm", image)
    assert len(masks) > 1
    assert sum(len(mask.segments) for mask in masks) == 5
