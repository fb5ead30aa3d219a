"""Doubts about how an image is shown and named: what the file states, but nobody can follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workstation.dicom.pixels.lookup_tables import voi_lut_items, voi_luts
from workstation.dicom.pixels.value_types import value_range
from workstation.dicom.pixels.windows import unknown_function, unreadable_window
from workstation.dicom.stacks.frame_traits import Placed
from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag
from workstation.domain.geometry import GeometryIssue, GeometryIssueCode
from workstation.domain.pixel_source import LookupTable, PixelFormat
from workstation.messages import Message

MOST_NAMED_FILES = 20
AS_RESCALED = (1.0, 0.0)
_MASKS, _OPERATION = tag("MaskSubtractionSequence"), tag("MaskOperation")
_VIEWING_MODE = tag("RecommendedViewingMode")
_PER_FRAME = tag("PerFrameFunctionalGroupsSequence")
_MOST_LETTERS = 16


def tables_for_display(
    members: Sequence[Placed], image_format: PixelFormat, line: tuple[float, float]
) -> tuple[LookupTable, ...]:
    """The VOI LUTs that can be used: those that all frames have, none where they differ.

    Parameters
    ----------
    members : sequence of Placed
        The frames of a stack.
    image_format : PixelFormat
        Their pixels.
    line : tuple of float
        Slope and intercept from rescaled values to the quantity that is shown; tables fit rescaled
        values only.
    """
    first = members[0]
    if line != AS_RESCALED or _tables_differ(members):
        return ()
    lowest, _highest = value_range(image_format, first.frame.rescaling[:2])
    return voi_luts(first.file.attributes, signed=lowest < 0, frame=first.frame.number)[0]


def table_issues(
    members: Sequence[Placed], line: tuple[float, float], *, color: bool
) -> tuple[GeometryIssue, ...]:
    """Why lookup tables that frames state are not applied, if they are not."""
    if color:
        return ()
    if _tables_differ(members):
        message = Message(
            "The images state different lookup tables for display; none of them is applied."
        )
    elif line != AS_RESCALED and voi_lut_items(members[0].file.attributes, members[0].frame.number):
        message = Message(
            "A lookup table for display is not applied: it is of values in another unit than shown."
        )
    else:
        return ()
    return (GeometryIssue(code=GeometryIssueCode.DISPLAY, message=message),)


def _tables_differ(members: Sequence[Placed]) -> bool:
    frames = (voi_lut_items(m.file.attributes, m.frame.number) for m in members)
    stated = iter([dict(item.raw) for item in items] for items in frames)
    first = next(stated, [])
    return any(each != first for each in stated)


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
    subtraction = _subtraction(attributes)
    if subtraction:
        yield (
            GeometryIssueCode.NOT_SUBTRACTED,
            Message(
                "The file asks for a mask to be subtracted ({operation}); the frames are shown as "
                "they were acquired, not subtracted.",
                operation=_shown(subtraction),
            ),
        )
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
    for fault in _table_faults(attributes):
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


def _table_faults(attributes: Attributes) -> tuple[Message, ...]:
    """What is wrong with the VOI LUTs of a file, each once; frames mostly have theirs in common."""
    looked_at: list[list[dict[int, bytes]]] = []
    faults: dict[Message, None] = {}
    for frame in range(max(1, len(attributes.items(_PER_FRAME)))):
        stated = [dict(item.raw) for item in voi_lut_items(attributes, frame)]
        # Tables are long, and those before are mostly the same.
        if stated not in looked_at[-1:]:
            looked_at.append(stated)
            faults |= dict.fromkeys(voi_luts(attributes, signed=False, frame=frame)[1])
    return tuple(faults)


def _subtraction(attributes: Attributes) -> str:
    """The mask subtraction that a file asks for (PS3.3 C.7.6.10); empty for none."""
    stated = (item.string(_OPERATION).upper() for item in attributes.items(_MASKS))
    asked = next((each for each in stated if each not in {"", "NONE"}), "")
    mode = attributes.string(_VIEWING_MODE).upper()
    return asked or (mode if mode == "SUB" else "")


def _shown(stated: str) -> str:
    """A word of a file, fit to stand in a sentence: code strings have 16 letters (PS3.5 6.2)."""
    return "".join(c if c.isprintable() else "?" for c in stated[:_MOST_LETTERS])
