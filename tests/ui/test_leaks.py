"""The guard against leaks catches what it is for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import _left_running


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
