"""Judging what a plugin gave back before anyone sees it."""

from __future__ import annotations

import numpy as np

from workstation.errors import PluginRefusedError
from workstation.messages import NOTHING, Message
from workstation.plugin_api.manifest import PluginKind, PluginManifest
from workstation.plugin_api.payloads import ImagePayload, PluginOutput


def require_consistent(manifest: PluginManifest, image: ImagePayload, output: PluginOutput) -> None:
    """Refuse an output that does not fit its image or its manifest.

    Raises
    ------
    PluginRefusedError
        Shape, type, segment numbers, classes or heat maps are not what was promised.
    """
    problem = _problem(manifest, image, output)
    if problem:
        raise PluginRefusedError(
            Message(
                "{name} gave a result that cannot be used: {problem}.",
                name=manifest.title,
                problem=problem,
            ),
            hint=Message("Report this to the plugin's author; nothing was kept."),
            detail=f"plugin={manifest.id} {manifest.version}",
        )


def _problem(manifest: PluginManifest, image: ImagePayload, output: PluginOutput) -> Message:
    numbers = [segment.number for segment in output.segments]
    if len(set(numbers)) != len(numbers) or any(not 1 <= n <= 65535 for n in numbers):
        return Message("segment numbers repeat or are out of range")
    kinds = {segment.number for segment in manifest.produces.segments}
    if any(segment.produced not in kinds for segment in output.segments):
        return Message("a segment is of a kind that the manifest does not name")
    classes = {entry.id for entry in manifest.produces.classes}
    if any(entry.class_id not in classes for entry in output.classes):
        return Message("a class is not in the manifest")
    if any(not np.isfinite(number.value) for number in output.numbers):
        return Message("a number is not finite")
    if any(n.segment is not None and n.segment not in numbers for n in output.numbers):
        return Message("a number is about a segment that is not there")
    for heatmap in output.heatmaps:
        if heatmap.values.shape != image.array.shape or not np.isfinite(heatmap.values).all():
            return Message("a saliency map does not fit the image")
    return _problem_with_enhanced(manifest, image, output) or _problem_with_labels(
        image, output, numbers
    )


def _problem_with_enhanced(
    manifest: PluginManifest, image: ImagePayload, output: PluginOutput
) -> Message:
    enhanced = output.enhanced
    if manifest.kind is not PluginKind.ENHANCEMENT:
        if enhanced is None:
            return NOTHING
        return Message("it changes the image and is no enhancement")
    if enhanced is None:
        return Message("an enhancement gave no image")
    if enhanced.values.shape != image.array.shape or enhanced.values.dtype != np.float32:
        return Message("the enhanced image does not fit the image")
    if not np.isfinite(enhanced.values).all():
        return Message("the enhanced image has values that are not numbers")
    if not str(enhanced.words).strip():
        return Message("it does not say what was done")
    return Message("labels come with an enhanced image") if output.labels is not None else NOTHING


def _problem_with_labels(image: ImagePayload, output: PluginOutput, numbers: list[int]) -> Message:
    if output.labels is None:
        return Message("there are segments but no labels") if numbers else NOTHING
    if output.labels.shape != image.array.shape:
        return Message(
            "labels have shape {shape}, the image {shape2}",
            shape=output.labels.shape,
            shape2=image.array.shape,
        )
    if output.labels.dtype not in (np.dtype(np.uint8), np.dtype(np.uint16)):
        return Message("labels are not uint8 or uint16")
    present = set(np.flatnonzero(np.bincount(output.labels.ravel())).tolist()) - {0}
    if present != set(numbers):
        return Message("labels and segments do not name the same numbers")
    return NOTHING
