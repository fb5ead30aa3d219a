"""Undoes a Gaussian blur of a known width."""

from __future__ import annotations

from plugins.enhance_deblur.deconvolution import deblur_richardson_lucy, deblur_wiener
from workstation.messages import Message
from workstation.plugin_api.enhancing import number, spacing_of
from workstation.plugin_api.outputs import ImageOutput
from workstation.plugin_api.payloads import PluginRequest
from workstation.plugin_api.protocols import PluginContext

_NOISE = 0.002


class Deblur:
    """Undoes a Gaussian blur of a known width."""

    def run(self, request: PluginRequest, context: PluginContext) -> ImageOutput:
        """Filter the image."""
        image = request.image
        context.progress(0.1, Message("filtering"))
        spacing = spacing_of(image)
        fwhm = number(request, "fwhm_mm")
        if request.parameters["method"] == "Wiener":
            values = deblur_wiener(image.array, spacing, fwhm_mm=fwhm, noise=_NOISE)
            words = Message("Wiener deblurring, {fwhm:g} mm", fwhm=fwhm)
        else:
            steps = int(number(request, "steps"))
            values = deblur_richardson_lucy(image.array, spacing, fwhm_mm=fwhm, steps=steps)
            words = Message(
                "Richardson-Lucy deblurring, {fwhm:g} mm, {steps} steps", fwhm=fwhm, steps=steps
            )
        return ImageOutput(values=values, words=words)
