"""What class probabilities must be."""

from __future__ import annotations

from workstation.messages import NOTHING, Message
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.outputs import ClassOutput
from workstation.plugin_api.part_checks import problem_with_heatmaps, problem_with_numbers
from workstation.plugin_api.payloads import PluginRequest


def problem_with_classes(
    manifest: PluginManifest, request: PluginRequest, output: ClassOutput
) -> Message:
    """Why probabilities cannot be used; nothing where they can."""
    classes = {entry.id for entry in manifest.produces.classes}
    if any(entry.class_id not in classes for entry in output.classes):
        return Message("a class is not in the manifest")
    return problem_with_numbers(output.numbers, ()) or problem_with_heatmaps(
        output.heatmaps, request.shape
    )


def words_of_classes(output: ClassOutput) -> Message:
    """What was judged, for the author; nothing where a result says nothing."""
    if not (output.classes or output.notes):
        return NOTHING
    count = len(output.classes)
    return Message("{count} class", many="{count} classes", count=count)
