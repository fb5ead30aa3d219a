"""Centerlines and straightened pictures, by mouse, on the shown window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.test_window_tools import at, wheel
from workstation.scene.sources import CurvedView, ObliqueView, VolumeView
from workstation.session.centerlines import Centerline
from workstation.tools.base import ToolName
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.planes.feature import PlanesFeature
from workstation.ui.shell.undo_feature import UndoFeature
from workstation.viewer.slice_viewport import SliceViewport

_LEFT = Qt.MouseButton.LeftButton


def line_of(window: MainWindow) -> Centerline:
    line = window.workspace.centerlines.get("stack-1")
    assert line is not None
    return line


def is_curved(viewport: SliceViewport) -> bool:
    return isinstance(viewport.view, CurvedView)


@pytest.fixture
def drawn(opened: MainWindow) -> MainWindow:
    """Three points of a line, the last one on another slice."""
    opened.actions_table["tool_centerline"].trigger()
    assert opened.features[MouseFeature].toolbox.left is ToolName.CENTERLINE
    viewport = opened.features[BoardFeature].area.stage.active
    QTest.mouseClick(viewport, _LEFT, pos=at(viewport, 1, 2))
    QTest.mouseClick(viewport, _LEFT, pos=at(viewport, 3, 5))
    wheel(viewport, -1)
    QTest.mouseClick(viewport, _LEFT, pos=at(viewport, 2, 7))
    return opened


def test_points_are_clicked_and_undone(drawn: MainWindow) -> None:
    points = line_of(drawn).points
    assert len(points) == 3
    assert points[0][2] == points[1][2] != points[2][2]
    assert all(v.centerline == points for v in drawn.features[BoardFeature].area.stage.viewports)
    drawn.features[UndoFeature].undo()
    assert line_of(drawn).points == points[:2]
    drawn.features[UndoFeature].redo()
    assert line_of(drawn).points == points
    drawn.actions_table["delete_centerline"].trigger()
    assert drawn.workspace.centerlines.get("stack-1") is None
    drawn.features[UndoFeature].undo()
    assert line_of(drawn).points == points


def test_the_volume_is_laid_straight_and_cut_across(drawn: MainWindow) -> None:
    stage = drawn.features[BoardFeature].area.stage
    viewport = stage.active
    drawn.actions_table["curved_mpr"].trigger()
    view = viewport.view
    assert isinstance(view, CurvedView)
    assert len(line_of(drawn).points) == 3
    second = next(v for v in stage.viewports if isinstance(v.view, ObliqueView))
    assert "Across the centerline" in second.message
    assert all(v.crosshair is None for v in stage.viewports)
    slider = drawn.features[PlanesFeature].curved.slider
    assert slider is not None
    slider.setValue(30)
    assert viewport.index == 30
    wheel(viewport, 2)
    assert slider.value() == viewport.index != 30
    drawn.features[MouseFeature].toolbox.choose(ToolName.CROSSHAIR)
    QTest.mouseClick(viewport, _LEFT, pos=at(viewport, 1, 20))
    assert drawn.features[PlanesFeature].curved.row == pytest.approx(1, abs=0.2)
    assert viewport.marked_row == drawn.features[PlanesFeature].curved.row
    cut = second.view
    assert isinstance(cut, ObliqueView)
    center = cut.axes.center_lps_mm
    assert center == pytest.approx(view.line.points[1].tolist())
    assert cut.locate(second.plane, center)[0] == pytest.approx(second.index)
    drawn.actions_table["end_curved_mpr"].trigger()
    for shown in stage.viewports:
        assert isinstance(shown.view, VolumeView)
        assert not isinstance(shown.view, ObliqueView)
    assert drawn.features[PlanesFeature].curved.slider is None
    assert all(v.crosshair is not None for v in stage.viewports)


def test_the_straightened_picture_follows_the_line(drawn: MainWindow) -> None:
    viewport = drawn.features[BoardFeature].area.stage.active
    drawn.actions_table["curved_mpr"].trigger()
    view = viewport.view
    assert isinstance(view, CurvedView)
    drawn.features[UndoFeature].undo()
    again = viewport.view
    assert isinstance(again, CurvedView)
    assert again.line.length_mm < view.line.length_mm
    drawn.features[UndoFeature].undo()
    assert not is_curved(viewport)


def test_without_a_line_nothing_is_opened(opened: MainWindow) -> None:
    opened.actions_table["curved_mpr"].trigger()
    assert not is_curved(opened.features[BoardFeature].area.stage.active)
    assert "centerline" in opened.statusBar().currentMessage()


def test_what_is_not_along_the_grid_is_no_key_image(drawn: MainWindow) -> None:
    drawn.actions_table["curved_mpr"].trigger()
    drawn.actions_table["key_image"].trigger()
    assert drawn.workspace.key_images == ()
    drawn.actions_table["end_curved_mpr"].trigger()
    drawn.actions_table["key_image"].trigger()
    assert len(drawn.workspace.key_images) == 1
