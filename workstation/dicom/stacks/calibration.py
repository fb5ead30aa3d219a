"""Pixel size of radiographs, ultrasound and other frames, and the word that goes with it.

References
----------
PS3.3 10.7.1.1-3 (pixel spacing of projection images), C.8.11.3.1.2 (magnification factor),
C.8.5.5 (ultrasound region calibration).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag
from workstation.domain.geometry import (
    Calibration,
    GeometryIssue,
    GeometryIssueCode,
    ProjectionGeometry,
)
from workstation.domain.sizes import is_size
from workstation.messages import NOTHING, Message

RECONSTRUCTED = frozenset({"CT", "MR", "PT", "NM"})
_SAME = 1e-3
MOST_MAGNIFICATION = 20.0
"""More than any geometry of patient and detector gives; 105 is a percentage."""
_CENTIMETER, _SPATIAL_2D = 3, 1
_SPACING, _IMAGER = tag("PixelSpacing"), tag("ImagerPixelSpacing")
_SCANNED = tag("NominalScannedPixelSpacing")
_TYPE = tag("PixelSpacingCalibrationType")
_MAGNIFICATION = tag("EstimatedRadiographicMagnificationFactor")
_ASPECT = tag("PixelAspectRatio")
_DIRECTIONS = tag("PatientOrientation")
_SHARED = tag("SharedFunctionalGroupsSequence")
_REGIONS = tag("SequenceOfUltrasoundRegions")
_FORMAT = tag("RegionSpatialFormat")
_UNIT_X, _UNIT_Y = tag("PhysicalUnitsXDirection"), tag("PhysicalUnitsYDirection")
_DELTA_X, _DELTA_Y = tag("PhysicalDeltaX"), tag("PhysicalDeltaY")
_TOP_LEFT = tag("RegionLocationMinY0"), tag("RegionLocationMinX0")
_BOTTOM_RIGHT = tag("RegionLocationMaxY1"), tag("RegionLocationMaxX1")


def projection_geometry(
    attributes: Attributes,
    shape_ji: tuple[int, int],
    modality: str,
    spacing_of_frames: tuple[float, float] | None = None,
) -> tuple[ProjectionGeometry, tuple[GeometryIssue, ...]]:
    """Pixel size of an image without a place in the patient.

    Parameters
    ----------
    attributes : Attributes
        The data set.
    shape_ji : tuple of int
        Rows, columns.
    modality : str
        Reconstructed modalities have true pixel sizes, radiographs those of their detector.
    spacing_of_frames : tuple of float or None
        Pixel Spacing from functional groups, mm.

    Returns
    -------
    tuple of (ProjectionGeometry, issues)
    """
    letters = attributes.strings(_DIRECTIONS)
    blank = ProjectionGeometry(
        shape_ji=shape_ji,
        spacing_ji_mm=None,
        calibration=Calibration.UNKNOWN,
        aspect_ratio_ji=_aspect(attributes),
        orientation_letters=(letters[0], letters[1]) if len(letters) == 2 else ("", ""),
    )
    regions = attributes.items(_REGIONS)
    if regions:
        spacing, parts, issues = _ultrasound(regions, shape_ji)
        blank = replace(blank, scaled_parts=parts)
        calibration = Calibration.SCANNER
    elif modality in RECONSTRUCTED or (spacing_of_frames and attributes.items(_SHARED)):
        spacing = spacing_of_frames or _pair(attributes, _SPACING)
        calibration, issues = Calibration.SCANNER, ()
    else:
        spacing, calibration, issues = _radiographic(attributes)
        if calibration is Calibration.MAGNIFICATION_FACTOR:
            blank = replace(blank, magnification=attributes.number(_MAGNIFICATION))
    if spacing is None:
        return blank, (*issues, _uncalibrated())
    return (
        replace(
            blank,
            spacing_ji_mm=spacing,
            calibration=calibration,
            aspect_ratio_ji=spacing[0] / spacing[1],
        ),
        issues,
    )


def _radiographic(
    attributes: Attributes,
) -> tuple[tuple[float, float] | None, Calibration, tuple[GeometryIssue, ...]]:
    unreadable = _unreadable(attributes)
    if unreadable:
        return None, Calibration.UNKNOWN, (_caution(unreadable),)
    own = _pair(attributes, _SPACING)
    detector = _pair(attributes, _IMAGER) or _pair(attributes, _SCANNED)
    kind = attributes.string(_TYPE)
    if own is not None and kind in {"GEOMETRY", "FIDUCIAL"}:
        return own, Calibration[kind], ()
    if own is not None and detector is not None and not _equal(own, detector):
        return (
            own,
            Calibration.CORRECTED,
            (_caution(Message("How the pixel size was calibrated is not stated.")),),
        )
    magnification = attributes.number(_MAGNIFICATION)
    if detector is not None and magnification is not None and magnification > MOST_MAGNIFICATION:
        return None, Calibration.UNKNOWN, (_implausible(magnification),)
    if detector is not None and magnification is not None and magnification > 1 + _SAME:
        corrected = detector[0] / magnification, detector[1] / magnification
        return corrected, Calibration.MAGNIFICATION_FACTOR, ()
    if detector is not None and _pair(attributes, _IMAGER) is None:
        return (
            detector,
            Calibration.SCANNED_FILM,
            (
                _caution(
                    Message(
                        "Lengths are those on the scanned film; in the patient they are shorter."
                    )
                ),
            ),
        )
    if detector is not None:
        return (
            detector,
            Calibration.DETECTOR,
            (
                _caution(
                    Message(
                        "Lengths are measured at the detector; in the patient they are shorter."
                    )
                ),
            ),
        )
    if own is not None:
        return (
            own,
            Calibration.UNSTATED,
            (
                _caution(
                    Message(
                        "It is not stated whether lengths hold at the detector or in the patient."
                    )
                ),
            ),
        )
    return None, Calibration.UNKNOWN, ()


def _ultrasound(
    regions: Sequence[Attributes], shape_ji: tuple[int, int]
) -> tuple[
    tuple[float, float] | None, tuple[tuple[int, int, int, int], ...], tuple[GeometryIssue, ...]
]:
    """The scale of the two-dimensional pictures, and where they are: curves have other axes."""
    spacings: list[tuple[float, float]] = []
    parts: list[tuple[int, int, int, int]] = []
    for region in regions:
        if region.unsigned(_FORMAT) != _SPATIAL_2D:
            continue
        if (region.unsigned(_UNIT_X), region.unsigned(_UNIT_Y)) != (_CENTIMETER, _CENTIMETER):
            continue
        across, down = region.double(_DELTA_X), region.double(_DELTA_Y)
        if across and down and is_size((abs(across) * 10, abs(down) * 10)):
            spacings.append((abs(down) * 10, abs(across) * 10))
            corners = [region.unsigned(each) for each in (*_TOP_LEFT, *_BOTTOM_RIGHT)]
            top, left, bottom, right = (-1 if each is None else each for each in corners)
            parts.append((top, left, bottom, right))
    if not spacings:
        return None, (), ()
    if any(not _equal(spacings[0], other) for other in spacings[1:]):
        return None, (), (_caution(Message("The image has regions of different scale.")),)
    if any(part[2] > shape_ji[0] or part[3] > shape_ji[1] for part in parts):
        # The scale is that of the larger image that it was made from.
        return None, (), (_caution(Message("Calibrated regions lie outside of the image.")),)
    stated = tuple(parts) if all(min(part) >= 0 for part in parts) else ()
    return spacings[0], stated, ()


def _pair(attributes: Attributes, number: int) -> tuple[float, float] | None:
    values = attributes.numbers(number)
    return (values[0], values[1]) if len(values) == 2 and is_size(values) else None


def _unreadable(attributes: Attributes) -> Message:
    """What is stated of the pixel size and is no number: the rest would mean something else."""
    stated = (
        ("Pixel Spacing", _SPACING, _pair),
        ("Imager Pixel Spacing", _IMAGER, _pair),
        ("Nominal Scanned Pixel Spacing", _SCANNED, _pair),
        ("Estimated Radiographic Magnification Factor", _MAGNIFICATION, Attributes.number),
    )
    named = [
        f'{name} "{attributes.quoted(number)}"'
        for name, number, read in stated
        if attributes.states(number) and read(attributes, number) is None
    ]
    return (
        Message("What is stated cannot be used as numbers: {named}.", named=", ".join(named))
        if named
        else NOTHING
    )


def _implausible(magnification: float) -> GeometryIssue:
    return _caution(
        Message(
            "The radiographic magnification is stated as {factor:g}, which cannot be; it may be a "
            "percentage.",
            factor=magnification,
        )
    )


def _equal(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return all(abs(x - y) <= _SAME * max(x, y) for x, y in zip(a, b, strict=True))


def _aspect(attributes: Attributes) -> float:
    values = attributes.numbers(_ASPECT)
    return values[0] / values[1] if len(values) == 2 and min(values) > 0 else 1.0


def _caution(message: Message) -> GeometryIssue:
    return GeometryIssue(code=GeometryIssueCode.UNCALIBRATED, message=message, of_pixel_size=True)


def _uncalibrated() -> GeometryIssue:
    return GeometryIssue(
        code=GeometryIssueCode.UNCALIBRATED,
        message=Message("The pixel size is not known; lengths are given in pixels only."),
        blocks_volume=True,
        of_pixel_size=True,
    )
