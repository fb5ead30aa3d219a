from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk  # noqa: N813
from numpy.typing import NDArray
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.support.image_phantoms import rotation, source
from tests.support.simpleitk_planes import as_sitk
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Volume
from workstation.domain.study import WindowSetting
from workstation.imaging.mpr_axes import MprAxes
from workstation.imaging.planes import PlaneName
from workstation.scene.oblique_view import ObliqueView
from workstation.scene.sources import VolumeView
from workstation.viewer.fusion import FusionLayer, sample_fused
from workstation.viewer.slice_viewport import SliceViewport

SPHERE = np.array([14.0, -9.0, 22.0])
RADIUS = 6.0
PLANES = (PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL)


def sphere(
    spacing: tuple[float, float, float],
    shape: tuple[int, int, int],
    origin: tuple[float, float, float],
    inside: float,
    outside: float,
    turn: NDArray[np.float64],
    modality: str,
) -> Volume:
    """A sphere off the middle of a grid of its own."""
    affine = np.eye(4)
    affine[:3, :3] = turn @ np.array([[0, 0, 1.0], [0, 1.0, 0], [1.0, 0, 0]]) * np.array(spacing)
    affine[:3, 3] = origin
    geometry = VolumeGeometry(shape_kji=shape, affine_lps=affine, frame_of_reference_uid="1.9")
    points = geometry.to_lps_mm(np.moveaxis(np.indices(shape), 0, -1).astype(np.float64))
    near = np.linalg.norm(points - SPHERE, axis=-1) <= RADIUS
    return Volume(
        array=np.where(near, inside, outside).astype(np.float32),
        geometry=geometry,
        quantity="HU" if modality == "CT" else "SUVbw",
        source=source(modality),
    )


@pytest.fixture
def ct() -> Volume:
    return sphere((2.0, 0.8, 0.8), (50, 100, 110), (-45, -50, -20), 100, -800, np.eye(3), "CT")


@pytest.fixture
def pet() -> Volume:
    return sphere((3.0, 4.0, 4.0), (45, 30, 34), (-40, -55, -50), 9, 0.2, rotation(0, 0, 4), "PT")


def layer(volume: Volume, to_volume: NDArray[np.float64] | None = None) -> FusionLayer:
    return FusionLayer(
        volume=volume, to_volume=np.eye(4) if to_volume is None else to_volume, title="PET",
        unit="SUVbw", table="Hot iron", low=0, high=10, threshold=2, opacity=0.8,
    )  # fmt: skip


def views(volume: Volume) -> list[VolumeView]:
    x, y, z = SPHERE.tolist()
    axes = MprAxes.along(volume.geometry, (x, y, z)).turned(PlaneName.AXIAL, 33)
    axes = axes.turned(PlaneName.CORONAL, -21)
    return [
        VolumeView(volume, volume, True, "s"),
        ObliqueView(volume, volume, True, "s", axes),
    ]


def hot_middle(view: VolumeView, plane: PlaneName, upper: FusionLayer) -> NDArray[np.float64]:
    """LPS mm of the middle of what is hot on the plane through the sphere."""
    index = round(view.locate(plane, SPHERE)[0])
    frame = view.frame(plane, index)
    samples = sample_fused(upper, view, plane, index, frame)
    hot = np.argwhere(samples.values > 4.5)
    if not len(hot):
        return np.full(3, np.nan)
    r, c = hot.mean(axis=0)
    f = samples.fineness
    point = view.to_point(plane, index, (r + 0.5) / f - 0.5, (c + 0.5) / f - 0.5)
    return np.array(point)


@pytest.mark.parametrize("plane", PLANES)
@pytest.mark.parametrize("turned", [0, 1])
def test_the_pet_sphere_lands_on_the_ct_sphere(
    ct: Volume, pet: Volume, plane: PlaneName, turned: int
) -> None:
    view = views(ct)[turned]
    assert np.linalg.norm(hot_middle(view, plane, layer(pet)) - SPHERE) < 1.7
    mirror = np.diag([-1.0, 1.0, 1.0, 1.0])
    mirror[0, 3] = 2 * ct.geometry.center_lps_mm[0]
    if plane is not PlaneName.SAGITTAL:
        # The same picture mirrored left to right misses by far.
        wrong = hot_middle(view, plane, layer(pet, mirror))
        assert not np.linalg.norm(wrong - SPHERE) < 5


