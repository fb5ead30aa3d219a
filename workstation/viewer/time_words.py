"""Times of frames and phases in words: the axis of a curve, the moment that is shown."""

from __future__ import annotations

from workstation.domain.moments import TimeAxis
from workstation.language import tr
from workstation.messages import Message


def axis_title(axis: TimeAxis) -> str:
    """What the axis counts, with its unit."""
    if axis.unit == "s":
        return tr("Time, s")
    return tr("Cycle, %") if axis.unit == "%" else tr("Number")


def axis_note(axis: TimeAxis) -> str:
    """Where the times come from, as a sentence."""
    if not axis.unit:
        return tr("The pictures are numbered: the file states no times.")
    return tr("Times from the file: {source}.", source=Message.term(axis.source.value))


def moment_words(axis: TimeAxis, number: int) -> str:
    """When one picture was taken, e.g. "0.350 s" or "30 %"; empty where it is not known."""
    if not axis.unit or not 0 <= number < len(axis.values):
        return ""
    value = axis.values[number]
    if axis.unit == "%":
        return f"{value:g} %"
    span = axis.values[-1] - axis.values[0]
    digits = 3 if span < 10 else 1 if span < 1000 else 0
    return f"{value:.{digits}f} s"
