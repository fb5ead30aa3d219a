"""Checking parameter values against what a manifest says about them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from workstation.errors import PluginRefusedError

if TYPE_CHECKING:
    from workstation.plugin_api.manifest import ParameterSpec, PluginManifest

ParameterValue = float | int | bool | str | tuple[float, ...]

_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})
BOX_LENGTH = 6
"""A box is x0, y0, z0, x1, y1, z1 in LPS mm; an empty one means the whole image."""


def problem_with(spec: ParameterSpec, value: object) -> str:
    """What is wrong with a value of the right kind of thing, in words; empty when nothing is."""
    if spec.type == "bool":
        return "" if isinstance(value, bool) else "is not true or false"
    if spec.type == "choice":
        return "" if value in spec.choices else f"is not one of {', '.join(spec.choices)}"
    if spec.type == "text":
        return "" if isinstance(value, str) else "is not text"
    if spec.type == "box":
        return _problem_with_box(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "is not a number"
    if spec.type == "int" and not isinstance(value, int):
        return "is not a whole number"
    if not math.isfinite(value):
        return "is not finite"
    if spec.minimum is not None and value < spec.minimum:
        return f"is below {spec.minimum:g}"
    if spec.maximum is not None and value > spec.maximum:
        return f"is above {spec.maximum:g}"
    return ""


def resolve_parameters(
    manifest: PluginManifest, given: Mapping[str, object]
) -> dict[str, ParameterValue]:
    """Every parameter of a plugin: the given values, checked, and defaults for the rest.

    Text is converted, so that values may come from a command line; a box is six numbers
    separated by commas.

    Raises
    ------
    PluginRefusedError
        A name is unknown or a value does not fit.
    """
    specs = {spec.id: spec for spec in manifest.parameters}
    unknown = sorted(set(given) - set(specs))
    if unknown:
        names = ", ".join(specs) or "none"
        raise PluginRefusedError(
            f"{manifest.name} has no parameter {unknown[0]}.", hint=f"It has: {names}."
        )
    resolved: dict[str, ParameterValue] = {}
    for name, spec in specs.items():
        value = _converted(spec, given[name]) if name in given else spec.default
        problem = problem_with(spec, value)
        if problem:
            raise PluginRefusedError(
                f"Parameter {name} of {manifest.name} {problem}.",
                hint=spec.help or f"Leave it out to use {spec.default}.",
            )
        if isinstance(value, tuple | list):
            value = tuple(float(v) for v in value)
        if spec.type == "float" and isinstance(value, int):
            value = float(value)
        resolved[name] = value  # type: ignore[assignment]
    return resolved


def _converted(spec: ParameterSpec, value: object) -> object:
    if isinstance(value, list):
        return tuple(value)
    if not isinstance(value, str) or spec.type in {"text", "choice"}:
        return value
    text = value.strip()
    if spec.type == "bool":
        if text.lower() in _TRUE | _FALSE:
            return text.lower() in _TRUE
        return value
    try:
        if spec.type == "box":
            return tuple(float(part) for part in text.split(",")) if text else ()
        return int(text) if spec.type == "int" else float(text)
    except ValueError:
        return value


def _problem_with_box(value: object) -> str:
    if not isinstance(value, tuple | list):
        return "is not a box"
    if len(value) == 0:
        return ""
    if len(value) != BOX_LENGTH:
        return "needs six numbers: x0, y0, z0, x1, y1, z1 in LPS mm"
    numbers = [v for v in value if isinstance(v, int | float) and math.isfinite(v)]
    if len(numbers) != BOX_LENGTH:
        return "has a part that is not a number"
    if any(numbers[n + 3] <= numbers[n] for n in range(3)):
        return "is empty: the second corner must be larger than the first"
    return ""
