"""Sentences that parts without Qt say, in English, and that a face may show translated.

A sentence is a `str`, so that logs, archive, tests and commands read English. It also keeps its
template and its fields, which a face looks up in the catalog of its language. Where a sentence
became a plain `str` (it was written to a file, or passed through a signal), a `Phrasebook` finds
its template again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from string import Formatter

_SPEC = re.compile(r"\{(\w+)[^{}]*\}")
_BETWEEN_SENTENCES = re.compile(r"(\n|; |(?<=[.!?]) (?=[A-Z]))")
# A template with fewer fixed letters would be found in sentences that are not its own.
_FEWEST_LETTERS = 6


class Said(str):
    """An English sentence with the template and the fields it was made of.

    Parameters
    ----------
    template : str
        As `str.format` takes it; without fields it is the sentence itself.
    fields : dict
        What fills the template, as it is written there; a field may be `Said` itself.
    """

    template: str
    fields: dict[str, str]

    def __new__(cls, template: str, fields: dict[str, str]) -> Said:
        """Fill the template; `said` is the way to make one."""
        self = super().__new__(cls, _filled(template, fields))
        self.template = template
        self.fields = fields
        return self

    def filled(self, template: str, say: Callable[[str], str]) -> str:
        """The sentence in another language.

        Parameters
        ----------
        template : str
            The translated template, with the same fields.
        say : callable
            What says a field in that language.
        """
        return _filled(template, {name: say(value) for name, value in self.fields.items()})

    def __reduce__(self) -> tuple[object, ...]:
        # Sentences cross process borders and are copied with the errors that carry them.
        return (Said, (self.template, self.fields))


def said(template: str, /, **fields: object) -> Said:
    """A sentence for the person; the template is a literal, which the catalogs gather.

    Parameters
    ----------
    template : str
        E.g. "{name} has {count} slices of {mm:.1f} mm"; without fields braces are plain letters.
    fields : object
        Numbers are written by the template, everything else by `str`.
    """
    if not fields:
        return Said(template, {})
    written: dict[str, str] = {}
    for _, name, spec, _ in Formatter().parse(template):
        if name:
            value = fields[name]
            written[name] = value if isinstance(value, str) else format(value, spec or "")
    return Said(template, written)


def joined(separator: str, parts: Iterable[str]) -> Said:
    """Words one after the other, each of which keeps its own template."""
    fields = {f"part{n}": part for n, part in enumerate(parts)}
    return Said(_escaped(separator).join(f"{{{name}}}" for name in fields), fields)


def words_of(error: BaseException) -> str:
    """The sentence of an error with its template; `str(error)` would lose it."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, str) else str(error)


def folded(text: str) -> str:
    """What two texts share that are one word to a reader: "nodule_type" and "Nodule type"."""
    return text.casefold().replace("_", " ")


class Phrasebook:
    """Finds the template of a plain sentence.

    Parameters
    ----------
    templates : iterable of str
        Every text of a catalog.
    """

    def __init__(self, templates: Iterable[str]) -> None:
        self._all = {folded(text): text for text in templates}
        fielded = [_Pattern(text) for text in self._all.values() if _SPEC.search(text)]
        usable = [each for each in fielded if each.letters >= _FEWEST_LETTERS]
        # The template that fixes most of a sentence is the one it was made of.
        self._patterns = sorted(usable, key=lambda each: (-each.letters, each.template))
        self.find = lru_cache(maxsize=4096)(self._find)

    def _find(self, text: str) -> Said | None:
        """What the sentence was made of; None where no template fits."""
        same = self._all.get(folded(text))
        if same is not None:
            return Said(same, {})
        for pattern in self._patterns:
            fields = pattern.fields_in(text)
            if fields is not None:
                known = {name: self.find(value) or value for name, value in fields.items()}
                return Said(pattern.template, known)
        pieces = _BETWEEN_SENTENCES.split(text)
        if len(pieces) == 1:
            return None
        # Every second piece is what stands between two sentences.
        found = [None if n % 2 else self.find(piece) for n, piece in enumerate(pieces)]
        if not any(found):
            return None
        return joined("", [new or old for new, old in zip(found, pieces, strict=True)])


class _Pattern:
    """A template as an expression that finds its fields."""

    def __init__(self, template: str) -> None:
        self.template = template
        parts = _SPEC.split(template)
        fixed = [part.replace("{{", "{").replace("}}", "}") for part in parts[::2]]
        self.letters = sum(letter.isalpha() for part in fixed for letter in part)
        self._longest = max(fixed, key=len)
        seen: set[str] = set()
        expression = re.escape(fixed[0])
        for name, part in zip(parts[1::2], fixed[1:], strict=True):
            expression += f"(?P={name})" if name in seen else f"(?P<{name}>.+?)"
            expression += re.escape(part)
            seen.add(name)
        self._expression = expression

    def fields_in(self, text: str) -> dict[str, str] | None:
        if self._longest not in text:
            return None
        # Compiled when it may fit: most never do, and the window shall start soon.
        match = re.compile(self._expression, re.DOTALL).fullmatch(text)
        return match.groupdict() if match else None


def _filled(template: str, fields: dict[str, str]) -> str:
    return _SPEC.sub(r"{\1}", template).format(**fields) if fields else template


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
