"""What plugins gave back before each kind had an output of its own; still taken from them."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.messages import Message
from workstation.plugin_api.output_parts import (
    ClassProbability,
    HeatmapOutput,
    NumberOutput,
    SegmentOutput,
)

ClassOutput = ClassProbability


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EnhancedOutput:
    """Values and words of an `outputs.ImageOutput`."""

    values: NDArray[np.float32]
    words: Message


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PluginOutput:
    """Every output in one; what the kind of the plugin does not give must be empty."""

    labels: NDArray[Any] | None = None
    segments: tuple[SegmentOutput, ...] = ()
    classes: tuple[ClassProbability, ...] = ()
    numbers: tuple[NumberOutput, ...] = ()
    heatmaps: tuple[HeatmapOutput, ...] = ()
    enhanced: EnhancedOutput | None = None
    notes: tuple[Message, ...] = ()


def as_output(kind: type[Any], given: object) -> object:
    """A `PluginOutput` as an output of a type; anything else, and what does not fit, as it is."""
    if not isinstance(given, PluginOutput):
        return given
    content = filled(given)
    known = {field.name: field for field in fields(kind)}
    if "values" in known and given.enhanced is not None:
        del content["enhanced"]
        content |= {"values": given.enhanced.values, "words": given.enhanced.words}
    needed = {n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING}
    return kind(**content) if needed <= content.keys() <= known.keys() else given


def filled(output: PluginOutput) -> dict[str, Any]:
    """The fields that hold something."""
    values = {field.name: getattr(output, field.name) for field in fields(output)}
    return {
        name: value
        for name, value in values.items()
        if value is not None and not (isinstance(value, tuple) and not value)
    }
