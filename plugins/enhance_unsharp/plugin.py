"""Steepens edges."""

from __future__ import annotations

from workstation.imaging.filters import unsharp
from workstation.plugin_api.enhancing import number, spacing_of
from workstation.plugin_api.payloads import EnhancedOutput, PluginOutput, PluginRequest
from workstation.plugin_api.protocols import PluginContext
from workstation.words import said


class Unsharp:
    """Steepens edges."""

    def run(self, request: PluginRequest, context: PluginContext) -> PluginOutput:
        """Filter the image."""
        image = request.image
        context.progress(0.1, said("filtering"))
        spacing = spacing_of(image)
        width, amount = number(request, "sigma_mm"), number(request, "amount")
        values = unsharp(image.array, spacing, sigma_mm=width, amount=amount)
        words = said("unsharp, sigma {width:g} mm, amount {amount:g}", width=width, amount=amount)
        return PluginOutput(enhanced=EnhancedOutput(values=values, words=words))
