"""One parameter of a plugin, and whether a value fits it."""

from __future__ import annotations

import sys
from typing import Literal

from pydantic import Field, model_validator

from workstation.messages import NOTHING, Message, joined
from workstation.plugin_api.manifest_fields import Identifier, Label, Line, Part, Words

BOX_LENGTH = 6
"""A box is x0, y0, z0, x1, y1, z1 in LPS mm; an empty one means the whole image."""


class ParameterSpec(Part):
    """One parameter; the host draws the form and checks the value."""

    id: Identifier
    label: Label
    type: Literal["float", "int", "bool", "choice", "text", "box"]
    default: float | int | bool | str | tuple[float, ...]
    minimum: float | None = None
    maximum: float | None = None
    unit: Line = ""
    choices: tuple[Label, ...] = Field(default=(), max_length=200)
    help: Words = ""

    @model_validator(mode="after")
    def _default_fits(self) -> ParameterSpec:
        if self.type == "choice" and not self.choices:
            raise ValueError(f"parameter {self.id} has no choices")
        problem = problem_with(self, self.default)
        if problem:
            raise ValueError(f"the default of parameter {self.id} {problem}")
        return self


def problem_with(spec: ParameterSpec, value: object) -> Message:
    """What is wrong with a value of the right kind of thing, in words; empty when nothing is."""
    if spec.type == "bool":
        return NOTHING if isinstance(value, bool) else Message("is not true or false")
    if spec.type == "choice":
        return (
            NOTHING
            if value in spec.choices
            else Message(
                "is not one of {names}",
                names=joined(
                    ", ", (Message.term(choice.replace("_", " ")) for choice in spec.choices)
                ),
            )
        )
    if spec.type == "text":
        return NOTHING if isinstance(value, str) else Message("is not text")
    if spec.type == "box":
        return _problem_with_box(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Message("is not a number")
    if spec.type == "int" and not isinstance(value, int):
        return Message("is not a whole number")
    if not abs(value) <= sys.float_info.max:  # whole numbers have no end
        return Message("is not finite")
    if spec.minimum is not None and value < spec.minimum:
        return Message("is below {minimum:g}", minimum=spec.minimum)
    if spec.maximum is not None and value > spec.maximum:
        return Message("is above {maximum:g}", maximum=spec.maximum)
    return NOTHING


def _problem_with_box(value: object) -> Message:
    if not isinstance(value, tuple | list):
        return Message("is not a box")
    if len(value) == 0:
        return NOTHING
    if len(value) != BOX_LENGTH:
        return Message("needs six numbers: x0, y0, z0, x1, y1, z1 in LPS mm")
    numbers = [v for v in value if isinstance(v, int | float) and abs(v) <= sys.float_info.max]
    if len(numbers) != BOX_LENGTH:
        return Message("has a part that is not a number")
    if any(numbers[n + 3] <= numbers[n] for n in range(3)):
        return Message("is empty: the second corner must be larger than the first")
    return NOTHING
