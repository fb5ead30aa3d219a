"""The panel of plugins as a reader uses it: opened, waited for, clicked."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.analysis.panel import AiPanel
from workstation.ui.analysis.plugin_card import PluginCard
from workstation.ui.analysis.plugin_controller import PluginRun
from workstation.ui.main_window import MainWindow
from workstation.ui.widgets.scroll_column import ScrollColumn


def open_panel(window: MainWindow, qtbot: QtBot) -> AiPanel:
    """The panel in front, with what it says of the image that is looked at."""
    feature = window.features[AnalysisFeature]
    window.docks.bring_to_front(feature.panel)
    qtbot.waitUntil(lambda: feature.judge.is_known and bool(feature.panel.cards))
    return feature.panel


def card_of(window: MainWindow, qtbot: QtBot, plugin_id: str) -> PluginCard:
    """The card of a plugin that takes the image."""
    panel = open_panel(window, qtbot)
    assert plugin_id in panel.offered, panel.reasons
    return panel.cards[plugin_id]


def click_run(window: MainWindow, qtbot: QtBot, plugin_id: str = "boxes") -> PluginRun:
    """Click Run of a plugin; the newest run."""
    card_of(window, qtbot, plugin_id).run.click()
    return window.features[AnalysisFeature].plugins.runs[-1]


def cut_off(panel: AiPanel) -> list[str]:
    """Words of the panel that do not fit: into their widgets, or into the width of the panel."""
    (scroll,) = panel.findChildren(ScrollColumn)
    wide = scroll.viewport().width()
    found = []
    for widget in panel.findChildren(QWidget):
        if not widget.isVisibleTo(panel) or not isinstance(widget, QLabel | QAbstractButton):
            continue
        words = widget.text()
        right = widget.mapTo(scroll.viewport(), QPoint(widget.width(), 0)).x()
        if words and right > wide:
            found.append(f"{words}: ends at {right} of {wide} px")
        if isinstance(widget, QLabel) and widget.wordWrap():
            if widget.heightForWidth(widget.width()) > widget.height():
                found.append(f"{words}: needs more height")
        elif words and widget.sizeHint().width() > widget.width():
            found.append(f"{words}: {widget.sizeHint().width()} in {widget.width()} px")
    return found
