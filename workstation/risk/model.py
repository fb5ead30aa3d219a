"""What a risk model is."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from workstation.domain.risk import RiskScore
from workstation.messages import NOTHING, Message, joined
from workstation.risk.inputs import Inputs, InputSpec, check_inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a model computed from checked inputs."""

    outputs: tuple[tuple[str, Message | float | str], ...]
    category: Message
    recommendation: Message = NOTHING
    terms: tuple[tuple[str, float], ...] = ()
    caveats: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskModel:
    """One published model: its inputs as data and a pure function over them."""

    id: str
    title: Message
    version: str
    population: Message
    unit: str
    inputs: tuple[InputSpec, ...]
    citation: str
    compute: Callable[[Inputs], Assessment]
    limits: tuple[tuple[str, tuple[float, ...]], ...] = ()
    """Output to the limits that it is compared with, in its unit."""

    def assess(self, given: Mapping[str, Any], *, finding_id: str = "") -> RiskScore:
        """Score one patient or nodule.

        Parameters
        ----------
        given : mapping
            Input name to a value or ``{"value": ..., "origin": ...}``.

        Raises
        ------
        RiskInputError
            An input is missing, unknown or impossible: there is then no score.
        """
        inputs, caveats = check_inputs(self.inputs, given)
        result = self.compute(inputs)
        unused = [spec.description for spec in self.inputs if spec.name in inputs.unused]
        if unused:
            words = Message(
                "Given, and not used for this score: {names}.", names=joined(", ", unused)
            )
            caveats = (*caveats, words)
        return RiskScore(
            model=self.id,
            version=self.version,
            outputs=result.outputs,
            unit=self.unit,
            category=result.category,
            recommendation=result.recommendation,
            inputs=tuple(item for item in inputs.items if item.name not in inputs.unused),
            terms=result.terms,
            caveats=(*caveats, *result.caveats),
            citation=self.citation,
            finding_id=finding_id,
        )


def logistic(linear_predictor: float) -> float:
    """1 / (1 + exp(-x)), without overflow."""
    if linear_predictor >= 0:
        return 1.0 / (1.0 + math.exp(-linear_predictor))
    grown = math.exp(linear_predictor)
    return grown / (1.0 + grown)
