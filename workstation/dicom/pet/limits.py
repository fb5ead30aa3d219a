"""Limits within which weight, dose, half-life and delay of a PET scan can be believed.

A dose in MBq where Bq is meant, a weight in grams, a half-life in minutes give a SUV that is
wrong by factors; each is told from its neighbours by the limits here, and refused in words.

References
----------
PS3.3 C.8.9.2 (units of these attributes). Half-lives: Decay Data Evaluation Project, Table of
Radionuclides (BIPM Monographie 5). The limits are those of the program.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag
from workstation.messages import Message

WEIGHT_KG = (1.0, 400.0)
DOSE_BQ = (1e6, 20e9)
USUAL_DOSE_BQ = 2e9
USUAL_DELAY_S = 6 * 3600.0
LEAST_DELAY_S = 1.0
USUAL_HALF_LIVES = 3.0
MOST_HALF_LIVES = 10.0
HALF_LIFE_TOLERANCE = 0.05
HALF_LIFE_S = (10.0, 1e7)

_CODED = tag("RadionuclideCodeSequence")
_CODE, _MEANING = tag("CodeValue"), tag("CodeMeaning")
_DRUG_NAME = tag("Radiopharmaceutical")


class Nuclide(NamedTuple):
    """A PET nuclide: symbol, name, half-life in s, and its codes (PS3.16 CID 4020)."""

    symbol: str
    name: str
    half_life_s: float
    codes: frozenset[str]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the nuclide in words: F-18, 18F, [18F], ^18^Fluorine."""
        element, _, mass = self.symbol.partition("-")
        words = f"(?:{self.name}|{element})"
        gap = r"[\^\])( -]*"
        return re.compile(
            rf"(?<![a-z]){words}{gap}{mass}(?!\d)|(?<!\d){mass}{gap}{words}", re.IGNORECASE
        )


_GLUCOSE = re.compile(r"\bfdg\b|flu(?:oro)?deoxyglucose", re.IGNORECASE)
"""Names of the one tracer that most files call by name alone."""

_NUCLIDES = tuple(
    Nuclide(symbol, name, half_life, frozenset(codes))
    for symbol, name, half_life, codes in (
        ("C-11", "Carbon", 1221.8, {"40565003", "C-105A1"}),
        ("N-13", "Nitrogen", 597.9, {"21576001", "C-107A1"}),
        ("O-15", "Oxygen", 122.2, {"129504001", "C-B1038"}),
        ("F-18", "Fluorine", 6586.2, {"77004003", "C-111A1"}),
        ("Cu-64", "Copper", 45724.0, {"3932008", "C-127A2"}),
        ("Ga-68", "Gallium", 4062.6, {"35337001", "C-131A3"}),
        ("Rb-82", "Rubidium", 76.4, {"79197006", "C-159A2"}),
        ("Zr-89", "Zirconium", 282280.0, {"63360001", "C-168A4"}),
        ("Y-90", "Yttrium", 230400.0, {"14691008", "C-162A7"}),
        ("I-124", "Iodine", 360806.0, {"40937006", "C-114A5"}),
    )
)


def checked_weight(attributes: Attributes, number: int) -> float:
    """Weight in kg.

    Raises
    ------
    ValueError
        It is absent, no number, or no weight of a person.
    """
    weight = _positive(attributes, number, Message("the patient's weight"))
    low, high = WEIGHT_KG
    if not low <= weight <= high:
        raise ValueError(
            Message(
                "the patient's weight is stated as {weight:g} kg, which is not between "
                "{low:g} and {high:g} kg",
                weight=weight,
                low=low,
                high=high,
            )
        )
    return weight


def checked_dose(drug: Attributes, number: int) -> tuple[float, tuple[Message, ...]]:
    """Injected dose in Bq, and a caution where it is unusual.

    Raises
    ------
    ValueError
        It is absent, no number, or no dose of a scan.
    """
    dose = _positive(drug, number, Message("the injected dose"))
    low, high = DOSE_BQ
    if dose < low:
        raise ValueError(
            Message(
                "the injected dose is stated as {dose:g} Bq, less than 1 MBq; it may be in "
                "another unit",
                dose=dose,
            )
        )
    if dose > high:
        raise ValueError(
            Message(
                "the injected dose is stated as {dose:g} MBq, more than {high:g} MBq",
                dose=dose / 1e6,
                high=high / 1e6,
            )
        )
    if dose > USUAL_DOSE_BQ:
        caution = Message(
            "The injected dose is stated as {dose:g} MBq, which is unusually high.",
            dose=dose / 1e6,
        )
        return dose, (caution,)
    return dose, ()


