"""What the values of a series mean after the modality transform (PS3.3 C.11.1.1.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workstation.dicom.headers import FileHeader
from workstation.dicom.suv import PetScale, pet_scale
from workstation.dicom.tags import tag
from workstation.domain.geometry import GeometryIssue, GeometryIssueCode
from workstation.words import said

_SLOPE, _INTERCEPT = tag("RescaleSlope"), tag("RescaleIntercept")
_RESCALE_TYPE = tag("RescaleType")
_MODALITY_LUT, _LUT_TYPE = tag("ModalityLUTSequence"), tag("ModalityLUTType")
_UNITS = tag("Units")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """Name of the quantity, factor on top of the rescale, doubts, and words for the report."""

    name: str
    factor: float = 1.0
    issues: tuple[GeometryIssue, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


def series_quantity(files: Sequence[FileHeader]) -> Quantity:
    """The quantity of a series, from its first image and, for PET, all of them."""
    first = files[0]
    if first.modality == "PT":
        return _pet_quantity(pet_scale([file.attributes for file in files]))
    lut = first.attributes.item(_MODALITY_LUT)
    if lut is not None:
        return Quantity(name=lut.string(_LUT_TYPE) or "US")
    stated = first.attributes.string(_RESCALE_TYPE)
    if not stated and first.frames:
        stated = first.frames[0].rescale_type
    if stated:
        return Quantity(name=stated)
    raw = first.attributes.raw
    rescaled = _SLOPE in raw or _INTERCEPT in raw
    return Quantity(name="HU" if first.modality == "CT" and rescaled else "US")


def _pet_quantity(scale: PetScale) -> Quantity:
    facts: list[tuple[str, str]] = []
    issues: tuple[GeometryIssue, ...] = ()
    if scale.quantity.startswith("SUV") and scale.factor != 1.0:
        facts.append(("SUV factor", f"{scale.factor:.6e} g/Bq"))
        if scale.delay_s is not None:
            facts.append(("Decay time", f"{scale.delay_s:.3f} s"))
    if scale.reason:
        facts.append(("SUV", said("not computed: {reason}", reason=scale.reason)))
        issues = (
            GeometryIssue(
                code=GeometryIssueCode.UNCALIBRATED,
                message=said("SUV cannot be computed: {reason}.", reason=scale.reason),
            ),
        )
    return Quantity(name=scale.quantity, factor=scale.factor, issues=issues, facts=tuple(facts))
