"""Numbers of regions and probes are those of stored voxels, also where the picture is resampled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.image_phantoms import radiograph
from workstation.domain.bit_mask import BitMask
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import ImageSource, Volume
from workstation.imaging.mpr_axes import MprAxes
from workstation.imaging.planes import PlaneName
from workstation.imaging.rectify import rectify
from workstation.measuring.readings import readings
from workstation.measuring.region_readings import BEYOND
from workstation.scene.oblique_view import ObliqueView
from workstation.scene.sources import FlatView, ImageView, VolumeView
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Reading


def tilted(noise: NDArray[np.int16], *, uneven: bool = False) -> Volume:
    """A CT whose gantry was tilted by about 17°: noise, so that interpolation shows."""
    affine = np.eye(4)
    affine[:3, 0] = (0.0, 1.2, 4.0)
    affine[:3, 1] = (0.0, 1.3, 0.0)
    affine[:3, 2] = (0.7, 0.0, 0.0)
    affine[:3, 3] = (-30.0, -20.0, 5.0)
    origins = None
    if uneven:
        steps = np.cumsum(np.where(np.arange(len(noise)) % 3, 1.0, 1.5))[:, None]
        origins = affine[:3, 3] + steps * affine[:3, 0]
    return Volume(
        array=noise,
        geometry=VolumeGeometry(shape_kji=noise.shape, affine_lps=affine),
        quantity="HU",
        source=ImageSource(modality="CT"),
        slice_origins_lps_mm=origins,
    )


def noise(seed: int = 5) -> NDArray[np.int16]:
    return np.random.default_rng(seed).normal(40, 10, (14, 40, 60)).round().astype(np.int16)


def read(
    view: ImageView, kind: AnnotationKind, index: int, *points: tuple[float, float]
) -> dict[str, Reading]:
    plane = PlaneName.AXIAL if view.in_patient else PlaneName.NATIVE
    frame = view.frame(plane, index)
    found = readings(kind, points, view, frame, plane, index=index)
    return {str(reading.name): reading for reading in found}


def a_view(volume: Volume) -> VolumeView:
    return VolumeView(volume, rectify(volume), True, "s")


def test_noise_of_a_tilted_series_is_that_of_its_pixels() -> None:
    volume = tilted(noise())
    view = a_view(volume)
    row = round(float(view.locate(PlaneName.AXIAL, volume.geometry.to_lps_mm((7, 10, 10)))[1]), 2)
    found = read(view, AnnotationKind.RECTANGLE, 7, (row, 10.0), (row + 20, 40.0))
    stored = volume.array[7, 10:31, 10:41].astype(float)
    assert found["SD"].value == pytest.approx(stored.std(), rel=0.03)
    assert found["Mean"].value == pytest.approx(stored.mean(), abs=0.3)
    assert found["SD"].value > 9
    assert found["Max"].value == round(found["Max"].value)


def test_one_bright_pixel_of_a_tilted_series_has_its_value() -> None:
    array = np.zeros((14, 40, 60), np.int16)
    array[7, 20, 30] = 1000
    volume = tilted(array)
    view = a_view(volume)
    _index, row, column = view.locate(PlaneName.AXIAL, volume.geometry.to_lps_mm((7, 20, 30)))
    box = read(view, AnnotationKind.RECTANGLE, 7, (row - 4, column - 4), (row + 4, column + 4))
    assert box["Max"].value == 1000
    probe = read(view, AnnotationKind.PROBE, 7, (row, column))
    assert probe["Value"].value == 1000


def test_uneven_slices_give_the_values_of_the_nearest() -> None:
    volume = tilted(noise(), uneven=True)
    view = a_view(volume)
    for index in range(view.count(PlaneName.AXIAL)):
        found = read(view, AnnotationKind.RECTANGLE, index, (12.0, 12.0), (28.0, 44.0))
        if "SD" in found:
            assert found["SD"].value > 9


def test_turned_planes_give_values_that_are_stored() -> None:
    even = np.where(np.indices((14, 40, 60)).sum(axis=0) % 2, 100, 0).astype(np.int16)
    volume = replace(
        tilted(even),
        geometry=VolumeGeometry(
            shape_kji=(14, 40, 60), affine_lps=np.diag([1.0, 1.0, 1.0, 1.0])[:, [2, 1, 0, 3]]
        ),
    )
    axes = MprAxes.along(volume.geometry, (30.0, 20.0, 7.0)).turned(PlaneName.CORONAL, 20.0)
    view = ObliqueView(volume, volume, True, "s", axes)
    index = view.count(PlaneName.AXIAL) // 2
    rows, columns = view.frame(PlaneName.AXIAL, index).values.shape
    middle = ((rows / 2 - 5, columns / 2 - 5), (rows / 2 + 5, columns / 2 + 5))
    found = read(view, AnnotationKind.RECTANGLE, index, *middle)
    assert (found["Min"].value, found["Max"].value) == (0, 100)
    assert found["SD"].value == pytest.approx(50, abs=1)


def test_padding_is_no_value_of_a_tilted_series() -> None:
    array = noise()
    array[7, :20] = -2000
    volume = replace(tilted(array), padding=BitMask.of(array == -2000))
    found = read(a_view(volume), AnnotationKind.RECTANGLE, 7, (5.0, 5.0), (40.0, 50.0))
    assert found["Min"].value > -2000


@pytest.mark.parametrize(
    ("corners", "beyond"),
    [
        (((5.0, -10.0), (10.0, 10.0)), True),
        (((5.0, 5.0), (10.0, 10.0)), False),
        (((-0.5, -0.5), (3.0, 3.0)), False),
        (((5.0, 5.0), (200.0, 10.0)), True),
    ],
)
def test_a_region_over_the_edge_says_so(
    corners: tuple[tuple[float, float], ...], beyond: bool
) -> None:
    film = FlatView(radiograph(), "s")
    found = read(film, AnnotationKind.RECTANGLE, 0, *corners)
    for name in ("Area", "Mean", "Max"):
        assert (str(BEYOND) in str(found[name].caveat)) is beyond


def test_a_circle_over_the_edge_says_so() -> None:
    film = FlatView(radiograph(), "s")
    found = read(film, AnnotationKind.CIRCLE, 0, (5.0, 5.0), (5.0, 15.0))
    assert str(BEYOND) in str(found["Mean"].caveat)


def corner_void(volume: Volume, view: VolumeView) -> tuple[PlaneName, int, float]:
    """A plane of a tilted series, and the share of its pixels on which no slice lies."""
    plane = PlaneName.CORONAL
    rows, columns = view.frame(plane, 4).values.shape
    points = [view.to_point(plane, 4, r, c) for r in range(rows) for c in range(columns)]
    kji = np.rint(volume.geometry.to_kji(np.array(points)))
    inside = np.all((kji >= 0) & (kji < volume.geometry.shape_kji), axis=1)
    return plane, 4, 1 - float(inside.mean())


@pytest.mark.parametrize("tilt", [1.2, -1.2])
def test_a_region_where_no_slice_lies_says_so(tilt: float) -> None:
    volume = tilted(noise())
    affine = volume.geometry.affine_lps.copy()
    affine[1, 0] = tilt
    volume = replace(
        volume, geometry=VolumeGeometry(shape_kji=volume.array.shape, affine_lps=affine)
    )
    view = a_view(volume)
    plane, index, share = corner_void(volume, view)
    assert 0.02 < share < 0.98
    frame = view.frame(plane, index)
    rows, columns = frame.values.shape
    whole = ((0.0, 0.0), (rows - 1.0, columns - 1.0))
    found = readings(AnnotationKind.RECTANGLE, whole, view, frame, plane, index=index)
    words = f"{100 * share:.0f} % of its pixels have no value"
    assert all(words in str(reading.caveat) for reading in found)


def test_padding_in_a_region_is_told() -> None:
    array = noise()
    padded = np.zeros(array.shape, bool)
    padded[7, 10:20, 10:20] = True
    volume = replace(
        tilted(array),
        geometry=VolumeGeometry(
            shape_kji=array.shape, affine_lps=np.diag([1.0, 1.0, 1.0, 1.0])[:, [2, 1, 0, 3]]
        ),
        padding=BitMask.of(padded),
    )
    view = a_view(volume)
    half = read(view, AnnotationKind.RECTANGLE, 7, (10.0, 10.0), (19.0, 29.0))
    assert "50 % of its pixels have no value" in str(half["Mean"].caveat)
    assert half["Mean"].value == pytest.approx(float(array[7, 10:20, 20:30].mean()))
    assert not read(view, AnnotationKind.RECTANGLE, 7, (25.0, 25.0), (30.0, 30.0))["Mean"].caveat
    assert "Mean" not in read(view, AnnotationKind.RECTANGLE, 7, (11.0, 11.0), (15.0, 15.0))


def test_a_spline_that_bulges_over_the_edge_says_so() -> None:
    film = FlatView(radiograph(), "s")
    frame = film.frame(PlaneName.NATIVE, 0)
    inside = ((0.0, 2.0), (0.0, 20.0), (10.0, 20.0), (10.0, 2.0))
    area, *_ = readings(AnnotationKind.SPLINE, inside, film, frame, PlaneName.NATIVE, index=0)
    assert str(BEYOND) in str(area.caveat)
