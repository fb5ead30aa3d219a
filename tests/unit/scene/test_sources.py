from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.image_phantoms import (
    asymmetric_volume,
    box_mask,
    frames,
    radiograph,
    reoriented,
    tilted_volume,
)
from workstation.domain.geometry import Calibration
from workstation.imaging.planes import PlaneName, plane_count
from workstation.imaging.rectify import rectify
from workstation.scene.sources import (
    FlatView,
    PreviewView,
    VolumeView,
    plane_title,
    unit_of,
    value_at,
)
from workstation.viewer.corner_text import corner_text, date_text, person_name
from workstation.viewer.pixels import pool_factor, pooled, to_qimage


def test_untrusted_volumes_measure_only_within_acquired_slices() -> None:
    volume = asymmetric_volume()
    view = VolumeView(volume, volume, False, "s")
    assert view.frame(PlaneName.AXIAL, 0).spacing_rc_mm == pytest.approx((1.5, 1.0))
    assert view.frame(PlaneName.CORONAL, 0).spacing_rc_mm is None
    trusted = replace(view, trusted=True)
    assert trusted.frame(PlaneName.CORONAL, 0).spacing_rc_mm == pytest.approx((3.0, 1.0))


def test_points_go_there_and_back() -> None:
    volume = asymmetric_volume()
    view = VolumeView(volume, volume, True, "s")
    for plane in (PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL):
        point = view.to_point(plane, 2, 1.5, 3.25)
        assert view.locate(plane, point) == pytest.approx((2, 1.5, 3.25))
        rows, columns = view.directions(plane)
        assert np.dot(rows, columns) == pytest.approx(0)
        assert view.labels(box_mask(volume), plane, 1).shape == view.frame(plane, 1).values.shape
    assert view.step_mm(PlaneName.AXIAL) == pytest.approx(3.0)
    assert str(view.position_words(PlaneName.AXIAL, 0)) == "Axial F 500.0 mm"


@pytest.mark.parametrize("flips", [(False, False, False), (True, False, True)])
def test_a_preview_shows_what_the_volume_will(flips: tuple[bool, ...]) -> None:
    volume = reoriented(asymmetric_volume(), (0, 1, 2), flips)
    whole = VolumeView(volume, volume, True, "s")
    slices = dict(enumerate(volume.array))
    single = replace(
        volume,
        array=volume.array[:1],
        geometry=replace(volume.geometry, shape_kji=(1, *volume.geometry.shape_kji[1:])),
    )
    preview = PreviewView(single, volume.geometry, slices, "s")
    for index in range(plane_count(volume, PlaneName.AXIAL)):
        expected, found = (v.frame(PlaneName.AXIAL, index) for v in (whole, preview))
        np.testing.assert_array_equal(found.values, expected.values)
        assert found.letters == expected.letters
    assert preview.count(PlaneName.CORONAL) == 1
    middle = slices[3]
    slices.clear()
    slices[3] = middle
    nearest = preview.frame(PlaneName.AXIAL, 0).values
    assert nearest.max() == middle.max()


def test_films_keep_their_calibration_word() -> None:
    view = FlatView(radiograph(), "s")
    frame = view.frame(PlaneName.AXIAL, 0)
    assert frame.spacing_rc_mm == (0.2, 0.1)
    assert frame.letters == ("R", "L", "H", "F")
    assert str(view.scale_word()) == "at the detector"
    unknown = FlatView(radiograph(spacing=None, calibration=Calibration.UNKNOWN), "s")
    assert unknown.frame(PlaneName.AXIAL, 0).spacing_rc_mm is None
    assert not unknown.trusts(PlaneName.AXIAL)
    assert view.locate(PlaneName.AXIAL, view.to_point(PlaneName.AXIAL, 0, 4, 5)) == (0, 4, 5)


def test_titles_units_and_values() -> None:
    volume = asymmetric_volume()
    view = VolumeView(volume, volume, True, "s")
    assert str(plane_title(view, PlaneName.CORONAL)) == "Coronal"
    assert str(plane_title(FlatView(radiograph(), "s"), PlaneName.AXIAL)) == "Radiograph"
    assert str(plane_title(FlatView(frames(), "s"), PlaneName.AXIAL)) == "Frames"
    assert unit_of(volume) == "HU"
    frame = view.frame(PlaneName.AXIAL, 2)
    assert value_at(frame, 3.4, 5.6) == 236
    assert value_at(frame, -0.6, 0) is None
    assert value_at(FlatView(frames(color=True), "s").frame(PlaneName.AXIAL, 0), 1, 1) is None


def test_corner_text_tells_what_is_shown() -> None:
    volume = tilted_volume()
    view = VolumeView(volume, rectify(volume), True, "s")
    text = corner_text(
        view, plane=PlaneName.AXIAL, index=0, window=None, inverted=True, zoom=1.5, notes=("Slab",)
    )
    assert text.top_left == ("Phantom, Asym", "P1", "born 1960-01-01  F")
    assert "Resampled for display" in text.bottom_left
    assert "Slab" in text.bottom_left
    assert "Zoom 150 %  interpolated" in text.bottom_left
    assert text.bottom_right == ("Phantom", "Se 3  CT")
    hidden = corner_text(
        view, plane=PlaneName.AXIAL, index=0, window=None, inverted=False, zoom=1, anonymous=True
    )
    assert hidden.top_left == ()
    cine = corner_text(
        FlatView(frames(), "s"), plane=PlaneName.AXIAL, index=2, window=None, inverted=False, zoom=1
    )
    assert "Frame 3/5  0.08 s" in cine.bottom_left
    lossy = replace(volume, source=replace(volume.source, lossy=True))
    text = corner_text(
        VolumeView(lossy, lossy, True, "s"),
        plane=PlaneName.AXIAL, index=0, window=None, inverted=False, zoom=1,
    )  # fmt: skip
    assert "Lossy compressed" in text.bottom_left


def test_names_and_dates_are_for_reading() -> None:
    assert person_name("Doe^John^Q") == "Doe, John Q"
    assert person_name("Yamada^Tarou=山田^太郎") == "Yamada, Tarou"
    assert person_name("=山田^太郎") == "山田, 太郎"
    assert date_text("20260131") == "2026-01-31"
    assert date_text("2026") == "2026"


def test_small_pictures_are_averages() -> None:
    view = FlatView(radiograph(), "s")
    frame = view.frame(PlaneName.AXIAL, 0)
    small = pooled(frame, 2)
    assert small.values.shape == (30, 40)
    assert small.values[0, 0] == round((0 + 1 + 10 + 11) / 4)
    assert small.pixel_rc == (0.4, 0.2)
    assert pooled(frame, 1) is frame
    assert pool_factor(2.0, frame) == 5
    assert pool_factor(100.0, frame) == 1


def test_pictures_own_their_memory() -> None:
    pixels = np.arange(6 * 5 * 3, dtype=np.uint8).reshape(6, 5, 3)
    image = to_qimage(pixels)
    color = image.pixelColor(2, 1)
    assert (color.red(), color.green(), color.blue()) == tuple(pixels[1, 2])
    pixels[:] = 0
    assert image.pixelColor(2, 1).red() != 0
    grey = to_qimage(np.full((3, 7), 9, dtype=np.uint8))
    assert (grey.width(), grey.height(), grey.pixelColor(6, 2).red()) == (7, 3, 9)
