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
    return _UNITS.get(quantity, UNIT_ONE)
