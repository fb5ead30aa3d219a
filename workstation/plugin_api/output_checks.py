"""Judging what a plugin gave back before anyone sees it."""

from __future__ import annotations

import numpy as np

from workstation.errors import PluginRefusedError
from workstation.plugin_api.manifest import PluginKind, PluginManifest
from workstation.plugin_api.payloads import ImagePayload, PluginOutput
from workstation.words import said


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
            said(
                "{name} gave a result that cannot be used: {problem}.",
                name=manifest.name,
                problem=problem,
            ),
            hint=said("Report this to the plugin's author; nothing was kept."),
            detail=f"plugin={manifest.id} {manifest.version}",
        )


def _problem(manifest: PluginManifest, image: ImagePayload, output: PluginOutput) -> str:
    numbers = [segment.number for segment in output.segments]
    if len(set(numbers)) != len(numbers) or any(not 1 <= n <= 65535 for n in numbers):
        return said("segment numbers repeat or are out of range")
    kinds = {segment.number for segment in manifest.produces.segments}
    if any(segment.produced not in kinds for segment in output.segments):
        return said("a segment is of a kind that the manifest does not name")
    classes = {entry.id for entry in manifest.produces.classes}
    if any(entry.class_id not in classes for entry in output.classes):
        return said("a class is not in the manifest")
    if any(not np.isfinite(number.value) for number in output.numbers):
        return said("a number is not finite")
    if any(n.segment is not None and n.segment not in numbers for n in output.numbers):
        return said("a number is about a segment that is not there")
    for heatmap in output.heatmaps:
        if heatmap.values.shape != image.array.shape or not np.isfinite(heatmap.values).all():
            return said("a saliency map does not fit the image")
    return _problem_with_enhanced(manifest, image, output) or _problem_with_labels(
        image, output, numbers
    )


def _problem_with_enhanced(
    manifest: PluginManifest, image: ImagePayload, output: PluginOutput
) -> str:
    enhanced = output.enhanced
    if manifest.kind is not PluginKind.ENHANCEMENT:
        return said("it changes the image and is no enhancement") if enhanced is not None else ""
    if enhanced is None:
        return said("an enhancement gave no image")
    if enhanced.values.shape != image.array.shape or enhanced.values.dtype != np.float32:
        return said("the enhanced image does not fit the image")
    if not np.isfinite(enhanced.values).all():
        return said("the enhanced image has values that are not numbers")
    if not enhanced.words.strip():
        return said("it does not say what was done")
    return said("labels come with an enhanced image") if output.labels is not None else ""


def _problem_with_labels(image: ImagePayload, output: PluginOutput, numbers: list[int]) -> str:
    if output.labels is None:
        return said("there are segments but no labels") if numbers else ""
    if output.labels.shape != image.array.shape:
        return said(
            "labels have shape {shape}, the image {shape2}",
            shape=output.labels.shape,
            shape2=image.array.shape,
        )
    if output.labels.dtype not in (np.dtype(np.uint8), np.dtype(np.uint16)):
        return said("labels are not uint8 or uint16")
    present = set(np.flatnonzero(np.bincount(output.labels.ravel())).tolist()) - {0}
    if present != set(numbers):
        return said("labels and segments do not name the same numbers")
    return ""
