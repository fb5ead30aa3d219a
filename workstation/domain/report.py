"""What a report says, apart from how it is laid out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from workstation.domain.finding import Finding
from workstation.domain.geometry import GeometryHonesty
from workstation.domain.provenance import now_here
from workstation.domain.risk import RiskScore
from workstation.domain.study import Patient
from workstation.messages import NOTHING, Message

MOST_PICTURES = 6
"""What a report has room for."""


class PageSize(StrEnum):
    """Paper of a report."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KeyImage:
    """A picture for the report: (rows, columns, 3) uint8 RGB with overlays burned in."""

    pixels: NDArray[np.uint8]
    caption: Message | str
    finding_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AiRun:
    """One plugin run as the report states it."""

    plugin_name: str
    plugin_version: str
    model_name: str
    model_sha256: str
    device: str
    precision: str
    started: datetime
    duration_s: float
    fallbacks: tuple[Message, ...]
    intended_use: Message
    proposed: int
    accepted: int
    edited: int
    rejected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfDate:
    """Something that a draft prints although it no longer speaks of things as they are.

    `model` names a score of the finding; empty for the finding's own numbers.
    """

    finding_id: str
    reason: Message
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesGeometry:
    """What the images of another series of the study say of their geometry."""

    series_instance_uid: str
    words: Message | str
    honesty: GeometryHonesty
    acknowledged_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Letterhead:
    """Header of the institution: lines of text, and a logo as (rows, columns, 3) uint8 RGB."""

    lines: tuple[str, ...] = ()
    logo: NDArray[np.uint8] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportVersion:
    """Which signed report of a study this is.

    `earlier` says in words which one it replaces, `changes` what is different from it.
    """

    number: int = 1
    earlier: Message = NOTHING
    changes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedReport:
    """What is kept of a report that was signed.

    `digest` is its document hash; `facts` what it stated, by keys that later versions share.
    """

    version: int
    signed_by: str
    signed_at: datetime
    digest: str
    file_name: str
    facts: tuple[tuple[str, Message | str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReportContent:
    """Everything a report prints. `signed_by` empty means a draft."""

    patient: Patient
    study: tuple[tuple[Message, str], ...]
    clinical_history: str
    technique: tuple[tuple[Message, Message | str], ...]
    comparison: str
    findings: tuple[Finding, ...]
    findings_text: Message | str
    risks: tuple[RiskScore, ...]
    key_images: tuple[KeyImage, ...]
    impression: str
    ai_runs: tuple[AiRun, ...]
    honesty: GeometryHonesty
    geometry_acknowledged_by: str = ""
    other_geometry: tuple[SeriesGeometry, ...] = ()
    """Of other series that its findings lie on."""
    source_uids: tuple[str, ...] = ()
    out_of_date: tuple[OutOfDate, ...] = ()
    """Only in drafts: nothing out of date can be signed."""
    signed_by: str = ""
    signed_role: str = ""
    """What the person is, e.g. "Consultant radiologist"."""
    created: datetime = field(default_factory=now_here)
    """With the time zone of the place."""
    letterhead: Letterhead | None = None
    reader_measurements: tuple[tuple[Message | str, Message | str], ...] = ()
    """What the reader measured by hand: kind and place, value with unit."""
    self_test: Message = NOTHING
    """Outcome of the numbers self-test of the program that wrote the report, in a line."""
    self_test_passed: bool = True
    places: tuple[tuple[str, Message | str], ...] = ()
    """Finding id to where it is seen, in words: series and image."""
    organ_ids: frozenset[str] = frozenset()
    """Findings that are structures of every body: a table of measurements, no findings."""
    pictures_left_out: int = 0
    """How many pictures did not find room, or could not be made."""
    version: ReportVersion = ReportVersion()
    """Of a signed report."""
    language: str = "en"
    """Of the words of the program, e.g. "zh_CN"; what a person or a file says stays as it is."""
