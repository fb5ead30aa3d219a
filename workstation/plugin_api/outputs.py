"""What plugins give back: one type for each kind, and nothing in it that is of another kind.

`ARRAYS` of a type are the arrays that one output may hold, each on the grid of the image: "<u2" for
labels, "<f4" for values. The host has them ready before the plugin starts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from workstation.messages import Message
from workstation.plugin_api.output_parts import (
    MOST_HEATMAPS,
    ClassProbability,
    HeatmapOutput,
    NumberOutput,
    ScoredOutput,
    SegmentOutput,
)

_HEATMAPS = ("<f4",) * MOST_HEATMAPS


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Output:
    """What a plugin gives back; a kind of its own is a subclass, wherever it stands.

    `notes` are sentences for the reader, e.g. why nothing was found.
    """

    ARRAYS: ClassVar[tuple[str, ...]] = ()

    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LabelOutput(Output):
    """Labels and what they stand for.

    Parameters
    ----------
    labels : uint8 or uint16 array of the image's shape, or None
        0 is background; other values are segment numbers.
    numbers : tuple of NumberOutput
        About the image or about a segment.
    """

    ARRAYS: ClassVar[tuple[str, ...]] = ("<u2", *_HEATMAPS)

    labels: NDArray[Any] | None = None
    segments: tuple[SegmentOutput, ...] = ()
    numbers: tuple[NumberOutput, ...] = ()
    heatmaps: tuple[HeatmapOutput, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SegmentationOutput(LabelOutput):
    """Structures, one segment each."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DetectionOutput(LabelOutput):
    """Lesions, one segment each, of kinds that the manifest calls `repeated`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClassOutput(Output):
    """Probabilities of classes of the manifest, and where on the image they come from."""

    ARRAYS: ClassVar[tuple[str, ...]] = _HEATMAPS

    classes: tuple[ClassProbability, ...] = ()
    numbers: tuple[NumberOutput, ...] = ()
    heatmaps: tuple[HeatmapOutput, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ImageOutput(Output):
    """Values on the image grid for looking at, float32, and what was done in a few words."""

    ARRAYS: ClassVar[tuple[str, ...]] = ("<f4",)

    values: NDArray[np.float32]
    words: Message


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScoreOutput(Output):
    """Scores of the patient and of findings; none where there is nothing to score."""

    scores: tuple[ScoredOutput, ...] = ()
