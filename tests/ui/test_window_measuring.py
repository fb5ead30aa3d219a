"""Drawing, editing, hiding, copying and exporting measurements, by mouse and keys."""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.ui.conftest import FakePrompts
from tests.ui.test_window_tools import at, drag, has_draft, only
from workstation.domain.study import WindowSetting
from workstation.imaging.mpr_axes import rotation_about
from workstation.imaging.planes import PlaneName
from workstation.language import catalog, shown
from workstation.measuring.coded import coded_measurements
from workstation.measuring.new_annotations import new_annotation
from workstation.messages import Message
from workstation.scene.sources import VolumeView
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation
from workstation.tools.base import ToolName
from workstation.tools.handles import annotation_at
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.measuring.feature import MeasuringFeature
from workstation.ui.measuring.region_numbers_dialog import HistogramDialog, TimeCurveDialog
from workstation.ui.measuring.table_model import (
    TEXT_COLUMN,
    MeasurementsTableModel,
    report_lines,
)
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.report.feature import ReportFeature
from workstation.ui.report.flow import states_the_same
from workstation.ui.services import ReportOrder
from workstation.ui.shell.undo_feature import UndoFeature
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.turned_views import axes_of, turned

_LEFT = Qt.MouseButton.LeftButton
_RIGHT = Qt.MouseButton.RightButton


@pytest.fixture
def viewport(opened: MainWindow) -> SliceViewport:
    return opened.features[BoardFeature].area.stage.active


def click(viewport: SliceViewport, row: float, column: float) -> None:
    place = at(viewport, row, column)
    QTest.mouseMove(viewport, place)
    QTest.mouseClick(viewport, _LEFT, pos=place)


def everything(window: MainWindow) -> list[Annotation]:
    return list(window.workspace.annotations)


def numbers(window: MainWindow) -> dict[str, float]:
    return {str(reading.name): reading.value for reading in only(window).readings}


def test_a_polyline_ends_with_enter(opened: MainWindow, viewport: SliceViewport) -> None:
    opened.actions_table["tool_polyline"].trigger()
    for row, column in ((1, 1), (1, 5), (5, 5)):
        click(viewport, row, column)
    assert has_draft(viewport)
    opened.actions_table["one_up"].trigger()
    assert not has_draft(viewport)
    assert not opened.features[BoardFeature].area.frames[1].isHidden()
    assert numbers(opened)["Length"] == pytest.approx(4 + 4 * 1.5, abs=0.15)
    assert len(only(opened).points) == 3


def test_the_last_point_is_taken_back(opened: MainWindow, viewport: SliceViewport) -> None:
    opened.features[MouseFeature].toolbox.choose(AnnotationKind.POLYLINE)
    for row, column in ((1, 1), (1, 5), (6, 8)):
        click(viewport, row, column)
    opened.actions_table["delete"].trigger()
    opened.actions_table["one_up"].trigger()
    assert numbers(opened)["Length"] == pytest.approx(4, abs=0.15)
    click(viewport, 3, 3)
    opened.actions_table["delete"].trigger()
    assert opened.features[MouseFeature].toolbox.drawing is None
    assert len(opened.workspace.annotations) == 1


@pytest.mark.parametrize("kind", ["freehand", "spline", "livewire"])
@pytest.mark.parametrize("how", ["double click", "right click", "first point"])
def test_outlines_by_clicks(
    opened: MainWindow, viewport: SliceViewport, kind: str, how: str
) -> None:
    opened.actions_table[f"tool_{kind}"].trigger()
    for row, column in ((0.6, 0.6), (0.6, 7.4), (5.4, 7.4), (5.4, 0.6)):
        click(viewport, row, column)
    if how == "double click":
        QTest.mouseDClick(viewport, _LEFT, pos=at(viewport, 5.4, 0.6))
    elif how == "right click":
        QTest.mouseClick(viewport, _RIGHT, pos=at(viewport, 3, 3))
    else:
        click(viewport, 0.6, 0.6)
    assert not opened.features[BoardFeature].area.frames[1].isHidden()
    found = only(opened)
    assert found.kind == kind
    assert len(found.points) == 4
    assert [str(r.name) for r in found.readings] == ["Area", "Mean", "SD", "Min", "Max"]
    if kind == "freehand":
        assert numbers(opened)["Area"] == pytest.approx(4.8 * 1.5 * 6.8, rel=0.05)
        values = viewport.frame().values[1:6, 1:8]  # type: ignore[union-attr]
        assert numbers(opened)["Mean"] == pytest.approx(values.mean())
    assert bool(found.path) == (kind == "livewire")
    opened.features[UndoFeature].undo()
    assert opened.workspace.annotations == ()


