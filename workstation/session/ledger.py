"""Values of one kind by key, whose every change can be undone and is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from workstation.messages import Message
from workstation.session.undo import Command, UndoStack

_Value = TypeVar("_Value")


class Ledger(Generic[_Value]):
    """What the reader said of one kind: measurements, key images, calibrations.

    Parameters
    ----------
    kind : str
        Under which its values are kept.
    undo : UndoStack
        Where changes go.
    record : callable
        Told kind, key, value or None, and Study Instance UID of what must be kept.
    study_of : callable
        Study Instance UID of a value.
    key_of : callable
        Key of a value.
    changed : callable
        Told the key after every change, "" when all may have changed.
    """

    kinds: tuple[type, ...] = ()

    def __init__(
        self,
        kind: str,
        undo: UndoStack,
        record: Callable[[str, str, object, str], None],
        study_of: Callable[[_Value], str],
        changed: Callable[[str], None],
        key_of: Callable[[_Value], str],
    ) -> None:
        self._kind = kind
        self._undo = undo
        self._record = record
        self._study_of = study_of
        self._changed = changed
        self._key_of = key_of
        self._values: dict[str, _Value] = {}

    @property
    def all(self) -> tuple[_Value, ...]:
        """Every value, in the order of arrival."""
        return tuple(self._values.values())

    def get(self, key: str) -> _Value | None:
        """The value of a key, or None."""
        return self._values.get(key)

    def change(self, key: str, value: _Value | None, *, text: Message) -> None:
        """Set a value, or delete it with None, undoably; `text` names the step."""
        self._run({key: value}, key, text)

    def change_all(self, values: Mapping[str, _Value | None], *, text: Message) -> None:
        """Set and delete several values as one step."""
        self._run(values, "", text)

    def renew(self, values: dict[str, _Value]) -> None:
        """Take over what follows from another step; keys that are gone stay gone."""
        for key, value in values.items():
            if self._values.get(key) not in (None, value):
                self._keep(key, value)
        self._changed("")

    def restore(self, _study_instance_uid: str, value: _Value) -> None:
        """See `Part`."""
        self._values[self._key_of(value)] = value

    def forget(self) -> None:
        """See `Part`."""
        self._values.clear()

    def tell(self) -> None:
        """See `Part`."""
        self._changed("")

    def _run(self, after: Mapping[str, _Value | None], told: str, text: Message) -> None:
        before = {key: self._values.get(key) for key in after}
        self._undo.run(
            Command(text, do=lambda: self._set(after, told), undo=lambda: self._set(before, told))
        )

    def _set(self, values: Mapping[str, _Value | None], told: str) -> None:
        for key, value in values.items():
            self._keep(key, value)
        self._changed(told)

    def _keep(self, key: str, value: _Value | None) -> None:
        known = self._values.get(key) if value is None else value
        study = "" if known is None else self._study_of(known)
        if value is None:
            self._values.pop(key, None)
        else:
            self._values[key] = value
        self._record(self._kind, key, value, study)
