"""Overlays, shutters and graphics land on the pixels that they name."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.support.image_phantoms import asymmetric_volume, frames
from workstation.domain.display_objects import (
    DisplayedArea,
    DisplayObjects,
    Graphic,
    GraphicKind,
    OverlayPlane,
    PresentationState,
    Reference,
    Shutter,
    ShutterShape,
    TextObject,
)
from workstation.domain.image import FrameSequence
from workstation.domain.study import WindowSetting
from workstation.imaging.planes import PlaneName
from workstation.scene.acquired import acquired_picture
from workstation.scene.camera import Camera
from workstation.scene.sources import FlatView, VolumeView
from workstation.viewer.display_objects import ShownObjects
from workstation.viewer.slice_viewport import SliceViewport

RED = (255, 0, 0)


def sequence() -> FrameSequence:
    image = frames()
    source = replace(image.source, sop_instance_uids=("1.2",) * 5, frame_indices=tuple(range(5)))
    return replace(image, array=np.full_like(image.array, 100), source=source)


def viewport_of(qtbot: QtBot, camera: Camera | None = None) -> SliceViewport:
    viewport = SliceViewport(PlaneName.NATIVE)
    qtbot.addWidget(viewport)
    viewport.resize(400, 300)
    viewport.text_mode = 2
    viewport.show_view(FlatView(sequence(), "s"))
    viewport.set_window(WindowSetting(center=128, width=256))
    if camera is not None:
        viewport.set_camera(camera)
    return viewport


def color_at(viewport: SliceViewport, column: float, row: float) -> tuple[int, int, int]:
    transform = viewport.transform_now()
    assert transform is not None
    x, y = transform.to_screen(row, column)
    shown = QColor(viewport.picture().pixel(round(x), round(y)))
    return shown.red(), shown.green(), shown.blue()


CAMERAS = [Camera(), Camera(quarter_turns=1), Camera(flip_horizontal=True, quarter_turns=3)]


@pytest.mark.parametrize("camera", CAMERAS)
def test_an_overlay_lies_on_its_pixels(qtbot: QtBot, camera: Camera) -> None:
    viewport = viewport_of(qtbot, camera)
    bits = np.zeros((6, 8), bool)
    bits[1, 2] = True
    plane = OverlayPlane(group=0x6000, bits=bits, origin=(10.0, 5.0), first_frame=2, frames=1)
    viewport.set_objects(ShownObjects("s", DisplayObjects(overlays={"1.2": (plane,)})))
    assert color_at(viewport, 12, 6) == (100, 100, 100)
    viewport.set_index(2)
    assert color_at(viewport, 12, 6) == pytest.approx((255, 220, 60), abs=30)
    assert color_at(viewport, 14, 6) == (100, 100, 100)
    assert color_at(viewport, 12, 8) == (100, 100, 100)
    viewport.set_objects(
        ShownObjects("s", DisplayObjects(overlays={"1.2": (plane,)}), show_overlays=False)
    )
    assert color_at(viewport, 12, 6) == (100, 100, 100)


@pytest.mark.parametrize("camera", CAMERAS)
def test_shutters_cover_what_lies_outside_of_any(qtbot: QtBot, camera: Camera) -> None:
    viewport = viewport_of(qtbot, camera)
    shutters = (
        Shutter(shape=ShutterShape.RECTANGULAR, points=((4.5, 2.5), (30.5, 25.5)), grey=0.2),
        Shutter(shape=ShutterShape.CIRCULAR, points=((15.0, 15.0),), radius=8.0, grey=0.2),
    )
    viewport.set_objects(ShownObjects("s", DisplayObjects(shutters={"1.2": shutters})))
    assert color_at(viewport, 15, 15) == (100, 100, 100)
    assert color_at(viewport, 15, 8) == (100, 100, 100)
    assert color_at(viewport, 2, 15) == (51, 51, 51)
    assert color_at(viewport, 28, 5) == (51, 51, 51)
    viewport.set_objects(
        ShownObjects("s", DisplayObjects(shutters={"1.2": shutters}), show_shutters=False)
    )
    assert color_at(viewport, 2, 15) == (100, 100, 100)


def state(**changes: object) -> PresentationState:
    base = PresentationState(
        uid="9", label="PLAN", reference=Reference(images=(("1.2", (1,)),)),
        layers=(("L", RED),), areas=(DisplayedArea(top_left=(0, 0), bottom_right=(39, 29)),),
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("camera", CAMERAS)
def test_graphics_in_pixels_and_in_fractions_of_the_area(qtbot: QtBot, camera: Camera) -> None:
    viewport = viewport_of(qtbot, camera)
    shown = state(
        graphics=(
            Graphic(kind=GraphicKind.POLYLINE, points=((5, 10), (35, 10)), layer="L"),
            Graphic(
                kind=GraphicKind.POLYLINE,
                points=((0.1, 0.75), (0.9, 0.75)),
                layer="L",
                of_area=True,
            ),
        )
    )
    viewport.set_objects(ShownObjects("s", DisplayObjects(states=(shown,)), shown))
    assert color_at(viewport, 20, 10) == (100, 100, 100)
    viewport.set_index(1)
    red, green, _blue = color_at(viewport, 20, 10)
    assert red > green + 30
    red, green, _blue = color_at(viewport, 20, 0.75 * 30 - 0.5)
    assert red > green + 30
    assert color_at(viewport, 20, 15) == (100, 100, 100)


@pytest.mark.parametrize("right", [False, True])
def test_words_at_an_anchor_stay_on_the_screen(qtbot: QtBot, right: bool) -> None:
    viewport = viewport_of(qtbot)
    column = 36.0 if right else 3.0
    words = TextObject(text="Area 200.0 mm²\r\nMean 300", layer="L", anchor=(column, 15.0))
    shown = state(texts=(words,))
    viewport.set_index(1)
    viewport.set_objects(ShownObjects("s", DisplayObjects(states=(shown,)), shown))
    picture = viewport.picture()
    red = [
        x
        for x in range(picture.width())
        for y in range(picture.height())
        if QColor(picture.pixel(x, y)).red() > 200 > 100 > QColor(picture.pixel(x, y)).green()
    ]
    transform = viewport.transform_now()
    assert transform is not None
    at, _ = transform.to_screen(15.0, column)
    assert red
    if right:
        assert max(red) < at
        assert min(red) > 0
    else:
        assert min(red) > at


def test_a_state_shows_only_the_overlays_that_it_activates() -> None:
    bits = np.ones((2, 2), bool)
    of_image = tuple(OverlayPlane(group=g, bits=bits) for g in (0x6000, 0x6002, 0x6004))
    own = OverlayPlane(group=0x6004, bits=bits, layer="B")
    shown = state(
        overlays=(own,), activations=((0x6002, "A"), (0x6004, "B")), reference=Reference()
    )
    found = ShownObjects("s", DisplayObjects(overlays={"1.2": of_image}), shown)
    assert [(p.group, layer) for p, layer in found.overlays_on("1.2", 0)] == [
        (0x6004, "B"),
        (0x6002, "A"),
    ]
    assert len(replace(found, state=None).overlays_on("1.2", 0)) == 3


def test_pixels_of_slices_are_found_on_the_acquired_plane_alone() -> None:
    image = asymmetric_volume()
    count = image.geometry.shape_kji[0]
    source = replace(image.source, sop_instance_uids=tuple(f"1.{k}" for k in range(count)))
    view = VolumeView(replace(image, source=source), image, True, "s")
    found = {
        plane: [acquired_picture(view, plane, index) for index in range(view.count(plane))]
        for plane in (PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL)
    }
    shown = [each for each in found[PlaneName.AXIAL] if each is not None]
    assert sorted(each.uid for each in shown) == sorted(f"1.{k}" for k in range(count))
    assert all(each is None for each in found[PlaneName.CORONAL])
    for index, each in enumerate(found[PlaneName.AXIAL]):
        assert each is not None
        k, j, i = each.slice_k, 3, 5
        column, row = each.matrix @ (i, j, 1)
        point = view.to_point(PlaneName.AXIAL, index, row, column)
        np.testing.assert_allclose(point, image.geometry.to_lps_mm((k, j, i)), atol=1e-6)
