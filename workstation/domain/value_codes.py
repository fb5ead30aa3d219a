"""What the values of an image are called and counted in, as codes (PS3.16 CID 7469, CID 85)."""

from __future__ import annotations

from workstation.domain.coding import MEAN, UNIT_HU, UNIT_ONE, UNIT_SUVBW, Code

_ATTENUATION = Code("112031", "DCM", "Attenuation Coefficient")
_ACTIVITY = Code("110821", "DCM", "Nuclear Medicine Tomographic Activity")
_UPTAKE = Code("126400", "DCM", "Standardized Uptake Value")
_BY_BODY_WEIGHT = Code("126401", "DCM", "SUVbw")
# No code of the standard stands for values that state no quantity, whatever the modality.
_UNSPECIFIED = Code("signal-intensity", "99LIGHTBOX", "Signal intensity")
_UNITS = {
    "HU": UNIT_HU,
    "SUVbw": UNIT_SUVBW,
    "SUVbsa": Code("cm2/ml{SUVbsa}", "UCUM", "Standardized Uptake Value body surface area"),
    "SUVibw": Code("g/ml{SUVibw}", "UCUM", "Standardized Uptake Value ideal body weight"),
    "SUVlbm": Code("g/ml{SUVlbm}", "UCUM", "Standardized Uptake Value lean body mass (James)"),
    "SUVlbm(James128)": Code(
        "g/ml{SUVlbm(James128)}",
        "UCUM",
        "Standardized Uptake Value lean body mass (James 128 multiplier)",
    ),
    "SUVlbm(Janma)": Code(
        "g/ml{SUVlbm(Janma)}", "UCUM", "Standardized Uptake Value lean body mass (Janma)"
    ),
    "BQML": Code("Bq/ml", "UCUM", "Becquerels/milliliter"),
}

NO_UNIT = "1"
"""The quantity of values that are said to have no unit, e.g. of a parametric map."""
_OF_MAP = "UCUM "
_KNOWN_UNITS = {"[hnsf'U]": "HU", "hnsf'U": "HU", "Bq/ml": "BQML"}


def mapped_quantity(unit_code: str) -> str:
    """The quantity of values in a unit that a Real World Value Mapping states (UCUM).

    One that the program knows keeps its name; no code, or that of "no units", is no unit.
    """
    code = unit_code.strip()
    if code in {"", NO_UNIT}:
        return NO_UNIT
    return _KNOWN_UNITS.get(code) or _OF_MAP + code


def mapped_unit(quantity: str) -> str:
    """The UCUM unit in the name of a quantity of `mapped_quantity`; empty in others."""
    return quantity.removeprefix(_OF_MAP) if quantity.startswith(_OF_MAP) else ""


def value_concept(quantity: str) -> Code:
    """What values of a quantity such as "HU" or "SUVbw" are; a mean where none is known."""
    if quantity == "HU":
        return _ATTENUATION
    if quantity == "SUVbw":
        return _BY_BODY_WEIGHT
    if quantity.startswith("SUV"):
        return _UPTAKE
    if quantity == "BQML":
        return _ACTIVITY
    return _UNSPECIFIED if quantity else MEAN


def value_unit(quantity: str) -> Code:
    """The UCUM unit of values of a quantity; 1 where it has none."""
    if unit := mapped_unit(quantity):
        return Code(unit, "UCUM", unit)
    return _UNITS.get(quantity, UNIT_ONE)
