"""Which scores no longer speak of findings and patient as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workstation.domain.finding import Finding
from workstation.domain.mask import Mask
from workstation.domain.risk import RiskScore
from workstation.domain.study import Patient
from workstation.messages import Message
from workstation.session.plugin_scores import rests_on, why_plugin_score_stale
from workstation.session.risk_case import PatientState, case_of
from workstation.session.score_basis import why_stale


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleScore:
    """A score that no longer speaks of its finding or patient as they are, and why."""

    score: RiskScore
    reason: Message


def stale_scores(
    scores: Sequence[RiskScore],
    findings: Sequence[Finding],
    masks: Sequence[Mask],
    patient: Patient,
    study_date: str = "",
    *,
    former_scale: frozenset[str] = frozenset(),
) -> tuple[StaleScore, ...]:
    """The scores that must not be signed as they are, each with its reason in words.

    `former_scale` are ids of findings whose image was calibrated otherwise since.
    """
    by_id = {finding.id: finding for finding in findings}
    plugins = [score for score in scores if score.source is not None]
    reasons = {
        score.key: why_stale(score, by_id, masks, patient)
        for score in scores
        if score.source is None
    }
    if plugins:
        state = PatientState(
            patient=patient,
            study_date=study_date,
            findings=tuple(findings),
            scores=tuple(scores),
        )
        now = case_of(state).values()
        reasons |= {s.key: why_plugin_score_stale(s, by_id, masks, now) for s in plugins}
        _pass_on(reasons, scores, plugins)
    for score in scores:
        if not reasons[score.key] and score.finding_id in former_scale:
            reasons[score.key] = Message("the image of its finding was calibrated otherwise since")
    return tuple(
        StaleScore(score=score, reason=reasons[score.key]) for score in scores if reasons[score.key]
    )


def _pass_on(
    reasons: dict[tuple[str, str], Message],
    scores: Sequence[RiskScore],
    plugins: Sequence[RiskScore],
) -> None:
    """A score that rests on one that is out of date is out of date, however long the chain."""
    for _ in plugins:
        for score in plugins:
            behind = (s for s in scores if reasons[s.key] and rests_on(score, s))
            if not reasons[score.key] and next(behind, None) is not None:
                reasons[score.key] = Message("a score that it rests on is out of date")
