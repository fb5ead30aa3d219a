"""Editing segments by mouse, keys and panel, on the shown window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.studies import result
from tests.ui.conftest import FakePrompts
from workstation.domain.finding import FindingStatus
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import ImageSource, Volume
from workstation.domain.label_patch import LabelPatch
from workstation.domain.mask import Mask
from workstation.imaging.planes import PlaneName
from workstation.imaging.rectify import rectify, rectify_mask
from workstation.interchange.masks import read_label_images
from workstation.messages import Message
from workstation.presets.terminology import search_terms
from workstation.scene.sources import VolumeView
from workstation.segmentation.grid import EditGrid
from workstation.services.edit_segments import Cut, IslandChoice
from workstation.services.open_image import open_image
from workstation.services.read_masks import read_masks
from workstation.session.mask_edits import ReviewState
from workstation.tools.base import ToolName
from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.board.feature import BoardFeature
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.segmenting.editor_table import LOCK, NAME, SHOWN
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.viewer.slice_viewport import SliceViewport

_LEFT = Qt.MouseButton.LeftButton
_NONE = Qt.KeyboardModifier.NoModifier


def place(viewport: SliceViewport, row: float, column: float) -> QPoint:
    transform = viewport.transform_now()
    assert transform is not None
    x, y = transform.to_screen(row, column)
    return QPoint(round(x), round(y))


def drag(
    viewport: SliceViewport, points: list[QPoint], modifiers: Qt.KeyboardModifier = _NONE
) -> None:
    QTest.mousePress(viewport, _LEFT, modifiers, points[0])
    for point in points[1:]:
        move(viewport, point, _LEFT, modifiers)
    QTest.mouseRelease(viewport, _LEFT, modifiers, points[-1])


def move(
    viewport: SliceViewport,
    point: QPoint,
    buttons: Qt.MouseButton = Qt.MouseButton.NoButton,
    modifiers: Qt.KeyboardModifier = _NONE,
) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(viewport.mapToGlobal(point)),
        Qt.MouseButton.NoButton,
        buttons,
        modifiers,
    )
    QApplication.sendEvent(viewport, event)


def trigger(window: MainWindow, name: str) -> None:
    window.actions_table[name].trigger()


def edited(window: MainWindow) -> Mask:
    mask = window.workspace.segmentation.get(window.features[MouseFeature].toolbox.editing.mask_id)
    assert mask is not None
    return mask


def settled(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: (
            not window.features[MouseFeature].toolbox.editing.is_busy and window.jobs.running == 0
        )
    )


def anisotropic() -> Volume:
    """A volume of 20 slices of 60 x 50, off origin, its slices turned upside down."""
    affine = np.array(
        [[0, 0, 1.0, -30], [0, 0.8, 0, 12.5], [-3.0, 0, 0, 410.25], [0, 0, 0, 1]], dtype=float
    )
    array = np.random.default_rng(5).integers(-100, 100, (20, 60, 50)).astype(np.int16)
    grid = VolumeGeometry(
        shape_kji=(20, 60, 50), affine_lps=affine, frame_of_reference_uid="1.2.3.9"
    )
    source = ImageSource(series_instance_uid="1.2.3.4")
    return Volume(array=array, geometry=grid, quantity="HU", source=source)


@pytest.fixture
def editor(opened: MainWindow) -> MainWindow:
    """The window with an empty segmentation of one segment."""
    image = anisotropic()
    view = VolumeView(image, image, True, "stack-1")
    opened.features[BoardFeature].area.arrange_for(view)
    opened.features[BoardFeature].area.stage.show_view(view)
    QApplication.processEvents()
    trigger(opened, "new_segmentation")
    assert opened.docks.front is opened.features[SegmentingFeature].editor
    opened.features[MouseFeature].toolbox.editing.set(radius_mm=4.0)
    return opened


@pytest.mark.parametrize("plane", [PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL])
def test_the_brush_paints_a_circle_in_mm_where_the_mouse_is(
    editor: MainWindow, plane: PlaneName
) -> None:
    trigger(editor, "tool_brush")
    viewport = next(
        v for v in editor.features[BoardFeature].area.stage.viewports if v.plane is plane
    )
    frame, view = viewport.frame(), viewport.view
    assert frame is not None
    assert isinstance(view, VolumeView)
    row, column = frame.values.shape[0] // 2, frame.values.shape[1] // 2
    at = place(viewport, row, column)
    found = viewport.picture_point(QPointF(at))
    assert found is not None
    drag(viewport, [at])
    mask = edited(editor)
    grid = EditGrid.of_volume(view.image.geometry)
    middle = np.array(view.to_point(plane, viewport.index, *found))
    painted = grid.to_points(np.argwhere(mask.labels == 1))
    assert len(painted) > 4
    assert np.linalg.norm(painted - middle, axis=1).max() <= 4.0
    shown = view.labels(mask, plane, viewport.index)
    assert shown.sum() == (mask.labels == 1).sum()  # on this plane only
    assert shown[row, column] == 1
    assert viewport.tool_outline is not None
    trigger(editor, "undo")
    assert not edited(editor).labels.any()
    trigger(editor, "redo")
    np.testing.assert_array_equal(edited(editor).labels, mask.labels)


def test_erasing_by_tool_and_by_ctrl(editor: MainWindow) -> None:
    viewport = editor.features[BoardFeature].area.stage.viewports[0]
    at = place(viewport, 20, 20)
    trigger(editor, "tool_ball")
    drag(viewport, [at])
    full = int(edited(editor).labels.sum())
    assert (edited(editor).labels.any(axis=(1, 2)).sum()) > 1  # a ball spans slices
    editor.features[MouseFeature].toolbox.editing.set(radius_mm=2.0)
    trigger(editor, "tool_brush")
    drag(viewport, [at], Qt.KeyboardModifier.ControlModifier)
    less = int(edited(editor).labels.sum())
    assert less < full
    trigger(editor, "tool_eraser")
    drag(viewport, [place(viewport, 20, 17), place(viewport, 20, 23)])
    assert int(edited(editor).labels.sum()) < less
    for _ in range(3):
        trigger(editor, "undo")
    assert not edited(editor).labels.any()


def test_radius_by_keys_and_wheel(editor: MainWindow) -> None:
    editing = editor.features[MouseFeature].toolbox.editing
    trigger(editor, "tool_brush")
    trigger(editor, "brush_larger")
    assert editing.settings.radius_mm == pytest.approx(4.6)
    trigger(editor, "brush_smaller")
    assert editing.settings.radius_mm == pytest.approx(4.0)
    viewport = editor.features[BoardFeature].area.stage.viewports[0]
    middle = QPointF(viewport.rect().center())
    event = QWheelEvent(
        middle, QPointF(viewport.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.ShiftModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    index = viewport.index
    QApplication.sendEvent(viewport, event)
    assert editing.settings.radius_mm == pytest.approx(4.6)
    assert viewport.index == index
    assert editor.features[SegmentingFeature].editor.radius.value() == pytest.approx(4.6)


def test_escape_takes_a_stroke_back_and_undo_waits_for_its_end(editor: MainWindow) -> None:
    trigger(editor, "tool_brush")
    viewport = editor.features[BoardFeature].area.stage.viewports[0]
    drag(viewport, [place(viewport, 10, 10)])
    before = edited(editor).labels.copy()
    QTest.mousePress(viewport, _LEFT, _NONE, place(viewport, 30, 30))
    assert edited(editor).labels.sum() > before.sum()
    trigger(editor, "undo")
    trigger(editor, "cancel")
    np.testing.assert_array_equal(edited(editor).labels, before)
    QTest.mouseRelease(viewport, _LEFT, _NONE, place(viewport, 30, 30))
    np.testing.assert_array_equal(edited(editor).labels, before)
    trigger(editor, "undo")
    assert not edited(editor).labels.any()


def test_locked_and_hidden_segments_and_slabs_are_not_painted(editor: MainWindow) -> None:
    trigger(editor, "tool_brush")
    viewport = editor.features[BoardFeature].area.stage.viewports[0]
    drag(viewport, [place(viewport, 20, 20)])
    before = edited(editor).labels.copy()
    panel = editor.features[SegmentingFeature].editor
    for column, words in ((LOCK, "locked"), (SHOWN, "hidden")):
        panel.model.toggle(0, column)
        drag(viewport, [place(viewport, 30, 30)])
        assert words in panel.status.text()
        panel.model.toggle(0, column)
    viewport.slab_mm = 10.0
    drag(viewport, [place(viewport, 30, 30)])
    assert "slab" in panel.status.text()
    viewport.slab_mm = 0.0
    np.testing.assert_array_equal(edited(editor).labels, before)
    trigger(editor, "add_segment")
    panel.model.toggle(0, LOCK)
    drag(viewport, [place(viewport, 20, 20)])
    np.testing.assert_array_equal(edited(editor).labels == 1, before == 1)


def test_scissors_cut_through_everything(editor: MainWindow, qtbot: QtBot) -> None:
    viewport = editor.features[BoardFeature].area.stage.viewports[0]
    trigger(editor, "tool_scissors")
    editor.features[MouseFeature].toolbox.editing.set(cut=Cut.FILL_INSIDE)
    corners = [place(viewport, r, c) for r, c in ((10, 10), (10, 30), (30, 30), (30, 10))]
    drag(viewport, corners)
    settled(editor, qtbot)
    filled = edited(editor).labels.copy()
    assert filled.any(axis=(1, 2)).all()
    assert np.ptp(filled.sum(axis=(1, 2))) == 0
    editor.features[MouseFeature].toolbox.editing.set(cut=Cut.ERASE_INSIDE, depth_mm=1.0)
    drag(viewport, corners)
    settled(editor, qtbot)
    assert (~edited(editor).labels.any(axis=(1, 2))).sum() == 1
    trigger(editor, "undo")
    np.testing.assert_array_equal(edited(editor).labels, filled)


def test_growing_and_islands_by_clicks(editor: MainWindow, qtbot: QtBot) -> None:
    viewport = editor.features[BoardFeature].area.stage.viewports[0]
    view = viewport.view
    assert isinstance(view, VolumeView)
    editor.features[MouseFeature].toolbox.editing.set(tolerance=1e6)
    trigger(editor, "tool_grow")
    drag(viewport, [place(viewport, 20, 20)])
    settled(editor, qtbot)
    assert edited(editor).labels.all()
    trigger(editor, "undo")
    trigger(editor, "tool_brush")
    for row in (10, 40):
        drag(viewport, [place(viewport, row, 20)])
    both = edited(editor).labels.copy()
    trigger(editor, "tool_island")
    drag(viewport, [place(viewport, 10, 20)])
    settled(editor, qtbot)
    assert 0 < edited(editor).labels.sum() < both.sum()
    trigger(editor, "undo")
    editor.features[MouseFeature].toolbox.editing.set(click=IslandChoice.KEEP_CLICKED)
    drag(viewport, [place(viewport, 10, 20)])
    settled(editor, qtbot)
    kept = view.labels(edited(editor), viewport.plane, viewport.index)
    assert kept[10, 20] == 1
    assert kept[40, 20] == 0


def _operation(window: MainWindow, name: str, qtbot: QtBot) -> None:
    operations = window.features[SegmentingFeature].editor.operations
    operations.operation.setCurrentText(name)
    operations.apply.click()
    settled(window, qtbot)


def test_every_operation_of_the_panel(editor: MainWindow, qtbot: QtBot) -> None:
    viewport = editor.features[BoardFeature].area.stage.viewports[0]
    panel, operations = (
        editor.features[SegmentingFeature].editor,
        editor.features[SegmentingFeature].editor.operations,
    )
    editor.features[MouseFeature].toolbox.editing.set(radius_mm=8.0)
    trigger(editor, "tool_ball")
    drag(viewport, [place(viewport, 30, 25)])
    start = edited(editor).labels.copy()

    def changes(name: str, test: Callable[[Any], bool]) -> None:
        _operation(editor, name, qtbot)
        assert test(edited(editor).labels), name
        assert editor.workspace.undo.undo_text
        trigger(editor, "undo")
        np.testing.assert_array_equal(edited(editor).labels, start)

    changes("Margin", lambda labels: labels.sum() > start.sum())
    changes("Hollow", lambda labels: 0 < labels.sum() < start.sum())
    operations.smooth_kind.setCurrentText("gaussian")
    changes("Smooth", lambda labels: not np.array_equal(labels, start))
    operations.logic.setCurrentText("invert")
    changes("Logical", lambda labels: bool(((labels == 1) == (start != 1)).all()))
    panel.low.setValue(-1e6)
    panel.high.setValue(1e6)
    changes("Threshold (masking range)", lambda labels: bool((labels == 1).all()))
    trigger(editor, "tool_ball")
    editor.features[MouseFeature].toolbox.editing.set(radius_mm=2.0)
    drag(viewport, [place(viewport, 5, 5)])
    start = edited(editor).labels.copy()
    changes("Islands", lambda labels: 0 < labels.sum() < start.sum())
    operations.island.setCurrentText("split into segments")
    changes("Islands", lambda labels: set(np.unique(labels)) == {0, 1, 2})
    assert len(edited(editor).segments) == 1
    trigger(editor, "add_segment")
    drag(viewport, [place(viewport, 50, 40)])
    start = edited(editor).labels.copy()
    changes("Grow from seeds", lambda labels: (labels > 0).sum() > (start > 0).sum())
    operations.logic.setCurrentText("union")
    operations.other.setCurrentText("Segment 1")
    changes("Logical", lambda labels: not (labels == 1).any() and (labels == 2).any())


def test_filling_between_slices(editor: MainWindow, qtbot: QtBot) -> None:
    viewport = editor.features[BoardFeature].area.stage.viewports[0]
    trigger(editor, "tool_brush")
    first = viewport.index
    drag(viewport, [place(viewport, 30, 25)])
    viewport.set_index(first - 4)
    drag(viewport, [place(viewport, 30, 25)])
    assert edited(editor).labels.any(axis=(1, 2)).sum() == 2
    _operation(editor, "Fill between slices", qtbot)
    assert edited(editor).labels.any(axis=(1, 2)).sum() == 5


def test_an_empty_segment_says_so(
    editor: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "workstation.ui.shell.notices.show_fault",
        lambda _window, error: told.append(str(error.message)),
    )
    _operation(editor, "Margin", qtbot)
    assert told == ["The segment is empty."]
    assert not editor.features[MouseFeature].toolbox.editing.is_busy


def test_naming_coding_review_and_deleting(editor: MainWindow, qtbot: QtBot) -> None:
    panel, mask_id = (
        editor.features[SegmentingFeature].editor,
        editor.features[MouseFeature].toolbox.editing.mask_id,
    )
    trigger(editor, "add_segment")
    assert panel.model.rowCount() == 2
    assert editor.features[MouseFeature].toolbox.editing.number == 2
    panel.model.setData(panel.model.index(1, NAME), "Duct")
    assert edited(editor).segment(2).label == "Duct"
    term = next(t for t in search_terms("left kidney"))
    editor.features[SegmentingFeature].controller.set_term(mask_id, 2, term)
    segment = edited(editor).segment(2)
    assert (str(segment.label), segment.color_rgb) == ("Left kidney", (185, 102, 83))
    assert segment.type_modifier is not None
    editor.workspace.segmentation.set_review(mask_id, 2, ReviewState.FLAGGED)
    assert panel.model.index(1, 5).data() == "flagged"
    viewport = editor.features[BoardFeature].area.stage.viewports[0]
    trigger(editor, "tool_brush")
    drag(viewport, [place(viewport, 30, 25)])
    panel.remove.click()
    settled(editor, qtbot)
    assert [s.number for s in edited(editor).segments] == [1]
    assert not edited(editor).labels.any()
    # What was said of the segment that is gone must not speak of another.
    trigger(editor, "add_segment")
    assert [s.number for s in edited(editor).segments] == [1, 3]
    assert panel.model.index(1, 5).data() == "to do"
    trigger(editor, "undo")
    trigger(editor, "undo")
    assert [s.number for s in edited(editor).segments] == [1, 2]
    assert (edited(editor).labels == 2).any()
    trigger(editor, "next_segment")
    assert editor.features[MouseFeature].toolbox.editing.number in (1, 2)


def test_a_film_is_painted(opened: MainWindow, qtbot: QtBot) -> None:
    opened.features[BoardFeature].display.show_stack("stack-2")
    qtbot.waitUntil(lambda: opened.jobs.running == 0 and opened.workspace.active_image is not None)
    trigger(opened, "new_segmentation")
    trigger(opened, "tool_brush")
    viewport = opened.features[BoardFeature].area.stage.active
    frame = viewport.frame()
    assert frame is not None
    drag(viewport, [place(viewport, frame.values.shape[0] / 2, frame.values.shape[1] / 2)])
    assert edited(opened).geometry is None
    assert edited(opened).labels.shape == (1, *frame.values.shape)
    assert edited(opened).labels.any()


def test_findings_of_an_edited_segment_are_measured_again(opened: MainWindow, qtbot: QtBot) -> None:
    trigger(opened, "tool_brush")
    run = result()
    assert run.mask is not None
    opened.workspace.add_result(run, "1.2.3", "stack-1")
    opened.features[MouseFeature].toolbox.editing.choose(run.mask.id, 1)
    panel = opened.features[SegmentingFeature].editor
    assert panel.stale.isHidden()
    viewport = opened.features[BoardFeature].area.stage.viewports[0]
    drag(viewport, [place(viewport, 4, 5)])
    assert not panel.stale.isHidden()
    sizes = [opened.features[FindingsFeature].model.index(0, column).data() for column in (3, 4)]
    assert all(size.startswith("⚠ ") for size in sizes)
    model = opened.features[FindingsFeature].model
    edited_one = opened.workspace.findings.get("f1")
    assert edited_one is not None
    assert model.card(edited_one).warning
    assert model.card(edited_one).warning in model.details(edited_one)
    panel.stale.click()
    settled(opened, qtbot)
    assert panel.stale.isHidden()
    assert "⚠" not in opened.features[FindingsFeature].model.index(0, 4).data()
    renewed = opened.workspace.findings.get("f1")
    assert renewed is not None
    assert renewed.status.value == "proposed"
    assert renewed.mask_version == 2
    assert renewed.measurements
    trigger(opened, "undo")
    assert not panel.stale.isHidden()


@pytest.mark.parametrize("rejected", [0, 1, 2])
def test_rejected_segments_do_not_leave_in_a_segmentation(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, rejected: int
) -> None:
    run = result()
    assert run.mask is not None
    first = run.mask.segments[0]
    labels = run.mask.labels.copy()
    labels[0, 0, 0] = 2
    mask = replace(
        run.mask, labels=labels, segments=(first, replace(first, number=2, label="Nodule 2"))
    )
    opened.workspace.add_result(replace(run, mask=mask), "1.2.3", "stack-1")
    opened.features[MouseFeature].toolbox.editing.choose(mask.id, 1)
    opened.workspace.reader = "Dr. Reader"
    ids = ["f2", "f1"][:rejected]
    opened.workspace.decide(ids, FindingStatus.REJECTED)
    written: list[Mask] = []

    def write(mask: Mask, image: object, path: Path, *, creator: str) -> str:
        del image, path, creator
        written.append(mask)
        return "1.2"

    monkeypatch.setattr("workstation.services.export_masks.write_segmentation_file", write)
    trigger(opened, "export_segmentation")
    settled(opened, qtbot)
    numbers = [[s.number for s in mask.segments] for mask in written]
    assert numbers == ([], [[1]], [[1, 2]])[2 - rejected]
    if rejected == 1:
        assert not (written[0].labels == 2).any()
        assert "rejected: Nodule 2" in opened.statusBar().currentMessage()


def test_a_real_series_is_painted_undone_exported_and_read_again(
    window: MainWindow, qtbot: QtBot, shared_data: Path, tmp_path: Path
) -> None:
    image = open_image(shared_data / "ct_chest_nodule_lidc0314")
    assert isinstance(image, Volume)
    view = VolumeView(image, image, True, "real")
    window.features[BoardFeature].area.arrange_for(view)
    window.features[BoardFeature].area.stage.show_view(view)
    trigger(window, "new_segmentation")
    trigger(window, "tool_ball")
    viewport = window.features[BoardFeature].area.stage.viewports[0]
    frame = viewport.frame()
    assert frame is not None
    row, column = frame.values.shape[0] // 2, frame.values.shape[1] // 2
    drag(viewport, [place(viewport, row, column), place(viewport, row, column + 20)])
    painted = edited(window).labels.copy()
    drag(viewport, [place(viewport, row + 30, column)])
    trigger(window, "undo")
    np.testing.assert_array_equal(edited(window).labels, painted)
    mask = edited(window)
    trigger(window, "export_segmentation")
    settled(window, qtbot)
    path = tmp_path / "segmentation.dcm"
    again = read_masks(path, image)
    assert len(again) == 1
    np.testing.assert_array_equal(again[0].labels == 1, painted == 1)
    assert again[0].segments[0].type.value == mask.segments[0].type.value
    assert window.features[MouseFeature].toolbox.left is ToolName.BALL
    qtbot.wait(1)


def cube(window: MainWindow, number: int = 1) -> None:
    """A block of voxels in the segment that is edited."""
    ledger = window.workspace.segmentation
    mask = edited(window)
    before = mask.labels.copy()
    after = before.copy()
    after[8:12, 20:40, 15:35] = number
    patch = LabelPatch.between(before, after)
    assert patch is not None
    ledger.commit(mask.id, Message("Block"), patch)


def drawn(window: MainWindow) -> np.ndarray[Any, Any]:
    """The labels that are on the screen."""
    (layer,) = window.features[BoardFeature].area.stage.viewports[0].layers
    return layer.mask.labels


def preview_of(window: MainWindow, operation: str, qtbot: QtBot) -> None:
    panel = window.features[SegmentingFeature].editor.operations
    panel.operation.setCurrentText(operation)
    panel.preview.setChecked(True)
    qtbot.waitUntil(lambda: window.features[SegmentingFeature].controller.preview.is_shown)


def test_a_preview_is_drawn_and_nothing_is_edited(editor: MainWindow, qtbot: QtBot) -> None:
    cube(editor)
    before, steps = edited(editor), editor.workspace.undo.undo_text
    preview_of(editor, "Margin", qtbot)
    assert np.count_nonzero(drawn(editor)) > 4 * 20 * 20
    assert edited(editor) is before
    assert editor.workspace.undo.undo_text == steps
    assert "not applied" in editor.features[SegmentingFeature].editor.status.text()
    trigger(editor, "cancel")
    assert not editor.features[SegmentingFeature].editor.operations.preview.isChecked()
    assert np.array_equal(drawn(editor), before.labels)


def test_apply_takes_just_what_was_previewed(editor: MainWindow, qtbot: QtBot) -> None:
    cube(editor)
    preview_of(editor, "Margin", qtbot)
    shown = drawn(editor).copy()
    QTest.mouseClick(editor.features[SegmentingFeature].editor.operations.apply, _LEFT)
    settled(editor, qtbot)
    assert np.array_equal(edited(editor).labels, shown)
    assert not editor.features[SegmentingFeature].controller.preview.is_shown
    assert str(editor.workspace.undo.undo_text).startswith("Margin")
    trigger(editor, "undo")
    assert np.count_nonzero(edited(editor).labels) == 4 * 20 * 20


def test_a_preview_follows_its_settings(editor: MainWindow, qtbot: QtBot) -> None:
    cube(editor)
    preview_of(editor, "Margin", qtbot)
    grown = np.count_nonzero(drawn(editor))
    editor.features[SegmentingFeature].editor.operations.margin_mm.setValue(-2.0)
    qtbot.waitUntil(lambda: bool(np.count_nonzero(drawn(editor)) < 4 * 20 * 20))
    assert np.count_nonzero(drawn(editor)) < grown
    assert np.count_nonzero(edited(editor).labels) == 4 * 20 * 20


def test_a_stroke_ends_what_is_previewed_and_shows_itself(editor: MainWindow, qtbot: QtBot) -> None:
    cube(editor)
    preview_of(editor, "Margin", qtbot)
    trigger(editor, "tool_brush")
    viewport = next(
        v for v in editor.features[BoardFeature].area.stage.viewports if v.plane is PlaneName.AXIAL
    )
    spot = place(viewport, 10, 10)
    QTest.mousePress(viewport, _LEFT, _NONE, spot)
    assert not editor.features[SegmentingFeature].controller.preview.is_shown
    assert np.array_equal(drawn(editor), edited(editor).labels)
    QTest.mouseRelease(viewport, _LEFT, _NONE, spot)
    # The preview goes on from the labels as they are now.
    qtbot.waitUntil(lambda: editor.features[SegmentingFeature].controller.preview.is_shown)
    assert np.count_nonzero(drawn(editor)) > np.count_nonzero(edited(editor).labels)


def test_a_preview_ends_with_the_panel(editor: MainWindow, qtbot: QtBot) -> None:
    cube(editor)
    preview_of(editor, "Margin", qtbot)
    editor.docks.bring_to_front(editor.features[AnalysisFeature].panel)
    assert not editor.features[SegmentingFeature].controller.preview.is_shown
    assert np.array_equal(drawn(editor), edited(editor).labels)


def test_a_preview_that_cannot_be_says_why(editor: MainWindow, qtbot: QtBot) -> None:
    panel = editor.features[SegmentingFeature].editor.operations
    panel.operation.setCurrentText("Margin")
    panel.preview.setChecked(True)
    qtbot.waitUntil(lambda: "empty" in editor.features[SegmentingFeature].editor.status.text())
    assert not editor.features[SegmentingFeature].controller.preview.is_shown


def test_a_stroke_on_a_tilted_series_shows_while_it_is_painted(
    opened: MainWindow, qtbot: QtBot
) -> None:
    tilt = np.tan(np.radians(18.0))
    affine = np.array(
        [[0, 0, 1.0, -30], [3.0 * tilt, 1.0, 0, 12.5], [3.0, 0, 0, 410.25], [0, 0, 0, 1]],
        dtype=float,
    )
    grid = VolumeGeometry(
        shape_kji=(20, 60, 50), affine_lps=affine, frame_of_reference_uid="1.2.3.9"
    )
    image = Volume(
        array=np.zeros((20, 60, 50), np.int16),
        geometry=grid,
        quantity="HU",
        source=ImageSource(series_instance_uid="1.2.3.4"),
    )
    view = VolumeView(image, rectify(image), True, "stack-1")
    assert view.is_resampled
    opened.features[BoardFeature].area.arrange_for(view)
    opened.features[BoardFeature].area.stage.show_view(view)
    QApplication.processEvents()
    trigger(opened, "new_segmentation")
    opened.features[MouseFeature].toolbox.editing.set(radius_mm=6.0)
    viewport = next(
        v for v in opened.features[BoardFeature].area.stage.viewports if v.plane is PlaneName.AXIAL
    )
    qtbot.waitUntil(lambda: bool(viewport.layers))
    trigger(opened, "tool_brush")
    QTest.mousePress(viewport, _LEFT, _NONE, place(viewport, 30, 25))
    while_painting = drawn(opened).copy()
    assert np.count_nonzero(while_painting) > 20
    QTest.mouseRelease(viewport, _LEFT, _NONE, place(viewport, 30, 25))
    true = rectify_mask(edited(opened), image).labels
    qtbot.waitUntil(lambda: np.array_equal(drawn(opened), true))
    # What was seen at once is what is there, but for voxels at the rim.
    both = np.count_nonzero((while_painting > 0) & (true > 0))
    assert 2 * both / (np.count_nonzero(while_painting) + np.count_nonzero(true)) > 0.7


def test_a_stroke_ends_with_the_window_that_it_is_drawn_in(opened: MainWindow) -> None:
    frame = opened.features[BoardFeature].area.frames[0]
    other = opened.features[BoardFeature].windows.open()
    second = other.area.frames[0]
    opened.features[BoardFeature].display.show_stack(frame.stack_id, second)
    opened.features[BoardFeature].area.stage.set_active(second.viewport)
    trigger(opened, "new_segmentation")
    opened.features[MouseFeature].toolbox.choose(ToolName.BRUSH)
    at = place(second.viewport, 3, 3)
    QTest.mousePress(second.viewport, _LEFT, _NONE, at)
    assert edited(opened).labels.any()
    other.close()
    assert not edited(opened).labels.any()
    assert not opened.workspace.undo.is_held
    here = frame.viewport
    drag(here, [place(here, 2, 2), place(here, 2, 3)])
    assert edited(opened).labels.any()
    trigger(opened, "undo")
    assert not edited(opened).labels.any()


def test_a_stroke_ends_when_the_studies_are_closed(opened: MainWindow) -> None:
    viewport = opened.features[BoardFeature].area.stage.active
    trigger(opened, "new_segmentation")
    opened.features[MouseFeature].toolbox.choose(ToolName.BRUSH)
    at = place(viewport, 3, 3)
    QTest.mousePress(viewport, _LEFT, _NONE, at)
    trigger(opened, "close_all")
    move(viewport, at + QPoint(10, 0), _LEFT)
    QTest.mouseRelease(viewport, _LEFT, _NONE, at)
    assert not opened.workspace.undo.is_held
    assert opened.workspace.studies == ()


def test_a_segmentation_is_exported_as_nifti_without_what_was_rejected(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    run = result()
    assert run.mask is not None
    labels = run.mask.labels.copy()
    labels[0, 0, 0] = 2
    second = replace(run.mask.segments[0], number=2, label="Nodule 2")
    mask = replace(run.mask, labels=labels, segments=(run.mask.segments[0], second))
    opened.workspace.add_result(replace(run, mask=mask), "1.2.3", "stack-1")
    opened.features[MouseFeature].toolbox.editing.choose(mask.id, 1)
    opened.workspace.reader = "Dr. Reader"
    opened.workspace.decide(["f2"], FindingStatus.REJECTED)
    trigger(opened, "export_nifti")
    settled(opened, qtbot)
    path = tmp_path / "segmentation.nii.gz"
    volume = opened.workspace.active_image
    assert isinstance(volume, Volume)
    (again,) = read_label_images(path, volume)
    assert np.array_equal(again.labels, np.where(labels == 1, 1, 0))
    assert "rejected: Nodule 2" in opened.statusBar().currentMessage()


def test_a_film_has_no_nifti(
    opened: MainWindow, qtbot: QtBot, prompts: FakePrompts, tmp_path: Path
) -> None:
    opened.features[BoardFeature].display.show_stack("stack-2")
    settled(opened, qtbot)
    opened.features[SegmentingFeature].controller.new_segmentation()
    prompts.meanwhile = lambda: pytest.fail("asked for a file in vain")
    trigger(opened, "export_nifti")
    assert "volumes only" in opened.statusBar().currentMessage()
    assert not (tmp_path / "segmentation.nii.gz").exists()


def test_the_lists_of_segments_show_whole_rows(opened: MainWindow) -> None:
    run = result()
    assert run.mask is not None
    segments = tuple(replace(run.mask.segments[0], number=n) for n in range(1, 5))
    opened.workspace.add_result(
        replace(run, mask=replace(run.mask, segments=segments)), "1.2.3", "stack-1"
    )
    for panel in (
        opened.features[SegmentingFeature].editor,
        opened.features[SegmentingFeature].panel,
    ):
        opened.docks.bring_to_front(panel)
        opened.resize(1280, 690)
        table = panel.table
        last = table.visualRect(table.model().index(3, 0))
        assert table.viewport().rect().contains(last)
