"""The settings in force, their sources, and keeping what is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from workstation.errors import InputError, OutputError, WorkstationError
from workstation.keeping.settings_file import Merge, SettingsFile
from workstation.messages import Message, joined
from workstation.settings.document import (
    SettingsDocument,
    as_carried_over,
    changed_data,
    is_carried_over,
    judged_field,
)
from workstation.settings.migrations import migrated
from workstation.settings.schema import Settings
from workstation.settings.specs import SPECS
from workstation.settings.values import checked, environment_values, plain

Listener = Callable[[frozenset[str]], None]
"""Told the names of fields whose values have changed."""


class Source(StrEnum):
    """Where the value in force comes from."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"
    SESSION = "session"
    """Changed since the start and not in the file: it is tried on, or could not be written."""


class KeptSettings:
    """Settings of one program: handed to whoever needs them, changed by one field or several.

    Values come from the file, then from environment variables, which go first. A change holds
    at once; written are only the fields that were changed, so that two programs at once do not
    undo each other's choices. What cannot be written stays in force and is tried again with the
    next change. Used from one thread.

    Parameters
    ----------
    path : Path
        The file; need not be there. It is only read here, `settle` mends it.
    environment : mapping
        Environment variables; none by default.
    """

    def __init__(self, path: Path, environment: Mapping[str, str] | None = None) -> None:
        self._file = SettingsFile(path)
        self._listeners: list[Listener] = []
        self._tell: Callable[[WorkstationError], None] | None = None
        self._faults: list[WorkstationError] = []
        self._waiting: list[dict[str, Any]] = []
        self._unwritten_told = False
        self._tried: dict[str, tuple[Any, Source]] = {}
        self.damage: tuple[WorkstationError, ...] = ()
        """What was wrong with the file when it was read, until it is told or mended."""
        document = self._read()
        self._data: Mapping[str, Any] = document.data
        self.unknown = document.unknown
        """Names in the file that this version does not know."""
        self._sources = dict.fromkeys(document.values, Source.FILE)
        from_environment, faults = environment_values(environment or {})
        self._sources |= dict.fromkeys(from_environment, Source.ENVIRONMENT)
        self.values = Settings(**{**document.values, **from_environment})
        """The values in force."""
        if faults:
            hint = Message("What these variables say is left out.")
            self._faults.append(InputError(joined("\n", faults), hint=hint))

    @property
    def path(self) -> Path:
        """The file."""
        return self._file.path

    def _read(self) -> SettingsDocument:
        try:
            document = self._file.read()
        except (InputError, OutputError) as error:
            self.damage = (error,)
            return SettingsDocument()
        if document.faults:
            self.damage = (
                InputError(
                    joined("\n", document.faults), hint=Message("They have their defaults.")
                ),
            )
        return document

    @property
    def is_carried_over(self) -> bool:
        """Whether settings of programs before the schema were looked for already."""
        return is_carried_over(self._data)

    def source(self, name: str) -> Source:
        """Where the value of a field comes from."""
        return self._sources.get(name, Source.DEFAULT)

    # Telling

    def subscribe(self, listener: Listener) -> None:
        """Tell a part of the program what has changed."""
        self._listeners.append(listener)

    def on_fault(self, tell: Callable[[WorkstationError], None]) -> None:
        """Tell faults from now on, those of the start first.

        That the file cannot be written is told once, until it can be written again.
        """
        self._tell = tell
        waiting, self._faults = self._faults, []
        for fault in waiting:
            tell(fault)

    def _fault(self, error: WorkstationError) -> None:
        if self._tell is None:
            self._faults.append(error)
        else:
            self._tell(error)

    def _tell_damage(self) -> None:
        damage, self.damage = self.damage, ()
        for fault in damage:
            # That the file system refuses is told by the write, too.
            if isinstance(fault, InputError):
                self._fault(fault)

    # Changing

    def change(self, **values: object) -> None:
        """Put other values in force and keep them.

        Raises
        ------
        ValueError
            One is of a wrong type or out of range; none is changed.
        """
        before = self.values
        self._put(values)
        pairs = {name: (getattr(before, name), getattr(self.values, name)) for name in values}
        self._keep({name: _entries(*pair) for name, pair in pairs.items() if pair[0] != pair[1]})

    def try_on(self, **values: object) -> None:
        """Put other values in force until they are kept or taken back, e.g. while a page is open.

        Raises
        ------
        ValueError
            One is of a wrong type or out of range; none is changed.
        """
        before = {name: (getattr(self.values, name), self.source(name)) for name in values}
        self._put(values)
        self._tried = {**before, **self._tried}

    def take_back(self) -> None:
        """Put the values in force that were before anything was tried on."""
        tried, self._tried = self._tried, {}
        self._put({name: value for name, (value, _source) in tried.items()})
        self._sources |= {name: source for name, (_value, source) in tried.items()}

    @property
    def tried(self) -> frozenset[str]:
        """Fields that are tried on."""
        return frozenset(self._tried)

    def keep(self, *names: str) -> None:
        """Keep the values in force of some fields, also where they are the defaults."""
        self._keep({name: plain(getattr(self.values, name)) for name in names})

    def reset(self, *names: str) -> None:
        """Put the defaults of some fields in force, and take what was kept of them away."""
        self._put({name: SPECS[name].default for name in names})
        self._keep(dict.fromkeys(names))

    def _put(self, values: Mapping[str, object]) -> None:
        good = {name: checked(name, value) for name, value in values.items()}
        changed = frozenset(n for n, value in good.items() if getattr(self.values, n) != value)
        self.values = self.values.model_copy(update=good)
        self._sources |= dict.fromkeys(changed, Source.SESSION)
        if changed:
            for listener in tuple(self._listeners):
                listener(changed)

    # Writing

    def settle(self) -> bool:
        """Keep a damaged file aside, write a whole one; whether choices can be kept."""
        return self._write()

    def carry_over(self, former: Mapping[str, Any], file: str) -> None:
        """Take in, once, what programs before the schema kept; what is in the file goes first.

        Parameters
        ----------
        former : mapping
            Plain data of version 0, see `settings.migrations`.
        file : str
            Where it was, for what is said about it.
        """
        if self.is_carried_over:
            return
        good: dict[str, Any] = {}
        faults = []
        for name, value in migrated(dict(former), 0).items():
            kept, wrong = judged_field(SPECS[name], value, file)
            faults += wrong
            if kept is not None and name not in self._data:
                good[name] = kept
        if faults:
            self._fault(InputError(joined("\n", faults), hint=Message("They have their defaults.")))
        self._put({n: v for n, v in good.items() if self.source(n) is Source.DEFAULT})
        self._waiting.append({name: plain(value) for name, value in good.items()})
        self._write(as_carried_over)

    def _keep(self, changes: dict[str, Any]) -> None:
        for name in changes:
            self._tried.pop(name, None)
        if changes:
            self._waiting.append(changes)
            self._write()

    def _write(self, *also: Merge) -> bool:
        """Write what waits; whether that could be done."""
        written: list[dict[str, Any]] = []

        def merge(data: Mapping[str, Any]) -> dict[str, Any]:
            for changes in self._waiting:
                data = changed_data(data, changes)
            for step in also:
                data = step(data)
            written.append(dict(data))
            return written[-1]

        try:
            faults = self._file.change(merge, self._data)
        except WorkstationError as error:
            self._tell_damage()
            if not self._unwritten_told:
                self._unwritten_told = True
                self._fault(error)
            return False
        # It is told below, with the name under which the file is kept.
        self.damage = ()
        self._unwritten_told = False
        self._data = written[-1]
        for name in {name for changes in self._waiting for name in changes}:
            if self.source(name) is not Source.ENVIRONMENT:
                self._sources[name] = Source.FILE if name in self._data else Source.DEFAULT
        self._waiting.clear()
        for fault in faults:
            self._fault(fault)
        return True


def _entries(before: object, after: object) -> Any:  # noqa: ANN401 - any plain value
    """A change as it is written: of mappings the entries that differ, None where one is gone."""
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return plain(after)
    names = before.keys() | after.keys()
    return {n: plain(after.get(n)) for n in sorted(names) if before.get(n) != after.get(n)}
