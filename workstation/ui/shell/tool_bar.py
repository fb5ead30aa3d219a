"""The tool bar: the actions that the reader wants there, and what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from workstation.language import tr
from workstation.ui.shell.key_bindings import KeyBindings
from workstation.ui.widgets.icons import set_icon

TOOL_BAR = "Tools"
"""Name of the tool bar as an object."""


class ActionBar(QToolBar):
    """Shows the chosen actions in groups, a menu each, in the order of the table.

    Parameters
    ----------
    bindings : KeyBindings
        Says which actions are chosen.
    widgets : mapping
        What stands behind the actions of a menu, by its name; it is always there.
    """

    def __init__(
        self, bindings: KeyBindings, widgets: Mapping[str, tuple[QWidget, ...]], parent: QWidget
    ) -> None:
        super().__init__(tr("Tools"), parent)
        self.setObjectName(TOOL_BAR)
        self.setMovable(False)
        self._bindings = bindings
        for spec in bindings.table.specs.values():
            if spec.icon:
                set_icon(bindings.table[spec.id], spec.icon)
        self._widgets = {
            menu: [self.addWidget(widget) for widget in those] for menu, those in widgets.items()
        }
        self._more = more = self.findChild(QToolButton, "qt_toolbar_ext_button")
        if more is not None:
            # The arrow of the style is dark on dark.
            set_icon(more, "mdi6.chevron-double-right")
            more.setToolTip(tr("More tools"))
            more.setAccessibleName(tr("More tools"))
        bindings.on_tool_bar_changed.append(self.fill)
        self.fill()

    def event(self, event: QEvent) -> bool:
        """Keep the arrow whole: it is wider than the room that the style leaves for it."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            more = self._more
            if more is not None and more.x() + more.width() > self.width():
                more.move(self.width() - more.width(), more.y())
        return done

    def fill(self) -> None:
        """Show what is chosen now."""
        for action in self.actions():
            self.removeAction(action)
        table, shown = self._bindings.table, self._bindings.on_tool_bar()
        menus = dict.fromkeys(spec.menu.partition("/")[0] for spec in table.specs.values())
        for menu in menus:
            chosen = [
                table[spec.id]
                for spec in table.specs.values()
                if spec.id in shown and spec.menu.partition("/")[0] == menu
            ]
            group = [*chosen, *self._widgets.get(menu, ())]
            if group and self.actions():
                self.addSeparator()
            self.addActions(group)
