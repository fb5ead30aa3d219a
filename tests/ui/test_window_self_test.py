"""The outcome of the numbers self-test is seen, in the status bar and in About."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from tests.support.studies import FakeServices
from workstation.messages import Message
from workstation.services.self_test import SelfTestItem, SelfTestResult
from workstation.ui.main_window import MainWindow
from workstation.ui.shell.message_dialogs import AboutDialog


def about(window: MainWindow) -> str:
    window.actions_table["about"].trigger()
    dialog = window.findChild(AboutDialog)
    assert isinstance(dialog, AboutDialog)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()
    return words


def test_a_pass_is_quiet(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.self_test.result is not None)
    assert window.self_test.label.text() == "Numbers ✓"
    assert "1 of 1 passed" in about(window)


@pytest.fixture
def wrong(fake: FakeServices) -> None:
    item = SelfTestItem(
        name=Message("length"), passed=False, words=Message("25.0 mm, expected 24.0 mm")
    )
    fake.self_test = SelfTestResult((item,))


@pytest.mark.usefixtures("wrong")
def test_a_failure_cannot_be_overlooked(request: pytest.FixtureRequest, qtbot: QtBot) -> None:
    window: MainWindow = request.getfixturevalue("window")
    qtbot.waitUntil(lambda: window.self_test.result is not None)
    assert window.self_test.label.text() == "NUMBERS SELF-TEST FAILED"
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert "25.0 mm" in box.informativeText()
    box.reject()
    assert "FAILED" in about(window)
