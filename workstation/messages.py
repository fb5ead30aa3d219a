"""A sentence of the program before it is put into words of a language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import lru_cache
from math import isfinite
from numbers import Integral, Real
from string import Formatter
from typing import TYPE_CHECKING
from zlib import crc32

LONGEST_CODE = 60
LONGEST_WORDS, DEEPEST = 200_000, 20
"""Letters and levels of a message that is read: nested fields could multiply without end."""
_LONGEST_NUMBER = 400
_SMALL = "l"
_PHRASE = "phrase"
"""The format of words that lose the stop at their end."""
_STOPS = ".。"
_NUMBER_FORMAT = re.compile(r"[-+ ]?0?\d?,?(\.\d{1,2})?[defgxEFGX%]?")
_FIELD = re.compile(r"\{(\w+)[^{}]*\}")

Translate = Callable[["Message"], str]
"""Puts a message into words of a language."""


class Message:
    """What a part of the program says, as a template with fields; a face puts it into words.

    It is no `str`, so that it cannot be shown untranslated by mistake, nor what a person wrote be
    translated. `str(message)` is English, for logs and commands.

    Parameters
    ----------
    template : str
        English, a literal, as `str.format` takes it, e.g. "{name} has {count} slice"; without
        fields braces are plain letters. "{kind:l}" puts a message into small letters.
    many : str
        The template for all numbers but one; the field `count` tells which is meant.
    fields : object
        What fills the template: numbers, which the language writes, other messages, and what
        people and files wrote. Everything else is taken as its `str`.
    """

    __slots__ = ("fields", "many", "template")

    template: str
    many: str
    fields: Mapping[str, Message | str | int | float]

    def __init__(self, template: str, /, *, many: str = "", **fields: object) -> None:
        self.template = template
        self.many = many
        self.fields = {name: _field(value) for name, value in fields.items()}

    @classmethod
    def term(cls, text: str, /, **fields: object) -> Message:
        """A word of the program's own data: of a table, a preset, a manifest, a code."""
        made = cls(text)
        made.fields = {name: _field(value) for name, value in fields.items()}
        return made

    @property
    def code(self) -> str:
        """What names the statement in logs, JSON and the audit, whatever the language.

        E.g. "an-image-of-this-series-has-no-keyword". It follows from the template, so that one
        statement has one code wherever it is made.
        """
        return _code(self.template)

    @property
    def plain(self) -> dict[str, object]:
        """As JSON: code, template, fields, and the template for many where there is one."""
        fields = {name: _plain_field(value) for name, value in self.fields.items()}
        made: dict[str, object] = {"code": self.code, "text": self.template}
        if self.many:
            made["many"] = self.many
        if fields:
            made["fields"] = fields
        return made

    @classmethod
    def of_plain(cls, plain: object, *, longest: int = LONGEST_WORDS) -> Message:
        """What `plain` made; a bare text is a message without fields.

        Where a `template` stands beside the text, as in records for people, the text is English.

        Raises
        ------
        TypeError
            It describes no message, its fields do not fill its templates, or it is too long.
        """
        if isinstance(plain, str):
            return cls(plain)
        made, _ = _read(plain, DEEPEST, longest)
        if isinstance(plain, dict) and "template" in plain and str(made) != plain["text"]:
            raise TypeError("the text of a message is not that of its template")
        return made

    def parts(self, separator: str) -> tuple[Message | str, ...]:
        """What `joined` put together with this separator; the message alone where it was not."""
        fields = [v if isinstance(v, Message) else str(v) for v in self.fields.values()]
        return tuple(fields) if fields and self == joined(separator, fields) else (self,)

    @property
    def count(self) -> float:
        """What chooses between the templates for one and for many."""
        value = self.fields.get("count", 1)
        return value if isinstance(value, int | float) else 1

    def filled(
        self, template: str, say: Translate, number: Callable[[str], str] | None = None
    ) -> str:
        """The sentence by a template of some language.

        Parameters
        ----------
        template : str
            With the same fields.
        say : callable
            What puts a field that is a message into words.
        number : callable, optional
            Writes a number as the language does; takes it as English writes it.

        Raises
        ------
        ValueError
            The template does not fit the fields, or asks for a number of absurd width.
        """
        if not self.fields:
            return template
        words: list[str] = []
        try:
            for text, name, spec, _ in _parsed(template):
                words.append(text)
                if name is None:
                    continue
                value = self.fields[name]
                if isinstance(value, Message):
                    told = say(value)
                    words.append(told.lower() if spec == _SMALL else _phrase(told, spec))
                elif isinstance(value, str):
                    words.append(_phrase(value, spec))
                else:
                    written = _written(value, spec or "")
                    words.append(number(written) if number is not None else written)
        except KeyError as error:
            raise ValueError(f"{template!r} has a field that is not given: {error}") from error
        return "".join(words)

    def __str__(self) -> str:
        """In English."""
        chosen = self.many if self.many and self.count != 1 else self.template
        return self.filled(chosen, str)

    def __repr__(self) -> str:
        return f"Message({str(self)!r})"

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.template)

    if not TYPE_CHECKING:
        # Unseen by mypy, which then reports each comparison of a message with a text.
        def __eq__(self, other: object) -> bool:
            if not isinstance(other, Message):
                return NotImplemented
            return self._parts == other._parts

    def __hash__(self) -> int:
        return hash((self.template, self.many, tuple(sorted(self.fields))))

    @property
    def _parts(self) -> tuple[object, ...]:
        return self.template, self.many, self.fields


