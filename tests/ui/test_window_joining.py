"""Phases that are series of their own, and their times."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.support.opening import open_files
from tests.support.series_in_time import write_times
from tests.support.studies import FakeServices
from tests.ui.test_window_reading import press
from workstation.measuring.new_annotations import new_annotation
from workstation.session.annotation_kinds import AnnotationKind
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.measuring.feature import MeasuringFeature
from workstation.ui.measuring.region_numbers_dialog import TimeCurveDialog
from workstation.ui.phases.feature import PhasesFeature
from workstation.ui.phases.joining_dialog import JoiningDialog

PERCENTS = (0, 20, 50, 90)


def breathing(data_set: Dataset, time: int, _k: int) -> None:
    data_set.SeriesDescription = f"4D {PERCENTS[time]}%"
    data_set.SeriesNumber = 20 - time


def beating(data_set: Dataset, time: int, _k: int) -> None:
    data_set.TriggerTime = str((0, 100, 300, 600)[time])
    data_set.NominalInterval = "1000"


@pytest.fixture
def joined(qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path) -> MainWindow:
    write_times(tmp_path / "4d", 4, breathing, modality="CT", apart=True)
    open_files(window, fake, tmp_path / "4d")
    qtbot.waitUntil(lambda: len(window.features[PhasesFeature].bar.in_memory) == 4)
    window.workspace.reader = "Dr. Z"
    return window


def value(window: MainWindow) -> float:
    frame = window.features[BoardFeature].area.stage.active.frame()
    assert frame is not None
    return float(frame.values[12, 15])


def labels(widget: TimeCurveDialog | JoiningDialog) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_a_breath_is_stepped_across_its_series(joined: MainWindow) -> None:
    viewport, bar = (
        joined.features[BoardFeature].area.stage.active,
        joined.features[PhasesFeature].bar,
    )
    viewport.set_index(2)
    bar.go_to(0)
    start, crosshair = value(joined), joined.features[BoardFeature].area.stage.crosshair
    for number in range(1, 4):
        press(joined, "next_phase")
        assert value(joined) == start + 100 * number
        assert f"{PERCENTS[number]} %" in bar.words.text()
        view = viewport.view
        assert view is not None
        assert viewport.phase == (view.stack_id, f"Phase {number + 1}/4  {PERCENTS[number]} %")
        active = joined.workspace.active
        assert active is not None
        assert active.series.description == f"4D {PERCENTS[number]}%"
    assert viewport.index == 2
    assert joined.features[BoardFeature].area.stage.crosshair == crosshair


def test_two_phases_side_by_side_stay_apart_while_one_is_stepped(joined: MainWindow) -> None:
    press(joined, "layout_grid-1x2")
    left, right = joined.features[BoardFeature].area.frames[:2]
    ids = [stack.id for stack in joined.features[PhasesFeature].bar.phases]
    joined.features[BoardFeature].display.show_stack(ids[0], left)
    joined.features[BoardFeature].display.show_stack(ids[2], right)
    stage = joined.features[BoardFeature].area.stage
    stage.set_active(left.viewport)
    assert [frame.viewport.phase[1][:9] for frame in (left, right)] == ["Phase 1/4", "Phase 3/4"]
    for number in (1, 2, 3, 0, 1, 2):
        press(joined, "next_phase")
        assert (left.stack_id, right.stack_id) == (ids[number], ids[2])
    stage.set_active(right.viewport)
    press(joined, "next_phase")
    assert (left.stack_id, right.stack_id) == (ids[2], ids[3])


def test_two_volumes_in_time_both_tell_their_phases(
    qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path
) -> None:
    for name in ("chest", "heart"):
        write_times(tmp_path / "two" / name, 3, beating)
    open_files(window, fake, tmp_path / "two")
    qtbot.waitUntil(lambda: len(window.workspace.studies) == 2 and window.jobs.running == 0)
    press(window, "layout_grid-1x2")
    left, right = window.features[BoardFeature].area.frames[:2]
    stacks = [study.series[0].stacks[0].id for study in window.workspace.studies]
    for stack_id, frame in zip(stacks, (left, right), strict=True):
        window.features[BoardFeature].display.show_stack(stack_id, frame)
        qtbot.waitUntil(
            lambda: (
                len(window.features[PhasesFeature].bar.in_memory) == 3 and window.jobs.running == 0
            )
        )
    for frame in (left, right, left):
        window.features[BoardFeature].area.stage.set_active(frame.viewport)
        for each, stack_id in zip((left, right), stacks, strict=True):
            assert each.viewport.phase[0] == stack_id
            assert each.viewport.phase[1].startswith("Phase 1/3")


def test_parting_is_undone(joined: MainWindow, qtbot: QtBot) -> None:
    viewport = joined.features[BoardFeature].area.stage.active
    assert viewport.phase[1].startswith("Phase ")
    press(joined, "part_phases")
    assert not viewport.phase[1]
    assert joined.features[PhasesFeature].bar.isHidden()
    press(joined, "undo")
    assert not joined.features[PhasesFeature].bar.isHidden()
    assert len(joined.features[PhasesFeature].bar.phases) == 4
    press(joined, "redo")
    press(joined, "join_phases")
    dialog = joined.findChildren(JoiningDialog)[-1]
    assert len(dialog.chosen) == 4
    assert "0 %, 20 %, 50 %, 90 %" in labels(dialog)
    dialog.list.item(0).setCheckState(dialog.list.item(0).checkState().Unchecked)
    dialog.accept()
    qtbot.waitUntil(lambda: len(joined.features[PhasesFeature].bar.phases) in (0, 3))
    kept = {stack.id for stack in joined.features[PhasesFeature].bar.phases}
    view = joined.features[BoardFeature].area.stage.view
    assert view is not None
    assert bool(kept) is (view.stack_id in dialog.chosen)


def test_a_heart_beat_is_played_and_followed_at_its_times(
    qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path
) -> None:
    write_times(tmp_path / "heart", 4, beating)
    open_files(window, fake, tmp_path / "heart")
    bar = window.features[PhasesFeature].bar
    qtbot.waitUntil(lambda: len(bar.in_memory) == 4)
    assert bar.rate.value() == pytest.approx(4.0)
    assert bar.speed.text() == "real time"
    bar.rate.setValue(8)
    assert bar.speed.text() == "\N{MULTIPLICATION SIGN} 2"
    press(window, "next_phase")
    assert "0.100 s" in bar.words.text()
    viewport = window.features[BoardFeature].area.stage.active
    assert viewport.view is not None
    corners = tuple(viewport.view.to_point(viewport.plane, 1, *at) for at in ((4, 4), (10, 12)))
    viewport.set_index(1)
    made = new_annotation(AnnotationKind.RECTANGLE, viewport, corners, window.workspace)
    assert made is not None
    window.features[MeasuringFeature].controller.show_course(made, viewport)
    qtbot.waitUntil(lambda: bool(window.findChildren(TimeCurveDialog)))
    dialog = window.findChildren(TimeCurveDialog)[-1]
    np.testing.assert_allclose(dialog.plot.xs, [0, 0.1, 0.3, 0.6])
    assert np.diff(dialog.plot.ys).tolist() == [100, 100, 100]
    assert dialog.plot.titles[0] == "Time, s"
    assert "Trigger Time" in labels(dialog)
    dialog.save_wanted.emit()
    path = window.prompts.save_csv(window, "time-curve.csv")
    assert path is not None
    qtbot.waitUntil(path.exists)
    rows = path.read_text("utf-8-sig").splitlines()
    assert rows[0].startswith("number,time,time_unit,time_source,mean")
    assert rows[3].startswith("3,0.3,s,Trigger Time,")
