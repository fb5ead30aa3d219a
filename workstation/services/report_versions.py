"""Signed reports of a study: what they state, and what a later version changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.provenance import now_here
from workstation.domain.report import MOST_PICTURES, ReportContent, ReportVersion, SignedReport
from workstation.domain.risk import RiskScore
from workstation.errors import ReportError
from workstation.messages import NOTHING, Message, joined
from workstation.reporting.wording import (
    day_and_time,
    finding_numbers,
    risk_result_text,
    shown_findings,
)
from workstation.risk.registry import score_title
from workstation.session.stale_scores import StaleScore

Facts = tuple[tuple[str, Message | str], ...]
_LONGEST_QUOTE = 400
_MEASURED = "measured "


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningSummary:
    """What a person must know before signing.

    Attributes
    ----------
    version : int
        Which signed report of the study it becomes.
    earlier : SignedReport or None
        The one that it replaces.
    impression : str
        May be empty, which is asked about.
    printed, left_out : tuple of Message
        Findings, scores and pictures that will and will not stand in the report.
    clock : Message
        What is wrong with the clock of this computer; empty where nothing is seen to be.
    """

    version: int
    earlier: SignedReport | None
    impression: str
    printed: tuple[Message, ...]
    left_out: tuple[Message, ...]
    clock: Message = NOTHING


def require_current(findings: Sequence[Finding], scores: Sequence[StaleScore]) -> None:
    """Refuse to sign while findings or scores are out of date.

    Raises
    ------
    ReportError
        There is one.
    """
    if findings:
        names = joined(", ", (finding.label for finding in findings))
        raise ReportError(
            Message(
                "The report cannot be signed: the mask of {names} was changed after measuring.",
                names=names,
            ),
            hint=Message("Measure again, review, then sign."),
        )
    if scores:
        reasons = joined("; ", (_stale_words(each) for each in scores))
        raise ReportError(
            Message(
                "The report cannot be signed: a score is out of date. {reasons}", reasons=reasons
            ),
            hint=Message("Compute it again in the Risk panel, or take it out of the report."),
        )


def _stale_words(stale: StaleScore) -> Message:
    return Message("{model}: {reason}", model=score_title(stale.score), reason=stale.reason)


def signing_summary(
    findings: Sequence[Finding],
    risks: Sequence[RiskScore],
    *,
    impression: str,
    key_images: int,
    earlier: SignedReport | None,
) -> SigningSummary:
    """What a signed report of this state would print and leave out."""
    kept = {finding.id for finding in findings if finding.is_reportable}
    labels = {finding.id: finding.label for finding in findings}
    printed = [_finding_words(f) for f in findings if f.id in kept]
    left_out: list[Message] = []
    for finding in findings:
        if finding.status is FindingStatus.PROPOSED:
            left_out.append(Message("{label}: not reviewed", label=finding.label))
        elif finding.status is FindingStatus.REJECTED:
            left_out.append(Message("{label}: rejected", label=finding.label))
    for score in risks:
        if not score.finding_id or score.finding_id in kept:
            printed.append(_score_words(score))
        else:
            label = labels.get(score.finding_id, "–")
            left_out.append(Message("{model} of {label}", model=score_title(score), label=label))
    if key_images > MOST_PICTURES:
        more = key_images - MOST_PICTURES
        left_out.append(
            Message(
                "{count} key image: a report has room for six",
                many="{count} key images: a report has room for six",
                count=more,
            )
        )
    return SigningSummary(
        version=earlier.version + 1 if earlier else 1,
        earlier=earlier,
        impression=impression.strip(),
        printed=tuple(printed),
        left_out=tuple(left_out),
        clock=_clock_words(earlier, now_here()),
    )


def _clock_words(earlier: SignedReport | None, moment: datetime) -> Message:
    """That the version before seems to be signed later: one of the two clocks was wrong."""
    if earlier is None or earlier.signed_at <= moment:
        return NOTHING
    return Message(
        "By the clock of this computer, version {number} was signed later than this one: one of "
        "the two times is wrong.",
        number=earlier.version,
    )


def as_version(content: ReportContent, earlier: SignedReport | None) -> ReportContent:
    """The content as the next signed version, with what it changes in the earlier one."""
    if earlier is None or not content.signed_by:
        return content
    words = Message(
        "It replaces version {number} of {moment}, signed by {name}.",
        number=earlier.version,
        moment=day_and_time(earlier.signed_at),
        name=earlier.signed_by,
    )
    if clock := _clock_words(earlier, content.created):
        words = joined(" ", (words, clock))
    changed = changes(earlier.facts, facts_of(content)) or (
        Message("Nothing that it states was changed."),
    )
    version = ReportVersion(number=earlier.version + 1, earlier=words, changes=changed)
    return replace(content, version=version)


def signed_report(content: ReportContent, digest: str, file_name: str) -> SignedReport:
    """What is kept of a signed report."""
    return SignedReport(
        version=content.version.number,
        signed_by=content.signed_by,
        signed_at=content.created,
        digest=digest,
        file_name=file_name,
        facts=facts_of(content),
    )


def facts_of(content: ReportContent) -> Facts:
    """Everything that a report states of the patient, by a key that is the same in each version."""
    facts: list[tuple[str, Message | str]] = [
        ("Clinical history", content.clinical_history),
        ("Comparison", content.comparison),
        ("Findings", content.findings_text),
        ("Impression", content.impression),
    ]
    shown = shown_findings(content)
    kept = {finding.id for finding in shown}
    facts += [(f"finding {finding.id}", _finding_words(finding)) for finding in shown]
    facts += [
        (f"score {score.model} {score.finding_id}", _score_words(score))
        for score in content.risks
        if not score.finding_id or score.finding_id in kept
    ]
    facts += [
        (f"{_MEASURED}{n} {name}", joined(" ", (name, value)))
        for n, (name, value) in enumerate(content.reader_measurements)
    ]
    stripped = ((key, w.strip() if isinstance(w, str) else w) for key, w in facts)
    return tuple((key, words) for key, words in stripped if words)


def changes(before: Facts, now: Facts) -> tuple[Message, ...]:
    """What is different, a sentence each; the same English is the same statement."""
    old, new = dict(before), dict(now)
    _leave_out_same_measurements(old, new)
    found = [
        Message("Changed: {before} – now: {now}", before=_quote(old[key]), now=_quote(new[key]))
        for key in old
        if key in new and str(old[key]) != str(new[key])
    ]
    found += [Message("Left out: {words}", words=_quote(old[key])) for key in old if key not in new]
    found += [Message("Added: {words}", words=_quote(new[key])) for key in new if key not in old]
    return tuple(found)


def _leave_out_same_measurements(
    old: dict[str, Message | str], new: dict[str, Message | str]
) -> None:
    """Leave out of both what both state of measurements: where one is deleted, others move up."""
    there: dict[str, list[str]] = {}
    for key, words in new.items():
        if key.startswith(_MEASURED):
            there.setdefault(str(words), []).append(key)
    for key in [each for each in old if each.startswith(_MEASURED)]:
        if same := there.get(str(old[key])):
            del old[key], new[same.pop()]


def _quote(words: Message | str) -> Message | str:
    if isinstance(words, Message) and len(str(words)) <= _LONGEST_QUOTE:
        return words
    words = str(words)
    line = " ".join(words.split()) if "\n" in words else words
    return line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE]}…"


def _finding_words(finding: Finding) -> Message:
    numbers = finding_numbers(finding)
    return joined(": ", (finding.label, numbers) if numbers else (finding.label,))


def _score_words(score: RiskScore) -> Message:
    return joined(": ", (score_title(score), risk_result_text(score)))
