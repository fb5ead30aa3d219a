"""What one plugin run gave."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from workstation.domain.finding import Finding
from workstation.domain.mask import Mask
from workstation.domain.measurement import Measurement
from workstation.domain.provenance import Provenance, now_utc
from workstation.domain.risk import RiskScore
from workstation.messages import NOTHING, Message


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Picture:
    """Values that are shown over an image or in its place; each kind has a layer of its own."""

    values: NDArray[np.float32]

    @property
    def title(self) -> Message:
        """What it is called beside the name of its plugin."""
        return NOTHING


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Heatmap(Picture):
    """A saliency map on the image grid: (k, j, i) or (j, i) float32 in 0..1."""

    name: Message

    @property
    def title(self) -> Message:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Enhanced(Picture):
    """Values for looking at, never for measuring: (k, j, i) or (j, i) float32.

    They lie on the straight, even grid on which a volume is shown; that of a film is its own.
    `words` say what was done.
    """

    words: Message

    @property
    def title(self) -> Message:
        """What was done."""
        return self.words


_Picture = TypeVar("_Picture", bound=Picture)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnalysisResult:
    """Everything a plugin run proposes, and how it was obtained.

    `mask` lies on the grid of the analyzed image. `measurements` concern the whole image
    (an emphysema index); those of one finding stand in the finding. `scores` are those of a risk
    plugin. `notes` are sentences
    for the reader, e.g. why nothing was found. `kept_finding_ids` names what the run proposed
    where its findings are kept apart from it, as in the archive.
    """

    plugin_id: str
    plugin_name: str
    plugin_version: str
    intended_use: str
    limits: str
    device: str
    precision: str
    fallbacks: tuple[Message, ...]
    timings_s: tuple[tuple[str, float], ...]
    peak_memory_mb: float
    findings: tuple[Finding, ...]
    provenance: Provenance
    mask: Mask | None = None
    pictures: tuple[Picture, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    notes: tuple[Message, ...] = ()
    parameters: tuple[tuple[str, Any], ...] = ()
    started: datetime = field(default_factory=now_utc)
    kept_finding_ids: tuple[str, ...] = ()
    scores: tuple[RiskScore, ...] = ()

    @property
    def proposed_ids(self) -> frozenset[str]:
        """Ids of every finding that the run proposed."""
        return frozenset(self.kept_finding_ids) | {finding.id for finding in self.findings}

    def proposed(self, finding: Finding) -> bool:
        """Whether a finding, as it may be by now, came from this run.

        Journals of earlier versions did not keep the ids; a finding names its run by the
        moment and the method of its provenance, which edits leave as they were.
        """
        if finding.id in self.proposed_ids:
            return True
        made, run = finding.provenance, self.provenance
        return (made.method, made.created) == (run.method, run.created)

    def pictures_of(self, kind: type[_Picture]) -> tuple[_Picture, ...]:
        """Its pictures of one kind."""
        return tuple(each for each in self.pictures if isinstance(each, kind))

    @property
    def duration_s(self) -> float:
        """Wall time of the whole run, seconds."""
        return dict(self.timings_s).get("total", sum(v for _, v in self.timings_s))
