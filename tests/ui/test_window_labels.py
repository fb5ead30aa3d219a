"""Words of measurements are moved by the mouse; lines and numbers stay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from tests.ui.test_window_tools import at, drag, has_draft, only
from workstation.imaging.planes import PlaneName
from workstation.measuring.annotation_place import place_annotation
from workstation.messages import NOTHING
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.viewer.overlay_painter import paint_scale_bar
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.viewport_text import paint_viewport_text

_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def viewport(opened: MainWindow) -> SliceViewport:
    return opened.features[BoardFeature].area.stage.active


@pytest.fixture
def measured(opened: MainWindow, viewport: SliceViewport) -> MainWindow:
    """A window with a line; then the left button windows again, and nothing is selected."""
    opened.actions_table["tool_length"].trigger()
    drag(viewport, at(viewport, 2, 2), at(viewport, 2, 7))
    opened.actions_table["tool_window"].trigger()
    return opened


def label_of(window: MainWindow, viewport: SliceViewport) -> QRectF:
    viewport.repaint()
    found = viewport._painter.labels[only(window).id]
    assert not found.isEmpty()
    return found


def pull(viewport: SliceViewport, start: QPointF, by: QPoint) -> None:
    begin = start.toPoint()
    QTest.mousePress(viewport, _LEFT, pos=begin)
    for part in (by / 2, by):
        QTest.mouseMove(viewport, begin + part)
    QTest.mouseRelease(viewport, _LEFT, pos=begin + by)


def test_words_stay_where_they_were_put(measured: MainWindow, viewport: SliceViewport) -> None:
    before = only(measured)
    start = label_of(measured, viewport).center()
    pull(viewport, start, QPoint(-30, 40))
    moved = only(measured)
    assert moved.label_at is not None
    assert (moved.points, moved.readings, moved.by) == (before.points, before.readings, before.by)
    now = label_of(measured, viewport).center()
    assert (now - start - QPointF(-30, 40)).manhattanLength() < 3
    assert viewport.selected_annotation == moved.id
    measured.actions_table["undo"].trigger()
    assert only(measured).label_at is None
    measured.actions_table["redo"].trigger()
    assert only(measured).label_at == moved.label_at


def test_a_click_on_words_chooses_the_measurement_and_moves_nothing(
    measured: MainWindow, viewport: SliceViewport
) -> None:
    assert viewport.selected_annotation == ""
    place = label_of(measured, viewport).center().toPoint()
    QTest.mouseClick(viewport, _LEFT, pos=place)
    assert viewport.selected_annotation == only(measured).id
    assert only(measured).label_at is None


def test_a_measurement_can_begin_on_the_words_of_another(
    measured: MainWindow, viewport: SliceViewport
) -> None:
    place = label_of(measured, viewport).center()
    measured.actions_table["tool_length"].trigger()
    pull(viewport, place, QPoint(-60, 30))
    assert len(measured.workspace.annotations) == 2
    assert all(each.label_at is None for each in measured.workspace.annotations)


def test_escape_puts_words_back(measured: MainWindow, viewport: SliceViewport) -> None:
    start = label_of(measured, viewport).center().toPoint()
    QTest.mousePress(viewport, _LEFT, pos=start)
    QTest.mouseMove(viewport, start + QPoint(-20, 20))
    QTest.mouseMove(viewport, start + QPoint(-30, 40))
    assert has_draft(viewport)
    QTest.keyClick(viewport, Qt.Key.Key_Escape)
    QTest.mouseRelease(viewport, _LEFT, pos=start + QPoint(-30, 40))
    assert not has_draft(viewport)
    assert only(measured).label_at is None


def test_words_that_were_moved_go_with_their_measurement(
    measured: MainWindow, viewport: SliceViewport
) -> None:
    pull(viewport, label_of(measured, viewport).center(), QPoint(-30, 40))
    before = only(measured)
    pull(viewport, QPointF(at(viewport, 2, 4.5)), QPoint(14, 12))
    after = only(measured)
    assert before.label_at is not None
    assert after.label_at is not None
    shift = np.subtract(after.points[0], before.points[0])
    assert np.abs(shift).max() > 0
    np.testing.assert_allclose(np.subtract(after.label_at, before.label_at), shift, atol=1e-6)


def test_words_are_never_put_on_the_scale_bar(
    measured: MainWindow, viewport: SliceViewport
) -> None:
    frame, transform = viewport.frame(), viewport.transform_now()
    assert frame is not None
    assert transform is not None
    area = QRectF(viewport.rect())
    picture = QImage(viewport.size(), QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    bar = paint_scale_bar(painter, 1.0 / transform.scale, NOTHING, area)
    painter.end()
    start = label_of(measured, viewport).center()
    pull(viewport, start, (bar.center() - start).toPoint())
    assert only(measured).label_at is not None
    assert not label_of(measured, viewport).intersects(bar)


def test_a_handle_is_taken_hold_of_below_words(
    measured: MainWindow, viewport: SliceViewport
) -> None:
    before = only(measured)
    end = QPointF(at(viewport, 2, 7))
    pull(viewport, label_of(measured, viewport).center(), QPoint(-50, 0))
    moved = only(measured)
    pull(
        viewport,
        label_of(measured, viewport).center(),
        (end - label_of(measured, viewport).center()).toPoint(),
    )
    assert label_of(measured, viewport).contains(end)
    put = only(measured)
    assert put.points == before.points
    pull(viewport, end, QPoint(0, 40))
    assert only(measured).points != moved.points
    assert only(measured).label_at == put.label_at


def test_words_of_a_measurement_outside_of_the_picture_are_not_on_it(
    measured: MainWindow, viewport: SliceViewport
) -> None:
    label_of(measured, viewport)
    viewport.camera = replace(viewport.camera, pan_xy=(3 * viewport.width(), 0.0))
    viewport.repaint()
    assert viewport._painter.labels == {}


def test_words_stand_on_none_of_the_words_around_the_picture(
    opened: MainWindow, viewport: SliceViewport
) -> None:
    opened.actions_table["tool_length"].trigger()
    drag(viewport, QPoint(20, 24), QPoint(70, 40))
    picture = QImage(viewport.size(), QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    frame, transform = viewport.frame(), viewport.transform_now()
    assert frame is not None
    assert transform is not None
    places = paint_viewport_text(viewport, painter, frame, transform, QRectF(viewport.rect()))
    painter.end()
    label = label_of(opened, viewport)
    assert len(places.words) > 6
    assert not any(each.intersects(label) for each in places.words)


def test_words_that_were_put_on_one_plane_are_not_put_on_planes_across(
    opened: MainWindow, viewport: SliceViewport
) -> None:
    opened.actions_table["tool_probe"].trigger()
    QTest.mouseClick(viewport, _LEFT, pos=at(viewport, 2, 4))
    made = replace(only(opened), label_at=viewport.point(QPointF(at(viewport, 4, 7))))
    view = viewport.view
    assert view is not None
    for plane in (PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL):
        index = round(view.locate(plane, made.points[0])[0])
        placed = place_annotation(made, view, plane, index)
        assert placed is not None
        assert (placed.label is not None) == (plane is viewport.plane)
