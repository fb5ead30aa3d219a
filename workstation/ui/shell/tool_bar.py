"""The tool bar: the actions that the reader wants there, and the list of windows."""

from __future__ import annotations

from PySide6.QtWidgets import QToolBar, QWidget

from workstation.language import tr
from workstation.ui.shell.key_bindings import KeyBindings
from workstation.ui.widgets.icons import set_icon

TOOL_BAR = "Tools"
"""Name of the tool bar as an object."""
_BEFORE_PRESETS = "invert"


class ActionBar(QToolBar):
    """Shows the chosen actions in the order of the table, menus apart.

    Parameters
    ----------
    bindings : KeyBindings
        Says which actions are chosen.
    presets : QWidget
        Stands behind the actions of the menu Window.
    """

    def __init__(self, bindings: KeyBindings, presets: QWidget, parent: QWidget) -> None:
        super().__init__(tr("Tools"), parent)
        self.setObjectName(TOOL_BAR)
        self.setMovable(False)
        self._bindings = bindings
        for spec in bindings.table.specs.values():
            if spec.icon:
                set_icon(bindings.table[spec.id], spec.icon)
        self._presets = self.addWidget(presets)
        bindings.on_tool_bar_changed.append(self.fill)
        self.fill()

    def fill(self) -> None:
        """Show what is chosen now."""
        for action in self.actions():
            self.removeAction(action)
        table, shown = self._bindings.table, self._bindings.on_tool_bar()
        specs = [spec for spec in table.specs.values() if spec.id in shown]
        menus = list(dict.fromkeys(spec.menu for spec in table.specs.values()))
        presets_after = menus.index(table.specs[_BEFORE_PRESETS].menu)
        menu, presets_wait = "", True
        for spec in specs:
            top = spec.menu.partition("/")[0]
            if menu and top != menu:
                self.addSeparator()
            if presets_wait and menus.index(spec.menu) > presets_after:
                self.addAction(self._presets)
                self.addSeparator()
                presets_wait = False
            menu = top
            self.addAction(table[spec.id])
        if presets_wait:
            self.addAction(self._presets)
