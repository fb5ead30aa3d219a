"""Smooths noise along edges, not across them."""

from __future__ import annotations

from workstation.imaging.filters import curvature_diffusion
from workstation.plugin_api.enhancing import number, spacing_of
from workstation.plugin_api.payloads import EnhancedOutput, PluginOutput, PluginRequest
from workstation.plugin_api.protocols import PluginContext
from workstation.words import said


class Diffusion:
    """Smooths noise along edges, not across them."""

    def run(self, request: PluginRequest, context: PluginContext) -> PluginOutput:
        """Filter the image."""
        image = request.image
        context.progress(0.1, said("filtering"))
        spacing = spacing_of(image)
        values = curvature_diffusion(
            image.array,
            spacing,
            steps=int(number(request, "steps")),
            conductance=number(request, "conductance"),
        )
        words = said("curvature diffusion, {number:g} steps", number=number(request, "steps"))
        return PluginOutput(enhanced=EnhancedOutput(values=values, words=words))
