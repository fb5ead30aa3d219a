"""Doubts about how an image is shown and named: what the file states, but nobody can follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workstation.dicom.pixels.lookup_tables import voi_luts
from workstation.dicom.pixels.value_types import value_range
from workstation.dicom.pixels.windows import unknown_function, unreadable_window
from workstation.dicom.standard.attributes import Attributes
from workstation.domain.geometry import GeometryIssue, GeometryIssueCode
from workstation.domain.pixel_source import LookupTable, PixelFormat
from workstation.messages import Message

MOST_NAMED_FILES = 20
_MOST_LETTERS = 16


def tables_for_display(
    attributes: Attributes, image_format: PixelFormat, rescale: tuple[float, float], factor: float
) -> tuple[LookupTable, ...]:
    """The VOI LUTs that can be used.

    Parameters
    ----------
    attributes : Attributes
        The data set.
    image_format : PixelFormat
        Its pixels.
    rescale : tuple of float
        Slope and intercept of the file.
    factor : float
        From rescaled values to the quantity that is shown; tables fit rescaled values only.
    """
    lowest, _highest = value_range(image_format, rescale)
    tables, _faults = voi_luts(attributes, signed=lowest < 0)
    return tables if factor == 1.0 else ()


def display_issues(
    files: Iterable[tuple[Attributes, str]], *, color: bool
) -> tuple[GeometryIssue, ...]:
    """What of windows, tables and names is not as the files state it.

    Parameters
    ----------
    files : iterable of tuple
        Attributes and path of each file.
    color : bool
        Whether the images have colors, which no window is applied to.
    """
    found: dict[tuple[GeometryIssueCode, Message], list[str]] = {}
    for attributes, path in files:
        for doubt in _doubts(attributes, color=color):
            found.setdefault(doubt, []).append(path)
    return tuple(
        GeometryIssue(code=code, message=message, files=tuple(paths[:MOST_NAMED_FILES]))
        for (code, message), paths in found.items()
    )


def _doubts(attributes: Attributes, *, color: bool) -> Iterator[tuple[GeometryIssueCode, Message]]:
    function = "" if color else unknown_function(attributes)
    if function:
        yield (
            GeometryIssueCode.DISPLAY,
            Message(
                "The VOI LUT Function {function} is not known; windows are applied as LINEAR.",
                function=_shown(function),
            ),
        )
    unreadable = "" if color else unreadable_window(attributes)
    if unreadable:
        yield (
            GeometryIssueCode.DISPLAY,
            Message(
                "What is stated of the window cannot be used as numbers: {named}.", named=unreadable
            ),
        )
    for fault in voi_luts(attributes, signed=False)[1]:
        yield (
            GeometryIssueCode.DISPLAY,
            Message(
                "A lookup table for display is left out: the file {fault}. Windows work.",
                fault=fault,
            ),
        )
    for name in attributes.unknown_character_sets()[:1]:
        yield (
            GeometryIssueCode.CHARACTER_SET,
            Message(
                "The character set {name} is not known; names and texts may be read wrongly.",
                name=_shown(name),
            ),
        )


def _shown(stated: str) -> str:
    """A word of a file, fit to stand in a sentence: code strings have 16 letters (PS3.5 6.2)."""
    return "".join(c if c.isprintable() else "?" for c in stated[:_MOST_LETTERS])
