"""Body-weight SUV of PET series: the factor, or the reason why there is none.

References
----------
PS3.3 C.8.9.1 (PET Series), C.8.9.1.1.2-5, C.8.22 (Enhanced PET); QIBA FDG-PET profile, SUV
pseudo-code.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workstation.dicom.pet.limits import checked_dose, checked_half_life, checked_weight, long_wait
from workstation.dicom.pet.statements import require_agreement, the_drug
from workstation.dicom.pixels.rescaling import Rescaling
from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.dates import date_and_time, date_time, utc_offset
from workstation.dicom.standard.tags import (
    GE_PET_SCAN_DATETIME,
    PHILIPS_ACTIVITY_FACTOR,
    PHILIPS_SUV_FACTOR,
    tag,
)
from workstation.messages import NOTHING, Message, words_of

_UNITS, _SUV_TYPE = tag("Units"), tag("SUVType")
_WEIGHT, _CORRECTIONS = tag("PatientWeight"), tag("CorrectedImage")
_DECAY = tag("DecayCorrection")
_DECAY_CORRECTED, _CORRECTED_TO = tag("DecayCorrected"), tag("DecayCorrectionDateTime")
_ATTENUATION_CORRECTED = tag("AttenuationCorrected")
_ZONE = tag("TimezoneOffsetFromUTC")
_DOSE, _HALF_LIFE = tag("RadionuclideTotalDose"), tag("RadionuclideHalfLife")
_START_DATETIME, _START_TIME = (
    tag("RadiopharmaceuticalStartDateTime"),
    tag("RadiopharmaceuticalStartTime"),
)
_SERIES_DATE, _SERIES_TIME = tag("SeriesDate"), tag("SeriesTime")
_ACQUISITION_DATE, _ACQUISITION_TIME = tag("AcquisitionDate"), tag("AcquisitionTime")
_FRAME_REFERENCE, _FRAME_DURATION = tag("FrameReferenceTime"), tag("ActualFrameDuration")
_SUV_TYPES = {"": "SUVbw", "BW": "SUVbw", "LBM": "SUVlbm", "LBMJAMES128": "SUVlbm(James128)",
              "LBMJANMA": "SUVlbm(Janma)", "BSA": "SUVbsa", "IBW": "SUVibw"}  # fmt: skip
_SUV_UNITS = re.compile(r"\{(SUV(?:bw|lbm|lbm\(James128\)|lbm\(Janma\)|bsa|ibw))\}")
_ACTIVITY, _COUNTS = "g/Bq", "g/mL per count"
SAME_MOMENT = timedelta(minutes=1)
LONGEST_START = timedelta(hours=2)
"""No series begins earlier before its first image; 00:00:00 is the mark of an anonymizer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PetScale:
    """How rescaled values become the quantity: factor, quantity, and why not SUV.

    `cautions` are sentences on a SUV that rests on something unusual.
    """

    quantity: str
    factor: float = 1.0
    factor_unit: str = _ACTIVITY
    reason: Message = NOTHING
    delay_s: float | None = None
    cautions: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class _Injection:
    """When the tracer was given, whether its day is stated, and doubts about it."""

    time: datetime
    dated: bool
    cautions: tuple[Message, ...] = ()


def real_world_suv(mappings: Sequence[Rescaling]) -> str:
    """The kind of SUV that the Real World Value Mappings of all frames give; empty for none.

    References
    ----------
    PS3.16 CID 85 (units of SUV): {SUVbw}g/ml and its kind.
    """
    kinds = {mapping.kind for mapping in mappings}
    found = _SUV_UNITS.search(next(iter(kinds))) if len(kinds) == 1 else None
    return found.group(1) if found else ""


