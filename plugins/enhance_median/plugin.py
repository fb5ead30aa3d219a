"""Removes speckle and keeps edges."""

from __future__ import annotations

from workstation.imaging.filters import median
from workstation.plugin_api.enhancing import number, spacing_of
from workstation.plugin_api.payloads import EnhancedOutput, PluginOutput, PluginRequest
from workstation.plugin_api.protocols import PluginContext
from workstation.words import said


class Median:
    """Removes speckle and keeps edges."""

    def run(self, request: PluginRequest, context: PluginContext) -> PluginOutput:
        """Filter the image."""
        image = request.image
        context.progress(0.1, said("filtering"))
        spacing = spacing_of(image)
        values = median(image.array, spacing, radius_mm=number(request, "radius_mm"))
        words = said("median, radius {number:g} mm", number=number(request, "radius_mm"))
        return PluginOutput(enhanced=EnhancedOutput(values=values, words=words))
