"""Smooths noise evenly."""

from __future__ import annotations

from workstation.imaging.filters import gaussian
from workstation.plugin_api.enhancing import number, spacing_of
from workstation.plugin_api.payloads import EnhancedOutput, PluginOutput, PluginRequest
from workstation.plugin_api.protocols import PluginContext
from workstation.words import said


class Gaussian:
    """Smooths noise evenly."""

    def run(self, request: PluginRequest, context: PluginContext) -> PluginOutput:
        """Filter the image."""
        image = request.image
        context.progress(0.1, said("filtering"))
        spacing = spacing_of(image)
        values = gaussian(image.array, spacing, sigma_mm=number(request, "sigma_mm"))
        words = said("Gaussian, sigma {number:g} mm", number=number(request, "sigma_mm"))
        return PluginOutput(enhanced=EnhancedOutput(values=values, words=words))
