"""Typed inputs of risk models: described as data, checked in one place."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from workstation.domain.measurement import MeasurementOrigin
from workstation.domain.risk import RiskInput
from workstation.errors import RiskInputError
from workstation.messages import NOTHING, Message, joined
from workstation.risk.rounding import short


class InputType(StrEnum):
    """What kind of value an input takes."""

    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputSpec:
    """One input of a model.

    `possible` is the range outside which a value is refused as a typing or unit error;
    `validated` is the range outside which the result carries a caveat. `unusual` is a range in
    which a value that was not measured is likely of another unit, and what to check.
    `of_study` says that it is the same for every finding of a study.
    """

    name: str
    description: Message
    type: InputType
    unit: str = ""
    required: bool = True
    choices: tuple[str, ...] = ()
    possible: tuple[float, float] | None = None
    validated: tuple[float, float] | None = None
    unusual: tuple[tuple[float, float], Message] | None = None
    of_study: bool = False


class Inputs:
    """Checked inputs of one assessment; values by name, in the model's units.

    What a model never reads took no part in its score.
    """

    def __init__(self, items: Sequence[RiskInput]) -> None:
        self.items = tuple(items)
        self._values = {item.name: item.value for item in items}
        self._read: set[str] = set()

    @property
    def unused(self) -> frozenset[str]:
        """Names of inputs that were given and not read so far."""
        return frozenset(self._values) - self._read

    def has(self, name: str) -> bool:
        """Whether this input was given."""
        return name in self._values

    def number(self, name: str) -> float:
        """A number or integer input."""
        self._read.add(name)
        return float(self._values[name])

    def flag(self, name: str) -> bool:
        """A boolean input; False when an optional one was not given."""
        self._read.add(name)
        return bool(self._values.get(name, False))

    def text(self, name: str) -> str:
        """A choice or date input."""
        self._read.add(name)
        return str(self._values[name])


def check_inputs(
    specs: Sequence[InputSpec], given: Mapping[str, Any]
) -> tuple[Inputs, tuple[Message, ...]]:
    """Check `given` against `specs`.

    Parameters
    ----------
    given : mapping
        Input name to a value, or to ``{"value": ..., "origin": "measured|typed|assumed",
        "unit": ...}``; a unit other than the input's is refused.

    Returns
    -------
    Inputs, tuple of Message
        The inputs in the order of `specs`, and a caveat for each value that is outside the
        validated range or assumed.

    Raises
    ------
    RiskInputError
        An input is unknown, missing, of the wrong type, or impossible.
    """
    by_name = {spec.name: spec for spec in specs}
    for name in given:
        if name not in by_name:
            close = difflib.get_close_matches(str(name), by_name, n=1)
            raise RiskInputError(
                Message("There is no input named “{name}”.", name=name),
                hint=Message("Did you mean “{close}”?", close=close[0])
                if close
                else Message("Inputs: {names}.", names=_terms(by_name)),
            )
    missing = [s for s in specs if s.required and _is_absent(given.get(s.name))]
    if missing:
        raise RiskInputError(
            Message(
                "No score: {names} missing.", names=joined(", ", (s.description for s in missing))
            ),
            hint=Message("Give every required input; none is assumed for you."),
            detail=f"missing: {', '.join(spec.name for spec in missing)}",
        )
    items: list[RiskInput] = []
    caveats: list[Message] = []
    for spec in specs:
        raw = given.get(spec.name)
        if _is_absent(raw):
            continue
        value, origin = _unwrap(spec, raw)
        checked = _coerce(spec, value)
        items.append(RiskInput(name=spec.name, value=checked, unit=spec.unit, origin=origin))
        if origin is MeasurementOrigin.ASSUMED:
            caveats.append(Message("{description} is assumed.", description=spec.description))
        caveats.extend(_range_caveat(spec, checked))
        if origin is not MeasurementOrigin.MEASURED:
            caveats.extend(_unit_caveat(spec, checked))
    return Inputs(items), tuple(caveats)


def _is_absent(raw: Any) -> bool:  # noqa: ANN401 - values come from JSON
    if isinstance(raw, Mapping):
        raw = raw.get("value")
    return raw is None or raw == ""


def _unwrap(spec: InputSpec, raw: Any) -> tuple[Any, MeasurementOrigin]:  # noqa: ANN401
    if not isinstance(raw, Mapping):
        return raw, MeasurementOrigin.TYPED
    try:
        origin = MeasurementOrigin(raw.get("origin", "typed"))
    except ValueError as error:
        raise RiskInputError(
            Message("{name}: the origin must be measured, typed or assumed.", name=spec.description)
        ) from error
    unknown = sorted(str(key) for key in raw if key not in {"value", "origin", "unit"})
    if unknown:
        raise RiskInputError(
            Message("{name}: there is no “{unknown}”.", name=spec.description, unknown=unknown[0]),
            hint=Message("Give value, origin and unit only."),
        )
    if raw.get("unit") not in (None, spec.unit):
        raise RiskInputError(
            Message(
                "{name} is asked for in {unit}.",
                name=spec.description,
                unit=Message.term(spec.unit) if spec.unit else Message("no unit"),
            ),
            hint=Message("Convert the value; units are not converted for you."),
        )
    return raw["value"], origin


def _coerce(spec: InputSpec, value: Any) -> float | int | bool | str:  # noqa: ANN401
    match spec.type:
        case InputType.BOOLEAN:
            return _boolean(spec, value)
        case InputType.CHOICE:
            return _choice(spec, value)
        case InputType.DATE:
            return _date(spec, value)
        case InputType.NUMBER | InputType.INTEGER:
            return _number(spec, value)


def _boolean(spec: InputSpec, value: Any) -> bool:  # noqa: ANN401
    words = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    word = str(value).strip().lower()
    if word not in words:
        raise RiskInputError(
            Message("{name} must be yes or no.", name=spec.description), detail=f"got {type(value)}"
        )
    return words[word]


def _terms(names: Iterable[str]) -> Message:
    return joined(", ", (Message.term(name.replace("_", " ")) for name in names))


def _choice(spec: InputSpec, value: Any) -> str:  # noqa: ANN401
    word = str(value).strip().lower()
    if word not in spec.choices:
        raise RiskInputError(
            Message(
                "{name} must be one of: {names}.",
                name=spec.description,
                names=_terms(spec.choices),
            )
        )
    return word


def _date(spec: InputSpec, value: Any) -> str:  # noqa: ANN401
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise RiskInputError(
            Message("{name} must be a date such as 2026-03-31.", name=spec.description)
        ) from error


def _number(spec: InputSpec, value: Any) -> float | int:  # noqa: ANN401
    if isinstance(value, bool):
        raise RiskInputError(Message("{name} must be a number.", name=spec.description))
    if isinstance(value, str) and (not value.isascii() or "_" in value):
        raise RiskInputError(
            Message("{name} must be a number in plain digits.", name=spec.description)
        )
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise RiskInputError(Message("{name} must be a number.", name=spec.description)) from error
    whole = spec.type is InputType.INTEGER
    if not math.isfinite(number) or (whole and number != int(number)):
        kind = Message("a whole number") if whole else Message("a finite number")
        raise RiskInputError(Message("{name} must be {kind}.", name=spec.description, kind=kind))
    if spec.possible is not None and not spec.possible[0] <= number <= spec.possible[1]:
        low, high = spec.possible
        raise RiskInputError(
            Message(
                "{name} {number} {unit} is not possible ({low:g} to {high:g}).",
                name=spec.description,
                number=short(number, spec.possible),
                unit=Message.term(spec.unit),
                low=low,
                high=high,
            ),
            hint=Message("Check the unit."),
        )
    return int(number) if whole else number


def _unit_caveat(spec: InputSpec, value: float | int | bool | str) -> list[Message]:
    if spec.unusual is None or isinstance(value, bool | str):
        return []
    (low, high), what = spec.unusual
    if not low <= value < high:
        return []
    return [
        Message(
            "{description} {value} {unit} is unusual: {what}",
            description=spec.description,
            value=short(value, (low, high)),
            unit=Message.term(spec.unit),
            what=what,
        )
    ]


def _range_caveat(spec: InputSpec, value: float | int | bool | str) -> list[Message]:
    if spec.validated is None or isinstance(value, bool | str):
        return []
    low, high = spec.validated
    if low <= value <= high:
        return []
    unit = joined("", (" ", Message.term(spec.unit))) if spec.unit else NOTHING
    return [
        Message(
            "{description} {value}{unit} is outside the validated range ({low:g} "
            "to {high:g}{unit}).",
            description=spec.description,
            value=short(value, spec.validated),
            unit=unit,
            low=low,
            high=high,
        )
    ]
