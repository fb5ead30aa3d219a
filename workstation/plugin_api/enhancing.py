"""What enhancement plugins have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from workstation.errors import PluginRefusedError
from workstation.messages import Message
from workstation.plugin_api.payloads import ImagePayload, PluginRequest

if TYPE_CHECKING:
    import SimpleITK as sitk  # noqa: N813 - the library's own spelling


def number(request: PluginRequest, name: str) -> float:
    """A parameter of the manifest that is a number.

    Raises
    ------
    PluginRefusedError
        It is none.
    """
    value = request.parameters.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PluginRefusedError(Message("The parameter {name} is no number.", name=name))
    return float(value)


def spacing_of(image: ImagePayload) -> tuple[float, ...]:
    """Spacing along each axis of the array, mm; pixels of a film without calibration count as 1."""
    if image.is_volume:
        return image.spacing_kji_mm
    return image.spacing_ji_mm or (1.0, 1.0)


def itk_image(values: NDArray[np.generic], spacing: Sequence[float]) -> sitk.Image:
    """An array as float32 for filters of SimpleITK; spacing in mm, in the order of the array."""
    import SimpleITK as sitk  # noqa: N813 - slow to import, needed by few

    image = sitk.GetImageFromArray(np.ascontiguousarray(values, dtype=np.float32))
    image.SetSpacing([float(step) for step in reversed(spacing)])
    return image


def itk_values(image: sitk.Image) -> NDArray[np.float32]:
    """What a filter of SimpleITK made, as float32 in the order of the array."""
    import SimpleITK as sitk  # noqa: N813 - slow to import, needed by few

    values: NDArray[np.float32] = sitk.GetArrayFromImage(image).astype(np.float32, copy=False)
    return values
