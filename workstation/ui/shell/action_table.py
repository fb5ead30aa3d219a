"""Every action of the window in one table, built of the rows of its features."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from workstation.language import say
from workstation.messages import Message
from workstation.ui.shell.action_spec import ActionSpec

MENUS = (
    "&File",
    "&Edit",
    "&View",
    "&Layout",
    "&Planes",
    "&Colors",
    "&Window",
    "&Tools",
    "S&egmentation",
    "F&indings",
    "&Help",
    "&Go to",
    "&Zoom and turn",
    "Sho&w",
    "Pla&y",
    "&Panels",
    "T&heme",
    "Lan&guage",
    "&Grid",
    "&Link",
    "&Mouse",
    "&Regions",
)
"""Every menu of the window, in its order, then the menus in them."""


def in_menu_order(features: Iterable[Sequence[ActionSpec]]) -> tuple[ActionSpec, ...]:
    """The rows of all features as the menus show them.

    Parameters
    ----------
    features : iterable of sequence of ActionSpec
        The rows of each feature.

    Returns
    -------
    tuple of ActionSpec
        Menu by menu; each row behind the one that its `after` names, else behind the row before
        it of its feature, else at the end of its menu so far.

    Raises
    ------
    ValueError
        `after` names no row that stands in the same menu when all features are there.
    """
    menus: dict[str, list[ActionSpec]] = {title: [] for title in MENUS}
    waiting: list[ActionSpec] = []
    for rows in features:
        before: dict[str, str] = {}
        for row in rows:
            top = row.menu.partition("/")[0]
            named = replace(row, after=row.after or before.get(top, ""))
            before[top] = row.id
            if not _put(menus[top], named):
                waiting.append(named)
    while waiting:
        left = [row for row in waiting if not _put(menus[row.menu.partition("/")[0]], row)]
        if len(left) == len(waiting):
            raise ValueError(f"nothing to stand behind: {[row.after for row in left]}")
        waiting = left
    return tuple(row for rows in menus.values() for row in rows)


def _put(rows: list[ActionSpec], row: ActionSpec) -> bool:
    """Put a row to its place; False while what it stands behind is not there."""
    if not row.after:
        rows.append(row)
        return True
    at = next((number for number, each in enumerate(rows) if each.id == row.after), None)
    if at is None:
        return False
    rows.insert(at + 1, row)
    return True


_MNEMONIC = re.compile(r"\(&\w\)")
"""As menus of Chinese programs write it, behind the words."""


class ActionTable:
    """The actions as QActions, in their menus, bound to what they do.

    Parameters
    ----------
    parent : QWidget
        The window; keys work anywhere in it.
    rows : sequence of ActionSpec
        In their order, see `in_menu_order`.
    """

    def __init__(self, parent: QWidget, rows: Sequence[ActionSpec]) -> None:
        self.specs = {spec.id: spec for spec in rows}
        """Every row by its id, in the order of the table."""
        self._actions: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        groups: dict[str, QActionGroup] = {}
        for spec in self.specs.values():
            action = QAction(spec.words, parent)
            action.setObjectName(spec.id)
            action.setCheckable(spec.checkable)
            if spec.group:
                groups.setdefault(spec.group, QActionGroup(parent)).addAction(action)
            parent.addAction(action)
            self._actions[spec.id] = action
            self.set_keys(spec.id, spec.keys)

    def bind(self, handlers: Mapping[str, Callable[[bool], object]]) -> None:
        """Let every action do something.

        Parameters
        ----------
        handlers : mapping
            Action id to what it does; checkable ones are called with the new state.

        Raises
        ------
        KeyError
            An action of the table has no handler.
        """
        for action_id, action in self._actions.items():
            action.triggered.connect(handlers[action_id])

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def title(self, action_id: str) -> str:
        """Words of an action without mnemonic."""
        return plain_text(self.specs[action_id].words)

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The keys in force, as `QKeySequence` writes them portably."""
        return tuple(_portable(key) for key in self._actions[action_id].shortcuts())

    def default_keys(self, action_id: str) -> tuple[str, ...]:
        """The keys of the table, written alike."""
        return tuple(_portable(QKeySequence(key)) for key in self.specs[action_id].keys)

    def set_keys(self, action_id: str, keys: tuple[str, ...]) -> None:
        """Run an action by these keys and no other; none is allowed."""
        action = self._actions[action_id]
        action.setShortcuts([QKeySequence(key) for key in keys])
        title = self.title(action_id)
        action.setToolTip(f"{title} ({keys[0]})" if keys else title)

    def key_rows(self) -> tuple[tuple[str, str, str], ...]:
        """(menu, action, keys) of every action that has a key, for the list of keys."""
        return tuple(
            (plain_text(spec.menu_words), self.title(spec.id), "  ".join(self.keys(spec.id)))
            for spec in self.specs.values()
            if self.keys(spec.id)
        )

    def fill(self, bar: QMenuBar) -> None:
        """Put every action into its menu."""
        ended: set[str] = set()
        for spec in self.specs.values():
            menu = self._menu(spec.menu, bar)
            if spec.menu in ended:
                menu.addSeparator()
                ended.discard(spec.menu)
            menu.addAction(self._actions[spec.id])
            if spec.separator:
                # Only what follows in the same menu is parted from it.
                ended.add(spec.menu)

    def _menu(self, path: str, bar: QMenuBar) -> QMenu:
        if path not in self._menus:
            above, _, name = path.rpartition("/")
            parent = self._menu(above, bar) if above else bar
            self._menus[path] = QMenu(say(Message.term(name)), bar)
            parent.addMenu(self._menus[path])
        return self._menus[path]

    def menu(self, title: str) -> QMenu:
        """The menu of this title, once it is filled; "/" parts a menu from one in it."""
        return self._menus[title]


def plain_text(text: str) -> str:
    """Menu text without its mnemonic."""
    return _MNEMONIC.sub("", text).replace("&", "").rstrip("…")


def _portable(key: QKeySequence) -> str:
    return key.toString(QKeySequence.SequenceFormat.PortableText)
