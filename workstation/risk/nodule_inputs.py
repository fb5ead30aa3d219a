"""Inputs that models of lung nodules share."""

from __future__ import annotations

from workstation.risk.inputs import InputSpec, InputType
from workstation.words import said

SPICULATION = InputSpec(name="spiculation", description=said("Spiculation"), type=InputType.BOOLEAN)
UPPER_LOBE = InputSpec(name="upper_lobe", description=said("Upper lobe"), type=InputType.BOOLEAN)


def age(validated: tuple[float, float]) -> InputSpec:
    """Age, years, with the range that a model was validated in."""
    return InputSpec(
        name="age",
        description=said("Age"),
        type=InputType.NUMBER,
        unit=said("years"),
        possible=(0, 120),
        validated=validated,
    )


def nodule_diameter(description: str, validated: tuple[float, float]) -> InputSpec:
    """A nodule's diameter, mm, with the range that a model was validated in."""
    return InputSpec(
        name="nodule_diameter",
        description=description,
        type=InputType.NUMBER,
        unit="mm",
        possible=(0.5, 150),
        validated=validated,
    )
