"""Steepens edges."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from plugins.enhance_gaussian.plugin import gaussian
from workstation.messages import Message
from workstation.plugin_api.enhancing import number, spacing_of
from workstation.plugin_api.outputs import ImageOutput
from workstation.plugin_api.payloads import PluginRequest
from workstation.plugin_api.protocols import PluginContext

Values = NDArray[np.float32]


class Unsharp:
    """Steepens edges."""

    def run(self, request: PluginRequest, context: PluginContext) -> ImageOutput:
        """Filter the image."""
        image = request.image
        context.progress(0.1, Message("filtering"))
        spacing = spacing_of(image)
        width, amount = number(request, "sigma_mm"), number(request, "amount")
        values = unsharp(image.array, spacing, sigma_mm=width, amount=amount)
        words = Message(
            "unsharp, sigma {width:g} mm, amount {amount:g}", width=width, amount=amount
        )
        return ImageOutput(values=values, words=words)


def unsharp(
    values: NDArray[np.generic], spacing: Sequence[float], *, sigma_mm: float, amount: float
) -> Values:
    """Adds what a Gaussian takes away; flat regions stay as they are."""
    original = np.asarray(values, dtype=np.float32)
    detail = original - gaussian(values, spacing, sigma_mm=sigma_mm)
    sharpened: Values = original + np.float32(amount) * detail
    return sharpened
