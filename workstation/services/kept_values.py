"""Parts of values that are kept in rows of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.plain.values import writable
from workstation.services.kept_masks import KeptResult, facts_of


def without_pixels(run: AnalysisResult) -> KeptResult:
    """A run as it is kept: findings have rows of their own, and labels are files."""
    plain = replace(
        run,
        mask=None,
        heatmaps=(),
        enhanced=None,
        findings=(),
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