def test_freehand_by_dragging_around(opened: MainWindow, viewport: SliceViewport) -> None:
    opened.features[MouseFeature].toolbox.choose(AnnotationKind.FREEHAND)
    angles = np.linspace(0, 2 * np.pi, 60)[:-1]
    way = [at(viewport, 3.5 + 2 * math.sin(a) / 1.5, 4.5 + 2 * math.cos(a)) for a in angles]
    QTest.mousePress(viewport, _LEFT, pos=way[0])
    for place in way[1:]:
        QTest.mouseMove(viewport, place)
    QTest.mouseRelease(viewport, _LEFT, pos=way[-1])
    assert numbers(opened)["Area"] == pytest.approx(math.pi * 4, rel=0.05)
    assert 6 < len(only(opened).points) < 59


def test_too_few_points_and_escape_leave_nothing(
    opened: MainWindow, viewport: SliceViewport
) -> None:
    opened.features[MouseFeature].toolbox.choose(AnnotationKind.SPLINE)
    click(viewport, 1, 1)
    click(viewport, 1, 6)
    opened.actions_table["one_up"].trigger()
    assert opened.workspace.annotations == ()
    click(viewport, 1, 1)
    opened.actions_table["cancel"].trigger()
    assert not has_draft(viewport)
    assert opened.features[MouseFeature].toolbox.drawing is None


def test_points_of_two_planes_are_never_joined(opened: MainWindow, viewport: SliceViewport) -> None:
    opened.features[MouseFeature].toolbox.choose(AnnotationKind.LENGTH)
    click(viewport, 1, 1)
    opened.actions_table["next_image"].trigger()
    click(viewport, 1, 5)
    assert opened.workspace.annotations == ()
    other = opened.features[BoardFeature].area.stage.viewports[1]
    click(other, 2, 2)
    assert opened.workspace.annotations == ()
    click(other, 2, 6)
    assert numbers(opened)["Length"] == pytest.approx(4.0, abs=0.15)


def test_a_circle_and_its_handles(opened: MainWindow, viewport: SliceViewport) -> None:
    opened.actions_table["tool_circle"].trigger()
    drag(viewport, at(viewport, 3, 4), at(viewport, 3, 6))
    assert numbers(opened)["Diameter"] == pytest.approx(4.0, abs=0.1)
    assert numbers(opened)["Area"] == pytest.approx(math.pi * 4, rel=0.05)
    opened.features[MouseFeature].toolbox.choose(ToolName.WINDOW)
    click(viewport, 3, 6)
    drag(viewport, at(viewport, 3, 6), at(viewport, 5, 4))  # an edge straight below
    assert numbers(opened)["Diameter"] == pytest.approx(2 * 2 * 1.5, abs=0.15)
    drag(viewport, at(viewport, 3, 4), at(viewport, 3, 5))  # the middle takes all of it along
    assert numbers(opened)["Diameter"] == pytest.approx(6.0, abs=0.15)
    assert only(opened).points[0][0] == pytest.approx(-20 + 5, abs=0.1)


