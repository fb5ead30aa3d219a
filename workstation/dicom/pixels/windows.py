"""The windows that a file brings along (PS3.3 C.11.2.1)."""

from __future__ import annotations

from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag
from workstation.domain.study import WindowSetting

_CENTER, _WIDTH = tag("WindowCenter"), tag("WindowWidth")
_EXPLANATION, _FUNCTION = tag("WindowCenterWidthExplanation"), tag("VOILUTFunction")
_SHARED = tag("SharedFunctionalGroupsSequence")
_PER_FRAME = tag("PerFrameFunctionalGroupsSequence")
_FRAME_VOI = tag("FrameVOILUTSequence")


VOI_FUNCTIONS = frozenset({"LINEAR", "LINEAR_EXACT", "SIGMOID"})
"""Those that the standard defines (PS3.3 C.11.2.1.3)."""


def known_function(stated: str) -> str:
    """The VOI LUT Function that is stated; LINEAR, its default, where it is none of them."""
    name = stated.strip().upper()
    return name if name in VOI_FUNCTIONS else "LINEAR"


def unknown_function(attributes: Attributes) -> str:
    """A VOI LUT Function that the standard does not define; empty when there is none."""
    stated = _source(attributes).string(_FUNCTION).strip()
    return stated if stated and stated.upper() not in VOI_FUNCTIONS else ""


def unreadable_window(attributes: Attributes) -> str:
    """What is stated of the windows and is no number; empty when they can be used."""
    source = _source(attributes)
    stated = ((_CENTER, "Window Center"), (_WIDTH, "Window Width"))
    return ", ".join(
        f'{name} "{source.quoted(number)}"'
        for number, name in stated
        if source.states(number) and not source.numbers(number)
    )


def windows(
    attributes: Attributes, line: tuple[float, float] = (1.0, 0.0), *, frame: int = 0
) -> tuple[WindowSetting, ...]:
    """All windows of an image, in file order, without repeats.

    Parameters
    ----------
    attributes : Attributes
        The data set; functional groups are looked into.
    line : tuple of float
        Slope and intercept from rescaled values to the quantity shown, e.g. the SUV factor; windows
        are left out where values fall as rescaled ones grow.
    frame : int
        Of a file of several, from 0.
    """
    source = _source(attributes, frame)
    centers, widths = source.numbers(_CENTER), source.numbers(_WIDTH)
    names = source.text(_EXPLANATION).split("\\")
    function = known_function(source.string(_FUNCTION))
    least = 1.0 if function == "LINEAR" else 0.0
    found = [
        WindowSetting(
            center=center * line[0] + line[1],
            width=width * line[0],
            explanation=names[number].strip() if number < len(names) else "",
            # Scaled windows may be narrower than 1, which LINEAR does not allow.
            function=function if line[0] == 1.0 else "LINEAR_EXACT",
        )
        for number, (center, width) in enumerate(zip(centers, widths, strict=False))
        if width > 0 and width >= least and line[0] > 0
    ]
    return tuple(dict.fromkeys(found))


def _source(attributes: Attributes, frame: int = 0) -> Attributes:
    """The item that holds the windows: the image itself or a functional group."""
    if _CENTER in attributes.raw:
        return attributes
    for groups in (*attributes.items(_PER_FRAME)[frame : frame + 1], *attributes.items(_SHARED)):
        item = groups.item(_FRAME_VOI)
        if item is not None and _CENTER in item.raw:
            return item
    return attributes
