"""Pictures of phantoms: each thing is seen where it is, in both ways of casting rays."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.image_phantoms import all_orders, reoriented
from tests.support.plain_vtk import plain_vtk_picture
from tests.support.render_phantoms import (
    MARKER_CENTER_KJI,
    MARKER_KJI,
    ball_volume,
    marked_volume,
    turned,
)
from workstation.domain.coding import LESION, TISSUE
from workstation.domain.image import Volume
from workstation.domain.mask import Mask, Segment
from workstation.domain.provenance import Provenance
from workstation.imaging.overlay import SegmentStyle
from workstation.imaging.surfaces import segment_surface
from workstation.imaging.volume_preset import Projection
from workstation.scene.volume_camera import Standpoint, VolumeCamera
from workstation.viewer.layers import MaskLayer
from workstation.viewer.volume_renderer import VolumeRenderer, is_software
from workstation.viewer.volume_scene import HalfSpace, Look, ShownSurface, VolumeScene

_LOOK = Look(
    ((150.0, 0.0), (300.0, 0.9)), ((150.0, 0.9, 0.9, 0.9), (300.0, 1.0, 1.0, 1.0)), shading=False
)
_SIZE = (240, 180)


@pytest.fixture(params=[False, True], ids=["processor", "graphics"])
def renderer(request: pytest.FixtureRequest) -> Iterator[VolumeRenderer]:
    made = VolumeRenderer(on_graphics_card=request.param)
    yield made
    made.close()


def _scene(volume: Volume, side: Standpoint = Standpoint.ANTERIOR, **changes: Any) -> VolumeScene:
    camera = VolumeCamera((0, 0, 0)).from_side(side).fitted(volume.geometry, *_SIZE)
    scene = VolumeScene(volume=volume, look=_LOOK, camera=camera, size=_SIZE)
    return replace(scene, **changes)


def _picture(renderer: VolumeRenderer, scene: VolumeScene) -> NDArray[np.uint8]:
    picture = renderer.sharp(scene)
    assert picture is not None
    assert picture.is_final
    pixels = picture.pixels
    assert pixels.shape == (_SIZE[1], _SIZE[0], 3)
    return pixels


def _middle(pixels: NDArray[np.uint8]) -> tuple[float, float]:
    rows, columns = np.nonzero(pixels.max(axis=2) > 100)
    assert len(rows) > 20
    return float(columns.mean()) + 0.5, float(rows.mean()) + 0.5


@pytest.mark.parametrize("side", list(Standpoint))
def test_a_block_is_seen_where_it_is(renderer: VolumeRenderer, side: Standpoint) -> None:
    volume = marked_volume()
    scene = _scene(volume, side)
    x, y = _middle(_picture(renderer, scene))
    center = volume.geometry.to_lps_mm(MARKER_CENTER_KJI)
    expected = scene.camera.to_screen(center, *_SIZE)
    assert (x, y) == pytest.approx(tuple(expected[:2]), abs=1.5)
    # The block is left, anterior and toward the head; a mirrored picture shows it elsewhere.
    right = {"A": True, "P": False, "L": False, "R": True, "H": False, "F": True}[side.value]
    assert (x > _SIZE[0] / 2) is right
    assert y < _SIZE[1] / 2


def test_every_order_of_the_voxels_gives_one_picture() -> None:
    volume = marked_volume()
    renderer = VolumeRenderer()
    look = replace(_LOOK, shading=True)
    camera = VolumeCamera((0, 0, 0)).turned(35, 20).fitted(volume.geometry, *_SIZE)
    expected = _picture(renderer, _scene(volume, camera=camera, look=look)).astype(float)
    assert expected.max() > 100
    for axes, flips in all_orders():
        other = reoriented(volume, axes, flips)
        seen = _picture(renderer, _scene(other, camera=camera, look=look)).astype(float)
        assert np.abs(seen - expected).mean() < 1.0, (axes, flips)
    renderer.close()


def test_turned_patients_are_seen_turned(renderer: VolumeRenderer) -> None:
    angle = np.radians(30)
    rotation = np.array(
        [[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1.0]]
    )
    volume = turned(marked_volume(), rotation)
    scene = _scene(volume, Standpoint.FEET)
    expected = scene.camera.to_screen(volume.geometry.to_lps_mm(MARKER_CENTER_KJI), *_SIZE)
    assert _middle(_picture(renderer, scene)) == pytest.approx(tuple(expected[:2]), abs=1.5)


def test_a_clip_plane_takes_away_what_lies_beyond(renderer: VolumeRenderer) -> None:
    volume = marked_volume()
    center = volume.geometry.to_lps_mm(MARKER_CENTER_KJI)
    x, y, z = center.tolist()
    scene = _scene(volume, kept=(HalfSpace((x, y, z), (1.0, 0.0, 0.0)),))
    pixels = _picture(renderer, scene)
    _, columns = np.nonzero(pixels.max(axis=2) > 100)
    edge = scene.camera.to_screen(center, *_SIZE)[0]
    whole = _picture(renderer, _scene(volume))
    _, before = np.nonzero(whole.max(axis=2) > 100)
    assert before.min() < edge - 5
    assert columns.min() >= edge - 1.5
    assert columns.max() == before.max()


def test_surfaces_lie_on_their_segments(renderer: VolumeRenderer) -> None:
    volume = marked_volume()
    labels = np.zeros(volume.array.shape, np.uint8)
    labels[MARKER_KJI] = 2
    surface = segment_surface(labels, 2, volume.geometry)
    assert surface is not None
    shown = ShownSurface(surface, (0.0, 1.0, 0.0), 1.0)
    for side in Standpoint:
        scene = _scene(volume, side, surfaces=(shown,), shows_volume=False)
        pixels = _picture(renderer, scene)
        expected = scene.camera.to_screen(volume.geometry.to_lps_mm(MARKER_CENTER_KJI), *_SIZE)
        green = pixels[..., 1].astype(int) - pixels[..., 0]
        rows, columns = np.nonzero(green > 60)
        assert (columns.mean() + 0.5, rows.mean() + 0.5) == pytest.approx(
            tuple(expected[:2]), abs=1.5
        )


def test_voxels_hide_the_surfaces_behind_them(renderer: VolumeRenderer) -> None:
    volume = marked_volume()
    labels = np.zeros(volume.array.shape, np.uint8)
    labels[22:24, 40:50, 37:40] = 1
    surface = segment_surface(labels, 1, volume.geometry)
    assert surface is not None
    shown = (ShownSurface(surface, (0.0, 1.0, 0.0), 1.0),)

    def green(side: Standpoint) -> int:
        pixels = _picture(renderer, _scene(volume, side, surfaces=shown)).astype(int)
        return int((pixels[..., 1] - pixels[..., 0] > 60).sum())

    assert green(Standpoint.ANTERIOR) == 0
    assert green(Standpoint.POSTERIOR) > 10


def test_only_the_inside_of_segments_is_shown(renderer: VolumeRenderer) -> None:
    volume = marked_volume(background=1000)
    labels = np.zeros(volume.array.shape, np.uint8)
    labels[MARKER_KJI] = 7
    mask = Mask(
        labels=labels,
        geometry=volume.geometry,
        segments=(Segment(number=7, label="Block", category=TISSUE, type=LESION),),
        provenance=Provenance(method="phantom", version="1"),
        id="m",
    )
    layer = MaskLayer(mask, (SegmentStyle(7, (0, 255, 0), 0.3, dashed=False),))
    volume.array[0, 0, 0] = -1000
    scene = _scene(volume, inside=(layer,))
    expected = scene.camera.to_screen(volume.geometry.to_lps_mm(MARKER_CENTER_KJI), *_SIZE)
    assert _middle(_picture(renderer, scene)) == pytest.approx(tuple(expected[:2]), abs=1.5)
    everything = _picture(renderer, _scene(volume))
    assert (everything.max(axis=2) > 100).mean() > 0.4


def test_a_maximum_projection_shows_what_lies_behind(renderer: VolumeRenderer) -> None:
    volume = marked_volume(background=400)
    look = Look(
        ((0.0, 0.0), (1000.0, 1.0)),
        ((0.0, 0.0, 0.0, 0.0), (1000.0, 1.0, 1.0, 1.0)),
        Projection.MAXIMUM,
        shading=False,
    )
    scene = _scene(volume, Standpoint.POSTERIOR, look=look)
    pixels = _picture(renderer, scene)
    x, y, _ = scene.camera.to_screen(volume.geometry.to_lps_mm(MARKER_CENTER_KJI), *_SIZE)
    assert pixels[round(y), round(x)].min() > 230
    assert 80 < pixels[round(y), _SIZE[0] - round(x)].max() < 130


def test_moving_pictures_show_the_same_place(renderer: VolumeRenderer) -> None:
    scene = _scene(marked_volume())
    still = _middle(_picture(renderer, scene))
    moving = renderer.render(replace(scene, moving=True))
    assert moving is not None
    shrunk = _SIZE[0] / moving.pixels.shape[1]
    x, y = _middle(moving.pixels)
    assert (x * shrunk, y * shrunk) == pytest.approx(still, abs=2.5)


def test_pictures_at_rest_become_sharp_in_steps() -> None:
    renderer = VolumeRenderer(on_graphics_card=False)
    scene = _scene(ball_volume()[0], look=replace(_LOOK, shading=True))
    picture = renderer.render(scene)
    assert picture is not None
    assert picture.pixels.shape == (_SIZE[1], _SIZE[0], 3)
    assert not picture.is_final
    seen = [picture.pixels.astype(float)]
    while renderer.can_refine(scene):
        picture = renderer.refined(scene)
        assert picture is not None
        seen.append(picture.pixels.astype(float))
    assert picture.is_final
    sharp = renderer.sharp(scene)
    assert sharp is not None
    apart = [float(np.abs(each - sharp.pixels).mean()) for each in seen]
    assert apart[0] > apart[-1]
    assert apart[-1] < 0.1
    # The first picture differs at its edges only.
    assert apart[0] < 8
    renderer.close()


def test_large_volumes_are_seen_coarse_first_and_then_in_full() -> None:
    told = threading.Event()
    renderer = VolumeRenderer(told=told.set, on_graphics_card=False)
    volume, center = ball_volume((130, 160, 150))
    scene = _scene(volume, look=replace(_LOOK, shading=True))
    first = renderer.render(scene)
    assert first is not None
    assert first.factors_kji != (1, 1, 1)
    assert not first.is_final
    assert told.wait(20)
    while not (first is not None and first.is_final):
        first = renderer.refined(scene) if renderer.can_refine(scene) else first
    assert first.factors_kji == (1, 1, 1)
    x, y = _middle(first.pixels)
    expected = scene.camera.to_screen(center, *_SIZE)
    assert (x, y) == pytest.approx(tuple(expected[:2]), abs=1.0)
    assert x > _SIZE[0] / 2
    renderer.close()


def test_the_best_picture_is_final_also_when_the_last_level_is_known_later() -> None:
    renderer = VolumeRenderer(on_graphics_card=False)
    scene = _scene(ball_volume()[0])
    assert renderer.render(scene) is not None
    (levels,) = renderer._pyramids.values()
    # The thread of the levels still looks for a finer one.
    levels.is_whole = False
    picture = None
    while renderer.can_refine(scene):
        picture = renderer.refined(scene)
    assert picture is not None
    assert not picture.is_final
    levels.is_whole = True
    assert renderer.can_refine(scene)
    picture = renderer.refined(scene)
    assert picture is not None
    assert picture.is_final
    assert not renderer.can_refine(scene)
    renderer.close()


@pytest.mark.parametrize("projection", list(Projection))
def test_the_final_picture_is_that_of_plain_vtk(projection: Projection) -> None:
    volume, center = ball_volume()
    look = Look(
        ((-800.0, 0.0), (900.0, 0.4)),
        ((-800.0, 0.4, 0.1, 0.1), (900.0, 1.0, 0.9, 0.8)),
        projection,
        shading=projection is Projection.COMPOSITE,
    )
    camera = VolumeCamera((0, 0, 0)).turned(35, 20).fitted(volume.geometry, *_SIZE)
    renderer = VolumeRenderer(on_graphics_card=False)
    ours = _picture(renderer, _scene(volume, camera=camera, look=look)).astype(float)
    renderer.close()
    plain = plain_vtk_picture(volume, look, camera, _SIZE).astype(float)
    expected = camera.to_screen(center, *_SIZE)
    for picture in (ours, plain):
        shown = picture.max(axis=2) > 0.9 * picture.max()
        rows, columns = np.nonzero(shown)
        middle = (columns.mean() + 0.5, rows.mean() + 0.5)
        assert middle == pytest.approx(tuple(expected[:2]), abs=2.0)
    assert plain.max() > 150
    assert np.abs(ours - plain).mean() < 1.5


def test_pictures_that_are_not_wanted_any_more_are_given_up() -> None:
    renderer = VolumeRenderer(lambda: True, on_graphics_card=False)
    assert renderer.render(_scene(marked_volume())) is None
    renderer.close()


def test_software_is_told_from_graphics_cards() -> None:
    assert is_software("OpenGL renderer string:  llvmpipe (LLVM 15.0.6, 256 bits)")
    assert is_software("OpenGL renderer string: SwiftShader")
    assert not is_software("OpenGL renderer string:  NVIDIA H100 PCIe/PCIe/SSE2")
    assert is_software("")
