"""What the first look around points at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow, QWidget

from workstation.language import tr
from workstation.ui.help.tour import TourStep

if TYPE_CHECKING:
    from workstation.ui.main_window import MainWindow


def tour_steps(window: MainWindow) -> tuple[TourStep, ...]:
    """The steps through a window, from opening a study to the report."""

    def menu_bar() -> QWidget:
        bar: QWidget = QMainWindow.menuBar(window)
        return bar

    def constant(widget: QWidget) -> Callable[[], QWidget]:
        return lambda: widget

    keys = window.actions_table.keys
    return (
        TourStep(
            constant(window.studies_panel),
            tr("Studies"),
            tr(
                "Drop a folder here, or press {key}. Series stand under their study; "
                "drag one into a viewport to see it there.",
                key=_first(keys("open_folder")),
            ),
        ),
        TourStep(
            constant(window.area),
            tr("Images"),
            tr(
                "The wheel scrolls, the left button holds the chosen tool, the middle one moves "
                "the picture. A double click shows one viewport alone, and all of them again."
            ),
        ),
        TourStep(
            constant(window.tool_bar),
            tr("Tools"),
            tr(
                "Windowing, crosshair and measuring. Number keys choose windows; every tool has "
                "a key."
            ),
        ),
        TourStep(
            constant(window.upper_tabs),
            tr("Analysis"),
            tr("Plugins propose findings; segments and fusion are beside them."),
        ),
        TourStep(
            constant(window.lower_tabs),
            tr("Review"),
            tr("Accept or reject each finding; measurements, scores and the report are here, too."),
        ),
        TourStep(
            menu_bar,
            tr("Everything else"),
            tr(
                "{palette} searches every action by a few letters; {help} lists all keys.",
                palette=_first(keys("palette")),
                help=_first(keys("keys")),
            ),
        ),
    )


def _first(keys: tuple[str, ...]) -> str:
    return keys[0] if keys else "–"