NOTHING = Message("")
"""No message."""


def joined(separator: str, parts: Iterable[Message | str]) -> Message:
    """Words one after the other, each of which is put into a language for itself."""
    fields = {f"part{n}": part for n, part in enumerate(parts)}
    if not any(fields.values()):
        return NOTHING
    between = separator.replace("{", "{{").replace("}", "}}")
    return Message(between.join(f"{{{name}}}" for name in fields), many="", **fields)


def listed(parts: Iterable[Message | str]) -> Message:
    """Remarks in one line, "one; another": the empty ones left out, and without their stops."""
    fields = {f"part{n}": part for n, part in enumerate(part for part in parts if part)}
    return Message("; ".join(f"{{{name}:{_PHRASE}}}" for name in fields), many="", **fields)


def number(value: float, spec: str) -> Message:
    """A number alone, by a format as `format` takes it, e.g. ".1f"."""
    return Message(f"{{value:{spec}}}", value=value)


def words_of(error: BaseException) -> Message:
    """What an error says; the words of one that is none of the program's own, as they are."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Message) else joined("", (str(error),))


def _field(value: object) -> Message | str | int | float:
    if isinstance(value, Message):
        return value
    if isinstance(value, Enum):
        # Values of enumerations are words of the program, too.
        return Message(str(value.value))
    if isinstance(value, str | bool):
        return str(value)
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real) and isfinite(value):
        return float(value)
    # No language has letters of its own for what is not finite.
    return str(value)


def _plain_field(value: Message | str | float) -> object:
    return value.plain if isinstance(value, Message) else value


def _phrase(words: str, spec: str | None) -> str:
    return words.rstrip(_STOPS) if spec == _PHRASE else words


def _written(value: float, spec: str) -> str:
    if not _NUMBER_FORMAT.fullmatch(spec):
        raise ValueError(f"{spec!r} is no format of a number")
    return format(value, spec)


def _read(plain: object, levels: int, longest: int) -> tuple[Message, int]:
    """A message, and how many letters it has at most; a field counts wherever it is used."""
    if not isinstance(plain, dict) or not isinstance(plain.get("text"), str) or levels <= 0:
        raise TypeError(f"{type(plain).__name__} describes no message")
    many, fields = plain.get("many", ""), plain.get("fields", {})
    template = plain.get("template", plain["text"])
    if not isinstance(many, str) or not isinstance(fields, dict) or not isinstance(template, str):
        raise TypeError("a message has texts and fields")
    read = {str(name): _read_field(value, levels - 1, longest) for name, value in fields.items()}
    made = Message(template, many=many)
    made.fields = {name: value for name, (value, _) in read.items()}
    letters = max(_letters(each, read) for each in (template, many)) if read else len(template)
    if letters > longest:
        raise TypeError(f"a message of {letters} letters")
    return made, letters


def _read_field(
    value: object, levels: int, longest: int
) -> tuple[Message | str | int | float, int]:
    if isinstance(value, dict):
        return _read(value, levels, longest)
    if isinstance(value, str):
        return value, len(value)
    if isinstance(value, int | float):
        return value, _LONGEST_NUMBER
    raise TypeError(f"{type(value).__name__} fills no field")


def _letters(template: str, fields: Mapping[str, tuple[Message | str | int | float, int]]) -> int:
    """How long a template becomes; its fields fit it."""
    count = 0
    try:
        for text, name, spec, _ in _parsed(template):
            count += len(text)
            if name is not None:
                value, letters = fields[name]
                if not isinstance(value, Message | str):
                    _written(value, spec or "")
                # Empty ones would multiply unseen.
                count += 1 + letters
    except (KeyError, ValueError, OverflowError) as error:
        raise TypeError(f"a message is not filled: {error}") from error
    return count


@lru_cache(maxsize=8192)
def _parsed(template: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    return tuple(Formatter().parse(template))


@lru_cache(maxsize=8192)
def _code(template: str) -> str:
    named = _FIELD.sub(r" \1 ", template)
    letters = "".join(each if each.isalnum() else "-" for each in named.casefold())
    whole = re.sub("-+", "-", letters).strip("-")
    if len(whole) <= LONGEST_CODE:
        return whole
    # Long statements may begin alike.
    mark = f"-{crc32(whole.encode()):08x}"
    return whole[: LONGEST_CODE - len(mark)].rstrip("-") + mark
