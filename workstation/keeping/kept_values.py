"""Parts of values that are kept in rows of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date as date_type
from datetime import datetime
from typing import Any

from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.domain.risk import RiskScore
from workstation.keeping.kept_masks import KeptResult, facts_of
from workstation.plain.values import writable
from workstation.session.risk_case import KnownPrior


def without_pixels(run: AnalysisResult) -> KeptResult:
    """A run as it is kept: findings and scores have rows of their own, and labels are files."""
    plain = replace(
        run,
        mask=None,
        pictures=(),
        findings=(),
        scores=(),
        kept_finding_ids=tuple(sorted(run.proposed_ids)),
    )
    return KeptResult(plain, None if run.mask is None else facts_of(run.mask))


def decisions_of(finding: Finding) -> tuple[Mapping[str, Any], ...]:
    """Columns of `decision` for each one about a finding, oldest first."""
    return tuple(
        {
            "status": each.status.value,
            "by": writable(each.by),
            "decided_at": each.at.isoformat(),
            "note": writable(str(each.note)),
        }
        for each in finding.history
    )


def day_of(date: str) -> date_type | None:
    """The day of a date as headers state it (DA, YYYYMMDD); None where it states none."""
    try:
        return datetime.strptime(date.strip(), "%Y%m%d").date()  # noqa: DTZ007 - a day only
    except ValueError:
        return None


def prior_of(values: Mapping[str, list[object]], date: str, now: str) -> KnownPrior | None:
    """What is kept of a study of one date before one of another (DA).

    None where it is not earlier, or nothing of what counts is kept.
    """
    then, today = day_of(date), day_of(now)
    findings = tuple(v for v in values.get("finding", ()) if isinstance(v, Finding))
    scores = tuple(v for v in values.get("risk", ()) if isinstance(v, RiskScore))
    if then is None or today is None or then >= today or not (findings or scores):
        return None
    return KnownPrior(days_before=float((today - then).days), findings=findings, scores=scores)
