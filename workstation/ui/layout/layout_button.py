"""The layouts on the tool bar, and the stage of the hanging protocol."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget, QWidgetAction

from workstation.language import tr
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.widgets.grid_picker import GridPicker
from workstation.ui.widgets.icons import set_icon
from workstation.ui.widgets.plain_text import PlainLabel, plain_tip

MOST_ROWS, MOST_COLUMNS = 4, 4
_BELOW_GRID = ("layout_automatic", "layout_mpr", "layout_mpr-row", "layout_mpr-volume")


class LayoutButton(QToolButton):
    """Opens a grid to pick from, and the layouts of planes below it."""

    def __init__(self, table: ActionTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_icon(self, "mdi6.view-grid-outline")
        self.setToolTip(tr("Layout"))
        self.setAccessibleName(tr("Layout"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._table = table
        self.picker = GridPicker(MOST_ROWS, MOST_COLUMNS)
        self.picker.chosen.connect(self._choose)
        menu = QMenu(self)
        entry = QWidgetAction(menu)
        entry.setDefaultWidget(self.picker)
        menu.addAction(entry)
        menu.addSeparator()
        for name in _BELOW_GRID:
            menu.addAction(table[name])
        menu.aboutToShow.connect(self.picker.setFocus)
        self.setMenu(menu)

    def _choose(self, rows: int, columns: int) -> None:
        menu = self.menu()
        if menu is not None:
            menu.close()
        self._table[f"layout_grid-{rows}x{columns}"].trigger()


class StageBar(QWidget):
    """Which stage of the hanging protocol is shown, and the ones before and behind it.

    Parameters
    ----------
    step : callable
        Goes on by 1, or back by -1.
    """

    def __init__(self, step: Callable[[int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = PlainLabel()
        self.before, self.behind = QToolButton(), QToolButton()
        for button, icon, words, by in (
            (self.before, "mdi6.chevron-left", tr("Previous stage"), -1),
            (self.behind, "mdi6.chevron-right", tr("Next stage"), 1),
        ):
            set_icon(button, icon)
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(lambda _on, by=by: step(by))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self.before, self.number, self.behind):
            row.addWidget(widget)

    def show_stage(self, at: int, count: int, words: str) -> None:
        """Show where the reading is; `count` below 2 shows nothing."""
        self.number.setText(f"{at + 1}/{count}" if count > 1 else "–")
        self.number.setToolTip(plain_tip(words))
        for button in (self.before, self.behind):
            button.setEnabled(count > 1)
