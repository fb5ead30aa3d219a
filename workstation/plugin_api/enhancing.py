"""What enhancement plugins have in common."""

from __future__ import annotations

from workstation.errors import PluginRefusedError
from workstation.plugin_api.payloads import ImagePayload, PluginRequest
from workstation.words import said


def number(request: PluginRequest, name: str) -> float:
    """A parameter of the manifest that is a number.

    Raises
    ------
    PluginRefusedError
        It is none.
    """
    value = request.parameters.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PluginRefusedError(said("The parameter {name} is no number.", name=name))
    return float(value)


def spacing_of(image: ImagePayload) -> tuple[float, ...]:
    """Spacing along each axis of the array, mm; pixels of a film without calibration count as 1."""
    if image.is_volume:
        return image.spacing_kji_mm
    return image.spacing_ji_mm or (1.0, 1.0)
