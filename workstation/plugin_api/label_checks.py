"""What labels and segments must be, and how their check with a mirrored array is judged."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workstation.messages import NOTHING, Message
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.outputs import LabelOutput
from workstation.plugin_api.part_checks import problem_with_heatmaps, problem_with_numbers
from workstation.plugin_api.payloads import PluginRequest

_LEAST_FLIP_DICE = 0.9
_SMALLEST_JUDGED = 200
"""Voxels; smaller segments may change with the sampling of a filter."""


def problem_with_labels(
    manifest: PluginManifest, request: PluginRequest, output: LabelOutput
) -> Message:
    """Why labels cannot be used; nothing where they can."""
    numbers = [segment.number for segment in output.segments]
    if len(set(numbers)) != len(numbers) or any(not 1 <= n <= 65535 for n in numbers):
        return Message("segment numbers repeat or are out of range")
    kinds = {segment.number for segment in manifest.produces.segments}
    if any(segment.produced not in kinds for segment in output.segments):
        return Message("a segment is of a kind that the manifest does not name")
    return (
        problem_with_numbers(output.numbers, numbers)
        or problem_with_heatmaps(output.heatmaps, request.shape)
        or _problem_with_array(output.labels, request.shape, numbers)
    )


def _problem_with_array(
    labels: NDArray[np.generic] | None, shape: tuple[int, ...], numbers: list[int]
) -> Message:
    if labels is None:
        return Message("there are segments but no labels") if numbers else NOTHING
    if labels.shape != shape:
        return Message(
            "labels have shape {shape}, the image {shape2}", shape=labels.shape, shape2=shape
        )
    if labels.dtype not in (np.dtype(np.uint8), np.dtype(np.uint16)):
        return Message("labels are not uint8 or uint16")
    present = set(np.flatnonzero(np.bincount(labels.ravel())).tolist()) - {0}
    if present != set(numbers):
        return Message("labels and segments do not name the same numbers")
    return NOTHING


def words_of_labels(output: LabelOutput) -> Message:
    """What was found, for the author; nothing where a result says nothing."""
    if not (output.segments or output.notes):
        return NOTHING
    count = len(output.segments)
    return Message("{count} segment", many="{count} segments", count=count)


def mirrored_labels(first: LabelOutput, mirrored: LabelOutput) -> tuple[bool, Message]:
    """Whether segments lie on the same side of a patient whose columns are in other order."""
    if first.labels is None:
        return True, Message("There are no labels to compare.")
    if mirrored.labels is None:
        return False, Message("The mirrored array gave no labels.")
    back = mirrored.labels[:, :, ::-1]
    worst = min(
        (_dice(first.labels == s.number, back == s.number) for s in first.segments), default=1.0
    )
    return worst >= _LEAST_FLIP_DICE, Message("least Dice {worst:.3f}", worst=worst)


def _dice(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> float:
    total = int(a.sum()) + int(b.sum())
    if total < _SMALLEST_JUDGED:
        return 1.0
    return 2.0 * int((a & b).sum()) / total
