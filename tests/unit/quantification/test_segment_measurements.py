"""Known answers for volumes, axes, surfaces and intensities."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support import masks
from workstation.domain import coding
from workstation.domain.bit_mask import BitMask
from workstation.domain.geometry import (
    Calibration,
    GeometryHonesty,
    GeometryIssue,
    GeometryIssueCode,
    ProjectionGeometry,
    VolumeGeometry,
)
from workstation.domain.image import FrameSequence, ImageSource, Radiograph, Volume
from workstation.domain.mask import Mask, Segment
from workstation.domain.provenance import Provenance
from workstation.errors import MaskReadError
from workstation.messages import Message
from workstation.quantification.diameters import long_short_axis, max_diameter_3d_mm
from workstation.quantification.segment_numbers import measured
from workstation.quantification.segments import measure_segments, to_measurements
from workstation.quantification.surface import surface_mesh

# IBSI-1 digital phantom, rows of x per y per z; CC BY 4.0, see docs/benchmarks.md.
IBSI_IMAGE = np.array(
    [
        [[1, 4, 4, 1, 1], [1, 4, 6, 1, 1], [4, 1, 6, 4, 1], [4, 4, 6, 4, 1]],
        [[1, 4, 4, 1, 1], [1, 1, 6, 1, 1], [1, 1, 3, 1, 1], [4, 4, 6, 1, 1]],
        [[1, 4, 4, 1, 1], [1, 1, 1, 1, 1], [1, 1, 9, 1, 1], [1, 1, 6, 1, 1]],
        [[1, 4, 4, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 6, 1, 1]],
    ],
    dtype=np.int16,
)
IBSI_OUTSIDE_XYZ = ((0, 2, 1), (3, 0, 2), (4, 0, 2), (2, 2, 2), (3, 0, 3), (4, 0, 3))


def affine(
    spacing_kji: tuple[float, float, float], *, shear: float = 0.0, oblique: bool = False
) -> NDArray[np.float64]:
    dk, dj, di = spacing_kji
    matrix = np.eye(4)
    matrix[:3, 0] = (0, shear * dk, dk)
    matrix[:3, 1] = (0, dj, 0)
    matrix[:3, 2] = (di, 0, 0)
    matrix[:3, 3] = (-120.5, 33.25, 710.0)
    if oblique:
        a, b = math.radians(23), math.radians(-41)
        rotate = np.array(
            [[math.cos(a), -math.sin(a), 0], [math.sin(a), math.cos(a), 0], [0, 0, 1]]
        ) @ np.array([[1, 0, 0], [0, math.cos(b), -math.sin(b)], [0, math.sin(b), math.cos(b)]])
        matrix[:3, :3] = rotate @ matrix[:3, :3]
    return matrix


def a_mask(labels: NDArray[np.uint8], geometry: VolumeGeometry | None) -> Mask:
    return Mask(
        labels=labels,
        geometry=geometry,
        segments=(
            Segment(
                number=1,
                label="Lesion",
                category=coding.MORPHOLOGICALLY_ABNORMAL_STRUCTURE,
                type=coding.LESION,
            ),
        ),
        provenance=Provenance(method="test", version="1"),
        id="m1",
    )


def a_volume(
    array: NDArray[np.int16], geometry: VolumeGeometry, honesty: GeometryHonesty | None = None
) -> Volume:
    return Volume(
        array=array,
        geometry=geometry,
        quantity="HU",
        source=ImageSource(),
        honesty=honesty or GeometryHonesty(),
    )


def ibsi() -> tuple[Volume, Mask]:
    labels = np.ones(IBSI_IMAGE.shape, np.uint8)
    for x, y, z in IBSI_OUTSIDE_XYZ:
        labels[z, y, x] = 0
    geometry = VolumeGeometry(shape_kji=(4, 4, 5), affine_lps=affine((2, 2, 2)))
    return a_volume(IBSI_IMAGE, geometry), a_mask(labels, geometry)


def test_ibsi_digital_phantom() -> None:
    image, mask = ibsi()
    (row,) = measure_segments(image, mask)
    assert row.voxel_count == 74
    assert row.volume_ml == pytest.approx(0.592)
    assert row.surface_area_mm2 == pytest.approx(388, abs=3)
    assert row.sphericity == pytest.approx(0.843, abs=0.005)
    assert row.max_diameter_3d_mm == pytest.approx(13.1, abs=0.05)
    assert row.intensity is not None
    assert row.intensity.mean == pytest.approx(2.148649, abs=1e-6)
    assert row.intensity.sd**2 == pytest.approx(3.045471, abs=1e-6)
    assert (row.intensity.median, row.intensity.minimum, row.intensity.maximum) == (1, 1, 6)
    assert (row.intensity.p10, row.intensity.p90) == (1, 4)
    mesh = surface_mesh(mask.labels == 1, image.geometry.to_lps_mm)
    assert mesh.volume_mm3 == pytest.approx(556, abs=4)


@pytest.mark.parametrize("oblique", [False, True])
@pytest.mark.parametrize("spacing", [(1.0, 1.0, 1.0), (2.0, 0.5, 0.5), (1.5, 0.7, 0.9)])
def test_a_ball_of_20_mm(spacing: tuple[float, float, float], oblique: bool) -> None:
    shape = tuple(int(30 / s) for s in spacing)
    geometry = VolumeGeometry(
        shape_kji=(shape[0], shape[1], shape[2]), affine_lps=affine(spacing, oblique=oblique)
    )
    grid = np.stack(np.meshgrid(*(np.arange(n) for n in shape), indexing="ij"), axis=-1)
    center = geometry.center_lps_mm
    inside = np.linalg.norm(geometry.to_lps_mm(grid) - center, axis=-1) <= 10
    labels = inside.astype(np.uint8)
    image = a_volume(np.zeros(shape, np.int16), geometry)
    (row,) = measure_segments(image, a_mask(labels, geometry))
    # Voxelization error at these spacings stays within 2 %, outline error within one pixel.
    assert row.volume_ml == pytest.approx(4 / 3 * math.pi, rel=0.02)
    assert row.long_axis_mm == pytest.approx(20, abs=max(spacing[1:]))
    assert row.short_axis_mm == pytest.approx(20, abs=max(spacing[1:]))
    assert row.max_diameter_3d_mm == pytest.approx(20, abs=max(spacing))
    assert row.centroid_lps_mm == pytest.approx(tuple(center), abs=0.1)


def test_long_and_short_axis_of_a_tilted_ellipse_in_anisotropic_pixels() -> None:
    dj, di = 0.4, 0.9
    y, x = np.meshgrid(np.arange(150) * dj - 30, np.arange(80) * di - 36, indexing="ij")
    angle = math.radians(35)
    along, across = (
        x * math.cos(angle) + y * math.sin(angle),
        y * math.cos(angle) - x * math.sin(angle),
    )
    plane = (along / 24) ** 2 + (across / 9) ** 2 <= 1
    found = long_short_axis(np.stack([np.zeros_like(plane), plane]), (dj, di))
    assert found is not None
    assert found.slice_index == 1
    assert found.long_axis_mm == pytest.approx(48, abs=1.0)
    assert found.short_axis_mm == pytest.approx(18, abs=1.0)
    ends = found.long_ends_ji * np.array([dj, di])
    chord = found.short_ends_ji * np.array([dj, di])
    assert float((ends[1] - ends[0]) @ (chord[1] - chord[0])) == pytest.approx(0, abs=1e-6)


def test_the_short_axis_is_a_perpendicular_chord_not_the_smallest_feret() -> None:
    # A right triangle: the smallest Feret diameter is not perpendicular to the longest side.
    plane = np.zeros((1, 60, 120), bool)
    for j in range(50):
        plane[0, 5 + j, 5 : 5 + 2 * (50 - j)] = True
    found = long_short_axis(plane, (1.0, 1.0))
    assert found is not None
    assert found.long_axis_mm == pytest.approx(math.hypot(100, 50), abs=2.5)
    assert found.short_axis_mm == pytest.approx(100 * 50 / math.hypot(100, 50), abs=2.5)


def test_one_pixel_and_an_empty_mask() -> None:
    plane = np.zeros((1, 5, 5), bool)
    assert long_short_axis(plane, (1, 1)) is None
    plane[0, 2, 2] = True
    found = long_short_axis(plane, (2.0, 1.0))
    assert found is not None
    assert found.long_axis_mm == pytest.approx(2.0)
    assert found.short_axis_mm == pytest.approx(1.0, abs=1e-5)
    assert max_diameter_3d_mm(np.zeros((4, 3))) == 0


def test_tilted_gantry_volume_uses_the_determinant() -> None:
    tilt = math.radians(20)
    matrix = np.eye(4)
    matrix[:3, 0] = (0, 5 * math.sin(tilt), 5 * math.cos(tilt))
    matrix[:3, 1] = (0, 0.5, 0)
    matrix[:3, 2] = (0.5, 0, 0)
    geometry = VolumeGeometry(shape_kji=(2, 2, 2), affine_lps=matrix)
    assert geometry.voxel_volume_mm3 == pytest.approx(1.17462, abs=1e-5)
    assert geometry.tilt_deg == pytest.approx(20)
    assert geometry.is_sheared
    assert geometry.spacing_kji_mm == pytest.approx((5 * math.cos(tilt), 0.5, 0.5))


def test_missing_slices_withhold_sizes_until_acknowledged() -> None:
    honesty = GeometryHonesty(
        issues=(
            GeometryIssue(
                code=GeometryIssueCode.MISSING_SLICES,
                message=Message("1 slice is missing."),
                blocks_volume=True,
            ),
        )
    )
    image, mask = ibsi()
    image = a_volume(IBSI_IMAGE, image.geometry, honesty)
    (row,) = measure_segments(image, mask)
    assert row.volume_ml is None
    assert row.long_axis_mm is None
    assert str(row.blocked) == "1 slice is missing."
    assert row.intensity is not None
    (row,) = measure_segments(image, mask, acknowledged=True)
    assert row.volume_ml == pytest.approx(0.592)


def test_padding_is_left_out_of_intensities() -> None:
    image, mask = ibsi()
    padding = np.zeros(IBSI_IMAGE.shape, bool)
    padding[IBSI_IMAGE == 6] = True
    padded = Volume(
        array=image.array,
        geometry=image.geometry,
        quantity="HU",
        source=image.source,
        padding=BitMask.of(padding),
    )
    (row,) = measure_segments(padded, mask)
    assert row.intensity is not None
    assert row.intensity.maximum == 4


def test_a_radiograph_without_calibration_gets_no_millimeters() -> None:
    labels = np.zeros((1, 40, 40), np.uint8)
    labels[0, 10:20, 5:35] = 1
    array = np.full((40, 40), 7, np.uint16)
    for spacing, calibration in (
        (None, Calibration.UNKNOWN),
        ((0.2, 0.1), Calibration.DETECTOR),
    ):
        film = Radiograph(
            array=array,
            geometry=ProjectionGeometry(
                shape_ji=(40, 40), spacing_ji_mm=spacing, calibration=calibration
            ),
            quantity="US",
            source=ImageSource(),
        )
        (row,) = measure_segments(film, a_mask(labels, None))
        assert str(row.calibration) == str(calibration)
        if spacing is None:
            assert row.area_mm2 is None
            assert row.long_axis_mm is None
        else:
            assert row.area_mm2 == pytest.approx(300 * 0.02)


def a_film(shape: tuple[int, int], **geometry: Any) -> Radiograph:
    return Radiograph(
        array=np.full(shape, 7, np.uint16),
        geometry=ProjectionGeometry(
            shape_ji=shape,
            spacing_ji_mm=(0.2, 0.1),
            calibration=Calibration.SCANNER,
            **geometry,
        ),
        quantity="US",
        source=ImageSource(),
    )


@pytest.mark.parametrize(
    ("columns", "is_sized"), [((2, 12), True), ((22, 32), False), ((14, 24), False)]
)
def test_a_segment_has_millimeters_within_the_calibrated_part_only(
    columns: tuple[int, int], is_sized: bool
) -> None:
    film = a_film((40, 40), scaled_parts=((0, 0, 39, 19),))
    labels = np.zeros((1, 40, 40), np.uint8)
    labels[0, 10:20, slice(*columns)] = 1
    mask = a_mask(labels, None)
    (row,) = measure_segments(film, mask)
    box = tuple(slice(*side) for side in ((0, 1), (10, 20), columns))
    cropped = measured(film, mask, mask.segments[0], box, acknowledged=False, axes=True)
    sizes = {m.concept for m in cropped} & {coding.AREA, coding.LONG_AXIS}
    if is_sized:
        assert row.area_mm2 == pytest.approx(100 * 0.02)
        assert sizes == {coding.AREA, coding.LONG_AXIS}
    else:
        assert (row.area_mm2, row.long_axis_mm, row.short_axis_mm) == (None, None, None)
        assert str(row.calibration) == "outside of the part of the picture that is calibrated"
        assert not sizes
    assert row.intensity is not None


@pytest.mark.parametrize("is_clip", [False, True])
def test_axes_on_films_and_clips_are_of_the_largest_part(is_clip: bool) -> None:
    film = a_film((40, 80))
    labels = np.zeros((2 if is_clip else 1, 40, 80), np.uint8)
    labels[0, 10:20, 5:15] = 1
    labels[0, 12:14, 70:74] = 1
    image: Radiograph | FrameSequence = film
    if is_clip:
        # Over it in the next frame, far from it in the picture: no part of it.
        labels[1, 11:13, 69:76] = 1
        image = FrameSequence(
            array=np.zeros(labels.shape, np.uint8),
            geometry=film.geometry,
            quantity="US",
            source=ImageSource(),
            frame_time_ms=40.0,
        )
    (row,) = measure_segments(image, a_mask(labels, None))
    # From the upper edge of a corner pixel to the lower one of the opposite corner.
    assert row.long_axis_mm == pytest.approx(np.hypot(10 * 0.2, 9 * 0.1), abs=1e-6)
    assert row.short_axis_mm is not None
    assert row.short_axis_mm > 0.9
    assert row.axis_slice == 0
    assert str(row.axis_caveat) == "of the largest of 2 parts"
    assert row.voxel_count == int((labels == 1).sum())


def test_the_area_on_a_clip_is_that_of_the_frame_where_it_is_largest() -> None:
    labels = np.zeros((6, 40, 40), np.uint8)
    labels[1, 10:14, 5:15] = 1
    labels[3, 10:20, 5:35] = 1
    labels[4, 10:20, 5:25] = 1
    clip = FrameSequence(
        array=np.zeros((6, 40, 40), np.uint8),
        geometry=ProjectionGeometry(
            shape_ji=(40, 40), spacing_ji_mm=(0.2, 0.1), calibration=Calibration.GEOMETRY
        ),
        quantity="US",
        source=ImageSource(),
        frame_time_ms=40.0,
    )
    (row,) = measure_segments(clip, a_mask(labels, None))
    assert row.area_mm2 == pytest.approx(300 * 0.02)
    assert row.axis_slice == 3
    assert row.voxel_count == 300 + 200 + 40


def test_a_mask_of_another_grid_is_refused() -> None:
    image, mask = ibsi()
    moved = VolumeGeometry(shape_kji=(4, 4, 5), affine_lps=affine((2, 2, 2.01)))
    with pytest.raises(MaskReadError):
        measure_segments(image, a_mask(mask.labels, moved))


def test_coded_measurements_carry_unit_mask_and_version() -> None:
    image, mask = ibsi()
    (row,) = measure_segments(image, mask)
    coded = {m.concept: m for m in to_measurements(row, mask)}
    assert coded[coding.VOLUME].value == pytest.approx(592)
    assert coded[coding.VOLUME].unit == coding.UNIT_MM3
    assert coded[coding.VOLUME].mask_id == "m1"
    assert coded[coding.VOLUME].mask_version == 1


def test_segments_whose_boxes_overlap_are_measured_apart() -> None:
    """Each is measured in its own box; slices and positions are those of the whole grid."""
    volume = masks.a_volume(masks.geometry((9, 20, 30)))
    labels = np.zeros((9, 20, 30), np.uint8)
    labels[3:8, 4:16, 5:25] = 1
    labels[4, 6:9, 7:12] = 2
    first, empty, second = measure_segments(
        volume,
        masks.a_mask(
            labels, volume.geometry, [masks.segment(1), masks.segment(7), masks.segment(2)]
        ),
    )
    assert (first.voxel_count, second.voxel_count) == (5 * 12 * 20 - 15, 15)
    assert (empty.voxel_count, empty.volume_ml, empty.long_axis_mm) == (0, 0.0, None)
    assert second.axis_slice == 4
    assert second.centroid_kji == (4.0, 7.0, 9.0)
    np.testing.assert_allclose(
        second.centroid_lps_mm or (), volume.geometry.to_lps_mm((4, 7, 9)), atol=1e-9
    )
    assert second.intensity is not None
    assert second.intensity.mean == pytest.approx(volume.array[4, 6:9, 7:12].mean())
    alone = np.where(labels == 2, labels, 0).astype(np.uint8)
    (apart,) = measure_segments(volume, masks.a_mask(alone, volume.geometry, [masks.segment(2)]))
    assert apart == second


def test_calibration_stands_beside_lengths_and_not_beside_intensities() -> None:
    film = Radiograph(
        array=np.ones((9, 9), np.uint16),
        geometry=ProjectionGeometry(
            shape_ji=(9, 9), spacing_ji_mm=(0.2, 0.2), calibration=Calibration.DETECTOR
        ),
        quantity="US",
        source=ImageSource(series_instance_uid="1"),
    )
    labels = np.zeros((1, 9, 9), np.uint8)
    labels[0, 2:5, 2:7] = 1
    mask = masks.a_mask(labels, None, [masks.segment(1)])
    rows = to_measurements(measure_segments(film, mask)[0], mask)
    caveats = {str(row.name): str(row.caveat) for row in rows}
    assert caveats["Area"] == caveats["Long Axis"] == "at the detector"
    assert caveats["Mean Signal intensity"] == ""


def test_uneven_slices_are_measured_where_they_lie() -> None:
    origins = np.array([[0.0, 0, 0], [0, 0, 1], [0, 0, 2], [0, 0, 6], [0, 0, 7], [0, 0, 8]])
    mean = affine((1.6, 0.5, 0.5))
    mean[:3, 3] = 0.0
    geometry = VolumeGeometry(shape_kji=(6, 9, 9), affine_lps=mean)
    labels = np.zeros((6, 9, 9), np.uint8)
    labels[1:4, 2:6, 3:7] = 1
    image = Volume(
        array=labels.astype(np.int16),
        geometry=geometry,
        quantity="HU",
        source=ImageSource(modality="CT"),
        slice_origins_lps_mm=origins,
    )
    row = measure_segments(image, a_mask(labels, geometry))[0]
    assert row.centroid_lps_mm == pytest.approx((2.25, 1.75, 3.0))
    # Slices 1 to 3 stand for 1, 2.5 and 2.5 mm.
    assert row.volume_ml == pytest.approx(16 * 0.25 * 6.0 / 1000)
    # From half a slice below 1 mm to half a slice above 6 mm.
    assert row.max_diameter_3d_mm == pytest.approx(math.hypot(2.0, 6.0), abs=0.5)


@pytest.mark.parametrize(
    ("quantity", "unit"),
    [
        ("HU", "[hnsf'U]"),
        ("SUVbw", "g/ml{SUVbw}"),
        ("SUVlbm", "g/ml{SUVlbm}"),
        ("SUVlbm(Janma)", "g/ml{SUVlbm(Janma)}"),
        ("SUVlbm(James128)", "g/ml{SUVlbm(James128)}"),
        ("SUVbsa", "cm2/ml{SUVbsa}"),
        ("SUVibw", "g/ml{SUVibw}"),
        ("BQML", "Bq/ml"),
        ("CNTS", "1"),
    ],
)
def test_means_are_in_the_unit_of_the_image(quantity: str, unit: str) -> None:
    """Units of PS3.16 CID 84 for uptake; no kind of uptake is passed off as another."""
    labels = np.ones((2, 3, 3), np.uint8)
    geometry = VolumeGeometry(shape_kji=(2, 3, 3), affine_lps=affine((1.0, 1.0, 1.0)))
    image = Volume(
        array=labels.astype(np.float32),
        geometry=geometry,
        quantity=quantity,
        source=ImageSource(modality="PT"),
    )
    mask = a_mask(labels, geometry)
    means = [
        m
        for m in to_measurements(measure_segments(image, mask)[0], mask)
        if m.derivation is not None
    ]
    assert [m.unit.value for m in means] == [unit]
    assert (means[0].concept.value in {"126400", "126401"}) == quantity.startswith("SUV")


@pytest.mark.parametrize("kind", ["padding", "no number"])
def test_what_has_no_value_in_a_segment_is_told_beside_its_intensity(kind: str) -> None:
    """Two of eight voxels have no value; the size is that of all eight, as it was drawn."""
    array = np.full((2, 4, 4), 5.0, np.float32)
    labels = np.zeros(array.shape, np.uint8)
    labels[:, 1:3, 1:3] = 1
    padding = np.zeros(array.shape, bool)
    padding[:, 1, 1] = True
    if kind == "no number":
        array[padding] = np.nan
    grid = VolumeGeometry(shape_kji=array.shape, affine_lps=affine((2.0, 1.0, 1.0)))
    volume = Volume(
        array=array,
        geometry=grid,
        quantity="HU",
        source=ImageSource(),
        padding=BitMask.of(padding) if kind == "padding" else None,
    )
    mask = a_mask(labels, grid)
    (row,) = measure_segments(volume, mask)
    assert row.intensity is not None
    assert (row.voxel_count, row.volume_ml, row.intensity.count) == (8, 0.016, 6)
    words = "25 % of the segment has no value"
    assert words in str(row.caveats[-1])
    assert all(words in str(each.caveat) for each in to_measurements(row, mask))


def test_one_voxel_without_a_value_is_told() -> None:
    array = np.zeros((4, 6, 6), np.int16)
    labels = np.zeros(array.shape, np.uint8)
    labels[1:3, 1:3, 1:3] = 1
    padding = np.zeros(array.shape, bool)
    padding[1, 1, 1] = True
    grid = VolumeGeometry(shape_kji=array.shape, affine_lps=affine((2.0, 1.0, 1.0)))
    volume = Volume(
        array=array, geometry=grid, quantity="HU", source=ImageSource(), padding=BitMask.of(padding)
    )
    (row,) = measure_segments(volume, a_mask(labels, grid))
    assert [str(caveat) for caveat in row.caveats] == [
        "12 % of the segment has no value; intensities are of the rest."
    ]
    whole = replace(volume, padding=None)
    assert measure_segments(whole, a_mask(labels, grid))[0].caveats == ()
