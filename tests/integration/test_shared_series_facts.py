"""The facts that data/README.md states of each real series, and the verdict on each hard one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from workstation.domain.geometry import Calibration, GeometryIssueCode
from workstation.domain.image import FrameSequence, Radiograph, Volume
from workstation.domain.study import ScanReport, Series, Stack, StackKind
from workstation.services.open_study import load, scan

UNEVEN_AND_TILTED = {"nonuniform_spacing", "gantry_tilt"}
MIXED = {"mixed_orientation", "mixed_spacing"}


def series_of(report: ScanReport) -> dict[str, Series]:
    return {
        f"{series.modality} {series.description}".strip(): series
        for _study, series in report.all_series()
    }


def stacks_of(report: ScanReport) -> list[Stack]:
    return [stack for _study, series in report.all_series() for stack in series.stacks]


def volumes_of(report: ScanReport) -> list[Volume]:
    loaded = [
        load(stack, study, series)
        for study, series in report.all_series()
        for stack in series.stacks
        if stack.kind is StackKind.VOLUME
    ]
    return [volume for volume in loaded if isinstance(volume, Volume)]


def codes(stack: Stack) -> set[str]:
    return {issue.code.value for issue in stack.geometry.issues}


@pytest.mark.parametrize(
    ("folder", "shape_ijk", "spacing_ijk", "origin", "extremes", "mean"),
    [
        (
            "ct_chest_nodule_lidc0314/dicom",
            (512, 512, 119),
            (0.78125, 0.78125, 2.0),
            (-201, -59, -661.8),
            (-1000, 1872),
            -621.85,
        ),
        (
            "ct_chest_tumour_ibsi1_rtstruct/ct",
            (204, 201, 60),
            (0.977, 0.977, 3.0),
            (-174.395, -79.626, -100.4),
            None,
            None,
        ),
        (
            "ct_abdomen_organs_totalseg/dicom_j2k",
            (512, 512, 20),
            (0.9766, 0.9766, 2.0),
            None,
            None,
            None,
        ),
        (
            "ct_head_phantom_philips/axial_5mm",
            (512, 512, 28),
            (0.4512, 0.4512, 5.0),
            None,
            None,
            None,
        ),
        (
            "pt_headneck_suv_qin0024",
            (128, 128, 299),
            (3.5378, 3.5378, 3.375),
            None,
            None,
            None,
        ),
        (
            "petctmr_sarcoma_sts_019/ct",
            (136, 134, 47),
            (0.9766, 0.9766, 3.27),
            None,
            None,
            None,
        ),
        (
            "mr_brain_tumour_pgbm001/timepoint1/T1post",
            (260, 320, 25),
            (0.6875, 0.6875, 6.5),
            None,
            None,
            None,
        ),
        (
            "mr_brain_tumour_pgbm001/timepoint2/FLAIRreg",
            (260, 320, 24),
            (0.6875, 0.6875, 6.5),
            None,
            None,
            None,
        ),
    ],
)
def test_volume_facts(
    shared_data: Path,
    folder: str,
    shape_ijk: tuple[int, int, int],
    spacing_ijk: tuple[float, float, float],
    origin: tuple[float, float, float] | None,
    extremes: tuple[int, int] | None,
    mean: float | None,
) -> None:
    (volume,) = volumes_of(scan(shared_data / folder))
    assert volume.array.shape == shape_ijk[::-1]
    assert volume.geometry.spacing_kji_mm == pytest.approx(spacing_ijk[::-1], abs=1e-3)
    # Every second slice of the nodule's series is there, as its README says.
    gaps = [GeometryIssueCode.SLICE_GAPS] if "nodule" in folder else []
    assert [issue.code for issue in volume.honesty.issues] == gaps
    if origin is not None:
        np.testing.assert_allclose(volume.geometry.affine_lps[:3, 3], origin, atol=2e-3)
    if extremes is not None and mean is not None:
        assert (volume.array.min(), volume.array.max()) == extremes
        assert float(volume.array.mean()) == pytest.approx(mean, abs=0.005)


def test_pet_has_the_stated_suv_factor_and_tumor_maximum(shared_data: Path) -> None:
    report = scan(shared_data / "pt_headneck_suv_qin0024")
    series = series_of(report)["PT PET WB_0"]
    facts = {str(name): str(value) for name, value in series.stacks[0].technique}
    assert facts["SUV factor"] == "2.944804e-04 g/Bq"
    assert float(facts["Decay time"].split()[0]) == pytest.approx(5024.678, abs=0.01)
    (volume,) = volumes_of(report)
    assert volume.quantity == "SUVbw"
    assert volume.array.dtype == np.float32


def test_pet_that_already_is_suv_stays_as_it_is(shared_data: Path) -> None:
    (volume,) = volumes_of(scan(shared_data / "petctmr_sarcoma_sts_019" / "pet"))
    assert volume.quantity == "SUVbw"
    assert float(volume.array.max()) == pytest.approx(16.328, abs=0.001)


def test_mask_stored_as_secondary_capture_is_a_volume(shared_data: Path) -> None:
    root = shared_data / "mr_brain_tumour_pgbm001"
    for folder, count, voxels in (("timepoint1", 25, 2641), ("timepoint2", 24, 6809)):
        (volume,) = volumes_of(scan(root / folder / "MaskTumor"))
        assert volume.array.shape == (count, 320, 260)
        assert int(np.count_nonzero(volume.array)) == voxels
        (t1,) = volumes_of(scan(root / folder / "T1post"))
        assert volume.geometry.same_grid(t1.geometry, tolerance_mm=1e-2)


def test_adc_slope_is_applied(shared_data: Path) -> None:
    root = shared_data / "mr_brain_tumour_pgbm001" / "timepoint1" / "ADCreg"
    stack = stacks_of(scan(root))[0]
    assert stack.frames[0].rescale[0] == pytest.approx(0.1457, abs=1e-4)


def test_localizer_and_summary_stay_out_of_the_head_volume(shared_data: Path) -> None:
    report = scan(shared_data / "ct_head_phantom_philips")
    kinds = sorted((stack.kind.value, stack.shape_kji[0]) for stack in stacks_of(report))
    assert kinds == [("slices", 1), ("slices", 1), ("volume", 28)]
    localizer = next(s for s in stacks_of(report) if s.kind is StackKind.SLICES)
    assert codes(localizer) == {"localizer"}
    assert localizer.shape_kji == (1, 256, 512)
    assert localizer.frames[0].orientation == (0, 1, 0, 0, 0, -1)


def test_radiographs_state_their_calibration(shared_data: Path) -> None:
    report = scan(shared_data / "cr_chest_and_mg")
    films = [
        load(stack, study, series)
        for study, series in report.all_series()
        for stack in series.stacks
    ]
    assert all(isinstance(film, Radiograph) for film in films)
    by_shape = {film.array.shape: film for film in films if isinstance(film, Radiograph)}
    zero = by_shape[(1955, 1841)]
    assert zero.geometry.calibration is Calibration.UNKNOWN
    assert zero.geometry.spacing_ji_mm is None
    assert zero.inverted
    assert zero.honesty.badge == "refused"
    without = by_shape[(440, 440)]
    assert without.geometry.spacing_ji_mm is None
    mammogram = by_shape[(3062, 2394)]
    assert mammogram.geometry.calibration is Calibration.DETECTOR
    assert mammogram.geometry.spacing_ji_mm == pytest.approx((0.0941, 0.0941), abs=1e-4)
    assert len(mammogram.windows) == 3
    assert mammogram.source.view_position == "MLO"


@pytest.mark.parametrize(
    ("folder", "frames", "time_ms", "color"),
    [
        ("us_cine/us_colour_doppler_8fr_jpeg_fragmented_nobot.dcm", 8, None, True),
        ("us_cine/us_palette_10fr_rle.dcm", 10, 76.0, True),
        ("us_cine/us_ybr_color.dcm", 30, 33.3, True),
        ("xa_cine", 96, 33.0, False),
        ("nm_cine", 13, None, False),
        ("enhanced_multiframe/mr_knee_moving_19fr_temporal.dcm", 19, None, False),
    ],
)
def test_cines(
    shared_data: Path, folder: str, frames: int, time_ms: float | None, color: bool
) -> None:
    ((study, series),) = scan(shared_data / folder).all_series()
    (stack,) = series.stacks
    image = load(stack, study, series)
    assert isinstance(image, FrameSequence)
    assert image.array.shape[0] == frames
    assert image.is_color is color
    if time_ms is not None:
        assert image.frame_time_ms == pytest.approx(time_ms, abs=0.5)


def test_ultrasound_regions_give_the_pixel_size(shared_data: Path) -> None:
    folder = shared_data / "us_cine"
    (stack,) = stacks_of(scan(folder / "us_colour_doppler_8fr_jpeg_fragmented_nobot.dcm"))
    assert stack.projection is not None
    assert stack.projection.calibration is Calibration.SCANNER
    assert stack.projection.spacing_ji_mm == pytest.approx((2.29375, 2.29375))
    assert stack.projection.scaled_parts == ((16, 0, 217, 319),)
    # Made half as large after the scan: its region still goes to row 414 of 240.
    (shrunk,) = stacks_of(scan(folder / "us_ybr_color.dcm"))
    assert shrunk.projection is not None
    assert shrunk.projection.spacing_ji_mm is None


@pytest.mark.parametrize(
    ("file", "count"),
    [
        ("mr_philips_8fr.dcm", 8),
        ("mr_siemens_8fr.dcm", 8),
        ("mr_hyperfine_lowfield_8fr.dcm", 8),
        ("ct_enhanced_perfusion_2fr_raw.dcm", 2),
        ("ct_enhanced_perfusion_2fr_not_fragmented_bot_rle.dcm", 2),
        ("ct_enhanced_perfusion_2fr_not_fragmented_bot_jpeg_ls.80.dcm", 2),
        ("ct_legacy_converted_3fr.dcm", 3),
    ],
)
def test_enhanced_files_are_volumes(shared_data: Path, file: str, count: int) -> None:
    (volume,) = volumes_of(scan(shared_data / "enhanced_multiframe" / file))
    assert volume.array.shape[0] == count


@pytest.mark.parametrize(
    ("folder", "images", "badge", "issues"),
    [
        ("ct_head_ge_tilt_nonuniform_spacing", [28], "refused", UNEVEN_AND_TILTED),
        ("ct_gantry_tilt_4slices", [4], "caution", {"gantry_tilt"}),
        ("ct_missing_slice", [4], "refused", {"missing_slices"}),
        ("mr_mixed_orientation_one_series", [2, 2], "caution", MIXED),
        ("mr_two_slices_only", [2], "ok", set()),
        ("mr_nonsquare_pixels", [4], "ok", set()),
        ("mr_ge_dti", [4, 4, 4, 4], "ok", set()),
        ("mr_siemens_mosaic", [1], "refused", {"no_position"}),
        ("mr_series_j2k", [4], "ok", set()),
        ("mr_series_jpegls", [4], "ok", set()),
        ("mr_series_jpegll", [4], "ok", set()),
    ],
)  # fmt: skip
def test_awkward_series_get_their_verdict(
    shared_data: Path, folder: str, images: list[int], badge: str, issues: set[str]
) -> None:
    report = scan(shared_data / "awkward" / folder)
    stacks = stacks_of(report)
    assert [stack.shape_kji[0] for stack in stacks] == images
    assert {stack.geometry.badge.value for stack in stacks} == {badge}
    assert set().union(*map(codes, stacks)) == issues
    assert report.read == sum(images)
    assert report.skipped == ()


def test_tilt_angles(shared_data: Path) -> None:
    for folder, degrees in (
        ("ct_head_ge_tilt_nonuniform_spacing", 18.5),
        ("ct_gantry_tilt_4slices", 14.0),
    ):
        (volume,) = volumes_of(scan(shared_data / "awkward" / folder))
        assert volume.geometry.tilt_deg == pytest.approx(degrees, abs=0.1)


def test_padding_of_the_tilted_head(shared_data: Path) -> None:
    folder = shared_data / "awkward" / "ct_head_ge_tilt_nonuniform_spacing"
    (volume,) = volumes_of(scan(folder))
    assert volume.padding is not None
    np.testing.assert_array_equal(volume.padding, volume.array == -1500)


def test_one_series_in_three_codings_is_one_volume(shared_data: Path) -> None:
    arrays = [
        volumes_of(scan(shared_data / "awkward" / f"mr_series_{coding}"))[0].array
        for coding in ("j2k", "jpegls", "jpegll")
    ]
    np.testing.assert_array_equal(arrays[0], arrays[1])
    np.testing.assert_array_equal(arrays[0], arrays[2])


def test_nonsquare_pixels_and_fractional_slope(shared_data: Path) -> None:
    (volume,) = volumes_of(scan(shared_data / "awkward" / "mr_nonsquare_pixels"))
    assert volume.geometry.spacing_kji_mm[1:] == pytest.approx((4.0, 6.4), abs=1e-3)
    assert volume.array.dtype == np.float32


def test_color_series_is_frames(shared_data: Path) -> None:
    (stack,) = stacks_of(scan(shared_data / "awkward" / "mr_rgb_colour_series_j2k"))
    assert stack.kind is StackKind.FRAMES
    assert stack.is_color


def test_names_in_every_character_set(shared_data: Path) -> None:
    report = scan(shared_data / "awkward" / "charsets")
    names = {study.patient.name for study in report.studies}
    assert {
        "قباني^لنزار",
        "Buc^Jérôme",
        "Äneas^Rüdiger",
        "Διονυσιος",
        "Yamada^Tarou=山田^太郎=やまだ^たろう",
        "Hong^Gildong=洪^吉洞=홍^길동",
        "Wang^XiaoDong=王^小東",
        "Zhang^XiaoDong=张^小东",
    } <= names


def test_every_file_is_accounted_for(shared_data: Path) -> None:
    for folder in ("ct_chest_nodule_lidc0314", "seg_sr_rt_pr", "awkward", "malformed"):
        report = scan(shared_data / folder)
        images = {frame.path for stack in stacks_of(report) for frame in stack.frames}
        others = {path for study in report.studies for _name, path in study.other_objects}
        skipped = {each.path for each in report.skipped}
        on_disk = {str(p) for p in (shared_data / folder).rglob("*") if p.is_file()}
        assert on_disk <= images | others | skipped
        assert report.read == len(images | others)
        assert report.files == report.read + len(report.skipped)
        assert all(each.reason for each in report.skipped)


def test_objects_that_are_no_images_are_named(shared_data: Path) -> None:
    report = scan(shared_data / "seg_sr_rt_pr")
    names = {name for study in report.studies for name, _path in study.other_objects}
    assert {
        "Segmentation",
        "RT Dose",
        "RT Plan",
        "RT Structure Set",
        "Comprehensive 3D SR",
        "Grayscale Softcopy Presentation State",
        "12-lead ECG Waveform",
    } <= names


def test_parametric_maps_are_float_images(shared_data: Path) -> None:
    report = scan(shared_data / "seg_sr_rt_pr" / "pydicom" / "parametric_map_float.dcm")
    ((study, series),) = report.all_series()
    image = load(series.stacks[0], study, series)
    assert image.array.dtype == np.float32
    assert float(image.array.max()) == pytest.approx(0.9416, abs=1e-3)


def test_dicomdir_finds_what_the_folder_walk_finds(shared_data: Path) -> None:
    root = shared_data / "awkward" / "dicomdir_media"
    walked = scan(root)
    by_index = scan(root / "DICOMDIR")
    assert by_index.read == walked.read == 31
    for name in ("DICOMDIR-bigEnd", "DICOMDIR-nooffset", "DICOMDIR-reordered", "DICOMDIR-implicit"):
        assert scan(root / name).read == 31
    assert scan(root / "DICOMDIR-empty.dcm").read == 0