def checked_half_life(drug: Attributes, number: int) -> tuple[float, tuple[Message, ...]]:
    """Half-life in s, and a caution where no nuclide explains it.

    Raises
    ------
    ValueError
        It is absent, no number, or not that of the nuclide which the file names.
    """
    half_life = _positive(drug, number, Message("the half-life"))
    nuclide = stated_nuclide(drug)
    if nuclide is not None and not _is_of(half_life, nuclide.half_life_s):
        raise ValueError(
            Message(
                "the half-life is stated as {half_life:g} s, but that of {nuclide} is {known:g} s",
                half_life=half_life,
                nuclide=nuclide.symbol,
                known=nuclide.half_life_s,
            )
        )
    low, high = HALF_LIFE_S
    if not low <= half_life <= high:
        raise ValueError(
            Message(
                "the half-life is stated as {half_life:g} s, which no PET tracer has",
                half_life=half_life,
            )
        )
    if nuclide is not None or any(_is_of(half_life, each.half_life_s) for each in _NUCLIDES):
        return half_life, ()
    doubt = Message(
        "The nuclide is not stated, and the half-life of {half_life:g} s is that of no usual one: "
        "SUV is right only if it is in seconds.",
        half_life=half_life,
    )
    return half_life, (doubt,)


def _is_of(half_life_s: float, known_s: float) -> bool:
    return abs(half_life_s / known_s - 1) <= HALF_LIFE_TOLERANCE


def stated_nuclide(drug: Attributes) -> Nuclide | None:
    """The nuclide that a file names by code or in words; None when it names none.

    References
    ----------
    PS3.16 CID 4020 (PET radionuclides).
    """
    coded = drug.item(_CODED)
    code = "" if coded is None else coded.string(_CODE)
    words = (drug.text(_DRUG_NAME), "" if coded is None else coded.text(_MEANING))
    for nuclide in _NUCLIDES:
        if nuclide.symbol == "F-18" and any(map(_GLUCOSE.search, words)):
            return nuclide
        if code in nuclide.codes or any(nuclide.pattern.search(each) for each in words):
            return nuclide
    return None


def long_wait(delay_s: float, half_life_s: float, *, dated: bool) -> tuple[Message, ...]:
    """Cautions about the time from injection to scan.

    Parameters
    ----------
    delay_s, half_life_s : float
        In seconds.
    dated : bool
        Whether the day of the injection is stated.

    Raises
    ------
    ValueError
        The scan precedes the injection, or nothing of the tracer would be left.
    """
    if delay_s < 0:
        raise ValueError(Message("the injection is stated to be after the scan"))
    hours = delay_s / 3600
    if delay_s / half_life_s > MOST_HALF_LIVES:
        raise ValueError(
            Message(
                "the scan is {hours:.1f} h after the injection, {half_lives:.0f} half-lives of "
                "the tracer",
                hours=hours,
                half_lives=delay_s / half_life_s,
            )
        )
    if delay_s > USUAL_DELAY_S and (not dated or delay_s / half_life_s > USUAL_HALF_LIVES):
        return (
            Message(
                "The scan is {hours:.1f} h after the injection: SUV is right only if that is so.",
                hours=hours,
            ),
        )
    if delay_s < LEAST_DELAY_S:
        return (Message("The injection and the scan are stated to be at the same time."),)
    return ()


def _positive(attributes: Attributes, number: int, name: Message) -> float:
    value = attributes.number(number)
    if value is not None and value > 0:
        return value
    if attributes.states(number):
        raise ValueError(
            Message(
                '{name} is stated as "{value}", which is not a usable number',
                name=name,
                value=attributes.quoted(number),
            )
        )
    raise ValueError(Message("{name} is not stated", name=name))
