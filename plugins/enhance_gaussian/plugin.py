"""Smooths noise evenly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import SimpleITK as sitk  # noqa: N813 - the library's own spelling
from numpy.typing import NDArray

from workstation.messages import Message
from workstation.plugin_api.enhancing import itk_image, itk_values, number, spacing_of
from workstation.plugin_api.outputs import ImageOutput
from workstation.plugin_api.payloads import PluginRequest
from workstation.plugin_api.protocols import PluginContext

Values = NDArray[np.float32]
_SIGMAS = 3.0


class Gaussian:
    """Smooths noise evenly."""

    def run(self, request: PluginRequest, context: PluginContext) -> ImageOutput:
        """Filter the image."""
        image = request.image
        context.progress(0.1, Message("filtering"))
        spacing = spacing_of(image)
        values = gaussian(image.array, spacing, sigma_mm=number(request, "sigma_mm"))
        words = Message("Gaussian, sigma {number:g} mm", number=number(request, "sigma_mm"))
        return ImageOutput(values=values, words=words)


def gaussian(values: NDArray[np.generic], spacing: Sequence[float], *, sigma_mm: float) -> Values:
    """A Gaussian of one width in mm along every axis."""
    variance = [sigma_mm**2] * len(spacing)
    widest = int(np.ceil(2 * _SIGMAS * sigma_mm / min(spacing))) + 3
    smooth = sitk.DiscreteGaussian(itk_image(values, spacing), variance, widest, 0.001, True)
    return itk_values(smooth)
