"""Key images in three dimensions show what was kept, where it was, and say what they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from tests.support.render_phantoms import MARKER_CENTER_KJI, marked_volume
from workstation.errors import InputError
from workstation.imaging.planes import PlaneName
from workstation.presets.volume_presets import load_volume_presets
from workstation.scene.volume_camera import Standpoint, VolumeCamera
from workstation.session.annotations import KeyImageMark
from workstation.session.volume_look import VolumeLook
from workstation.viewer.volume_key import (
    camera_of,
    caption_of,
    look_of,
    on_cuts,
    picture_of_look,
    settings_of,
)
from workstation.viewer.volume_scene import HalfSpace
from workstation.viewer.volume_settings import VolumeSettings

_PRESETS = load_volume_presets()
_BONE = next(preset for preset in _PRESETS if preset.id == "ct-bone")
_SIZE = (300, 200)


def _kept(
    side: Standpoint = Standpoint.ANTERIOR, cuts: tuple[HalfSpace, ...] = ()
) -> tuple[VolumeLook, VolumeCamera, VolumeSettings]:
    camera = VolumeCamera((0, 0, 0)).from_side(side).fitted(marked_volume().geometry, *_SIZE)
    settings = VolumeSettings(_BONE, shift=12.0, stretch=1.5)
    for _ in cuts:
        settings = settings.with_cut(PlaneName.SAGITTAL, 1)
    return look_of(settings, camera, _SIZE, cuts), camera, settings


def _mark(look: VolumeLook) -> KeyImageMark:
    return KeyImageMark(
        id="k", study_instance_uid="1", stack_id="s", plane="", index=0,
        window_center=40, window_width=400, volume=look,
    )  # fmt: skip


def test_settings_and_camera_come_back() -> None:
    look, camera, settings = _kept()
    assert settings_of(look, _PRESETS) == settings
    back = camera_of(look, _SIZE)
    assert (back.center, back.toward, back.up) == (camera.center, camera.toward, camera.up)
    assert back.mm_per_px == pytest.approx(camera.mm_per_px)
    # Another viewport shows at least as much of the patient.
    wide = camera_of(look, (600, 200))
    assert wide.mm_per_px * 200 == pytest.approx(look.height_mm)


def test_a_preset_that_is_gone_is_named() -> None:
    look, _, _ = _kept()
    with pytest.raises(InputError, match="nowhere"):
        settings_of(replace(look, preset="nowhere"), _PRESETS)


def test_what_differs_is_another_key_image() -> None:
    look, _, _ = _kept()
    assert _mark(look).place == _mark(replace(look, width_mm=look.width_mm * 2)).place
    for other in (
        replace(look, toward=(0.0, 1.0, 0.0)),
        replace(look, shift=0.0),
        replace(look, height_mm=look.height_mm * 0.9),
        replace(look, box=(0.0, 0.5, 0.0, 1.0, 0.0, 1.0)),
    ):
        assert _mark(look).place != _mark(other).place


def test_captions_tell_angle_preset_cuts_and_that_nothing_is_measured() -> None:
    half = HalfSpace((0.0, 0.0, 0.0), (-1.0, 0.0, 0.0))
    _, camera, settings = _kept(Standpoint.LEFT, (half,))
    words = str(caption_of(settings.with_side(0, 0.3), camera))
    for part in ("3-D", "CT bone", "From left", "Clipped", "Cut away", "not for measurement"):
        assert part in words


def test_the_nearest_point_on_the_cuts() -> None:
    look, _, _ = _kept()
    look = replace(
        look,
        cut_planes=(((5.0, 0.0, 0.0), (1.0, 0.0, 0.0)), ((0.0, 7.0, 0.0), (0.0, -1.0, 0.0))),
    )
    assert on_cuts((1.0, 2.0, 3.0), look) == pytest.approx((5.0, 7.0, 3.0))


@pytest.mark.parametrize("side", [Standpoint.ANTERIOR, Standpoint.POSTERIOR, Standpoint.HEAD])
def test_the_picture_shows_the_block_where_it_was(qapp: QApplication, side: Standpoint) -> None:
    assert qapp is not None
    volume = marked_volume()
    look, _, _ = _kept(side)
    pixels = picture_of_look(look, _mark(look), volume, (), _PRESETS, longer_px=600, trusted=True)
    assert pixels.shape == (400, 600, 3)
    x, y, _ = camera_of(look, (600, 400)).to_screen(
        volume.geometry.to_lps_mm(MARKER_CENTER_KJI), 600, 400
    )
    around = pixels[round(y) - 15 : round(y) + 15, round(x) - 15 : round(x) + 15]
    assert around.min() > 30
    mirrored = pixels[round(y) - 15 : round(y) + 15, 600 - round(x) - 15 : 600 - round(x) + 15]
    assert mirrored.max() < 10
    # Bone is warmer than grey: red comes first.
    assert around[..., 0].mean() > around[..., 2].mean()


def test_a_cut_that_was_kept_takes_its_side_away(qapp: QApplication) -> None:
    assert qapp is not None
    volume = marked_volume()
    x, y, z = volume.geometry.to_lps_mm(MARKER_CENTER_KJI).tolist()
    whole, _, _ = _kept()
    cut, _, _ = _kept(cuts=(HalfSpace((x, y, z), (-1.0, 0.0, 0.0)),))
    columns = []
    for look in (whole, cut):
        pixels = picture_of_look(
            look, _mark(look), volume, (), _PRESETS, longer_px=600, trusted=False
        )
        middle = pixels[:, 300:560].max(axis=2)[80:320]
        columns.append(np.nonzero((middle > 30).sum(axis=0) > 20)[0] + 300)
    edge = camera_of(whole, (600, 400)).to_screen((x, y, z), 600, 400)[0]
    assert columns[0].max() > edge + 8
    # Rays are half a voxel apart.
    assert columns[1].max() == pytest.approx(edge, abs=3.5)
