"""Body-weight SUV of PET series: the factor, or the reason why there is none.

References
----------
PS3.3 C.8.9.1 (PET Series), C.8.9.1.1.2-5; QIBA FDG-PET profile, SUV pseudo-code.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workstation.dicom.attributes import Attributes
from workstation.dicom.dates import date_and_time, date_time
from workstation.dicom.tags import (
    GE_PET_SCAN_DATETIME,
    PHILIPS_ACTIVITY_FACTOR,
    PHILIPS_SUV_FACTOR,
    tag,
)
from workstation.words import said

_UNITS, _SUV_TYPE = tag("Units"), tag("SUVType")
_WEIGHT, _CORRECTIONS = tag("PatientWeight"), tag("CorrectedImage")
_DECAY = tag("DecayCorrection")
_DRUG = tag("RadiopharmaceuticalInformationSequence")
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
LONGEST_DELAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class PetScale:
    """How rescaled values become the quantity: factor, quantity, and why not SUV."""

    quantity: str
    factor: float = 1.0
    reason: str = ""
    delay_s: float | None = None


def pet_scale(instances: Sequence[Attributes]) -> PetScale:
    """The scale of one PET series.

    Parameters
    ----------
    instances : sequence of Attributes
        Every image of the series: the decay reference needs all acquisition times.
    """
    first = instances[0]
    units = first.string(_UNITS)
    if units == "GML":
        return PetScale(quantity=_SUV_TYPES.get(first.string(_SUV_TYPE), "GML"))
    if units == "CNTS":
        factor = first.number(PHILIPS_SUV_FACTOR)
        if factor:
            return PetScale(quantity="SUVbw", factor=factor)
        activity = first.number(PHILIPS_ACTIVITY_FACTOR)
        if activity:
            return _from_activity(instances, activity)
        return PetScale(quantity="CNTS", reason=said("counts without the maker's SUV factor"))
    if units == "BQML":
        return _from_activity(instances, 1.0)
    return PetScale(
        quantity=units or "US",
        reason=said("values are in {units}", units=units or said("unstated units")),
    )


def _from_activity(instances: Sequence[Attributes], to_bqml: float) -> PetScale:
    try:
        factor, delay = _body_weight_factor(instances)
    except ValueError as fault:
        return PetScale(quantity="BQML", factor=to_bqml, reason=str(fault))
    return PetScale(quantity="SUVbw", factor=factor * to_bqml, delay_s=delay)


def _body_weight_factor(instances: Sequence[Attributes]) -> tuple[float, float | None]:
    """Factor in g/Bq and the decay time in s; ValueError says what is missing."""
    first = instances[0]
    weight = first.number(_WEIGHT)
    if not weight or weight <= 0:
        raise ValueError(said("the patient's weight is not stated"))
    drug = first.item(_DRUG)
    if drug is None:
        raise ValueError(said("the radiopharmaceutical is not stated"))
    dose = drug.number(_DOSE)
    if not dose or dose <= 0:
        raise ValueError(said("the injected dose is not stated"))
    corrections = first.strings(_CORRECTIONS)
    if not {"ATTN", "DECY"} <= set(corrections):
        raise ValueError(
            said("the images are not stated to be corrected for attenuation and decay")
        )
    decay = first.string(_DECAY)
    if decay == "ADMIN":
        return weight * 1000 / dose, None
    if decay != "START":
        raise ValueError(said("decay correction is {decay}", decay=decay or "not stated"))
    half_life = drug.number(_HALF_LIFE)
    if not half_life or half_life <= 0:
        raise ValueError(said("the half-life is not stated"))
    reference = _decay_reference(instances, half_life)
    start = _injection(drug, reference)
    delay = (reference - start).total_seconds()
    if not timedelta() <= timedelta(seconds=delay) <= LONGEST_DELAY:
        raise ValueError(said("the injection is not within the day before the scan"))
    return weight * 1000 / (dose * 2 ** (-delay / half_life)), delay


def _injection(drug: Attributes, reference: datetime) -> datetime:
    start = date_time(drug.string(_START_DATETIME))
    if start is not None:
        return start
    start = date_and_time(reference.strftime("%Y%m%d"), drug.string(_START_TIME))
    if start is None:
        raise ValueError(said("the injection time is not stated"))
    # A time without a date: an injection cannot follow its scan, so it was before midnight.
    return start - timedelta(days=1) if start > reference else start


def _decay_reference(instances: Sequence[Attributes], half_life: float) -> datetime:
    first = instances[0]
    acquired = [
        moment
        for moment in (
            date_and_time(each.string(_ACQUISITION_DATE), each.string(_ACQUISITION_TIME))
            for each in instances
        )
        if moment is not None
    ]
    if not acquired:
        raise ValueError(said("the acquisition times are not stated"))
    series = date_and_time(first.string(_SERIES_DATE), first.string(_SERIES_TIME))
    if series is not None and series <= min(acquired):
        return series
    scan = date_time(first.string(GE_PET_SCAN_DATETIME))
    if scan is not None and scan <= min(acquired):
        return scan
    return _from_frame_reference(first, half_life)


def _from_frame_reference(image: Attributes, half_life: float) -> datetime:
    """Start of the scan from the mean count time within one frame (QIBA)."""
    acquired = date_and_time(image.string(_ACQUISITION_DATE), image.string(_ACQUISITION_TIME))
    reference = image.number(_FRAME_REFERENCE)
    duration = image.number(_FRAME_DURATION)
    if acquired is None or reference is None or not duration or duration <= 0:
        raise ValueError(said("the time to which decay was corrected cannot be found"))
    rate = math.log(2) / half_life
    decayed = rate * duration / 1000
    mean_count_time = math.log(decayed / (1 - math.exp(-decayed))) / rate
    return acquired - timedelta(seconds=reference / 1000 - mean_count_time)
