"""What of a study still waits for its reader, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workstation.domain.finding import Finding, FindingStatus
from workstation.session.annotations import ReportDraft
from workstation.session.stale_scores import StaleScore
from workstation.session.staleness import StaleFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """How much is open.

    Attributes
    ----------
    findings : int
        Those that nobody has decided about, and those whose numbers are out of date.
    scores : int
        Those that are out of date.
    report : int
        What stands against a signature, and an impression that is missing where there is
        something to say.
    """

    findings: int
    scores: int
    report: int


def open_work(
    findings: Sequence[Finding],
    stale: Sequence[StaleFinding],
    stale_scores: Sequence[StaleScore],
    draft: ReportDraft,
) -> OpenWork:
    """Count what is open of a study."""
    waiting = {f.id for f in findings if f.status is FindingStatus.PROPOSED}
    outdated = {each.finding.id for each in stale}
    kept_outdated = sum(each.finding.is_reportable for each in stale)
    no_impression = any(f.is_reportable for f in findings) and not draft.impression.strip()
    return OpenWork(
        findings=len(waiting | outdated),
        scores=len(stale_scores),
        report=kept_outdated + len(stale_scores) + int(no_impression),
    )
