"""What numbers and saliency maps of an output must be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workstation.messages import NOTHING, Message
from workstation.plugin_api.output_parts import MOST_HEATMAPS, HeatmapOutput, NumberOutput


def problem_with_numbers(numbers: Sequence[NumberOutput], segments: Sequence[int]) -> Message:
    """Why numbers cannot be used; `segments` are those that they may be about."""
    if any(not np.isfinite(number.value) for number in numbers):
        return Message("a number is not finite")
    if any(n.segment is not None and n.segment not in segments for n in numbers):
        return Message("a number is about a segment that is not there")
    return NOTHING


def problem_with_heatmaps(heatmaps: Sequence[HeatmapOutput], shape: tuple[int, ...]) -> Message:
    """Why saliency maps cannot be used on an image of a shape."""
    if len(heatmaps) > MOST_HEATMAPS:
        return Message("there are more than {most} saliency maps", most=MOST_HEATMAPS)
    for heatmap in heatmaps:
        if heatmap.values.shape != shape or not np.isfinite(heatmap.values).all():
            return Message("a saliency map does not fit the image")
    return NOTHING
