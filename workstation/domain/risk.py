"""Published scores: inputs, result, validity, citation."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.measurement import MeasurementOrigin
from workstation.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskInput:
    """One input as it was used; `origin` tells measured from typed from assumed."""

    name: str
    value: float | int | bool | str
    unit: str = ""
    origin: MeasurementOrigin = MeasurementOrigin.TYPED


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskBasis:
    """What finding and patient stated when a score was computed.

    Attributes
    ----------
    mask_id, mask_version, segment_number
        Of the finding's segment; empty where the finding has none.
    facts : tuple of (str, float or str)
        Input name to what was stated for it, unrounded, in the unit of the input.
    used : tuple of (str, value)
        Of the score of a plugin: what it used, by its place, e.g. "finding/ID/long_axis".
    """

    mask_id: str = ""
    mask_version: int = 0
    segment_number: int | None = None
    facts: tuple[tuple[str, float | str], ...] = ()
    used: tuple[tuple[str, float | int | bool | str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSource:
    """The plugin that gave a score; `title` is what it calls the score."""

    plugin_id: str
    plugin_name: str
    plugin_version: str
    title: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskScore:
    """The result of one model.

    `outputs` maps a readable name to a number or words; `terms` lists what each input
    added, in the model's own scale; `caveats` must be printed with the result. `basis` tells
    whether the score still speaks of its finding as it is. `source` is the plugin that it is
    from, None for the published scores of the program.
    """

    model: str
    version: str
    outputs: tuple[tuple[str, Message | float | str], ...]
    unit: str
    category: Message
    recommendation: Message
    inputs: tuple[RiskInput, ...]
    terms: tuple[tuple[str, float], ...]
    caveats: tuple[Message, ...]
    citation: str
    finding_id: str = ""
    basis: RiskBasis | None = None
    source: ScoreSource | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What it is of: there is one score of each model for each finding."""
        return (self.model, self.finding_id)
