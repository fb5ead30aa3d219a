"""The guard against leaks catches what it is for."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import _left_running
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow


@pytest.fixture
def thread(qapp: QApplication) -> Iterator[QThread]:
    assert qapp is not None
    made = QThread()
    yield made
    made.quit()
    assert made.wait(5000)


def test_a_running_thread_is_seen(thread: QThread) -> None:
    thread.start()
    assert "a QThread" in _left_running()


def test_a_running_timer_is_seen(qapp: QApplication) -> None:
    timer = QTimer(qapp)
    timer.start(1000)
    assert any("timer" in left for left in _left_running())
    timer.stop()
    assert not _left_running()


def test_a_running_job_is_seen(window: MainWindow) -> None:
    begun = threading.Event()

    def work(*, token: CancelToken, progress: ProgressFn) -> None:
        del progress
        begun.set()
        while not token.is_cancelled:
            time.sleep(0.01)

    job = window.jobs.create(work)
    job.start()
    assert begun.wait(60)
    assert any(left.startswith("work-") for left in _left_running())
    job.cancel()


def test_layouts_that_come_and_go_follow_a_viewport_once(opened: MainWindow) -> None:
    signal = "2index_changed(int)"
    counts = []
    for _ in range(3):
        for layout in ("mpr", "grid-2x2", "mpr-row"):
            opened.features[BoardFeature].area.set_layout(layout)
        counts.append(
            [v.receivers(signal) for v in opened.features[BoardFeature].area.stage.viewports]
        )
    assert counts[0] == counts[2]
    assert all(counts[0])


def test_a_job_lets_go_of_what_it_was_given(qtbot: QtBot, window: MainWindow) -> None:
    given = np.zeros(10)
    kept = weakref.ref(given)

    def work(_array: np.ndarray, *, token: CancelToken, progress: ProgressFn) -> None:
        del token, progress

    job = window.jobs.create(work, given)
    with qtbot.waitSignal(job.finished):
        job.start()
    del given
    assert kept() is None