def test_long_and_short_axis_stay_perpendicular(
    opened: MainWindow, viewport: SliceViewport
) -> None:
    opened.actions_table["tool_bidirectional"].trigger()
    drag(viewport, at(viewport, 3, 1), at(viewport, 3, 8))
    drag(viewport, at(viewport, 1, 3), at(viewport, 5, 6))
    assert numbers(opened)["Long axis"] == pytest.approx(7.0, abs=0.15)
    assert numbers(opened)["Short axis"] == pytest.approx(4 * 1.5, abs=0.2)
    opened.features[MouseFeature].toolbox.choose(ToolName.WINDOW)
    click(viewport, 1, 6)
    drag(viewport, at(viewport, 1, 6), at(viewport, 2, 4))
    assert numbers(opened)["Short axis"] == pytest.approx(3 * 1.5, abs=0.2)
    drag(viewport, at(viewport, 3, 8), at(viewport, 6, 7))
    points = np.array(only(opened).points)
    long, short = points[1] - points[0], points[3] - points[2]
    assert abs(long @ short) < 1e-6
    assert numbers(opened)["Short axis"] == pytest.approx(3 * 1.5, abs=0.2)


def test_a_cobb_angle_by_two_lines(opened: MainWindow, viewport: SliceViewport) -> None:
    opened.actions_table["tool_cobb"].trigger()
    drag(viewport, at(viewport, 1, 1), at(viewport, 1, 7))
    drag(viewport, at(viewport, 6, 7), at(viewport, 4, 4))
    assert numbers(opened)["Cobb angle"] == pytest.approx(45, abs=2)


def test_an_arrow_and_a_text_ask_for_words(
    opened: MainWindow, viewport: SliceViewport, prompts: FakePrompts, qtbot: QtBot
) -> None:
    opened.actions_table["tool_arrow"].trigger()
    drag(viewport, at(viewport, 2, 2), at(viewport, 5, 6))
    qtbot.waitUntil(lambda: len(everything(opened)) == 1)
    assert (only(opened).text, only(opened).readings) == ("Apex", ())
    opened.actions_table["tool_text"].trigger()
    prompts.text = None
    click(viewport, 1, 8)
    qtbot.wait(50)
    assert len(everything(opened)) == 1
    prompts.text = "Nodule"
    click(viewport, 1, 8)
    qtbot.waitUntil(lambda: len(everything(opened)) == 2)
    assert everything(opened)[1].kind is AnnotationKind.TEXT
    prompts.text = "Cyst"
    opened.features[MouseFeature].toolbox.choose(ToolName.WINDOW)
    QTest.mouseDClick(viewport, _LEFT, pos=at(viewport, 1, 8))
    qtbot.waitUntil(lambda: everything(opened)[1].text == "Cyst")
    assert prompts.text_before == "Nodule"
    assert not opened.features[BoardFeature].area.frames[1].isHidden()
    opened.features[UndoFeature].undo()
    assert everything(opened)[1].text == "Nodule"
    lines = report_lines(opened.workspace, opened.workspace.active_study_uid)
    assert [words for _, words in lines] == ["Apex", "Nodule"]
    assert str(lines[1][0]).startswith("Text, Axial")


def test_what_a_report_prints_of_measurements_is_the_same_statement_in_every_language(
    opened: MainWindow, qtbot: QtBot
) -> None:
    show_film(opened, qtbot)
    viewport = opened.features[BoardFeature].area.stage.active
    opened.features[MouseFeature].toolbox.choose(AnnotationKind.LENGTH)
    drag(viewport, at(viewport, 30, 25), at(viewport, 30, 55))

    def order(language: str) -> ReportOrder:
        made = opened.features[ReportFeature].flow.order(
            Path(), signed_by="", letter_size=False, language=language
        )
        assert made is not None
        return made

    chinese, english = order("zh_CN"), order("en")
    assert chinese.lengths == english.lengths
    ((title, words),) = chinese.lengths
    assert (str(title), str(words)[:7]) == ("Length, series 4 Film", "Length ")
    say = catalog("zh_CN").say
    assert (say(title), shown(words, say)[:3]) == ("长度, 序列 4 Film", "长度 ")


