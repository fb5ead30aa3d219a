"""What the first look around points at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMainWindow, QToolBar, QWidget

from workstation.language import tr
from workstation.ui.help.tour import TourStep
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.rail import RAIL
from workstation.ui.shell.tool_bar import TOOL_BAR


def tour_steps(
    table: ActionTable, studies: QWidget, area: QWidget, host: QMainWindow
) -> tuple[TourStep, ...]:
    """The steps through a window, from opening a study to the report.

    Parameters
    ----------
    table : ActionTable
        Has the keys that are named.
    studies, area : QWidget
        The list of studies, and the viewports.
    host : QMainWindow
        Has the menu bar, the tool bar and the rail of panels.
    """

    def menu_bar() -> QWidget:
        return host.menuBar()

    def tool_bar() -> QWidget:
        return host.findChild(QToolBar, TOOL_BAR) or host

    def rail() -> QWidget:
        return host.findChild(QToolBar, RAIL) or host

    def constant(widget: QWidget) -> Callable[[], QWidget]:
        return lambda: widget

    keys = table.keys
    return (
        TourStep(
            constant(studies),
            tr("Studies"),
            tr(
                "Drop a folder here, or press {key}. Series stand under their study; "
                "drag one into a viewport to see it there.",
                key=_first(keys("open_folder")),
            ),
        ),
        TourStep(
            constant(area),
            tr("Images"),
            tr(
                "The wheel scrolls, the left button holds the chosen tool, the middle one moves "
                "the picture. A double click shows one viewport alone, and all of them again."
            ),
        ),
        TourStep(
            tool_bar,
            tr("Tools"),
            tr(
                "Windowing, crosshair and measuring. Number keys choose windows; every tool has "
                "a key."
            ),
        ),
        TourStep(
            rail,
            tr("Panels"),
            tr(
                "Measurements, segments, fusion, plugins, findings, scores and the report: each "
                "icon opens its panel, and closes it again. {key} hides everything but the "
                "pictures.",
                key=_first(keys("pictures_only")),
            ),
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
