"""Playing frames and planes."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.ui.test_window_reading import press, show
from workstation.imaging.cine import CineMode
from workstation.ui.main_window import MainWindow


def test_playing_once_ends_at_the_last_frame(opened: MainWindow, qtbot: QtBot) -> None:
    show(qtbot, opened, "stack-3")
    bar, viewport = opened.area.frame_bar, opened.area.stage.active
    bar.mode.setCurrentText(CineMode.ONCE.value)
    bar.rate.setValue(100)
    press(opened, "play")
    qtbot.waitUntil(lambda: not bar.play.isChecked())
    assert viewport.index == 4
    assert not opened.actions_table["play"].isChecked()


def test_back_and_forth_turns_at_both_ends(opened: MainWindow, qtbot: QtBot) -> None:
    show(qtbot, opened, "stack-3")
    bar, viewport = opened.area.frame_bar, opened.area.stage.active
    seen: list[int] = []
    viewport.index_changed.connect(seen.append)
    bar.mode.setCurrentText(CineMode.SWEEP.value)
    bar.rate.setValue(20)
    press(opened, "play")
    qtbot.waitUntil(lambda: 4 in seen and 0 in seen[seen.index(4) :], timeout=20_000)
    press(opened, "play")
    down = seen[seen.index(4) : seen.index(0, seen.index(4))]
    assert down == sorted(down, reverse=True)
    viewport.index_changed.disconnect(seen.append)


def test_the_planes_of_a_volume_are_played_where_it_was_stepped_to(
    opened: MainWindow, qtbot: QtBot
) -> None:
    bar, viewport = opened.area.frame_bar, opened.area.stage.active
    assert not bar.isVisible()
    viewport.set_index(0)
    press(opened, "play")
    assert bar.isVisible()
    assert viewport.view is not None
    assert bar.slider.maximum() == viewport.view.count(viewport.plane) - 1
    qtbot.waitUntil(lambda: viewport.index > 1)
    bar.slider.setValue(bar.slider.maximum())
    qtbot.waitUntil(lambda: viewport.index != bar.slider.maximum())
    press(opened, "play")
    at = viewport.index
    qtbot.wait(150)
    assert viewport.index == at