def test_a_cardiothoracic_ratio_on_a_film(opened: MainWindow, qtbot: QtBot) -> None:
    show_film(opened, qtbot)
    viewport = opened.features[BoardFeature].area.stage.active
    opened.actions_table["tool_cardiothoracic"].trigger()
    drag(viewport, at(viewport, 30, 25), at(viewport, 30, 55))
    drag(viewport, at(viewport, 40, 10), at(viewport, 40, 70))
    assert numbers(opened)["Cardiothoracic ratio"] == pytest.approx(0.5, abs=0.01)
    assert str(only(opened).readings[0].caveat) == "PA film not stated"
    assert numbers(opened)["Chest width"] == pytest.approx(6.0, abs=0.1)
    (line,) = report_lines(opened.workspace, opened.workspace.active_study_uid)
    assert "Cardiothoracic ratio 0.50 (PA film not stated)" in str(line[1])


def show_film(window: MainWindow, qtbot: QtBot, stack: str = "stack-2") -> None:
    window.features[BoardFeature].display.show_stack(stack)
    stage = window.features[BoardFeature].area.stage
    qtbot.waitUntil(lambda: stage.view is not None and stage.view.stack_id == stack)


def draw_ellipse(window: MainWindow, viewport: SliceViewport) -> Annotation:
    window.features[MouseFeature].toolbox.choose(AnnotationKind.ELLIPSE)
    drag(viewport, at(viewport, 0.6, 0.6), at(viewport, 6.4, 8.4))
    window.features[MouseFeature].toolbox.choose(ToolName.WINDOW)
    return window.workspace.annotations[-1]


def test_the_menu_of_a_measurement(
    opened: MainWindow, viewport: SliceViewport, qtbot: QtBot
) -> None:
    drawn = draw_ellipse(opened, viewport)
    wanted: list[Annotation] = []
    opened.features[MouseFeature].toolbox.annotation_menu_wanted.connect(
        lambda a, _v, _p: wanted.append(a)
    )
    scale = viewport.camera.scale
    edge = at(viewport, 3.5, 0.6)
    QTest.mouseClick(viewport, _RIGHT, pos=edge)
    assert [a.id for a in wanted] == [drawn.id]
    assert viewport.camera.scale == scale
    for menu in opened.findChildren(QMenu):
        if menu.isVisible():
            menu.close()
    drag(viewport, edge, edge + QPoint(0, -40), button=_RIGHT)
    assert len(wanted) == 1
    assert viewport.camera.scale != scale
    menu = opened.features[MeasuringFeature].controller.menu(drawn, viewport)
    names = [a.text().replace("&", "") for a in menu.actions() if a.text()]
    assert names == ["Edit text…", "Copy values", "Histogram…", "Go to", "Delete"]
    entries = {a.text().replace("&", ""): a for a in menu.actions()}
    entries["Copy values"].trigger()
    assert QGuiApplication.clipboard().text().splitlines()[0].startswith("Area ")
    entries["Histogram…"].trigger()
    qtbot.waitUntil(lambda: bool(opened.findChildren(HistogramDialog)))
    dialog = opened.findChildren(HistogramDialog)[0]
    readings = numbers(opened)
    assert f"Mean: {readings['Mean']:.2f} HU" in dialog.words.text()
    assert "Entropy" in dialog.words.text()
    dialog.copy.click()
    assert "Skewness\t" in QGuiApplication.clipboard().text()
    assert not dialog.grab().isNull()
    dialog.reject()
    entries["Delete"].trigger()
    assert opened.workspace.annotations == ()
    menu.deleteLater()


