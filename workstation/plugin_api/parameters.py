"""Checking parameter values against what a manifest says about them."""

from __future__ import annotations

from collections.abc import Mapping

from workstation.errors import PluginRefusedError
from workstation.messages import Message
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.parameter_spec import ParameterSpec, problem_with

ParameterValue = float | int | bool | str | tuple[float, ...]

_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})


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
        names = ", ".join(specs) or Message("none")
        raise PluginRefusedError(
            Message("{name} has no parameter {unknown}.", name=manifest.title, unknown=unknown[0]),
            hint=Message("It has: {names}.", names=names),
        )
    resolved: dict[str, ParameterValue] = {}
    for name, spec in specs.items():
        value = _converted(spec, given[name]) if name in given else spec.default
        problem = problem_with(spec, value)
        if problem:
            raise PluginRefusedError(
                Message(
                    "Parameter {name} of {name2} {problem}.",
                    name=name,
                    name2=manifest.title,
                    problem=problem,
                ),
                hint=Message.term(spec.help)
                if spec.help
                else Message("Leave it out to use {default}.", default=spec.default),
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
