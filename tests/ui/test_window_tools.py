"""Every tool, by mouse, on the shown window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation
from workstation.tools.base import ToolName
from workstation.tools.mouse_profiles import MouseProfile
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.measuring.feature import MeasuringFeature
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.shell.undo_feature import UndoFeature
from workstation.ui.windowing.feature import WindowingFeature
from workstation.viewer.slice_viewport import SliceViewport

_LEFT = Qt.MouseButton.LeftButton


def at(viewport: SliceViewport, row: float, column: float) -> QPoint:
    transform = viewport.transform_now()
    assert transform is not None
    x, y = transform.to_screen(row, column)
    return QPoint(round(x), round(y))


def drag(
    viewport: SliceViewport,
    start: QPoint,
    end: QPoint,
    *,
    button: Qt.MouseButton = _LEFT,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.mousePress(viewport, button, modifiers, start)
    for step in (0.5, 1.0):
        place = QPointF(start) + QPointF(end - start) * step
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            QPointF(viewport.mapToGlobal(place.toPoint())),
            Qt.MouseButton.NoButton,
            button,
            modifiers,
        )
        QApplication.sendEvent(viewport, event)
    QTest.mouseRelease(viewport, button, modifiers, end)


def wheel(
    viewport: SliceViewport,
    notches: int,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    middle = QPointF(viewport.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(viewport.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, notches * 120),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def has_draft(viewport: SliceViewport) -> bool:
    return viewport.draft is not None


def only(window: MainWindow) -> Annotation:
    assert len(window.workspace.annotations) == 1
    return window.workspace.annotations[0]


@pytest.fixture
def viewport(opened: MainWindow) -> SliceViewport:
    return opened.features[BoardFeature].area.stage.active


def test_windowing_by_drag_is_linked(opened: MainWindow, viewport: SliceViewport) -> None:
    before = viewport.window_setting
    middle = viewport.rect().center()
    drag(viewport, middle, middle + QPoint(60, 30))
    after = viewport.window_setting
    assert after.width > before.width
    assert after.center < before.center  # down is brighter
    assert opened.features[BoardFeature].area.stage.viewports[2].window_setting == after
    assert opened.features[WindowingFeature].presets.currentIndex() == 0


def test_a_window_never_becomes_narrower_than_allowed(viewport: SliceViewport) -> None:
    drag(viewport, QPoint(300, 40), QPoint(-4000, 40))
    assert viewport.window_setting.width == 1.0


def test_pan_and_zoom_have_their_buttons(viewport: SliceViewport) -> None:
    middle = viewport.rect().center()
    drag(viewport, middle, middle + QPoint(20, 10), button=Qt.MouseButton.MiddleButton)
    assert viewport.camera.pan_xy == pytest.approx((20, 10))
    drag(viewport, middle, middle + QPoint(0, -40), button=Qt.MouseButton.RightButton)
    assert viewport.camera.scale is not None
    scale = viewport.camera.scale
    wheel(viewport, 2, Qt.KeyboardModifier.ControlModifier)
    assert viewport.camera.scale == pytest.approx(scale * 1.15**2)
    pan = viewport.camera.pan_xy
    drag(viewport, middle, middle + QPoint(7, 0), modifiers=Qt.KeyboardModifier.ControlModifier)
    assert viewport.camera.pan_xy[0] == pytest.approx(pan[0] + 7)


def test_the_other_profile_windows_with_the_right_button(
    opened: MainWindow, viewport: SliceViewport
) -> None:
    opened.actions_table["profile_right"].trigger()
    assert opened.features[MouseFeature].toolbox.profile is MouseProfile.RIGHT_WINDOW
    before = viewport.window_setting
    middle = viewport.rect().center()
    drag(viewport, middle, middle + QPoint(60, 0), button=Qt.MouseButton.RightButton)
    assert viewport.window_setting.width > before.width
    drag(viewport, middle, at(viewport, 2, 7))
    crosshair = opened.features[BoardFeature].area.stage.crosshair
    assert crosshair is not None
    assert crosshair[0] == pytest.approx(-20 + 7, abs=0.1)


def test_wheel_and_drag_scroll(opened: MainWindow, viewport: SliceViewport) -> None:
    start = viewport.index
    wheel(viewport, -1)
    assert viewport.index == start - 1
    wheel(viewport, 1)
    assert viewport.index == start
    opened.features[MouseFeature].toolbox.choose(ToolName.SCROLL)
    middle = viewport.rect().center()
    drag(viewport, middle, middle + QPoint(0, 13))
    assert viewport.index == start - 2


def test_the_crosshair_links_the_planes(opened: MainWindow, viewport: SliceViewport) -> None:
    opened.actions_table["tool_crosshair"].trigger()
    drag(viewport, at(viewport, 1, 1), at(viewport, 5, 8))
    coronal, sagittal = opened.features[BoardFeature].area.stage.viewports[1:]
    assert (coronal.index, sagittal.index) == (5, 8)
    assert opened.features[BoardFeature].area.stage.crosshair == pytest.approx(
        (-20 + 8, -30 + 5 * 1.5, -500 + 3.0 * viewport.index), abs=0.15
    )
    spot = at(viewport, 2, 3)
    QTest.mouseClick(viewport, _LEFT, Qt.KeyboardModifier.ShiftModifier, spot)
    assert (coronal.index, sagittal.index) == (2, 3)
    before = opened.features[BoardFeature].area.stage.crosshair
    drag(viewport, QPoint(2, 2), QPoint(3, 3))  # outside the volume
    assert opened.features[BoardFeature].area.stage.crosshair == before


def test_a_length_by_drag(opened: MainWindow, viewport: SliceViewport) -> None:
    opened.actions_table["tool_length"].trigger()
    drag(viewport, at(viewport, 1, 1), at(viewport, 5, 7))
    drawn = only(opened)
    expected = ((4 * 1.5) ** 2 + 6**2) ** 0.5
    assert drawn.readings[0].value == pytest.approx(expected, abs=0.1)
    assert drawn.readings[0].unit == "mm"
    assert str(drawn.plane_text).startswith("Axial F")
    assert opened.features[MeasuringFeature].model.rowCount() == 1
    opened.actions_table["undo"].trigger()
    assert opened.workspace.annotations == ()
    opened.actions_table["redo"].trigger()
    assert only(opened).id == drawn.id


def test_a_length_by_two_clicks_and_escape(opened: MainWindow, viewport: SliceViewport) -> None:
    opened.features[MouseFeature].toolbox.choose(AnnotationKind.LENGTH)
    QTest.mouseClick(viewport, _LEFT, pos=at(viewport, 1, 1))
    QTest.mouseMove(viewport, at(viewport, 3, 3))
    assert has_draft(viewport)
    opened.actions_table["cancel"].trigger()
    assert not has_draft(viewport)
    QTest.mouseClick(viewport, _LEFT, pos=at(viewport, 1, 1))
    QTest.mouseClick(viewport, _LEFT, pos=at(viewport, 1, 6))
    assert only(opened).readings[0].value == pytest.approx(5.0, abs=0.1)


def test_an_angle_by_three_points(opened: MainWindow, viewport: SliceViewport) -> None:
    opened.actions_table["tool_angle"].trigger()
    for row, column in ((1, 7), (1, 1), (5, 1)):
        QTest.mouseClick(viewport, _LEFT, pos=at(viewport, row, column))
    assert only(opened).readings[0].value == pytest.approx(90.0, abs=1.5)


@pytest.mark.parametrize("tool", ["rectangle", "ellipse"])
def test_regions_report_area_mean_sd_min_max(
    opened: MainWindow, viewport: SliceViewport, tool: str
) -> None:
    opened.actions_table[f"tool_{tool}"].trigger()
    drag(viewport, at(viewport, 0.6, 0.6), at(viewport, 5.4, 7.4))
    names = [str(r.name) for r in only(opened).readings]
    assert names == ["Area", "Mean", "SD", "Min", "Max"]
    assert only(opened).readings[1].unit == "HU"


def test_a_probe_by_a_click_and_the_value_under_the_mouse(
    opened: MainWindow, viewport: SliceViewport
) -> None:
    opened.actions_table["tool_probe"].trigger()
    QTest.mouseClick(viewport, _LEFT, pos=at(viewport, 4, 6))
    value = 100 * viewport.index + 46
    assert only(opened).readings[0].value == value
    QTest.mouseMove(viewport, at(viewport, 4, 6))
    assert opened.status.value.text().startswith(f"{value} HU")


def test_handles_move_and_measurements_are_deleted(
    opened: MainWindow, viewport: SliceViewport
) -> None:
    opened.features[MouseFeature].toolbox.choose(AnnotationKind.LENGTH)
    drag(viewport, at(viewport, 1, 1), at(viewport, 1, 6))
    opened.features[MouseFeature].toolbox.choose(ToolName.WINDOW)
    QTest.mouseClick(viewport, _LEFT, pos=at(viewport, 1, 6))
    window = viewport.window_setting
    drag(viewport, at(viewport, 1, 6), at(viewport, 1, 8))
    assert viewport.window_setting == window
    assert only(opened).readings[0].value == pytest.approx(7.0, abs=0.15)
    drag(viewport, at(viewport, 1, 4), at(viewport, 3, 4))
    assert only(opened).readings[0].value == pytest.approx(7.0, abs=0.15)
    assert only(opened).points[0][1] == pytest.approx(-30 + 3 * 1.5, abs=0.1)
    opened.actions_table["delete"].trigger()
    assert opened.workspace.annotations == ()
    opened.features[UndoFeature].undo()
    assert only(opened).readings[0].value == pytest.approx(7.0, abs=0.15)


@pytest.mark.parametrize("place", [(1, 6), (1, 4)], ids=["handle", "line"])
def test_a_drag_over_a_measurement_that_is_not_selected_is_for_the_tool(
    opened: MainWindow, viewport: SliceViewport, place: tuple[int, int]
) -> None:
    toolbox = opened.features[MouseFeature].toolbox
    toolbox.choose(AnnotationKind.LENGTH)
    drag(viewport, at(viewport, 1, 1), at(viewport, 1, 6))
    drawn = only(opened)
    toolbox.choose(ToolName.WINDOW)
    window = viewport.window_setting
    drag(viewport, at(viewport, *place), at(viewport, 5, 8))
    assert viewport.window_setting != window
    assert only(opened) == drawn
    assert viewport.selected_annotation == ""
    # The crosshair can be put on what is measured, which a click selects, too.
    toolbox.choose(ToolName.CROSSHAIR)
    QTest.mouseClick(viewport, _LEFT, pos=at(viewport, *place))
    assert opened.features[BoardFeature].stage.crosshair == pytest.approx(
        viewport.point(QPointF(at(viewport, *place)))
    )
    assert viewport.selected_annotation == drawn.id
    # From now on it is held; Alt lets the tool begin there all the same.
    alt = Qt.KeyboardModifier.AltModifier
    drag(viewport, at(viewport, *place), at(viewport, 5, 8), modifiers=alt)
    assert only(opened) == drawn
    QTest.mouseClick(viewport, _LEFT, pos=at(viewport, *place))
    drag(viewport, at(viewport, *place), at(viewport, 5, 8))
    assert only(opened).points != drawn.points


def test_a_measurement_begins_on_the_line_of_another_one(
    opened: MainWindow, viewport: SliceViewport
) -> None:
    toolbox = opened.features[MouseFeature].toolbox
    toolbox.choose(AnnotationKind.LENGTH)
    drag(viewport, at(viewport, 1, 1), at(viewport, 1, 6))
    first = only(opened)
    toolbox.choose(AnnotationKind.LENGTH)
    # A click on its line selects it and begins nothing.
    QTest.mouseClick(viewport, _LEFT, pos=at(viewport, 1, 4))
    assert viewport.selected_annotation == first.id
    assert toolbox.drawing is None
    toolbox.choose(AnnotationKind.LENGTH)
    drag(viewport, at(viewport, 1, 4), at(viewport, 5, 4))
    assert len(opened.workspace.annotations) == 2
    assert opened.workspace.annotations[0] == first


def test_a_measurement_shows_only_on_its_plane(opened: MainWindow, viewport: SliceViewport) -> None:
    opened.features[MouseFeature].toolbox.choose(AnnotationKind.LENGTH)
    drag(viewport, at(viewport, 1, 1), at(viewport, 5, 6))
    assert len(viewport.placed_annotations()) == 1
    opened.actions_table["next_image"].trigger()
    assert viewport.placed_annotations() == []
    assert opened.features[BoardFeature].area.stage.viewports[1].placed_annotations() == []
    opened.features[MeasuringFeature].panel.go_to.emit(only(opened))
    assert len(viewport.placed_annotations()) == 1
    assert viewport.selected_annotation == only(opened).id


def test_films_are_measured_at_the_detector(opened: MainWindow, qtbot: QtBot) -> None:
    opened.features[BoardFeature].display.show_stack("stack-2")
    stage = opened.features[BoardFeature].area.stage
    qtbot.waitUntil(lambda: stage.view is not None and not stage.view.in_patient)
    viewport = opened.features[BoardFeature].area.stage.active
    opened.features[MouseFeature].toolbox.choose(AnnotationKind.LENGTH)
    drag(viewport, at(viewport, 10, 10), at(viewport, 40, 10))
    reading = only(opened).readings[0]
    assert reading.value == pytest.approx(6.0, abs=0.1)
    assert str(reading.caveat) == "at the detector"
    assert not only(opened).in_patient
    assert len(viewport.placed_annotations()) == 1


def test_double_click_is_one_up(opened: MainWindow, viewport: SliceViewport) -> None:
    QTest.mouseDClick(viewport, _LEFT, pos=viewport.rect().center())
    assert [f.isHidden() for f in opened.features[BoardFeature].area.frames] == [False, True, True]


def test_key_images_are_marked_and_unmarked(opened: MainWindow, viewport: SliceViewport) -> None:
    opened.actions_table["key_image"].trigger()
    assert viewport.is_key_image()
    assert not opened.features[BoardFeature].area.stage.viewports[1].is_key_image()
    opened.actions_table["next_image"].trigger()
    assert not viewport.is_key_image()
    opened.actions_table["previous_image"].trigger()
    opened.actions_table["key_image"].trigger()
    assert not viewport.is_key_image()


def test_pan_and_zoom_by_their_tools(opened: MainWindow, viewport: SliceViewport) -> None:
    middle = viewport.rect().center()
    opened.actions_table["tool_pan"].trigger()
    before = viewport.picture_point(QPointF(middle))
    drag(viewport, middle, middle + QPoint(30, -12))
    after = viewport.picture_point(QPointF(middle + QPoint(30, -12)))
    assert before is not None
    # What was under the mouse stays under it.
    assert after == pytest.approx(before, abs=0.02)
    opened.actions_table["tool_zoom"].trigger()
    here = viewport.picture_point(QPointF(middle))
    transform = viewport.transform_now()
    assert transform is not None
    scale = transform.scale
    drag(viewport, middle, middle + QPoint(0, -60))
    now = viewport.transform_now()
    assert now is not None
    assert now.scale != pytest.approx(scale, rel=0.05)
    assert viewport.picture_point(QPointF(middle)) == pytest.approx(here, abs=0.05)


def test_the_whole_screen_and_back(opened: MainWindow) -> None:
    opened.actions_table["full_screen"].trigger()
    assert opened.isFullScreen()
    opened.actions_table["full_screen"].trigger()
    assert not opened.isFullScreen()
