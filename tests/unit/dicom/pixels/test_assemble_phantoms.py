"""Known-answer tests: affine, order, values, dtype, badge of generated series."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_phantoms import (
    AXIAL,
    SeriesPhantom,
    blank,
    enhanced_mr,
    put_pixels,
    ramp,
    save,
    straight,
    write_series,
)
from workstation.domain.geometry import GeometryBadge, GeometryIssueCode
from workstation.domain.image import FrameSequence, Radiograph, Volume
from workstation.domain.study import ScanReport, Stack, StackKind
from workstation.errors import CancelledError
from workstation.processes.cancel import CancelToken
from workstation.services.open_study import choose, load, open_series, read_frame, scan


def volume_of(path: Path) -> Volume:
    image = open_series(path)
    assert isinstance(image, Volume)
    return image


def only_stack(report: ScanReport) -> Stack:
    ((_study, series),) = report.all_series()
    (stack,) = series.stacks
    return stack


def codes(stack: Stack) -> set[str]:
    return {issue.code.value for issue in stack.geometry.issues}


def test_anisotropic_off_origin_series_has_its_affine_and_values(tmp_path: Path) -> None:
    phantom = SeriesPhantom(stored=ramp(), positions=straight(6))
    write_series(tmp_path, phantom)
    volume = volume_of(tmp_path)
    expected = np.array(
        [[0, 0, 0.5, -31], [0, 0.7, 0, 17.5], [2.5, 0, 0, 400.25], [0, 0, 0, 1]], dtype=float
    )
    np.testing.assert_allclose(volume.geometry.affine_lps, expected, atol=1e-9)
    np.testing.assert_array_equal(volume.array, ramp().astype(int) - 1024)
    assert volume.array.dtype == np.int16
    assert volume.quantity == "HU"
    assert volume.honesty.badge is GeometryBadge.OK


def test_oblique_series_maps_voxels_to_their_place(tmp_path: Path) -> None:
    angle = np.radians(30)
    row = np.array([np.cos(angle), np.sin(angle), 0.0])
    column = np.array([0.0, 0.0, -1.0])
    normal = np.cross(row, column)
    positions = straight(5, step=normal * 3.1)
    orientation = (*row, *column)
    phantom = SeriesPhantom(stored=ramp(5), positions=positions, orientation=orientation)
    write_series(tmp_path, phantom)
    geometry = volume_of(tmp_path).geometry
    place = geometry.to_lps_mm([2, 3, 4])
    np.testing.assert_allclose(place, positions[2] + column * 0.7 * 3 + row * 0.5 * 4, atol=1e-6)
    assert not geometry.is_sheared


@pytest.mark.parametrize("flip", [1.0, -1.0])
def test_slices_are_sorted_along_the_normal_whatever_the_instance_number(
    tmp_path: Path, flip: float
) -> None:
    positions = straight(6, step=(0, 0, 2.5 * flip))
    write_series(tmp_path, SeriesPhantom(stored=ramp(), positions=positions))
    volume = volume_of(tmp_path)
    order = slice(None) if flip > 0 else slice(None, None, -1)
    np.testing.assert_array_equal(volume.array, ramp()[order].astype(int) - 1024)
    assert volume.geometry.affine_lps[2, 0] == pytest.approx(2.5)


@pytest.mark.parametrize("degrees", [20.0, -20.0])
def test_gantry_tilt_keeps_the_shear_and_the_volume(tmp_path: Path, degrees: float) -> None:
    angle = np.radians(degrees)
    orientation = (1, 0, 0, 0, np.cos(angle), -np.sin(angle))
    phantom = SeriesPhantom(
        stored=ramp(), positions=straight(6, step=(0, 0, 5.0)), orientation=orientation
    )
    write_series(tmp_path, phantom)
    volume = volume_of(tmp_path)
    np.testing.assert_allclose(volume.geometry.to_lps_mm([5, 0, 0]), straight(6, (0, 0, 5.0))[5])
    assert volume.geometry.tilt_deg == pytest.approx(20.0, abs=1e-4)
    assert volume.geometry.spacing_kji_mm[0] == pytest.approx(5 * np.cos(angle))
    np.testing.assert_allclose(volume.geometry.affine_lps[:3, 0], (0, 0, 5), atol=1e-9)
    assert [issue.code for issue in volume.honesty.issues] == [GeometryIssueCode.GANTRY_TILT]
    assert volume.honesty.badge is GeometryBadge.CAUTION


def test_missing_slice_blocks_volumes(tmp_path: Path) -> None:
    keep = [0, 1, 2, 4, 5]
    phantom = SeriesPhantom(stored=ramp()[keep], positions=straight(6)[keep])
    write_series(tmp_path, phantom)
    volume = volume_of(tmp_path)
    assert [issue.code for issue in volume.honesty.issues] == [GeometryIssueCode.MISSING_SLICES]
    assert volume.honesty.blocks_volume
    assert volume.slice_origins_lps_mm is not None
    np.testing.assert_allclose(volume.slice_origins_lps_mm, straight(6)[keep])


@pytest.mark.parametrize("which", [0, 1, 4, 5])
def test_the_slice_step_is_that_of_all_slices(tmp_path: Path, which: int) -> None:
    """One position that is written a little off moves no other slice by more than its share."""
    positions = straight(6)
    positions[which, 2] += 0.06
    write_series(tmp_path, SeriesPhantom(stored=ramp(), positions=positions))
    volume = volume_of(tmp_path)
    step = (positions[5] - positions[0]) / 5
    np.testing.assert_allclose(volume.geometry.affine_lps[:3, 0], step, atol=1e-9)
    np.testing.assert_allclose(volume.geometry.to_lps_mm([5, 0, 0]), positions[5], atol=1e-9)


@pytest.mark.parametrize(
    ("noise", "badge", "issues"),
    [
        (1e-8, GeometryBadge.OK, set()),
        (0.06, GeometryBadge.CAUTION, {"nonuniform_spacing"}),
        (0.4, GeometryBadge.REFUSED, {"nonuniform_spacing"}),
    ],
)
def test_spacing_noise(
    tmp_path: Path, noise: float, badge: GeometryBadge, issues: set[str]
) -> None:
    positions = straight(6)
    positions[2, 2] += noise
    write_series(tmp_path, SeriesPhantom(stored=ramp(), positions=positions))
    stack = only_stack(scan(tmp_path))
    assert stack.geometry.badge is badge
    assert codes(stack) == issues


def test_slice_shifted_sideways_is_refused(tmp_path: Path) -> None:
    positions = straight(6)
    positions[3, 0] += 1.0
    write_series(tmp_path, SeriesPhantom(stored=ramp(), positions=positions))
    assert only_stack(scan(tmp_path)).geometry.badge is GeometryBadge.REFUSED


def test_signed_and_unsigned_slices_share_one_type(tmp_path: Path) -> None:
    stored = ramp()

    def sign_every_second(data_set: Dataset, k: int) -> None:
        if k % 2:
            put_pixels(data_set, (stored[k].astype(np.int16) - 1024))
            data_set.RescaleIntercept = "0"

    write_series(tmp_path, SeriesPhantom(stored=stored, positions=straight(6)), sign_every_second)
    volume = volume_of(tmp_path)
    np.testing.assert_array_equal(volume.array, stored.astype(int) - 1024)
    assert volume.array.dtype == np.int16


def test_first_slice_does_not_decide_the_type(tmp_path: Path) -> None:
    stored = ramp()
    stored[4, 0, 0] = 65535
    write_series(tmp_path, SeriesPhantom(stored=stored, positions=straight(6)))
    volume = volume_of(tmp_path)
    assert volume.array.dtype == np.int32
    np.testing.assert_array_equal(volume.array, stored.astype(int) - 1024)


def test_unsigned_16_bit_without_rescale_stays_unsigned(tmp_path: Path) -> None:
    stored = ramp()
    stored[1, 1, 1] = 60000
    phantom = SeriesPhantom(stored=stored, positions=straight(6), intercept=0, modality="MR")
    write_series(tmp_path, phantom)
    volume = volume_of(tmp_path)
    assert volume.array.dtype == np.uint16
    np.testing.assert_array_equal(volume.array, stored)


def test_slope_of_each_slice_is_used(tmp_path: Path) -> None:
    stored = ramp()
    slopes = [0.1 * (k + 1) for k in range(6)]

    def rescale(data_set: Dataset, k: int) -> None:
        data_set.RescaleSlope, data_set.RescaleIntercept = repr(slopes[k]), "0"

    phantom = SeriesPhantom(stored=stored, positions=straight(6), modality="MR")
    write_series(tmp_path, phantom, rescale)
    volume = volume_of(tmp_path)
    assert volume.array.dtype == np.float32
    expected = stored * np.array(slopes)[:, None, None]
    np.testing.assert_allclose(volume.array, expected, rtol=1e-6)


def test_unused_high_bits_are_dropped(tmp_path: Path) -> None:
    stored = ramp()

    def overlay_bits(data_set: Dataset, k: int) -> None:
        put_pixels(data_set, stored[k] | np.uint16(0xF000), bits_stored=12)

    phantom = SeriesPhantom(stored=stored, positions=straight(6))
    write_series(tmp_path, phantom, overlay_bits)
    np.testing.assert_array_equal(volume_of(tmp_path).array, stored.astype(int) - 1024)


def test_twelve_bit_negative_values_are_extended(tmp_path: Path) -> None:
    stored = ramp().astype(np.int16) - 300

    def twelve(data_set: Dataset, k: int) -> None:
        put_pixels(data_set, stored[k] & np.int16(0x0FFF), bits_stored=12)
        data_set.RescaleIntercept = "0"

    write_series(tmp_path, SeriesPhantom(stored=stored, positions=straight(6)), twelve)
    np.testing.assert_array_equal(volume_of(tmp_path).array, stored)


def test_padding_is_found_on_stored_values(tmp_path: Path) -> None:
    stored = ramp().astype(np.int16)
    stored[:, 0, :] = -2000

    def pad(data_set: Dataset, _k: int) -> None:
        data_set.add_new("PixelPaddingValue", "SS", -2000)

    write_series(tmp_path, SeriesPhantom(stored=stored, positions=straight(6)), pad)
    volume = volume_of(tmp_path)
    assert volume.padding is not None
    np.testing.assert_array_equal(volume.padding, stored == -2000)


def test_every_slice_with_its_own_frame_of_reference_is_one_volume(tmp_path: Path) -> None:
    def own(data_set: Dataset, k: int) -> None:
        data_set.FrameOfReferenceUID = f"1.2.3.{k + 1}"

    write_series(tmp_path, SeriesPhantom(stored=ramp(), positions=straight(6)), own)
    stack = only_stack(scan(tmp_path))
    assert stack.shape_kji == (6, 8, 10)
    assert stack.frame_of_reference_uid == ""


def test_enhanced_frames_are_sorted_and_scaled_one_by_one(tmp_path: Path) -> None:
    order = [3, 0, 2, 1]
    stored, positions = ramp(4), straight(4)
    slopes = [0.5, 1.5, 2.5, 3.5]
    data_set = enhanced_mr(stored[order], positions[order], slopes=[slopes[k] for k in order])
    save(data_set, tmp_path / "enhanced")
    volume = volume_of(tmp_path)
    np.testing.assert_allclose(volume.array, stored * np.array(slopes)[:, None, None])
    np.testing.assert_allclose(volume.geometry.affine_lps[:3, 3], positions[0])


def test_enhanced_time_points_become_stacks(tmp_path: Path) -> None:
    stored, positions = ramp(6), straight(3)
    data_set = enhanced_mr(
        stored, np.concatenate([positions, positions]), temporal=[1, 1, 1, 2, 2, 2]
    )
    save(data_set, tmp_path / "enhanced")
    ((_study, series),) = scan(tmp_path).all_series()
    assert [stack.shape_kji[0] for stack in series.stacks] == [3, 3]
    assert [str(stack.label) for stack in series.stacks] == ["time point 1", "time point 2"]


def test_one_slice_in_time_is_a_cine(tmp_path: Path) -> None:
    positions = np.repeat(straight(1), 5, axis=0)
    save(enhanced_mr(ramp(5), positions, temporal=[1, 2, 3, 4, 5]), tmp_path / "cine")
    image = open_series(tmp_path)
    assert isinstance(image, FrameSequence)
    np.testing.assert_array_equal(image.array, ramp(5))
    assert image.geometry.spacing_ji_mm == (0.7, 0.5)


@pytest.mark.parametrize(
    ("keyword", "values", "label"),
    [
        ("EchoTime", ["10", "80"], "echo 10 ms"),
        ("DiffusionBValue", [0.0, 800.0], "b 0"),
        ("TemporalPositionIdentifier", ["1", "2"], "time point 1"),
        ("TriggerTime", ["0", "50"], "phase 0"),
        ("AcquisitionNumber", ["1", "2"], "acquisition 1"),
    ],
)
def test_repeated_positions_are_split(
    tmp_path: Path, keyword: str, values: list[object], label: str
) -> None:
    positions = np.concatenate([straight(3), straight(3)])

    def mark(data_set: Dataset, k: int) -> None:
        setattr(data_set, keyword, values[k // 3])

    phantom = SeriesPhantom(stored=ramp(6), positions=positions, modality="MR", intercept=0)
    write_series(tmp_path, phantom, mark, shuffled=False)
    report = scan(tmp_path)
    ((study, series),) = report.all_series()
    assert [stack.shape_kji[0] for stack in series.stacks] == [3, 3]
    assert str(series.stacks[0].label) == label
    first = load(series.stacks[0], study, series)
    np.testing.assert_array_equal(first.array, ramp(6)[:3])
    assert all(stack.geometry.badge is GeometryBadge.OK for stack in series.stacks)


def test_a_surplus_slice_is_told_and_set_apart(tmp_path: Path) -> None:
    positions = np.concatenate([straight(5), straight(5)[2:3]])
    write_series(tmp_path, SeriesPhantom(stored=ramp(6), positions=positions), shuffled=False)
    ((_study, series),) = scan(tmp_path).all_series()
    assert sorted(stack.shape_kji[0] for stack in series.stacks) == [1, 5]
    assert all("duplicate_positions" in codes(stack) for stack in series.stacks)


def test_orientations_and_matrices_are_split_and_told(tmp_path: Path) -> None:
    series_uid = "1.2.826.0.1.1"
    axial = SeriesPhantom(stored=ramp(3), positions=straight(3), series_uid=series_uid)
    sagittal = SeriesPhantom(
        stored=ramp(3, rows=6),
        positions=straight(3, step=(3.0, 0, 0)),
        orientation=(0, 1, 0, 0, 0, -1),
        series_uid=series_uid,
        study_uid=axial.study_uid,
    )
    write_series(tmp_path / "a", axial)
    write_series(tmp_path / "b", sagittal)
    ((_study, series),) = scan(tmp_path).all_series()
    assert len(series.stacks) == 2
    for stack in series.stacks:
        assert codes(stack) == {"mixed_orientation", "mixed_spacing"}


def test_localizer_and_color_stay_out_of_the_volume(tmp_path: Path) -> None:
    phantom = SeriesPhantom(stored=ramp(5), positions=straight(5))
    stored_color = np.zeros((8, 10, 3), np.uint8)

    def mix(data_set: Dataset, k: int) -> None:
        if k == 0:
            data_set.ImageType = ["ORIGINAL", "PRIMARY", "LOCALIZER"]
        if k == 4:
            put_pixels(data_set, stored_color)

    write_series(tmp_path, phantom, mix)
    ((_study, series),) = scan(tmp_path).all_series()
    kinds = {stack.kind: stack for stack in series.stacks}
    assert kinds[StackKind.VOLUME].shape_kji[0] == 3
    assert codes(kinds[StackKind.SLICES]) == {"localizer"}
    assert kinds[StackKind.FRAMES].is_color


def test_series_without_positions_is_loaded_but_refused(tmp_path: Path) -> None:
    def unplace(data_set: Dataset, _k: int) -> None:
        del data_set.ImagePositionPatient

    write_series(
        tmp_path, SeriesPhantom(stored=ramp(), positions=straight(6)), unplace, shuffled=False
    )
    volume = volume_of(tmp_path)
    assert [issue.code for issue in volume.honesty.issues] == [GeometryIssueCode.NO_POSITION]
    assert volume.honesty.blocks_volume
    assert volume.geometry.spacing_kji_mm[1:] == pytest.approx((0.7, 0.5))
    np.testing.assert_array_equal(volume.array, ramp().astype(int) - 1024)


def test_radiograph_keeps_its_values_and_inversion(tmp_path: Path) -> None:
    data_set = blank("1.2.840.10008.5.1.4.1.1.1.1")
    data_set.Modality = "DX"
    put_pixels(data_set, ramp(1)[0])
    data_set.PhotometricInterpretation = "MONOCHROME1"
    data_set.ImagerPixelSpacing = [0.2, 0.1]
    save(data_set, tmp_path / "film")
    film = open_series(tmp_path)
    assert isinstance(film, Radiograph)
    assert film.inverted
    assert film.geometry.spacing_ji_mm == (0.2, 0.1)
    np.testing.assert_array_equal(film.array, ramp(1)[0])


def test_read_frame_equals_the_loaded_slice(tmp_path: Path) -> None:
    write_series(tmp_path, SeriesPhantom(stored=ramp(), positions=straight(6)))
    _study, _series, stack = choose(scan(tmp_path))
    np.testing.assert_array_equal(read_frame(stack, 2), volume_of(tmp_path).array[2])


def test_middle_slice_is_told_first(tmp_path: Path) -> None:
    write_series(tmp_path, SeriesPhantom(stored=ramp(9), positions=straight(9)))
    study, series, stack = choose(scan(tmp_path))
    told: list[int] = []
    load(stack, study, series, on_slice=lambda k, _values: told.append(k))
    assert sorted(told) == list(range(9))
    assert told[0] == 4


def test_cancelled_loading_raises(tmp_path: Path) -> None:
    write_series(tmp_path, SeriesPhantom(stored=ramp(), positions=straight(6)))
    study, series, stack = choose(scan(tmp_path))
    token = CancelToken()
    with pytest.raises(CancelledError):
        load(stack, study, series, token=token, on_slice=lambda _k, _v: token.cancel())


def test_single_slice_without_thickness_measures_no_volume(tmp_path: Path) -> None:
    def thin(data_set: Dataset, _k: int) -> None:
        del data_set.SliceThickness

    phantom = SeriesPhantom(stored=ramp(1), positions=straight(1), orientation=AXIAL)
    write_series(tmp_path, phantom, thin)
    stack = only_stack(scan(tmp_path))
    assert stack.kind is StackKind.SLICES
    assert stack.geometry.blocks_volume
