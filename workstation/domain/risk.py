"""Published scores: inputs, result, validity, citation."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.measurement import MeasurementOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskInput:
    """One input as it was used; `origin` tells measured from typed from assumed."""

    name: str
    value: float | int | bool | str
    unit: str = ""
    origin: MeasurementOrigin = MeasurementOrigin.TYPED


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskScore:
    """The result of one model.

    `outputs` maps a readable name to a number or words; `terms` lists what each input
    added, in the model's own scale; `caveats` must be printed with the result.
    """

    model: str
    version: str
    outputs: tuple[tuple[str, float | str], ...]
    unit: str
    category: str
    recommendation: str
    inputs: tuple[RiskInput, ...]
    terms: tuple[tuple[str, float], ...]
    caveats: tuple[str, ...]
    citation: str
    finding_id: str = ""