def test_a_region_over_the_frames_of_a_sequence(opened: MainWindow, qtbot: QtBot) -> None:
    show_film(opened, qtbot, "stack-3")
    viewport = opened.features[BoardFeature].area.stage.active
    viewport.set_index(2)
    opened.features[MouseFeature].toolbox.choose(AnnotationKind.RECTANGLE)
    drag(viewport, at(viewport, 4.6, 4.6), at(viewport, 10.4, 12.4))
    drawn = only(opened)
    assert drawn.frame == 2
    assert drawn.readings[0].unit == "px²"
    assert len(viewport.placed_annotations()) == 1
    opened.features[MeasuringFeature].controller.show_course(drawn, viewport)
    qtbot.waitUntil(lambda: bool(opened.findChildren(TimeCurveDialog)))
    dialog = opened.findChildren(TimeCurveDialog)[0]
    np.testing.assert_allclose(np.diff(dialog.plot.ys), 20)
    np.testing.assert_allclose(dialog.plot.xs, np.arange(5) * 0.04)
    assert dialog.plot.ys[2] == pytest.approx(numbers(opened)["Mean"])
    dialog.copy.click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 6
    assert not dialog.grab().isNull()
    dialog.reject()
    viewport.set_index(3)
    assert viewport.placed_annotations() == []


def test_measurements_are_hidden_and_shown(opened: MainWindow, viewport: SliceViewport) -> None:
    draw_ellipse(opened, viewport)
    opened.actions_table["show_measurements"].trigger()
    assert all(
        v.placed_annotations() == [] for v in opened.features[BoardFeature].area.stage.viewports
    )
    assert annotation_at(viewport, at(viewport, 3.5, 0.6).toPointF()) is None
    opened.actions_table["show_measurements"].trigger()
    assert len(viewport.placed_annotations()) == 1


def test_the_table_renames_copies_and_exports(
    opened: MainWindow, viewport: SliceViewport, prompts: FakePrompts, qtbot: QtBot
) -> None:
    opened.actions_table["export_measurements"].trigger()
    assert prompts.csv is not None
    assert not prompts.csv.exists()
    draw_ellipse(opened, viewport)
    opened.features[MouseFeature].toolbox.choose(AnnotationKind.LENGTH)
    drag(viewport, at(viewport, 7, 1), at(viewport, 7, 6))
    model, panel = opened.features[MeasuringFeature].model, opened.features[MeasuringFeature].panel
    index = model.index(1, TEXT_COLUMN)
    assert model.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsEditable
    assert model.setData(index, "=danger\tx")
    assert opened.workspace.annotations[1].text == "=danger\tx"
    panel.table.selectRow(1)
    panel.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[1].split("\t")[:2] == ["Length", "'=danger x"]
    assert lines[1].endswith("3 Phantom")
    panel.table.clearSelection()
    panel.copy.click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 3
    path = prompts.csv
    panel.export.click()
    qtbot.waitUntil(lambda: path.exists() and opened.jobs.running == 0)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["reading"] for row in rows] == ["Area", "Mean", "SD", "Min", "Max", "Length"]
    assert rows[-1]["text"] == "'=danger\tx"
    assert float(rows[-1]["value"]) == opened.workspace.annotations[1].readings[0].value
    assert rows[0]["series_instance_uid"] == "1.2.3.4"
    panel.table.selectAll()
    panel.remove.click()
    assert opened.workspace.annotations == ()


def test_a_slab_is_named(opened: MainWindow, viewport: SliceViewport) -> None:
    opened.actions_table["slab"].trigger()
    drawn = draw_ellipse(opened, viewport)
    assert {str(r.caveat) for r in drawn.readings if r.unit == "HU"} == {"max of a slab of 10 mm"}


def test_moving_it_on_another_series_makes_it_one_of_that_series(
    opened: MainWindow, viewport: SliceViewport
) -> None:
    drawn = draw_ellipse(opened, viewport)
    foreign = replace(drawn, series_instance_uid="9.9", stack_id="gone")
    opened.workspace.put_annotation(foreign, text=Message("Elsewhere"))
    (placed,) = viewport.placed_annotations()
    assert placed.foreign
    click(viewport, 0.6, 0.6)
    drag(viewport, at(viewport, 0.6, 0.6), at(viewport, 1.6, 0.6))
    moved = only(opened)
    assert (moved.series_instance_uid, moved.stack_id) == (drawn.series_instance_uid, "stack-1")
    assert not viewport.placed_annotations()[0].foreign


