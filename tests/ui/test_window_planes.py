"""Turning planes, slabs and what follows them, by mouse, on the shown window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.test_window_reading import press
from tests.ui.test_window_tools import drag, wheel
from workstation.imaging.grayscale import apply_window
from workstation.imaging.mpr_axes import TURNING_PLANES
from workstation.imaging.planes import PlaneName
from workstation.plain.values import from_plain, to_plain
from workstation.scene.sources import ObliqueView, VolumeView
from workstation.services.render import render_image
from workstation.session.annotations import KeyImageMark
from workstation.tools.base import ToolName
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.studies.feature import StudiesFeature
from workstation.viewer.crosshair import (
    CrosshairLine,
    CrosshairPart,
    crosshair_hit,
    crosshair_lines,
    handle_distance,
)
from workstation.viewer.slice_viewport import SliceViewport


@pytest.fixture
def axial(opened: MainWindow) -> SliceViewport:
    opened.features[MouseFeature].toolbox.choose(ToolName.CROSSHAIR)
    return next(
        v for v in opened.features[BoardFeature].area.stage.viewports if v.plane is PlaneName.AXIAL
    )


def line_of(viewport: SliceViewport, plane: PlaneName) -> CrosshairLine:
    transform = viewport.transform_now()
    assert viewport.view is not None
    assert viewport.crosshair is not None
    assert transform is not None
    lines = crosshair_lines(viewport.view, viewport.plane, viewport.crosshair, transform)
    return next(line for line in lines if line.plane is plane)


def handle_of(viewport: SliceViewport, plane: PlaneName) -> QPointF:
    line = line_of(viewport, plane)
    return line.center + line.direction * handle_distance(QRectF(viewport.rect()))


def is_turned(viewport: SliceViewport) -> bool:
    return isinstance(viewport.view, ObliqueView)


def turn(viewport: SliceViewport, plane: PlaneName, angle_deg: float) -> None:
    start = handle_of(viewport, plane)
    center = line_of(viewport, plane).center
    away = start - center
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    end = center + QPointF(c * away.x() - s * away.y(), s * away.x() + c * away.y())
    drag(viewport, start.toPoint(), end.toPoint())


def test_a_handle_turns_the_other_planes(opened: MainWindow, axial: SliceViewport) -> None:
    crosshair = axial.crosshair
    assert crosshair is not None
    before = axial.view
    assert isinstance(before, VolumeView)
    rows, columns = before.directions(PlaneName.AXIAL)
    turn(axial, PlaneName.CORONAL, 30)
    view = axial.view
    assert isinstance(view, ObliqueView)
    assert {id(v.view) for v in opened.features[BoardFeature].area.stage.viewports} == {id(view)}
    assert view.decimation == 1
    assert view.directions(PlaneName.AXIAL)[0] == pytest.approx(rows)
    assert view.directions(PlaneName.AXIAL)[1] == pytest.approx(columns)
    tilt = view.axes.tilt_deg(view.shown.geometry, PlaneName.CORONAL)
    assert tilt == pytest.approx(30, abs=1.5)
    normals = np.stack([np.cross(*view.directions(p)) for p in TURNING_PLANES])
    np.testing.assert_allclose(np.abs(normals @ normals.T), np.eye(3), atol=1e-9)
    assert axial.crosshair == pytest.approx(crosshair)
    for viewport in opened.features[BoardFeature].area.stage.viewports:
        at = view.locate(viewport.plane, crosshair)[0]
        assert at == pytest.approx(viewport.index, abs=1e-6)
    # The line now points where it was dragged to.
    direction = line_of(axial, PlaneName.CORONAL).direction
    angle = np.degrees(np.arctan2(direction.y(), direction.x())) % 180
    assert angle == pytest.approx(30, abs=1.5)


def test_turning_in_a_mirrored_picture_follows_the_mouse(axial: SliceViewport) -> None:
    axial.set_camera(axial.camera.mirrored(horizontal=True))
    turn(axial, PlaneName.CORONAL, 20)
    direction = line_of(axial, PlaneName.CORONAL).direction
    angle = np.degrees(np.arctan2(direction.y(), direction.x())) % 180
    assert angle == pytest.approx(20, abs=1.5)


def test_planes_go_back(opened: MainWindow, axial: SliceViewport) -> None:
    turn(axial, PlaneName.SAGITTAL, -15)
    assert is_turned(axial)
    opened.actions_table["reset_planes"].trigger()
    assert not is_turned(axial)
    turn(axial, PlaneName.SAGITTAL, -15)
    at = handle_of(axial, PlaneName.SAGITTAL).toPoint()
    QTest.mouseDClick(axial, Qt.MouseButton.LeftButton, pos=at)
    assert not is_turned(axial)
    assert len([f for f in opened.features[BoardFeature].area.frames if not f.isHidden()]) == 3


def test_a_line_shifts_its_plane_alone(opened: MainWindow, axial: SliceViewport) -> None:
    stage = opened.features[BoardFeature].area.stage
    by_plane = {v.plane: v for v in stage.viewports}
    # In the middle of a voxel: half a pixel more or less makes no other plane.
    assert isinstance(axial.view, VolumeView)
    x, y, z = axial.view.image.geometry.to_lps_mm((2.0, 4.0, 4.0)).tolist()
    stage.set_crosshair((x, y, z))
    line = line_of(axial, PlaneName.CORONAL)
    start = line.center + line.direction * 40
    hit = crosshair_hit(axial, start)
    assert hit is not None
    assert (hit.part, hit.plane) == (CrosshairPart.LINE, PlaneName.CORONAL)
    transform = axial.transform_now()
    assert transform is not None
    row_px = transform.to_screen(1, 0)[1] - transform.to_screen(0, 0)[1]
    before = {p: v.index for p, v in by_plane.items()}
    drag(axial, start.toPoint(), (start - QPointF(0, 2 * row_px)).toPoint())
    assert by_plane[PlaneName.CORONAL].index == before[PlaneName.CORONAL] - 2
    assert by_plane[PlaneName.SAGITTAL].index == before[PlaneName.SAGITTAL]
    assert axial.index == before[PlaneName.AXIAL]


def test_cancel_puts_planes_back_that_are_being_turned(
    opened: MainWindow, axial: SliceViewport
) -> None:
    start = handle_of(axial, PlaneName.CORONAL).toPoint()
    QTest.mousePress(axial, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(axial, start + QPoint(0, 30))
    opened.features[MouseFeature].toolbox.move(axial, _move_event(axial, start + QPoint(0, 30)))
    view = axial.view
    assert isinstance(view, ObliqueView)
    assert view.decimation == 2
    assert axial.sampling.decimation == 2
    opened.features[MouseFeature].toolbox.cancel()
    back = axial.view
    assert isinstance(back, VolumeView)
    tilts = [np.abs(np.cross(*back.directions(p))).max() for p in TURNING_PLANES]
    assert tilts == pytest.approx([1, 1, 1])


def _move_event(viewport: SliceViewport, at: QPoint) -> QMouseEvent:
    return QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(viewport.mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )


def test_the_key_for_slabs_goes_by_what_is_shown(
    opened: MainWindow, axial: SliceViewport, qtbot: QtBot
) -> None:
    """The mark of the menu and the key follow slabs that ended with a study, or by other ways."""
    slab, planes = opened.actions_table["slab"], opened.features[BoardFeature].area.stage.viewports
    slab.trigger()
    assert {v.slab_mm for v in planes} == {10.0}
    assert slab.isChecked()
    opened.actions_table["slab_none"].trigger()
    assert not slab.isChecked()
    slab.trigger()
    assert {v.slab_mm for v in planes} == {10.0}
    paths = opened.features[StudiesFeature].recent.paths
    opened.workspace.close_all()
    assert not slab.isChecked()
    opened.open_paths([Path(paths[0])])
    qtbot.waitUntil(lambda: axial.view is not None and opened.jobs.running == 0)
    slab.trigger()
    assert {v.slab_mm for v in planes} == {10.0}
    slab.trigger()
    assert {v.slab_mm for v in planes} == {0.0}


def test_slabs_are_set_per_viewport(opened: MainWindow, axial: SliceViewport) -> None:
    others = [v for v in opened.features[BoardFeature].area.stage.viewports if v is not axial]
    wheel(axial, 3, Qt.KeyboardModifier.ShiftModifier)
    assert axial.slab_mm == 3.0
    wheel(axial, -1, Qt.KeyboardModifier.AltModifier)
    assert axial.slab_mm == 2.0
    assert all(v.slab_mm == 0 for v in others)
    opened.features[BoardFeature].area.stage.set_active(axial)
    opened.actions_table["slab_min"].trigger()
    assert axial.slab_mode == "min"
    frame = axial.frame()
    assert frame is not None
    assert axial.view is not None
    single = axial.view.frame(axial.plane, axial.index).values
    opened.actions_table["slab_thicker"].trigger()
    thick = axial.frame()
    assert thick is not None
    assert (thick.values <= single).all()
    opened.actions_table["slab_none"].trigger()
    assert axial.slab_mm == 0


def test_turned_planes_survive_an_acknowledgement(opened: MainWindow, axial: SliceViewport) -> None:
    turn(axial, PlaneName.CORONAL, 25)
    view = axial.view
    assert isinstance(view, ObliqueView)
    opened.features[BoardFeature].display.follow_acknowledgement(view.stack_id)
    again = axial.view
    assert isinstance(again, ObliqueView)
    assert again is not view
    assert again.axes is view.axes


def test_handles_do_not_darken_the_active_picture(opened: MainWindow, axial: SliceViewport) -> None:
    other = next(v for v in opened.features[BoardFeature].area.stage.viewports if v is not axial)
    pictures = []
    for active in (other, axial):
        opened.features[BoardFeature].area.stage.set_active(active)
        picture = axial.picture()
        pictures.append(
            [
                picture.pixelColor(x, y).value()
                for x in range(30, picture.width() - 30, 17)
                for y in range(30, picture.height() - 30, 17)
            ]
        )
    assert pictures[0] == pictures[1]
    assert max(pictures[0]) > 0


def test_a_turned_plane_is_a_key_image_and_is_drawn_as_it_was_seen(
    opened: MainWindow, axial: SliceViewport
) -> None:
    turn(axial, PlaneName.CORONAL, 30)
    coronal = next(
        v
        for v in opened.features[BoardFeature].area.stage.viewports
        if v.plane is PlaneName.CORONAL
    )
    opened.features[BoardFeature].area.stage.set_active(coronal)
    press(opened, "key_image")
    (mark,) = opened.workspace.key_images
    view = coronal.view
    assert isinstance(view, ObliqueView)
    assert mark.turned == view.plane_at(PlaneName.CORONAL, coronal.index)
    assert coronal.is_key_image()
    kept: KeyImageMark = from_plain(KeyImageMark, to_plain(mark))
    assert kept == mark
    frame = view.frame(PlaneName.CORONAL, coronal.index)
    window = coronal.window_setting
    picture = render_image(view.image, oblique=kept.turned, window=window, annotate=False)
    shown = apply_window(frame.values, window, padding=frame.padding)
    assert picture.shape[:2] == shown.shape
    np.testing.assert_allclose(picture[..., 0].astype(int), shown.astype(int), atol=1)
    coronal.set_index(coronal.index + 1)
    assert not coronal.is_key_image()
    coronal.set_index(coronal.index - 1)
    press(opened, "key_image")
    assert opened.workspace.key_images == ()


def test_the_crosshair_crosses_nothing_out_unless_it_is_asked_for(opened: MainWindow) -> None:
    stage = opened.features[BoardFeature].area.stage
    toolbox = opened.features[MouseFeature].toolbox
    axial, *others = stage.viewports
    stage.set_active(axial)
    # The picture that is looked at has no line; the others show where it lies.
    assert axial.guide_planes == frozenset()
    assert [each.guide_planes for each in others] == [{PlaneName.AXIAL}] * len(others)
    stage.set_active(others[0])
    assert axial.guide_planes == {others[0].plane}
    assert others[0].guide_planes == frozenset()
    acquired, axial.plane = axial.plane, PlaneName.NATIVE
    stage.set_active(axial)
    assert others[0].guide_planes == {acquired}
    axial.plane = acquired
    stage.show_reference_lines(False)
    assert all(each.guide_planes == frozenset() for each in stage.viewports)
    assert not any(each.crosshair_marked for each in stage.viewports)

    def hover(modifiers: Qt.KeyboardModifier) -> None:
        place = QPointF(axial.rect().center())
        none = Qt.MouseButton.NoButton
        moved = QMouseEvent(QEvent.Type.MouseMove, place, place, none, none, modifiers)
        toolbox.move(axial, moved)

    hover(Qt.KeyboardModifier.ShiftModifier)
    assert all(each.crosshair_marked for each in stage.viewports)
    hover(Qt.KeyboardModifier.NoModifier)
    assert not any(each.crosshair_marked for each in stage.viewports)
    opened.actions_table["show_crosshair"].trigger()
    assert all(each.crosshair_marked for each in stage.viewports)
