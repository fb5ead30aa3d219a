"""Messages of a child process as plain data: JSON with a limit on its size, never a pickle.

A child runs code or reads bytes of others. Whatever it sends is data here: what is no message,
or too large, is a fault of the child.
"""

from __future__ import annotations

import dataclasses
import json
import math
import types
import unicodedata
from dataclasses import dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

import numpy as np

from workstation.errors import (
    GeometryError,
    InputError,
    OutputError,
    PluginCrashedError,
    PluginError,
    PluginRefusedError,
    WorkstationError,
)
from workstation.messages import Message
from workstation.processes.channel import MalformedMessage

LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedMessage:
    """A run ended with a known fault: the name of its class, and its words."""

    kind: str
    message: Message
    hint: Message
    detail: str

    @classmethod
    def of(cls, error: WorkstationError) -> FailedMessage:
        """What is sent of an error."""
        names = (kind.__name__ for kind in type(error).__mro__)
        return cls(
            kind=next((name for name in names if name in _KINDS), PluginError.__name__),
            message=error.message,
            hint=error.hint,
            detail=error.detail,
        )

    @property
    def error(self) -> WorkstationError:
        """The error itself, of one of the kinds that a child may raise."""
        kind = _KINDS.get(self.kind, PluginError)
        return kind(self.message, hint=self.hint, detail=self.detail)


_KINDS: dict[str, type[WorkstationError]] = {
    kind.__name__: kind
    for kind in (
        InputError,
        GeometryError,
        OutputError,
        PluginError,
        PluginRefusedError,
        PluginCrashedError,
    )
}


def encode(kind: str, content: object) -> bytes:
    """A message: its kind, and a value of dataclasses, tuples, texts and finite numbers.

    Raises
    ------
    ValueError
        A number is not finite, or the value is of no such type.
    """
    plain = json.dumps([kind, _plain(content)], allow_nan=False, separators=(",", ":"))
    return plain.encode("utf-8", errors="replace")


def decode(message: bytes) -> tuple[str, Any]:
    """Kind and plain content of a message; `build` makes a value of the content.

    Raises
    ------
    MalformedMessage
        It is not such a message.
    """
    try:
        parts = json.loads(message.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise MalformedMessage("no JSON") from error
    if not isinstance(parts, list) or len(parts) != 2 or not isinstance(parts[0], str):
        raise MalformedMessage("no kind")
    return parts[0], parts[1]


def build(kind: Any, plain: Any) -> Any:  # noqa: ANN401 - by the type that is asked for
    """A value of a type from the plain content of a message, strictly by its annotations.

    Raises
    ------
    MalformedMessage
        The content does not describe such a value.
    """
    try:
        return _build(kind, plain)
    except (LookupError, TypeError, ValueError, ArithmeticError, RecursionError) as error:
        raise MalformedMessage(f"no {getattr(kind, '__name__', kind)}: {error}") from error


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, Message):
        return value.plain
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if hasattr(value, "item") and not dataclasses.is_dataclass(value):
        # Plugins hand numbers of numpy over as they come.
        return _plain(value.item())
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    raise ValueError(f"{type(value).__name__} is no plain data")


def _build(kind: Any, plain: Any) -> Any:  # noqa: ANN401
    origin = get_origin(kind)
    if kind is str:
        return _text(plain)
    if kind is float:
        return _number(plain)
    if kind is Message:
        if isinstance(plain, str | dict):
            return _message(plain)
        raise TypeError(f"{type(plain).__name__} is no sentence")
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), plain)
    if origin is tuple:
        return _tuple(get_args(kind), plain)
    if origin is dict and isinstance(plain, dict):
        _, of = get_args(kind)
        return {_text(name): _build(of, item) for name, item in plain.items()}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        if not isinstance(plain, dict) or not plain.keys() <= hints.keys():
            raise TypeError("other fields")
        return kind(**{name: _build(hints[name], item) for name, item in plain.items()})
    if kind in (int, bool) and type(plain) is kind:
        return plain
    if origin is np.ndarray and isinstance(plain, np.ndarray):
        # No message holds one: its reader has put it there.
        return plain
    raise TypeError(f"{type(plain).__name__} for {kind}")


def _one_of(kinds: tuple[Any, ...], plain: Any) -> Any:  # noqa: ANN401
    """A value of a union: of one kind and None, or of a sentence, a text and a number."""
    if plain is None and type(None) in kinds:
        return None
    kinds = tuple(each for each in kinds if each is not type(None))
    if len(kinds) > 1:
        written = {dict: Message, str: str, float: float, int: float}.get(type(plain))
        kinds = tuple(each for each in kinds if each is written)
    (kind,) = kinds
    return _build(kind, plain)


def _tuple(kinds: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:  # noqa: ANN401
    if not isinstance(plain, list):
        raise TypeError("no list")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_build(kinds[0], item) for item in plain)
    return tuple(_build(kind, item) for kind, item in zip(kinds, plain, strict=True))


def _number(plain: Any) -> float:  # noqa: ANN401
    if isinstance(plain, bool) or not isinstance(plain, int | float):
        raise TypeError(f"{type(plain).__name__} is no number")
    number = float(plain)
    if not math.isfinite(number):
        raise ValueError("not finite")
    return number


def _text(plain: Any) -> str:  # noqa: ANN401
    if not isinstance(plain, str):
        raise TypeError(f"{type(plain).__name__} is no text")
    text = without_controls(plain)
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"a text of {len(text)} letters")
    return text


def _message(plain: Any) -> Message:  # noqa: ANN401
    """A sentence whose words are bounded and freed of control characters as texts are."""
    return Message.of_plain(_clean(plain), longest=LONGEST_TEXT)


def _clean(plain: Any) -> Any:  # noqa: ANN401
    """The plain form of a sentence, or of what fills one."""
    if isinstance(plain, str):
        return _text(plain)
    if not isinstance(plain, dict):
        return plain if type(plain) is int else _number(plain)
    if not plain.keys() <= {"code", "text", "many", "fields"}:
        raise TypeError("other fields")
    made = {"text": _text(plain["text"]), "many": _text(plain.get("many", ""))}
    if (fields := plain.get("fields")) is None:
        return made
    if not isinstance(fields, dict):
        raise TypeError("no fields")
    return {**made, "fields": {_text(name): _clean(value) for name, value in fields.items()}}


def without_controls(text: str) -> str:
    """A text without control and formatting characters, which terminals and labels obey."""
    if text.isprintable():
        return text
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Co"})
    return "".join(kept)


def _refuse_constant(name: str) -> float:
    raise ValueError(name)
