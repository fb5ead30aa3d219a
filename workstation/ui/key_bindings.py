"""Keys and tool-bar buttons that the reader chose, kept in the settings."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from workstation.ui.actions import ActionTable

_KEYS = "keys"
_TOOL_BAR = "tool_bar"


class KeyBindings:
    """Changes the keys of the table and keeps what differs from its defaults.

    Parameters
    ----------
    table : ActionTable
        The one table of actions.
    settings : QSettings
        Where they are kept, each action by its id.
    """

    def __init__(self, table: ActionTable, settings: QSettings) -> None:
        self.table = table
        self._settings = settings
        self._restore()

    def _restore(self) -> None:
        self._settings.beginGroup(_KEYS)
        kept = {name: str(self._settings.value(name)) for name in self._settings.childKeys()}
        self._settings.endGroup()
        for action_id, keys in kept.items():
            if action_id in self.table.specs:
                self.table.set_keys(action_id, tuple(keys.split()))

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
        self.table.set_keys(action_id, keys)
        name = f"{_KEYS}/{action_id}"
        if self.table.keys(action_id) == self.table.default_keys(action_id):
            self._settings.remove(name)
        else:
            self._settings.setValue(name, " ".join(self.table.keys(action_id)))

    def reset(self, action_id: str) -> None:
        """Give an action its default keys, and take them from every other action."""
        self.set_keys(action_id, ())
        for key in self.table.default_keys(action_id):
            self.add(action_id, key)

    def reset_all(self) -> None:
        """Take the default keys for every action."""
        for action_id in self.table.specs:
            self.set_keys(action_id, self.table.default_keys(action_id))

    # Tool bar

    def on_tool_bar(self) -> frozenset[str]:
        """Ids of the actions on the tool bar: those with an icon, unless others were chosen."""
        kept = self._settings.value(_TOOL_BAR)
        if kept is None:
            return frozenset(spec.id for spec in self.table.specs.values() if spec.icon)
        return frozenset(name for name in str(kept).split() if name in self.table.specs)

    def put_on_tool_bar(self, action_id: str, *, shown: bool) -> None:
        """Show an action on the tool bar, or take it off."""
        chosen = self.on_tool_bar()
        changed = chosen | {action_id} if shown else chosen - {action_id}
        self._settings.setValue(_TOOL_BAR, " ".join(sorted(changed)))

    def reset_tool_bar(self) -> None:
        """Show the default buttons."""
        self._settings.remove(_TOOL_BAR)
