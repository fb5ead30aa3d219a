"""Doubts about how an image is shown and named: what the file states, but nobody can follow."""

from __future__ import annotations

from workstation.dicom.attributes import Attributes
from workstation.dicom.lookup_tables import voi_luts
from workstation.dicom.value_types import value_range
from workstation.dicom.windows import unknown_function
from workstation.domain.geometry import GeometryIssue, GeometryIssueCode
from workstation.domain.pixel_source import LookupTable, PixelFormat
from workstation.words import said


def tables_for_display(
    attributes: Attributes, image_format: PixelFormat, rescale: tuple[float, float], factor: float
) -> tuple[tuple[LookupTable, ...], tuple[str, ...]]:
    """The VOI LUTs that can be used, and what is wrong with each other one.

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
    tables, faults = voi_luts(attributes, signed=lowest < 0)
    return (tables if factor == 1.0 else ()), faults


def display_issues(
    attributes: Attributes, path: str, faults: tuple[str, ...], *, color: bool
) -> tuple[GeometryIssue, ...]:
    """What of window, tables and names is not as the file states it.

    Parameters
    ----------
    attributes : Attributes
        The data set.
    path : str
        Its file.
    faults : tuple of str
        Of its VOI LUTs.
    color : bool
        Whether the image has colors, which no window is applied to.
    """
    found: list[GeometryIssue] = []
    function = unknown_function(attributes)
    if function and not color:
        message = said(
            "The VOI LUT Function {function} is not known; windows are applied as LINEAR.",
            function=function[:16],
        )
        found.append(_issue(GeometryIssueCode.DISPLAY, message, path))
    for fault in dict.fromkeys(faults):
        message = said(
            "A lookup table for display is left out: the file {fault}. Windows work.", fault=fault
        )
        found.append(_issue(GeometryIssueCode.DISPLAY, message, path))
    unknown = attributes.unknown_character_sets()
    if unknown:
        message = said(
            "The character set {name} is not known; names and texts may be read wrongly.",
            name=unknown[0][:16],
        )
        found.append(_issue(GeometryIssueCode.CHARACTER_SET, message, path))
    return tuple(found)


def _issue(code: GeometryIssueCode, message: str, path: str) -> GeometryIssue:
    return GeometryIssue(code=code, message=message, files=(path,))
