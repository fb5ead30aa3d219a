"""A settings file: TOML with a version, read field by field and written without losing any.

What this program does not know (fields of a newer version) stays in the data and is written again
as it was.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import tomli_w

from workstation.errors import InputError
from workstation.messages import Message
from workstation.settings.migrations import MIGRATIONS, migrated
from workstation.settings.schema import VERSION
from workstation.settings.specs import SPECS, SettingSpec
from workstation.settings.values import checked, excerpt, fault_words

_VERSION, _CARRIED = "version", "carried_over"
_NOT_FIELDS = (_VERSION, _CARRIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsDocument:
    """What a file says.

    Parameters
    ----------
    data : mapping
        Plain data as it is written again, at `version`. Values that may not stand where they
        stand are left out of it, but for a file of a newer version, where they may be right.
    values : mapping
        Field name to value, for fields that are present and right.
    faults : tuple of Message
        A sentence for each field that is not.
    """

    data: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    version: int = VERSION
    faults: tuple[Message, ...] = ()

    @property
    def is_newer(self) -> bool:
        """Whether a later version of the program wrote it."""
        return self.version > VERSION

    @property
    def unknown(self) -> tuple[str, ...]:
        """Names that are no fields of this version."""
        return tuple(name for name in self.data if name not in SPECS and name not in _NOT_FIELDS)


def read_document(text: str, file: str) -> SettingsDocument:
    """Read a settings file.

    Parameters
    ----------
    text : str
        TOML.
    file : str
        Its name, for what is said about it.

    Raises
    ------
    InputError
        It is no TOML.
    """
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(
            Message("{file} cannot be read: {reason}.", file=file, reason=str(error)),
            hint=Message("Every setting has its default."),
        ) from error
    version, faults = _version(data, file)
    return _judged(migrated(data, version) if version < VERSION else data, version, file, faults)


def _version(data: Mapping[str, Any], file: str) -> tuple[int, list[Message]]:
    version = data.get(_VERSION, VERSION)
    if isinstance(version, int) and not isinstance(version, bool) and version >= min(MIGRATIONS):
        return version, []
    fault = Message(
        "{field} in {file} is {value}, it may be {allowed}.",
        field=_VERSION,
        file=file,
        value=excerpt(version),
        allowed=Message(
            "a whole number from {low:g} to {high:g}", low=min(MIGRATIONS), high=VERSION
        ),
    )
    return VERSION, [fault]


def _judged(
    data: dict[str, Any], version: int, file: str, faults: list[Message]
) -> SettingsDocument:
    kept, values = dict(data), {}
    for name in [name for name in data if name in SPECS]:
        value, wrong = judged_field(SPECS[name], data[name], file)
        faults = [*faults, *wrong]
        if value is not None:
            values[name] = value
        if wrong and version <= VERSION:
            kept.pop(name)
            if value is not None:
                kept[name] = {entry: data[name][entry] for entry in value}
    return SettingsDocument(
        data={**kept, _VERSION: max(version, VERSION)},
        values=values,
        version=max(version, VERSION),
        faults=tuple(faults),
    )


def judged_field(spec: SettingSpec, value: object, where: str) -> tuple[Any, list[Message]]:
    """A value as the schema has it, or None, and what is wrong; mappings lose wrong entries only.

    Parameters
    ----------
    where : str
        Name of the file or of the environment variable.
    """
    if spec.is_mapping and isinstance(value, Mapping):
        good: dict[str, Any] = {}
        wrong = []
        for entry, each in value.items():
            try:
                good |= checked(spec.name, {entry: each})
            except ValueError:
                wrong.append(fault_words(spec, each, where, entry=entry))
        return good, wrong
    try:
        return checked(spec.name, value), []
    except ValueError:
        return None, [fault_words(spec, value, where)]


def changed_data(data: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Plain data with other values.

    Parameters
    ----------
    changes : mapping
        Field to plain value, or None to remove it; of a field that is a mapping, entry to plain
        value or None, so that entries of others stay.
    """
    made = dict(data)
    for name, value in changes.items():
        if SPECS[name].is_mapping and isinstance(value, Mapping):
            present = made.get(name)
            entries = {**(present if isinstance(present, Mapping) else {}), **value}
            made[name] = {entry: each for entry, each in entries.items() if each is not None}
        elif value is not None:
            made[name] = value
        if value is None or made[name] == {}:
            made.pop(name, None)
    return made


def is_carried_over(data: Mapping[str, Any]) -> bool:
    """Whether settings of programs before the schema were looked for already."""
    return data.get(_CARRIED) is True


def as_carried_over(data: Mapping[str, Any]) -> dict[str, Any]:
    """Plain data that notes that settings of earlier programs were looked for."""
    return {**data, _CARRIED: True}


def document_text(data: Mapping[str, Any]) -> str:
    """The file: version first, fields in the order of the schema, then what is not known."""
    order = [_VERSION, _CARRIED, *SPECS]
    known = {name: data[name] for name in order if name in data}
    version = {_VERSION: data.get(_VERSION, VERSION)}
    return tomli_w.dumps({**version, **known, **data}, multiline_strings=False)
