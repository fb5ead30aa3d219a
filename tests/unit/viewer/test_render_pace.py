from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.render_phantoms import marked_volume
from workstation.scene.volume_camera import VolumeCamera
from workstation.viewer.render_pace import DRAFT_S, MOVING_S, Rays, RenderPace, alike, finest_px
from workstation.viewer.volume_scene import Look, VolumeScene

_LOOK = Look(((0.0, 0.0), (1.0, 1.0)), ((0.0, 0.0, 0.0, 0.0), (1.0, 1.0, 1.0, 1.0)))
_SIZE = (400, 300)


def _scene() -> VolumeScene:
    volume = marked_volume()
    camera = VolumeCamera((0, 0, 0)).fitted(volume.geometry, *_SIZE)
    return VolumeScene(volume=volume, look=_LOOK, camera=camera, size=_SIZE)


def test_nothing_is_foretold_before_anything_was_seen() -> None:
    assert RenderPace().draft_px(1000, _scene(), Rays(1.0, 1.0)) is None


def test_a_slow_picture_at_rest_begins_with_as_many_rays_as_there_is_time_for() -> None:
    pace, scene = RenderPace(), _scene()
    pace.took(1000, scene, Rays(4.0, 1.0), 0.1)
    assert pace.seconds(1000, scene, Rays(1.0, 1.0)) == pytest.approx(1.6)
    draft = pace.draft_px(1000, scene, Rays(1.0, 1.0))
    assert draft is not None
    assert pace.seconds(1000, scene, Rays(draft, 1.0)) == pytest.approx(DRAFT_S)
    assert 1.0 < pace.next_px(1000, scene, Rays(1.0, 1.0)) < draft


def test_a_quick_picture_is_made_in_full_at_once() -> None:
    pace, scene = RenderPace(), _scene()
    pace.took(1000, scene, Rays(4.0, 1.0), 0.1 * DRAFT_S)
    assert pace.draft_px(1000, scene, Rays(3.5, 1.0)) == 3.5


def test_longer_steps_cost_less() -> None:
    pace, scene = RenderPace(), _scene()
    pace.took(1000, scene, Rays(2.0, 1.0), 0.4)
    assert pace.seconds(1000, scene, Rays(2.0, 2.0)) == pytest.approx(0.2)


def test_only_pictures_that_cost_alike_foretell() -> None:
    scene = _scene()
    turned = replace(scene, camera=scene.camera.turned(10, 0))
    other_side = replace(scene, camera=scene.camera.turned(180, 0))
    closer = replace(scene, camera=scene.camera.zoomed(2))
    look = replace(scene, look=replace(_LOOK, opacity=((0.0, 0.0), (1.0, 0.01))))
    assert alike(scene, turned)
    assert not any(alike(scene, other) for other in (other_side, closer, look))
    # The same view on a screen with twice as many pixels is no other part of the patient.
    finer = replace(
        scene, size=(800, 600), camera=replace(scene.camera, mm_per_px=scene.camera.mm_per_px / 2)
    )
    assert alike(scene, finer)


def test_moving_pictures_come_to_take_their_time() -> None:
    pace, scene = RenderPace(), replace(_scene(), moving=True)
    cost = MOVING_S * 2.0**2
    for _ in range(20):
        pace.took(1000, scene, Rays(pace.moving_px, 1.0), cost / pace.moving_px**2)
    assert pace.moving_px == pytest.approx(2.0, rel=0.05)
    assert not pace.is_slow(_LOOK)


def test_a_look_that_is_slow_even_with_few_rays_needs_a_coarser_level() -> None:
    pace, scene = RenderPace(), replace(_scene(), moving=True)
    for _ in range(20):
        pace.took(1000, scene, Rays(pace.moving_px, 1.0), 4 * MOVING_S)
    assert pace.is_slow(_LOOK)
    assert not pace.is_slow(replace(_LOOK, shading=False))


def test_rays_are_no_closer_than_half_a_voxel_or_a_pixel() -> None:
    scene = _scene()
    fine = replace(scene, camera=replace(scene.camera, mm_per_px=0.1))
    assert finest_px(fine, 1.0) == pytest.approx(5.0)
    assert finest_px(replace(scene, camera=replace(scene.camera, mm_per_px=2.0)), 1.0) == 1.0
