"""Playing frames and planes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pydicom.uid import UltrasoundMultiFrameImageStorage
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.dicom_phantoms import blank, put_pixels, save
from tests.support.opening import open_files
from tests.support.studies import FakeServices
from tests.ui.test_window_reading import press, show
from workstation.imaging.cine import CineMode
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow


def test_playing_once_ends_at_the_last_frame(opened: MainWindow, qtbot: QtBot) -> None:
    show(qtbot, opened, "stack-3")
    bar, viewport = (
        opened.features[BoardFeature].area.frame_bar,
        opened.features[BoardFeature].area.stage.active,
    )
    bar.mode.setCurrentText(CineMode.ONCE.value)
    bar.rate.setValue(100)
    press(opened, "play")
    qtbot.waitUntil(lambda: not bar.play.isChecked())
    assert viewport.index == 4
    assert not opened.actions_table["play"].isChecked()


def test_back_and_forth_turns_at_both_ends(opened: MainWindow, qtbot: QtBot) -> None:
    show(qtbot, opened, "stack-3")
    bar, viewport = (
        opened.features[BoardFeature].area.frame_bar,
        opened.features[BoardFeature].area.stage.active,
    )
    seen: list[int] = []
    viewport.index_changed.connect(seen.append)
    bar.mode.setCurrentText(CineMode.SWEEP.value)
    bar.rate.setValue(20)
    press(opened, "play")
    qtbot.waitUntil(lambda: 4 in seen and 0 in seen[seen.index(4) :])
    press(opened, "play")
    down = seen[seen.index(4) : seen.index(0, seen.index(4))]
    assert down == sorted(down, reverse=True)
    viewport.index_changed.disconnect(seen.append)


def test_the_planes_of_a_volume_are_played_where_it_was_stepped_to(
    opened: MainWindow, qtbot: QtBot
) -> None:
    bar, viewport = (
        opened.features[BoardFeature].area.frame_bar,
        opened.features[BoardFeature].area.stage.active,
    )
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


def test_a_part_is_played_between_its_handles(opened: MainWindow, qtbot: QtBot) -> None:
    show(qtbot, opened, "stack-3")
    bar, viewport = (
        opened.features[BoardFeature].area.frame_bar,
        opened.features[BoardFeature].area.stage.active,
    )
    bar.slider.setValue(1)
    press(opened, "trim_start")
    bar.slider.setValue(3)
    press(opened, "trim_stop")
    assert bar.slider.span == (1, 3)
    seen: list[int] = []
    viewport.index_changed.connect(seen.append)
    bar.rate.setValue(50)
    press(opened, "play")
    qtbot.waitUntil(lambda: len(seen) > 8)
    press(opened, "play")
    viewport.index_changed.disconnect(seen.append)
    assert set(seen) == {1, 2, 3}
    press(opened, "trim_all")
    assert bar.slider.span == (0, 4)


def test_handles_are_dragged_and_never_meet(opened: MainWindow, qtbot: QtBot) -> None:
    show(qtbot, opened, "stack-3")
    slider = opened.features[BoardFeature].area.frame_bar.slider

    def drag(frame: int, to: int) -> None:
        below = QPointF(0, 3)
        start, end = slider.place_of(frame) + below, slider.place_of(to) + below
        QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=start.toPoint())
        QTest.mouseMove(slider, end.toPoint())
        QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=end.toPoint())

    at = slider.value()
    drag(4, 2)
    assert slider.span == (0, 2)
    drag(0, 4)
    assert slider.span == (1, 2)
    assert slider.value() == at


def test_a_file_asks_for_a_part(
    qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path
) -> None:
    data_set = blank(UltrasoundMultiFrameImageStorage)
    data_set.Modality = "US"
    put_pixels(data_set, np.zeros((36, 8), np.uint8))
    data_set.Rows, data_set.NumberOfFrames, data_set.FrameTime = 6, 6, 50
    data_set.StartTrim, data_set.StopTrim = 3, 5
    data_set.PreferredPlaybackSequencing = 1
    save(data_set, tmp_path / "clip.dcm")
    open_files(window, fake, tmp_path)
    bar = window.features[BoardFeature].area.frame_bar
    qtbot.waitUntil(bar.isVisible)
    qtbot.waitUntil(lambda: bar.slider.span == (2, 4))
    assert bar.mode.currentText() == CineMode.SWEEP.value
    assert bar.rate.value() == 20
