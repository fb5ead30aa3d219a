"""Layouts, several series side by side, and what follows what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from tests.support.image_phantoms import rotation, smooth_volume
from tests.support.studies import FakeServices, series, stack
from workstation.domain.image import Volume
from workstation.domain.study import StackKind
from workstation.imaging.planes import PlaneName
from workstation.scene.sources import VolumeView
from workstation.ui.board.feature import BoardFeature
from workstation.ui.board.viewport_frame import STACK_MIME, ViewportFrame
from workstation.ui.main_window import MainWindow


def add_volume(fake: FakeServices, stack_id: str, uid: str, volume: Volume) -> None:
    source = replace(volume.source, series_instance_uid=uid)
    fake.images[stack_id] = replace(volume, source=source)
    study = fake.report.studies[0]
    part = stack(
        stack_id, uid, StackKind.VOLUME, volume.geometry.shape_kji, volume.geometry.affine_lps
    )
    more = series(uid, 10 + len(study.series), "MR", stack_id, part)
    fake.report = replace(fake.report, studies=(replace(study, series=(*study.series, more)),))


def moved(volume: Volume, by: tuple[float, ...], frame: str) -> Volume:
    affine = volume.geometry.affine_lps.copy()
    affine[:3, 3] += by
    geometry = replace(volume.geometry, affine_lps=affine, frame_of_reference_uid=frame)
    return replace(volume, geometry=geometry)


@pytest.fixture
def side_by_side(
    qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path
) -> MainWindow:
    """Four MR volumes in a 2 × 2 grid: the first two and the last share a frame of reference."""
    first = smooth_volume()
    thin = smooth_volume(shape=(60, 40, 48), spacing=(1.0, 0.9, 0.8))
    across = smooth_volume(rotation=rotation(90, 0, 0))
    shift = first.geometry.center_lps_mm - across.geometry.center_lps_mm
    across = moved(across, tuple(shift), "1.9")
    for stack_id, uid, volume in (
        ("t1", "1.7.1", first),
        ("t2", "1.7.2", thin),
        ("prior", "1.7.3", moved(first, (3.0, -4.0, 5.0), "1.99")),
        ("coronal", "1.7.4", across),
    ):
        add_volume(fake, stack_id, uid, volume)
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and not window.jobs.running)
    window.actions_table["layout_grid-2x2"].trigger()
    for frame, stack_id in zip(
        window.features[BoardFeature].area.frames, ("t1", "t2", "prior", "coronal"), strict=True
    ):
        window.features[BoardFeature].display.show_stack(stack_id, frame)
    qtbot.waitUntil(
        lambda: (
            all(
                isinstance(f.viewport.view, VolumeView)
                for f in window.features[BoardFeature].area.frames
            )
            and not window.jobs.running
        )
    )
    window.features[BoardFeature].area.stage.set_active(
        window.features[BoardFeature].area.frames[0].viewport
    )
    return window


def height_mm(frame: ViewportFrame) -> float:
    viewport = frame.viewport
    assert viewport.view is not None
    return viewport.view.to_point(viewport.plane, viewport.index, 0, 0)[2]


def test_each_cell_shows_its_own_series(side_by_side: MainWindow) -> None:
    shown = [
        f.viewport.view.stack_id
        for f in side_by_side.features[BoardFeature].area.frames
        if f.viewport.view
    ]
    assert shown == ["t1", "t2", "prior", "coronal"]
    assert side_by_side.features[BoardFeature].area.frames[3].viewport.plane is not PlaneName.AXIAL
    assert len(side_by_side.features[BoardFeature].area.stage.views) == 4


def test_the_active_cell_is_what_is_looked_at(side_by_side: MainWindow) -> None:
    for frame in side_by_side.features[BoardFeature].area.frames:
        side_by_side.features[BoardFeature].area.stage.set_active(frame.viewport)
        active = side_by_side.workspace.active
        assert active is not None
        assert active.stack.id == frame.stack_id
        assert side_by_side.workspace.active_image is frame.viewport.view.image  # type: ignore[union-attr]


def test_scrolling_follows_in_millimeters_within_a_frame_of_reference(
    side_by_side: MainWindow,
) -> None:
    t1, t2, prior, coronal = side_by_side.features[BoardFeature].area.frames
    still = prior.viewport.index, coronal.viewport.index
    for index in (2, 9, 20):
        t1.viewport.set_index(index)
        assert height_mm(t2) == pytest.approx(height_mm(t1), abs=0.5)
    assert (prior.viewport.index, coronal.viewport.index) == still
    side_by_side.actions_table["link_scroll"].trigger()
    at = t2.viewport.index
    t1.viewport.set_index(3)
    assert t2.viewport.index == at


def test_series_are_linked_by_hand_and_unlinked(side_by_side: MainWindow) -> None:
    t1, _, prior, _ = side_by_side.features[BoardFeature].area.frames
    t1.viewport.set_index(10)
    prior.viewport.set_index(12)
    side_by_side.actions_table["link_by_hand"].trigger()
    t1.viewport.set_index(13)
    assert prior.viewport.index == 15
    side_by_side.features[BoardFeature].area.stage.set_active(prior.viewport)
    prior.viewport.set_index(6)
    assert t1.viewport.index == 4
    side_by_side.actions_table["unlink"].trigger()
    t1.viewport.set_index(8)
    assert prior.viewport.index == 6


def test_zoom_and_pan_follow_in_the_patient(side_by_side: MainWindow) -> None:
    t1, t2, prior, _ = side_by_side.features[BoardFeature].area.frames
    viewport = t1.viewport
    viewport.set_camera(replace(viewport.camera, scale=7.0, pan_xy=(35.0, -20.0)))
    assert t2.viewport.camera.scale == 7.0
    middle = [f.viewport.point(f.viewport.rect().toRectF().center()) for f in (t1, t2)]
    assert middle[0] is not None
    assert middle[1] is not None
    assert middle[0][:2] == pytest.approx(middle[1][:2], abs=0.2)
    assert prior.viewport.camera.scale is None
    side_by_side.actions_table["fit"].trigger()
    assert t2.viewport.camera.scale is None


def test_the_crosshair_is_one_place_in_the_patient(side_by_side: MainWindow) -> None:
    t1, t2, _, coronal = side_by_side.features[BoardFeature].area.frames
    view = t1.viewport.view
    assert view is not None
    point = view.to_point(t1.viewport.plane, 5, 12, 30)
    side_by_side.features[BoardFeature].area.stage.set_crosshair(point, source=t1.viewport)
    assert height_mm(t2) == pytest.approx(point[2], abs=0.5)
    shown = coronal.viewport
    assert shown.view is not None
    at = shown.view.locate(shown.plane, point)[0]
    assert shown.index == min(max(round(at), 0), shown.view.count(shown.plane) - 1)


def test_reference_lines_lie_where_the_planes_cut(side_by_side: MainWindow) -> None:
    t1, t2, prior, coronal = side_by_side.features[BoardFeature].area.frames
    side_by_side.features[BoardFeature].area.stage.set_active(t1.viewport)
    assert t2.viewport.reference_lines == ()
    assert prior.viewport.reference_lines == ()
    (line,) = coronal.viewport.reference_lines
    view = coronal.viewport.view
    assert view is not None
    for end in (line.start_rc, line.end_rc):
        point = view.to_point(coronal.viewport.plane, coronal.viewport.index, *end)
        assert point[2] == pytest.approx(height_mm(t1), abs=1e-6)
    side_by_side.actions_table["show_reference_lines"].trigger()
    assert coronal.viewport.reference_lines == ()


def test_windows_stay_apart_until_they_are_linked(side_by_side: MainWindow) -> None:
    t1, t2, _, _ = side_by_side.features[BoardFeature].area.frames
    before = t2.viewport.window_setting
    side_by_side.features[BoardFeature].area.stage.nudge_window(25.0, 50.0, narrowest=1.0)
    assert t1.viewport.window_setting != before
    assert t2.viewport.window_setting == before
    side_by_side.actions_table["link_window"].trigger()
    side_by_side.features[BoardFeature].area.stage.nudge_window(25.0, 50.0, narrowest=1.0)
    assert t2.viewport.window_setting == t1.viewport.window_setting


def test_a_stack_is_dropped_into_a_viewport(side_by_side: MainWindow, qtbot: QtBot) -> None:
    frame = side_by_side.features[BoardFeature].area.frames[2]
    data = QMimeData()
    data.setData(STACK_MIME, b"stack-1")
    frame.dropEvent(
        QDropEvent(
            QPointF(20, 20),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    qtbot.waitUntil(lambda: isinstance(frame.viewport.view, VolumeView))
    qtbot.waitUntil(lambda: side_by_side.jobs.running == 0)
    assert frame.viewport.view is not None
    assert frame.viewport.view.stack_id == "stack-1"
    others = [f.stack_id for f in side_by_side.features[BoardFeature].area.frames if f is not frame]
    assert others == ["t1", "t2", "coronal"]


def test_the_active_image_stays_when_the_grid_shrinks(side_by_side: MainWindow) -> None:
    side_by_side.features[BoardFeature].area.stage.set_active(
        side_by_side.features[BoardFeature].area.frames[3].viewport
    )
    side_by_side.actions_table["layout_grid-1x1"].trigger()
    assert [f.stack_id for f in side_by_side.features[BoardFeature].area.frames] == ["coronal"]
    assert (
        side_by_side.features[BoardFeature].area.stage.active
        is side_by_side.features[BoardFeature].area.frames[0].viewport
    )
    assert side_by_side.features[BoardFeature].area.stage.viewports == [
        side_by_side.features[BoardFeature].area.frames[0].viewport
    ]
    side_by_side.actions_table["layout_grid-4x4"].trigger()
    assert len(side_by_side.features[BoardFeature].area.frames) == 16
    assert [f.stack_id for f in side_by_side.features[BoardFeature].area.frames[:2]] == [
        "coronal",
        "",
    ]


@pytest.mark.parametrize("name", ["mpr", "mpr-row", "mpr-square", "automatic"])
def test_planes_of_the_active_image_fill_a_layout(side_by_side: MainWindow, name: str) -> None:
    side_by_side.features[BoardFeature].area.stage.set_active(
        side_by_side.features[BoardFeature].area.frames[1].viewport
    )
    side_by_side.actions_table[f"layout_{name}"].trigger()
    frames = side_by_side.features[BoardFeature].area.frames
    assert {f.stack_id for f in frames} == {"t2"}
    assert {f.viewport.plane for f in frames} == set(PlaneName) - {PlaneName.NATIVE}
    assert side_by_side.actions_table[f"layout_{name}"].isChecked()
    assert all(f.viewport.crosshair is not None for f in frames)


def test_one_up_and_back_in_a_grid(side_by_side: MainWindow) -> None:
    frames = side_by_side.features[BoardFeature].area.frames
    side_by_side.features[BoardFeature].area.toggle_one_up(frames[2].viewport)
    assert [f.isHidden() for f in frames] == [True, True, False, True]
    side_by_side.features[BoardFeature].area.toggle_one_up()
    assert not any(f.isHidden() for f in frames)


def test_a_film_in_a_layout_of_planes_stands_alone(side_by_side: MainWindow, qtbot: QtBot) -> None:
    side_by_side.actions_table["layout_mpr"].trigger()
    side_by_side.features[BoardFeature].display.show_stack("stack-2")
    qtbot.waitUntil(lambda: side_by_side.workspace.active_image is not None)
    assert len(side_by_side.features[BoardFeature].area.frames) == 1
    side_by_side.features[BoardFeature].display.show_stack("t1")
    qtbot.waitUntil(lambda: len(side_by_side.features[BoardFeature].area.frames) == 3)


def test_pixels_of_a_film_stay_readable_in_a_grid(side_by_side: MainWindow, qtbot: QtBot) -> None:
    frame = side_by_side.features[BoardFeature].area.frames[1]
    side_by_side.features[BoardFeature].display.show_stack("stack-2", frame)
    qtbot.waitUntil(lambda: frame.viewport.view is not None and not side_by_side.jobs.running)
    picture = frame.viewport.picture()
    assert (
        np.ptp([picture.pixelColor(x, picture.height() // 2).value() for x in range(20, 200)]) > 0
    )


def test_closing_empties_every_cell(side_by_side: MainWindow) -> None:
    side_by_side.actions_table["close_all"].trigger()
    assert all(f.viewport.view is None for f in side_by_side.features[BoardFeature].area.frames)
    assert all(f.stack_id == "" for f in side_by_side.features[BoardFeature].area.frames)


def test_a_viewport_that_comes_again_is_followed_once(side_by_side: MainWindow) -> None:
    viewports = [frame.viewport for frame in side_by_side.features[BoardFeature].area.frames]
    before = [viewport.receivers("2camera_changed()") for viewport in viewports]
    for layout in ("grid-1x1", "grid-2x2", "grid-1x1", "grid-2x2"):
        side_by_side.actions_table[f"layout_{layout}"].trigger()
    assert [viewport.receivers("2camera_changed()") for viewport in viewports] == before
    assert all(before)
