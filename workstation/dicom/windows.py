"""The windows that a file brings along (PS3.3 C.11.2.1)."""

from __future__ import annotations

from workstation.dicom.attributes import Attributes
from workstation.dicom.tags import tag
from workstation.domain.study import WindowSetting

_CENTER, _WIDTH = tag("WindowCenter"), tag("WindowWidth")
_EXPLANATION, _FUNCTION = tag("WindowCenterWidthExplanation"), tag("VOILUTFunction")
_SHARED = tag("SharedFunctionalGroupsSequence")
_PER_FRAME = tag("PerFrameFunctionalGroupsSequence")
_FRAME_VOI = tag("FrameVOILUTSequence")


def windows(attributes: Attributes, factor: float = 1.0) -> tuple[WindowSetting, ...]:
    """All windows of an image, in file order, without repeats.

    Parameters
    ----------
    attributes : Attributes
        The data set; functional groups are looked into.
    factor : float
        From rescaled values to the quantity shown, e.g. the SUV factor.
    """
    source = attributes
    if _CENTER not in attributes.raw:
        for groups in (attributes.item(_PER_FRAME), attributes.item(_SHARED)):
            item = groups.item(_FRAME_VOI) if groups is not None else None
            if item is not None:
                source = item
                break
    centers, widths = source.numbers(_CENTER), source.numbers(_WIDTH)
    names = source.text(_EXPLANATION).split("\\")
    function = source.string(_FUNCTION) or "LINEAR"
    least = 1.0 if function == "LINEAR" else 0.0
    found = [
        WindowSetting(
            center=center * factor,
            width=width * factor,
            explanation=names[number].strip() if number < len(names) else "",
            # Scaled windows may be narrower than 1, which LINEAR does not allow.
            function=function if factor == 1.0 else "LINEAR_EXACT",
        )
        for number, (center, width) in enumerate(zip(centers, widths, strict=False))
        if width > 0 and width >= least
    ]
    return tuple(dict.fromkeys(found))
