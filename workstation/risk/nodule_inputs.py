"""Inputs that models of lung nodules share."""

from __future__ import annotations

from workstation.messages import Message
from workstation.risk.inputs import InputSpec, InputType

SPICULATION = InputSpec(
    name="spiculation", description=Message("Spiculation"), type=InputType.BOOLEAN
)
UPPER_LOBE = InputSpec(name="upper_lobe", description=Message("Upper lobe"), type=InputType.BOOLEAN)


CM_FOR_MM = Message("check that it was not given in centimeters.")
ML_FOR_MM3 = Message("check that it was not given in milliliters.")
# Smaller ones are hardly measured; what is typed below is likely a number of centimeters.
_SMALLEST_USUAL_MM = 4.0
_SMALLEST_USUAL_MM3 = 30.0


POSSIBLE_MM = (1.0, 150.0)
"""Diameters of nodules; what is smaller is refused as a number of centimeters."""
SMALL_MM = ((0.0, _SMALLEST_USUAL_MM), CM_FOR_MM)
SMALL_MM3 = ((0.0, _SMALLEST_USUAL_MM3), ML_FOR_MM3)


def age(validated: tuple[float, float] | None = None) -> InputSpec:
    """Age, years, with the range that a model was validated in, where its source states one."""
    return InputSpec(
        name="age",
        description=Message("Age"),
        type=InputType.NUMBER,
        unit="years",
        possible=(0, 120),
        validated=validated,
        of_study=True,
    )


def nodule_diameter(description: Message, validated: tuple[float, float]) -> InputSpec:
    """A nodule's diameter, mm, with the range that a model was validated in."""
    return InputSpec(
        name="nodule_diameter",
        description=description,
        type=InputType.NUMBER,
        unit="mm",
        possible=POSSIBLE_MM,
        validated=validated,
        unusual=SMALL_MM,
    )
