"""Test patterns of the display."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from workstation.imaging.display_patterns import gsdf_luminance
from workstation.ui.help.display_patterns import DisplayPatterns, LuminanceDialog
from workstation.ui.main_window import MainWindow


@pytest.fixture
def patterns(window: MainWindow, qtbot: QtBot) -> DisplayPatterns:
    window.actions_table["display_patterns"].trigger()
    dialog = window.findChild(DisplayPatterns)
    assert isinstance(dialog, DisplayPatterns)
    qtbot.addWidget(dialog)
    return dialog


def test_arrows_go_round_all_patterns(patterns: DisplayPatterns) -> None:
    count = patterns.choice.count()
    assert count == 5 + 18
    QTest.keyClick(patterns, Qt.Key.Key_Left)
    assert patterns.choice.currentText().startswith("Luminance 18")
    QTest.keyClick(patterns, Qt.Key.Key_Right)
    assert patterns.choice.currentIndex() == 0


def test_patterns_are_painted_pixel_for_pixel(patterns: DisplayPatterns) -> None:
    patterns.choice.setCurrentText("Lines of 1 and 2 pixels")
    picture = patterns.view.grab().toImage()
    assert [picture.pixelColor(x, 3).red() for x in range(4)] == [255, 0, 255, 0]
    patterns.choice.setCurrentText("Uniform, bright (as TG18-UN80)")
    assert patterns.view.grab().toImage().pixelColor(50, 50).red() == 204


def test_full_screen_shows_the_pattern_alone(patterns: DisplayPatterns) -> None:
    QTest.keyClick(patterns, Qt.Key.Key_F)
    assert patterns.isFullScreen()
    assert patterns.view.isVisible()
    QTest.keyClick(patterns, Qt.Key.Key_Escape)
    assert not patterns.isFullScreen()
    assert patterns.isVisible()


def test_measured_luminances_are_compared(qtbot: QtBot) -> None:
    dialog = LuminanceDialog()
    qtbot.addWidget(dialog)
    good = [gsdf_luminance(60 + n * 35) for n in range(18)]
    dialog.values.setPlainText("\n".join(f"{value:.4f}" for value in good))
    assert ": within the 10 %" in dialog.outcome.text()
    dialog.values.setPlainText("1\n50\n51\n400")
    assert "NOT within" in dialog.outcome.text()
    dialog.values.setPlainText("1\nx")
    assert dialog.outcome.text()
    assert "within" not in dialog.outcome.text()