def test_every_kind_is_painted(
    opened: MainWindow, viewport: SliceViewport, prompts: FakePrompts, qtbot: QtBot
) -> None:
    prompts.text = "Words"
    empty = viewport.picture()
    for kind in AnnotationKind:
        opened.features[MouseFeature].toolbox.choose(kind)
        places = [(1, 1), (1, 6), (5, 6), (5, 2)]
        for row, column in places:
            click(viewport, row, column)
            if opened.workspace.annotations:
                break
        opened.features[MouseFeature].toolbox.end_drawing()
        qtbot.waitUntil(lambda: len(opened.workspace.annotations) == 1)
        assert viewport.picture() != empty, kind
        opened.workspace.delete_annotation(only(opened).id)
        opened.features[MouseFeature].toolbox.cancel()


@pytest.mark.parametrize("kind", [AnnotationKind.RECTANGLE, AnnotationKind.ELLIPSE])
def test_a_region_on_a_picture_with_other_rows_is_the_one_that_was_drawn(
    opened: MainWindow, viewport: SliceViewport, kind: AnnotationKind
) -> None:
    view = viewport.view
    assert isinstance(view, VolumeView)
    plane, index = viewport.plane, viewport.index
    corners = (view.to_point(plane, index, 2.0, 2.0), view.to_point(plane, index, 5.0, 12.0))
    drawn = new_annotation(kind, viewport, corners, opened.workspace)
    assert drawn is not None
    frame = viewport.frame()
    assert frame is not None
    share = math.pi / 4 if kind is AnnotationKind.ELLIPSE else 1.0
    expected = share * 3.0 * 10.0 * math.prod(frame.pixel_rc)
    axes = axes_of(view, corners[0])
    basis = axes.bases[plane]
    roll = basis.turned(rotation_about(basis.onward, math.radians(40)))
    viewport.show_view(turned(view, replace(axes, bases={**axes.bases, plane: roll})))
    assert viewport.view is not None
    viewport.set_index(round(viewport.view.locate(plane, corners[0])[0]))
    found = opened.features[MeasuringFeature].controller._region(drawn, viewport)
    assert found is not None
    region, seen = found
    assert region.area_px * math.prod(seen.pixel_rc) == pytest.approx(expected, rel=0.01)


