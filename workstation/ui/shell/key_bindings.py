"""Keys and tool-bar buttons that the reader chose, kept in the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workstation.keeping.kept_settings import KeptSettings
from workstation.ui.shell.action_table import ActionTable


class KeyBindings:
    """Changes the keys of the table and keeps what differs from its defaults.

    Parameters
    ----------
    table : ActionTable
        The one table of actions.
    settings : KeptSettings
        Where they are kept, each action by its id.
    """

    def __init__(self, table: ActionTable, settings: KeptSettings) -> None:
        self.table = table
        self._settings = settings
        self.on_tool_bar_changed: list[Callable[[], object]] = []
        """Called when other actions belong on the tool bar."""
        self._restore()
        settings.subscribe(self._follow)

    def _restore(self) -> None:
        kept = self._settings.values.keys
        for action_id in self.table.specs:
            keys = kept.get(action_id, self.table.default_keys(action_id))
            if keys != self.table.keys(action_id):
                self.table.set_keys(action_id, keys)

    def _follow(self, changed: frozenset[str]) -> None:
        if "keys" in changed:
            self._restore()
        if "tool_bar" in changed:
            for told in self.on_tool_bar_changed:
                told()

    def takers(self, key: str, but: str = "") -> tuple[str, ...]:
        """Ids of the actions that a key runs now, leaving one action out."""
        return tuple(
            action_id
            for action_id in self.table.specs
            if action_id != but and key in self.table.keys(action_id)
        )

    def add(self, action_id: str, key: str) -> None:
        """Give an action one more key, and take that key from every other action.

        Parameters
        ----------
        action_id : str
            Of the table.
        key : str
            As `QKeySequence` writes it, e.g. "Ctrl+K".
        """
        for taker in self.takers(key, but=action_id):
            rest = tuple(each for each in self.table.keys(taker) if each != key)
            self.set_keys(taker, rest)
        present = self.table.keys(action_id)
        if key not in present:
            self.set_keys(action_id, (*present, key))

    def set_keys(self, action_id: str, keys: tuple[str, ...]) -> None:
        """Give an action these keys and no other."""
        self._put({action_id: keys})

    def _put(self, wanted: Mapping[str, tuple[str, ...]]) -> None:
        """Give actions keys and keep those that differ from the table, in one write."""
        kept = dict(self._settings.values.keys)
        for action_id, keys in wanted.items():
            self.table.set_keys(action_id, keys)
            kept.pop(action_id, None)
            if self.table.keys(action_id) != self.table.default_keys(action_id):
                kept[action_id] = self.table.keys(action_id)
        self._settings.change(keys=kept)

    def reset(self, action_id: str) -> None:
        """Give an action its default keys, and take them from every other action."""
        self.set_keys(action_id, ())
        for key in self.table.default_keys(action_id):
            self.add(action_id, key)

    def reset_all(self) -> None:
        """Take the default keys for every action."""
        self._put({action_id: self.table.default_keys(action_id) for action_id in self.table.specs})

    # Tool bar

    def on_tool_bar(self) -> frozenset[str]:
        """Ids of the actions on the tool bar, as they are at first or as they were chosen."""
        kept = self._settings.values.tool_bar
        if kept is None:
            return frozenset(
                spec.id for spec in self.table.specs.values() if spec.icon and spec.on_bar
            )
        return frozenset(name for name in kept if name in self.table.specs)

    def put_on_tool_bar(self, action_id: str, *, shown: bool) -> None:
        """Show an action on the tool bar, or take it off."""
        chosen = self.on_tool_bar()
        changed = chosen | {action_id} if shown else chosen - {action_id}
        self._settings.change(tool_bar=tuple(sorted(changed)))

    def reset_tool_bar(self) -> None:
        """Show the default buttons."""
        self._settings.reset("tool_bar")
