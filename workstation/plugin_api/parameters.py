"""Checking parameter values against what a manifest says about them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from workstation.errors import PluginRefusedError
from workstation.words import joined, said

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
        return "" if isinstance(value, bool) else said("is not true or false")
    if spec.type == "choice":
        return (
            ""
            if value in spec.choices
            else said("is not one of {names}", names=joined(", ", spec.choices))
        )
    if spec.type == "text":
        return "" if isinstance(value, str) else said("is not text")
    if spec.type == "box":
        return _problem_with_box(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return said("is not a number")
    if spec.type == "int" and not isinstance(value, int):
        return said("is not a whole number")
    if not abs(value) <= sys.float_info.max:  # whole numbers have no end
        return said("is not finite")
    if spec.minimum is not None and value < spec.minimum:
        return said("is below {minimum:g}", minimum=spec.minimum)
    if spec.maximum is not None and value > spec.maximum:
        return said("is above {maximum:g}", maximum=spec.maximum)
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
            said("{name} has no parameter {unknown}.", name=manifest.name, unknown=unknown[0]),
            hint=said("It has: {names}.", names=names),
        )
    resolved: dict[str, ParameterValue] = {}
    for name, spec in specs.items():
        value = _converted(spec, given[name]) if name in given else spec.default
        problem = problem_with(spec, value)
        if problem:
            raise PluginRefusedError(
                said(
                    "Parameter {name} of {name2} {problem}.",
                    name=name,
                    name2=manifest.name,
                    problem=problem,
                ),
                hint=spec.help or said("Leave it out to use {default}.", default=spec.default),
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
        return said("is not a box")
    if len(value) == 0:
        return ""
    if len(value) != BOX_LENGTH:
        return said("needs six numbers: x0, y0, z0, x1, y1, z1 in LPS mm")
    numbers = [v for v in value if isinstance(v, int | float) and abs(v) <= sys.float_info.max]
    if len(numbers) != BOX_LENGTH:
        return said("has a part that is not a number")
    if any(numbers[n + 3] <= numbers[n] for n in range(3)):
        return said("is empty: the second corner must be larger than the first")
    return ""
