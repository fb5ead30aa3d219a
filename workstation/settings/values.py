"""Single values of settings: judged by the schema, read from words, written as plain data."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from typing import Any

from workstation.errors import InputError
from workstation.messages import Message
from workstation.settings.schema import Settings
from workstation.settings.specs import SPECS, SettingSpec

_LONGEST_SHOWN = 60


def checked(name: str, value: object) -> Any:  # noqa: ANN401 - the type is that of the field
    """A plain value as the schema has it: lists become tuples, whole numbers lengths.

    Parameters
    ----------
    name : str
        A field of the schema.
    value : object
        Text, number, truth, list or mapping.

    Raises
    ------
    ValueError
        Of a wrong type or out of range.
    """
    try:
        # JSON is strict about types, and has one kind of list for every kind of tuple.
        text = json.dumps({name: plain(value)}, allow_nan=False)
        return getattr(Settings.model_validate_json(text), name)
    except (ValueError, TypeError, RecursionError) as error:
        raise ValueError(f"{name} may not be that") from error


def plain(value: object) -> Any:  # noqa: ANN401 - any plain value
    """A value as TOML and JSON take it: tuples become lists."""
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    return value


def read_words(spec: SettingSpec, words: str) -> Any:  # noqa: ANN401 - the type is that of the field
    """What a person or an environment variable says, e.g. "8", "true" or '["/data"]'.

    Raises
    ------
    InputError
        It may not stand in this field.
    """
    value: object = words
    if not isinstance(spec.default, str):
        try:
            (value,) = tomllib.loads(f"value = {words.strip()}").values()
        except (ValueError, RecursionError):
            value = words
    try:
        return checked(spec.name, value)
    except ValueError as error:
        raise InputError(
            Message("{field} cannot be {value}.", field=spec.name, value=excerpt(words)),
            hint=Message("It may be {allowed}.", allowed=spec.allowed),
        ) from error


def environment_values(environment: Mapping[str, str]) -> tuple[dict[str, Any], list[Message]]:
    """Fields that environment variables set, and a sentence for each that cannot be set so."""
    values, faults = {}, []
    for spec in SPECS.values():
        if spec.variable in environment:
            words = environment[spec.variable]
            try:
                values[spec.name] = read_words(spec, words)
            except InputError:
                faults.append(fault_words(spec, words, spec.variable))
    return values, faults


def spec_named(name: str) -> SettingSpec:
    """The row of a field.

    Raises
    ------
    InputError
        There is none of this name.
    """
    spec = SPECS.get(name)
    if spec is None:
        raise InputError(
            Message("There is no setting called {name}.", name=excerpt(name)),
            hint=Message("`lightbox settings` lists every setting."),
        )
    return spec


def excerpt(value: object) -> str:
    """A value in quotation marks, short enough for a sentence."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    return f"“{text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + '…'}”"


def fault_words(spec: SettingSpec, value: object, where: str, *, entry: str = "") -> Message:
    """The sentence about a value that may not stand in a field.

    Parameters
    ----------
    where : str
        Name of the file or of the environment variable.
    entry : str
        Name of the entry of a mapping that is meant.
    """
    field = f"{spec.name}.{entry}" if entry else spec.name
    return Message(
        "{field} in {file} is {value}, it may be {allowed}.",
        field=field,
        file=where,
        value=excerpt(value),
        allowed=spec.allowed,
    )
