"""The few words that stand beside a measurement on the picture; the table has all of them."""

from __future__ import annotations

from collections.abc import Iterator

from workstation.messages import Message, Translate, joined
from workstation.session.annotations import Annotation, Reading

_MEAN, _SD, _MAX, _AREA = "Mean", "SD", "Max", "Area"
_DIAMETER, _LONG, _SHORT = "Diameter", "Long axis", "Short axis"


def short_words(annotation: Annotation, say: Translate) -> list[str]:
    """The reader's words, then its numbers in a line, then what must be known of them.

    Of a region these are mean and deviation (of uptake the maximum, too) and its size, of two
    axes their product's form "53.2 × 48.9 mm", of a single number that number; what is said
    beside a number is never left out.
    """
    lines = annotation.text.splitlines()
    if not annotation.readings:
        return lines
    lines.append(" · ".join(say(each) for each in _numbers(annotation.readings)))
    caveats = dict.fromkeys(say(each.caveat) for each in annotation.readings if each.caveat)
    return [*lines, *(f"({caveat})" for caveat in caveats)]


def _numbers(readings: tuple[Reading, ...]) -> Iterator[Message]:
    named = {reading.name.template: reading for reading in readings}
    mean, deviation = named.get(_MEAN), named.get(_SD)
    if mean is not None and deviation is not None:
        if mean.unit.startswith("SUV") and _MAX in named:
            yield joined(" ", (named[_MAX].name, named[_MAX].number_text))
        units = (mean.unit,) if mean.unit else ()
        yield joined(" ", (mean.number_text, "±", deviation.number_text, *units))
        if _DIAMETER in named:
            yield joined(" ", ("⌀", named[_DIAMETER].value_text))
        elif _AREA in named:
            yield named[_AREA].value_text
        return
    if _LONG in named and _SHORT in named and named[_LONG].unit == named[_SHORT].unit:
        yield joined(" ", (named[_LONG].number_text, "×", named[_SHORT].value_text))
        return
    if len(readings) == 1:
        yield readings[0].value_text
        return
    yield joined(" ", (readings[0].name, readings[0].value_text))