def pet_scale(
    images: Sequence[Attributes], peers: Sequence[Attributes], rescale_type: str = ""
) -> PetScale:
    """The scale of one stack of PET images.

    Parameters
    ----------
    images : sequence of Attributes
        Those of the stack: all must state the same of unit, corrections, patient and tracer.
    peers : sequence of Attributes
        Every image of the series: the decay reference needs all acquisition times.
    rescale_type : str
        Rescale Type of the frames, which states the unit in enhanced files.
    """
    first = images[0]
    try:
        require_agreement(images, of_unit=True)
    except ValueError as fault:
        return PetScale(quantity="US", reason=words_of(fault))
    units = first.string(_UNITS) or rescale_type
    suv_type = first.string(_SUV_TYPE)
    if units == "GML":
        return PetScale(quantity=_SUV_TYPES.get(suv_type, "GML"))
    if units == "CM2ML" and suv_type == "BSA":
        return PetScale(quantity=_SUV_TYPES[suv_type])
    if units == "CNTS":
        return _from_counts(images, peers)
    if units == "BQML":
        return _from_activity(images, peers, 1.0, _ACTIVITY)
    return PetScale(
        quantity=units or "US",
        reason=Message("values are in {units}", units=units or Message("unstated units")),
    )


def _from_counts(images: Sequence[Attributes], peers: Sequence[Attributes]) -> PetScale:
    factor = _common_factor(images, PHILIPS_SUV_FACTOR)
    if factor:
        return PetScale(quantity="SUVbw", factor=factor, factor_unit=_COUNTS)
    activity = _common_factor(images, PHILIPS_ACTIVITY_FACTOR)
    if activity:
        return _from_activity(images, peers, activity, _COUNTS)
    return PetScale(quantity="CNTS", reason=Message("counts without the maker's SUV factor"))


def _common_factor(images: Sequence[Attributes], element: tuple[str, int, int]) -> float | None:
    """The factor of one maker that all images state; None where they differ, or one has none."""
    factors = {_private_number(image, element) for image in images}
    return factors.pop() if len(factors) == 1 else None


def _private_number(attributes: Attributes, element: tuple[str, int, int]) -> float | None:
    """A positive factor of one maker; None where the maker's block or a number is missing."""
    number = attributes.private(*element)
    value = None if number is None else attributes.number(number)
    return value if value is not None and value > 0 else None


def _from_activity(
    images: Sequence[Attributes], peers: Sequence[Attributes], to_bqml: float, unit: str
) -> PetScale:
    try:
        require_agreement(images)
        scale = _body_weight_scale(images[0], peers)
    except ValueError as fault:
        return PetScale(quantity="BQML", factor=to_bqml, reason=words_of(fault))
    return PetScale(
        quantity="SUVbw",
        factor=scale.factor * to_bqml,
        factor_unit=unit,
        delay_s=scale.delay_s,
        cautions=scale.cautions,
    )


def _body_weight_scale(first: Attributes, peers: Sequence[Attributes]) -> PetScale:
    """Factor in g/Bq and the decay time in s; ValueError says what is missing."""
    grams = checked_weight(first, _WEIGHT) * 1000
    drug = the_drug(first)
    dose, cautions = checked_dose(drug, _DOSE)
    if not _is_corrected(first):
        raise ValueError(
            Message("the images are not stated to be corrected for attenuation and decay")
        )
    zone = utc_offset(first.string(_ZONE))
    corrected_to = date_time(first.string(_CORRECTED_TO), zone)
    decay = first.string(_DECAY) or ("" if corrected_to is None else "START")
    if decay == "ADMIN":
        return PetScale(quantity="SUVbw", factor=grams / dose, cautions=cautions)
    if decay != "START":
        raise ValueError(
            Message("decay correction is {decay}", decay=decay or Message("not stated"))
        )
    half_life, doubts = checked_half_life(drug, _HALF_LIFE)
    reference = corrected_to or _decay_reference(peers, half_life)
    injection = _injection(drug, reference, zone)
    delay = (reference - injection.time).total_seconds()
    waited = long_wait(delay, half_life, dated=injection.dated)
    return PetScale(
        quantity="SUVbw",
        factor=grams / (dose * 2 ** (-delay / half_life)),
        delay_s=delay,
        cautions=(*cautions, *doubts, *injection.cautions, *waited),
    )


def _is_corrected(image: Attributes) -> bool:
    """Corrected for attenuation and decay, as classic or as enhanced files say it."""
    if {"ATTN", "DECY"} <= set(image.strings(_CORRECTIONS)):
        return True
    flags = (image.string(_DECAY_CORRECTED), image.string(_ATTENUATION_CORRECTED))
    return flags == ("YES", "YES")