def test_values_of_a_slab_of_acquired_slices_are_told_as_such(
    opened: MainWindow, viewport: SliceViewport
) -> None:
    view = viewport.view
    assert isinstance(view, VolumeView)
    viewport.plane = PlaneName.NATIVE
    viewport.set_index(view.count(PlaneName.NATIVE) // 2)
    single = viewport.frame()
    viewport.set_slab(3 * view.step_mm(PlaneName.NATIVE), "max")
    slab = viewport.frame()
    assert single is not None
    assert slab is not None
    assert not np.array_equal(single.values, slab.values)
    corners = tuple(view.to_point(PlaneName.NATIVE, viewport.index, *p) for p in ((2, 2), (6, 8)))
    drawn = new_annotation(AnnotationKind.RECTANGLE, viewport, corners, opened.workspace)
    assert drawn is not None
    mean = next(r for r in drawn.readings if str(r.name) == "Mean")
    assert str(mean.caveat).startswith("max of a slab of")


@pytest.mark.parametrize("kind", [AnnotationKind.RECTANGLE, AnnotationKind.ELLIPSE])
@pytest.mark.parametrize("degrees", [0, 20, 90])
def test_a_region_is_reshaped_only_where_its_sides_run_along_the_picture(
    opened: MainWindow, viewport: SliceViewport, kind: AnnotationKind, degrees: int
) -> None:
    view = viewport.view
    assert isinstance(view, VolumeView)
    plane, index = viewport.plane, viewport.index
    corners = (view.to_point(plane, index, 2.0, 2.0), view.to_point(plane, index, 5.0, 7.0))
    drawn = new_annotation(kind, viewport, corners, opened.workspace)
    assert drawn is not None
    opened.workspace.put_annotation(drawn, text=Message("Region"))
    before = {str(r.name): r.value for r in only(opened).readings}
    axes = axes_of(view, corners[0])
    basis = axes.bases[plane]
    roll = basis.turned(rotation_about(basis.onward, math.radians(degrees)))
    viewport.show_view(turned(view, replace(axes, bases={**axes.bases, plane: roll})))
    assert viewport.view is not None
    viewport.set_index(round(viewport.view.locate(plane, corners[0])[0]))
    (placed,) = viewport.placed_annotations()
    (r0, c0), (r1, c1) = placed.points
    opened.features[MouseFeature].toolbox.choose(ToolName.WINDOW)
    click(viewport, r1, c1)
    drag(viewport, at(viewport, r1, c1), at(viewport, 2 * r1 - r0, 2 * c1 - c0))
    after = {str(r.name): r.value for r in only(opened).readings}
    if degrees == 20:
        assert after == before
        assert "drawn" in opened.statusBar().currentMessage()
    else:
        assert after["Area"] == pytest.approx(4 * before["Area"], rel=0.12)


@pytest.mark.parametrize(
    "actions",
    [
        ("rotate",),
        ("flip_horizontal",),
        ("rotate", "rotate", "flip_vertical"),
        ("rotate_left", "flip_horizontal"),
    ],
)
@pytest.mark.parametrize("kind", ["length", "rectangle", "freehand", "angle"])
def test_turned_and_mirrored_pictures_are_measured_alike(
    opened: MainWindow, viewport: SliceViewport, actions: tuple[str, ...], kind: str
) -> None:
    corners = {
        "length": ((1, 1), (5, 7)),
        "rectangle": ((0.6, 0.6), (4.4, 6.4)),
        "freehand": ((0.6, 0.6), (0.6, 6.4), (4.4, 6.4), (4.4, 0.6)),
        "angle": ((1, 1), (5, 1), (5, 6)),
    }[kind]

    def draw() -> Annotation:
        opened.actions_table[f"tool_{kind}"].trigger()
        if kind in ("length", "rectangle"):
            drag(viewport, at(viewport, *corners[0]), at(viewport, *corners[1]))
        else:
            for corner in corners:
                click(viewport, *corner)
            opened.features[MouseFeature].toolbox.end_drawing()
        made = only(opened)
        opened.features[UndoFeature].undo()
        return made

    plain = draw()
    for name in actions:
        opened.actions_table[name].trigger()
    turned_over = draw()
    # Half a screen pixel of either picture.
    assert np.allclose(plain.points, turned_over.points, atol=0.06)
    for before, after in zip(plain.readings, turned_over.readings, strict=True):
        assert after.name == before.name
        assert after.value == pytest.approx(before.value, rel=0.05, abs=0.1)
    if kind in ("rectangle", "freehand"):
        means = {str(r.name): r.value for r in turned_over.readings}
        frame = viewport.frame()
        assert frame is not None
        assert means["Mean"] == pytest.approx(frame.values[1:5, 1:7].mean())


def test_a_measurement_can_begin_on_a_handle_of_another(
    opened: MainWindow, viewport: SliceViewport
) -> None:
    opened.features[MouseFeature].toolbox.choose(AnnotationKind.LENGTH)
    for row, column in ((1, 1), (1, 6)):
        click(viewport, row, column)
    first = only(opened)
    opened.features[MouseFeature].toolbox.choose(AnnotationKind.ANGLE)
    for row, column in ((1, 6), (1, 1), (5, 1)):
        click(viewport, row, column)
    length, angle = everything(opened)
    assert length == first
    assert angle.kind is AnnotationKind.ANGLE
    assert angle.readings[0].value == pytest.approx(90.0, abs=1.0)
    opened.features[MouseFeature].toolbox.choose(AnnotationKind.ELLIPSE)
    drag(viewport, at(viewport, 1, 6), at(viewport, 4, 8))
    assert everything(opened)[:2] == [length, angle]
    assert everything(opened)[2].kind is AnnotationKind.ELLIPSE


def test_the_measurement_just_drawn_is_moved_by_its_handle_and_goes_on_by_a_click(
    opened: MainWindow, viewport: SliceViewport
) -> None:
    opened.features[MouseFeature].toolbox.choose(AnnotationKind.LENGTH)
    for row, column in ((1, 1), (1, 6)):
        click(viewport, row, column)
    drag(viewport, at(viewport, 1, 6), at(viewport, 1, 4))
    assert numbers(opened)["Length"] == pytest.approx(3, abs=0.15)
    for row, column in ((1, 4), (5, 4)):
        click(viewport, row, column)
    first, second = everything(opened)
    assert first.readings[0].value == pytest.approx(3, abs=0.15)
    assert second.readings[0].value == pytest.approx(4 * 1.5, abs=0.15)


def test_a_signature_carries_the_window_that_is_looked_at(
    opened: MainWindow, viewport: SliceViewport
) -> None:
    def window() -> WindowSetting | None:
        flow = opened.features[ReportFeature].flow
        made = flow.order(Path(), signed_by="me", letter_size=False)
        assert made is not None
        return made.window

    lungs = WindowSetting(center=-600, width=1500)
    opened.features[BoardFeature].stage.set_window(lungs)
    assert window() == lungs
    viewport.set_window(lungs, use_voi_lut=True)
    assert window() is None


def test_what_leaves_with_a_signature_is_what_is_there(
    opened: MainWindow, viewport: SliceViewport, tmp_path: Path
) -> None:
    def order() -> ReportOrder:
        made = opened.features[ReportFeature].flow.order(
            tmp_path / "r.pdf", signed_by="me", letter_size=False
        )
        assert made is not None
        return made

    def lengths() -> list[tuple[str, float]]:
        now = order()
        uids = tuple(f"1.2.{n}" for n in range(now.image.array.shape[0]))
        image = replace(now.image, source=replace(now.image.source, sop_instance_uids=uids))
        found = coded_measurements(now.drawn, image)
        assert found.left_out == ()
        return [(each.tracking_uid, each.numbers[0].value) for each in found.stated]

    empty = order()
    opened.actions_table["tool_length"].trigger()
    drag(viewport, at(viewport, 2, 1), at(viewport, 2, 5))
    (first,) = lengths()
    assert not states_the_same(empty, order())
    drag(viewport, at(viewport, 2, 5), at(viewport, 2, 3))
    (moved,) = lengths()
    assert moved[0] == first[0]
    assert moved[1] == pytest.approx(first[1] / 2, rel=0.1)
    opened.workspace.delete_annotation(only(opened).id)
    assert lengths() == []
    opened.workspace.undo.undo()
    assert lengths() == [moved]
    opened.workspace.undo.undo()
    assert lengths() == [first]
    elsewhere = replace(only(opened), id="other", stack_id="stack-2")
    opened.workspace.put_annotation(elsewhere, text=Message("Add"))
    assert (lengths(), order().drawn_elsewhere) == ([first], 1)


def test_readings_end_where_their_table_does(opened: MainWindow, qtbot: QtBot) -> None:
    opened.show()
    panel = opened.features[MeasuringFeature].panel
    opened.docks.bring_to_front(panel)
    opened.features[MouseFeature].toolbox.choose(AnnotationKind.ELLIPSE)
    viewport = opened.features[BoardFeature].area.stage.active
    drag(viewport, at(viewport, 10, 10), at(viewport, 30, 40))
    table = panel.table
    titles = [str(each) for each in MeasurementsTableModel.columns]
    last = titles.index("Readings")

    def ends() -> bool:
        shown = [n for n in range(len(titles)) if not table.isColumnHidden(n)]
        edge = max(table.columnViewportPosition(n) + table.columnWidth(n) for n in shown)
        return last in shown and edge == table.viewport().width()

    qtbot.waitUntil(lambda: table.model().rowCount() == 1 and ends(), timeout=5000)
    opened.resize(1366, 768)
    qtbot.waitUntil(ends, timeout=5000)
