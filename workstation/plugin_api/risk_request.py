"""What a risk plugin is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from numpy.typing import NDArray

from workstation.domain.measurement import MeasurementOrigin
from workstation.messages import Message
from workstation.plugin_api.facts import Fact, RiskCase
from workstation.plugin_api.parameters import ParameterValue


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RiskRequest:
    """One run: what is known, and every parameter of the manifest with its value.

    Parameters
    ----------
    assumed : frozenset of str
        Parameters that nobody set: they have the value of the manifest.
    """

    case: RiskCase
    parameters: Mapping[str, ParameterValue] = field(default_factory=dict)
    assumed: frozenset[str] = frozenset()

    def known(self) -> dict[str, Fact]:
        """Every fact by its key, the parameters among them, e.g. "parameter.fdg_uptake"."""
        stated = (
            Fact(
                key=f"parameter.{name}",
                name=name,
                value=", ".join(map(str, value)) if isinstance(value, tuple) else value,
                origin=MeasurementOrigin.ASSUMED
                if name in self.assumed
                else MeasurementOrigin.TYPED,
            )
            for name, value in self.parameters.items()
        )
        return {fact.key: fact for fact in (*self.case.facts, *stated)}

    @property
    def arrays(self) -> tuple[NDArray[Any], ...]:
        """None: a risk plugin sees no image."""
        return ()

    @property
    def shape(self) -> tuple[int, ...]:
        """Of no image."""
        return ()

    def with_arrays(self, _arrays: Sequence[NDArray[Any]]) -> RiskRequest:
        """The request itself."""
        return self

    def unfit(self) -> tuple[tuple[Message, RiskRequest], ...]:
        """Requests that must be refused before a plugin starts, each with what that shows."""
        other = replace(self.case, modality="XX")
        return ((Message("refuses another modality"), replace(self, case=other)),)