def _injection(drug: Attributes, reference: datetime, zone: timedelta | None) -> _Injection:
    """When the tracer was given, by its date and time, or by the time that fits the scan."""
    stated = drug.string(_START_DATETIME)
    dated = date_time(stated, zone)
    undated = date_and_time(reference.strftime("%Y%m%d"), drug.string(_START_TIME))
    # A time without a date: an injection cannot follow its scan, so it was before midnight.
    if undated is not None and undated > reference:
        undated -= timedelta(days=1)
    if dated is None:
        if undated is None:
            raise ValueError(Message("the injection time is not stated"))
        return _Injection(undated, dated=False)
    foreign = zone is None and utc_offset(stated) is not None
    if undated is None:
        return _Injection(dated, dated=True, cautions=(_foreign_zone(stated),) if foreign else ())
    if _is_near(undated, reference) and (foreign or not _is_near(dated, reference)):
        if foreign and _differ_by_a_zone(dated, undated):
            return _Injection(undated, dated=False)
        return _Injection(undated, dated=False, cautions=(_misfit(dated, undated),))
    agree = abs(dated - undated) % timedelta(days=1) <= SAME_MOMENT
    return _Injection(dated, dated=True, cautions=() if agree else (_conflict(dated, undated),))


def _differ_by_a_zone(a: datetime, b: datetime) -> bool:
    """Whether clocks of two time zones may show these times for one moment."""
    return abs(a - b) <= timedelta(hours=14) and abs(a - b) % timedelta(minutes=15) <= SAME_MOMENT


def _foreign_zone(stated: str) -> Message:
    return Message(
        "The start of the injection is stated as {stated}, with a time zone, and the scan without "
        "one: SUV is right only if both are of one clock.",
        stated=stated,
    )


def _misfit(dated: datetime, undated: datetime) -> Message:
    return Message(
        "The start of the injection is stated as {date_time}, which does not fit the scan, and "
        "as {time}, which does; SUV rests on the latter.",
        date_time=f"{dated:%Y-%m-%d %H:%M:%S}",
        time=f"{undated:%H:%M:%S}",
    )


def _conflict(dated: datetime, undated: datetime) -> Message:
    return Message(
        "The start of the injection is stated as {date_time} and as {time}; SUV rests on the "
        "former.",
        date_time=f"{dated:%Y-%m-%d %H:%M:%S}",
        time=f"{undated:%H:%M:%S}",
    )


def _is_near(start: datetime, reference: datetime) -> bool:
    """Whether a scan follows an injection within some days, as with the slowest tracers."""
    return timedelta() <= reference - start <= timedelta(days=14)


def _decay_reference(peers: Sequence[Attributes], half_life: float) -> datetime:
    first = peers[0]
    acquired = [
        moment
        for moment in (
            date_and_time(each.string(_ACQUISITION_DATE), each.string(_ACQUISITION_TIME))
            for each in peers
        )
        if moment is not None
    ]
    if not acquired:
        raise ValueError(Message("the acquisition times are not stated"))
    series = date_and_time(first.string(_SERIES_DATE), first.string(_SERIES_TIME))
    if series is not None and timedelta() <= min(acquired) - series <= LONGEST_START:
        return series
    number = first.private(*GE_PET_SCAN_DATETIME)
    scan = None if number is None else date_time(first.string(number))
    if scan is not None and scan <= min(acquired):
        return scan
    return _from_frame_reference(first, half_life)


def _from_frame_reference(image: Attributes, half_life: float) -> datetime:
    """Start of the scan from the mean count time within one frame (QIBA)."""
    acquired = date_and_time(image.string(_ACQUISITION_DATE), image.string(_ACQUISITION_TIME))
    reference = image.number(_FRAME_REFERENCE)
    duration = image.number(_FRAME_DURATION)
    if acquired is None or reference is None or not duration or duration <= 0:
        raise ValueError(Message("the time to which decay was corrected cannot be found"))
    rate = math.log(2) / half_life
    decayed = rate * duration / 1000
    mean_count_time = math.log(decayed / (1 - math.exp(-decayed))) / rate
    return acquired - timedelta(seconds=reference / 1000 - mean_count_time)
