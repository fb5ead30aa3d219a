"""Removes speckle and keeps edges."""

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


class Median:
    """Removes speckle and keeps edges."""

    def run(self, request: PluginRequest, context: PluginContext) -> ImageOutput:
        """Filter the image."""
        image = request.image
        context.progress(0.1, Message("filtering"))
        spacing = spacing_of(image)
        values = median(image.array, spacing, radius_mm=number(request, "radius_mm"))
        words = Message("median, radius {number:g} mm", number=number(request, "radius_mm"))
        return ImageOutput(values=values, words=words)


def median(values: NDArray[np.generic], spacing: Sequence[float], *, radius_mm: float) -> Values:
    """The median of a box; keeps edges, removes speckle.

    Parameters
    ----------
    values : (k, j, i) or (j, i) ndarray
        Any type.
    spacing : sequence of float
        mm along each axis, in the order of the array.
    radius_mm : float
        Half of the box; at least one pixel within slices, none across slices thicker than it.
    """
    within = sorted(range(len(spacing)), key=lambda axis: spacing[axis])[:2]
    radius = [
        max(1 if axis in within else 0, int(radius_mm / step)) for axis, step in enumerate(spacing)
    ]
    return itk_values(sitk.Median(itk_image(values, spacing), list(reversed(radius))))
