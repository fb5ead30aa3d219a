"""Smooths noise along edges, not across them."""

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


class Diffusion:
    """Smooths noise along edges, not across them."""

    def run(self, request: PluginRequest, context: PluginContext) -> ImageOutput:
        """Filter the image."""
        image = request.image
        context.progress(0.1, Message("filtering"))
        spacing = spacing_of(image)
        values = curvature_diffusion(
            image.array,
            spacing,
            steps=int(number(request, "steps")),
            conductance=number(request, "conductance"),
        )
        words = Message("curvature diffusion, {number:g} steps", number=number(request, "steps"))
        return ImageOutput(values=values, words=words)


def curvature_diffusion(
    values: NDArray[np.generic], spacing: Sequence[float], *, steps: int, conductance: float
) -> Values:
    """Smooths along edges, not across them.

    References
    ----------
    Whitaker and Xue, ICIP 2001 (modified curvature diffusion equation).
    """
    stable = min(spacing) / 2 ** (len(spacing) + 1)
    smooth = sitk.CurvatureAnisotropicDiffusion(
        itk_image(values, spacing), 0.9 * stable, conductance, 1, steps
    )
    return itk_values(smooth)
