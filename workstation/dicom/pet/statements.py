"""What the images of one PET stack state of unit, corrections, patient and tracer: one thing.

A factor that was worked out from one image is wrong for images of another weight, dose or unit.

References
----------
PS3.3 C.8.9.1 (PET Series), C.8.9.2 (PET Isotope: one item for each radiopharmaceutical).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.dates import date_and_time
from workstation.dicom.standard.tags import tag
from workstation.messages import Message

_DRUG = tag("RadiopharmaceuticalInformationSequence")
_START_TIME = tag("RadiopharmaceuticalStartTime")
_CORRECTIONS = tag("CorrectedImage")
_NEEDED_CORRECTIONS = frozenset({"ATTN", "DECY"})
_ANY_DAY = "20000101"
_OF_UNIT = (("Units", tag("Units")), ("SUV Type", tag("SUVType")))
_WORDS = (
    ("Decay Correction", tag("DecayCorrection")),
    ("Decay Correction DateTime", tag("DecayCorrectionDateTime")),
)
_OF_DRUG = (
    ("Radionuclide Total Dose", tag("RadionuclideTotalDose")),
    ("Radionuclide Half Life", tag("RadionuclideHalfLife")),
    ("Radiopharmaceutical Start Time", _START_TIME),
    ("Radiopharmaceutical Start DateTime", tag("RadiopharmaceuticalStartDateTime")),
)
_WEIGHT = tag("PatientWeight")


def require_agreement(images: Sequence[Attributes], *, of_unit: bool = False) -> None:
    """Refuse images that state different things of what a SUV rests on.

    Parameters
    ----------
    images : sequence of Attributes
        Those of one stack.
    of_unit : bool
        Look at the unit of the values; else at corrections, weight and tracer.

    Raises
    ------
    ValueError
        Names what differs, in words.
    """
    statements = _unit if of_unit else _scan
    first = statements(images[0])
    for image in images[1:]:
        for (name, value), (_name, other) in zip(first, statements(image), strict=True):
            if value != other:
                raise ValueError(Message("the images do not all state the same {name}", name=name))


def the_drug(image: Attributes) -> Attributes:
    """The one radiopharmaceutical of an image.

    Raises
    ------
    ValueError
        None is stated, or several that differ: which of them is measured is not known.
    """
    drugs = image.items(_DRUG)
    if not drugs:
        raise ValueError(Message("the radiopharmaceutical is not stated"))
    if any(_drug(other) != _drug(drugs[0]) for other in drugs[1:]):
        raise ValueError(Message("{count} radiopharmaceuticals are stated", count=len(drugs)))
    return drugs[0]


def _unit(image: Attributes) -> list[tuple[str, Hashable]]:
    return [(name, image.string(number)) for name, number in _OF_UNIT]


def _scan(image: Attributes) -> list[tuple[str, Hashable]]:
    corrections = frozenset(image.strings(_CORRECTIONS)) & _NEEDED_CORRECTIONS
    found: list[tuple[str, Hashable]] = [(name, image.string(number)) for name, number in _WORDS]
    found += [("Corrected Image", corrections), ("Patient's Weight", _value(image, _WEIGHT))]
    return found + _drug(image.item(_DRUG) or Attributes({}))


def _drug(drug: Attributes) -> list[tuple[str, Hashable]]:
    return [(name, _value(drug, number)) for name, number in _OF_DRUG]


def _value(attributes: Attributes, number: int) -> Hashable:
    """A number or a time, however it is spelled; else the characters."""
    text = attributes.string(number)
    if number == _START_TIME:
        return date_and_time(_ANY_DAY, text) or text
    value = attributes.number(number)
    return text if value is None else value
