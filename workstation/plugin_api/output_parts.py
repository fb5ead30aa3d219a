"""What outputs of plugins are made of: segments, classes, numbers, saliency maps, scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workstation.domain.coding import Code
from workstation.messages import NOTHING, Message

MOST_HEATMAPS = 2
"""Saliency maps that one output may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentOutput:
    """One segment of the label array.

    `number` is its value there; `produced` the number of its kind in the manifest.
    `score` orders repeated segments, the most suspicious first; it is not a probability.
    """

    number: int
    produced: int
    label: Message | str = ""
    laterality: Code | None = None
    site: Code | None = None
    score: float | None = None
    statement: Message | str = ""
    caveats: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassProbability:
    """The probability of one class of the manifest, 0..1, and how far it can be trusted."""

    class_id: str
    probability: float
    probability_note: Message
    statement: Message | str = ""
    caveats: tuple[Message, ...] = ()
    position_ji: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.probability <= 1.0:
            raise ValueError(f"a probability lies in 0..1, got {self.probability}")
        if not self.probability_note:
            raise ValueError("a probability needs a note that says how it was calibrated")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberOutput:
    """A number about the whole image, or about one segment of the label array."""

    concept: Code
    value: float
    unit: Code
    derivation: Code | None = None
    segment: int | None = None
    caveat: Message = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredOutput:
    """One score of `[[produces.scores]]`, whose name, unit and citation stand there.

    Parameters
    ----------
    finding : str
        Key of the finding that it is about; empty for a score about the patient.
    value : float or None
        In the unit of the manifest.
    probability : float or None
        0..1.
    interval : (float, float) or None
        Lower and upper end, of the value, or of the probability where there is no value;
        `interval_level` is 0.95 for 95 %.
    category, explanation : Message
        E.g. "10 % or more", and what follows from it.
    caveats : tuple of Message
        Printed with the score.
    used : tuple of str
        Keys of the facts that it rests on. They are printed with the score, and when one of them
        is another, the score is out of date. There is at least one.
    terms : tuple of (str, float)
        What each input added, in the scale of the score.
    """

    score_id: str
    finding: str = ""
    value: float | None = None
    probability: float | None = None
    interval: tuple[float, float] | None = None
    interval_level: float = 0.95
    category: Message = NOTHING
    explanation: Message = NOTHING
    caveats: tuple[Message, ...] = ()
    used: tuple[str, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeatmapOutput:
    """A saliency map on the image grid, float32 in 0..1."""

    name: Message
    values: NDArray[np.float32]