@pytest.mark.parametrize("plane", PLANES)
@pytest.mark.parametrize("turned", [0, 1])
def test_samples_equal_simpleitk(ct: Volume, pet: Volume, plane: PlaneName, turned: int) -> None:
    rng = np.random.default_rng(3)
    pet = replace(pet, array=rng.normal(5, 2, pet.array.shape).astype(np.float32))
    view = views(ct)[turned]
    index = view.count(plane) // 2
    frame = view.frame(plane, index)
    samples = sample_fused(layer(pet), view, plane, index, frame)
    assert samples.fineness == 1
    image, checked = as_sitk(pet), 0
    for row in range(2, frame.values.shape[0], 9):
        for column in range(1, frame.values.shape[1], 7):
            point = view.to_point(plane, index, row, column)
            place = image.TransformPhysicalPointToContinuousIndex(point)
            if any(v < 0 or v > n - 1 for v, n in zip(place, image.GetSize(), strict=True)):
                continue
            expected = image.EvaluateAtPhysicalPoint(point, sitk.sitkLinear)
            assert samples.at(row, column) == pytest.approx(expected, abs=1e-3)
            checked += 1
    assert checked > 50


def test_a_registered_image_lands_where_its_map_says(ct: Volume, pet: Volume) -> None:
    shift = np.eye(4)
    shift[:3, 3] = (8.0, -5.0, 3.0)
    moved = replace(pet, geometry=replace(pet.geometry, affine_lps=shift @ pet.geometry.affine_lps))
    found = hot_middle(views(ct)[0], PlaneName.AXIAL, layer(moved, shift))
    assert np.linalg.norm(found - SPHERE) < 1.7


def test_a_finer_image_is_sampled_finely(ct: Volume, pet: Volume) -> None:
    view = VolumeView(pet, pet, True, "s")
    frame = view.frame(PlaneName.AXIAL, 20)
    samples = sample_fused(layer(ct), view, PlaneName.AXIAL, 20, frame)
    assert samples.fineness == 4
    assert samples.values.shape == (frame.values.shape[0] * 4, frame.values.shape[1] * 4)


def test_slabs_project_both(ct: Volume, pet: Volume) -> None:
    view, plane = VolumeView(ct, ct, True, "s"), PlaneName.AXIAL
    above = round(view.locate(plane, SPHERE + np.array([0, 0, RADIUS + 4]))[0])
    frame = view.frame(plane, above)
    thin = sample_fused(layer(pet), view, plane, above, frame)
    thick = sample_fused(layer(pet), view, plane, above, frame, slab_mm=20.0, mode="max")
    assert np.nanmax(thin.values) < 4
    assert np.nanmax(thick.values) > 8


def test_it_is_painted_over_the_picture(qtbot: QtBot, ct: Volume, pet: Volume) -> None:
    viewport = SliceViewport(PlaneName.AXIAL)
    qtbot.addWidget(viewport)
    viewport.resize(420, 400)
    view = VolumeView(ct, ct, True, "s")
    viewport.show_view(view)
    viewport.text_mode = 2
    viewport.set_window(WindowSetting(center=-350, width=900))
    viewport.set_index(round(view.locate(PlaneName.AXIAL, SPHERE)[0]))
    _, row, column = view.locate(PlaneName.AXIAL, SPHERE)
    transform = viewport.transform_now()
    assert transform is not None
    x, y = (round(v) for v in transform.to_screen(row, column))
    plain = viewport.picture().pixelColor(x, y)
    assert plain.red() == plain.green() == plain.blue()
    viewport.set_fusion(layer(pet))
    hot = viewport.picture().pixelColor(x, y)
    assert hot.red() > 200
    assert hot.red() > hot.blue() + 30
    mirrored = round(transform.to_screen(row, ct.geometry.shape_kji[2] - 1 - column)[0])
    cold = viewport.picture().pixelColor(mirrored, y)
    assert cold == QColor(cold.red(), cold.red(), cold.red())
    assert viewport.fused_samples() is not None
    viewport.set_fusion(None)
    assert viewport.picture().pixelColor(x, y) == plain


def test_pet_lies_on_ct_in_a_real_study(shared_data: Path) -> None:
    from workstation.api import open_series

    folder = shared_data / "petctmr_sarcoma_sts_019"
    below, above = open_series(folder / "ct"), open_series(folder / "pet")
    assert isinstance(below, Volume)
    assert isinstance(above, Volume)
    hottest = above.geometry.to_lps_mm(
        np.unravel_index(int(above.array.argmax()), above.array.shape)
    )
    view = VolumeView(below, below, True, "s")
    at, row, column = view.locate(PlaneName.AXIAL, hottest)
    frame = view.frame(PlaneName.AXIAL, round(at))
    samples = sample_fused(layer(above), view, PlaneName.AXIAL, round(at), frame)
    value = samples.at(row, column)
    assert value is not None
    assert value > 0.75 * float(above.array.max())
