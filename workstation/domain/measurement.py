"""Numbers with unit, method and origin."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from workstation.domain.coding import Code
from workstation.domain.provenance import Provenance
from workstation.messages import NOTHING, Message


class MeasurementOrigin(StrEnum):
    """Who made a number."""

    MEASURED = "measured"
    TYPED = "typed"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One number, in the UCUM unit that it was computed in.

    `caveat` is printed wherever the number is, e.g. "at the detector" or
    "slices are missing". `derivation` qualifies the concept, e.g. Mean.
    """

    id: str
    concept: Code
    value: float
    unit: Code
    provenance: Provenance
    derivation: Code | None = None
    mask_id: str = ""
    mask_version: int = 0
    segment_number: int | None = None
    caveat: Message = NOTHING
    origin: MeasurementOrigin = MeasurementOrigin.MEASURED

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise ValueError(f"{self.concept.meaning} must be finite, got {self.value}")

    @property
    def kind(self) -> tuple[str, str]:
        """Code values of concept and derivation, "" for none: what is measured."""
        return self.concept.value, self.derivation.value if self.derivation else ""

    @property
    def name(self) -> Message:
        """Concept, qualified by its derivation."""
        if self.derivation is None:
            return self.concept.words
        return Message(
            "{derivation} {concept}",
            derivation=self.derivation.words,
            concept=self.concept.words,
        )
