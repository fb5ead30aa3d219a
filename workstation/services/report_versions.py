"""Signed reports of a study: what they state, and what a later version changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.person_name import readable_name
from workstation.domain.probabilities import stated_percent
from workstation.domain.provenance import now_here
from workstation.domain.report import (
    MOST_PICTURES,
    ReportContent,
    ReportVersion,
    SeriesGeometry,
    SignedReport,
)
from workstation.domain.risk import RiskScore
from workstation.errors import ReportError
from workstation.messages import NOTHING, Message, joined
from workstation.reporting.wording import (
    badge_text,
    day_and_time,
    finding_numbers,
    measurement_caveats,
    review_text,
    risk_input_text,
    risk_result_text,
    shown_findings,
)
from workstation.risk.registry import score_title
from workstation.session.stale_scores import StaleScore

_Fact = tuple[str, Message | str]
Facts = tuple[_Fact, ...]
_LONGEST_QUOTE = 400
_BEFORE_A_CHANGE = 40
_MEASURED = "measured "
# What a finding or score is called and what else is said of it, and the other sections; earlier
# versions of the program kept no such facts.
_NAME, _PART, _SECTION = "name ", "part ", "section "


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
    signer : str
        Name and role as they will be printed under the signature.
    clock : Message
        What is wrong with the clock of this computer; empty where nothing is seen to be.
    """

    version: int
    earlier: SignedReport | None
    impression: str
    printed: tuple[Message, ...]
    left_out: tuple[Message, ...]
    signer: str = ""
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
    key_images_away: int = 0,
    earlier: SignedReport | None,
    signed_by: str = "",
    role: str = "",
) -> SigningSummary:
    """What a signed report of this state would print and leave out.

    `key_images_away` are those of `key_images` that lie on series that are not open.
    """
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
    if key_images_away:
        left_out.append(
            Message(
                "{count} key image: its series is not open",
                many="{count} key images: their series are not open",
                count=key_images_away,
            )
        )
    more = key_images - key_images_away - MOST_PICTURES
    if more > 0:
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
        signer=", ".join(part for part in (signed_by.strip(), role.strip()) if part),
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
    changed = changes(earlier.facts, facts_of(content)) or (_nothing_changed(earlier.facts),)
    version = ReportVersion(number=earlier.version + 1, earlier=words, changes=changed)
    return replace(content, version=version)


def _nothing_changed(facts: Facts) -> Message:
    if any(key.startswith(_SECTION) for key, _ in facts):
        return Message("Nothing that it states was changed.")
    # Of the rest nothing was kept.
    return Message("Its texts, sizes and results were not changed.")


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
    facts: list[_Fact] = [
        ("Clinical history", content.clinical_history),
        ("Comparison", content.comparison),
        ("Findings", content.findings_text),
        ("Impression", content.impression),
    ]
    shown = shown_findings(content)
    kept = {finding.id for finding in shown}
    for finding in shown:
        key = f"finding {finding.id}"
        facts.append((key, _finding_words(finding)))
        facts += _parts(key, finding.label, _finding_parts(finding))
    for score in content.risks:
        if not score.finding_id or score.finding_id in kept:
            key = f"score {score.model} {score.finding_id}"
            facts.append((key, _score_words(score)))
            facts += _parts(key, score_title(score), _score_parts(score))
    facts += [
        (f"{_MEASURED}{n} {name}", joined(" ", (name, value)))
        for n, (name, value) in enumerate(content.reader_measurements)
    ]
    facts += [
        (_SECTION + str(title), joined(": ", (title, words or Message("not stated"))))
        for title, words in _sections(content)
    ]
    stripped = ((key, w.strip() if isinstance(w, str) else w) for key, w in facts)
    return tuple((key, words) for key, words in stripped if words)


def changes(before: Facts, now: Facts) -> tuple[Message, ...]:
    """What is different, a sentence each; the same English is the same statement."""
    old, new = dict(before), dict(now)
    _leave_out_same_measurements(old, new)
    found = []
    for key, words in old.items():
        if key in new and str(words) != str(new[key]) and not key.startswith(_NAME):
            was, is_now = _quotes(words, new[key])
            if key.startswith(_PART):
                name = new.get(_NAME + key.removeprefix(_PART).rpartition("/")[0], NOTHING)
                was = joined(": ", (name, was))
            found.append(Message("Changed: {before} – now: {now}", before=was, now=is_now))
    gone, come = (
        [key for key in one if key not in other and not key.startswith((_NAME, _PART, _SECTION))]
        for one, other in ((old, new), (new, old))
    )
    found += [Message("Left out: {words}", words=_quote(old[key])) for key in gone]
    found += [Message("Added: {words}", words=_quote(new[key])) for key in come]
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
    return _part(words, 0)


def _quotes(before: Message | str, now: Message | str) -> tuple[Message | str, Message | str]:
    """Both from a little before the first letter that differs, where they are long."""
    old, new = _line(before), _line(now)
    same = next(
        (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]),
        min(len(old), len(new)),
    )
    start = max(same - _BEFORE_A_CHANGE, 0)
    if max(len(old), len(new)) <= _LONGEST_QUOTE:
        start = 0
    return _part(before, start), _part(now, start)


def _part(words: Message | str, start: int) -> Message | str:
    line = _line(words)
    if not start and len(line) <= _LONGEST_QUOTE:
        return words if isinstance(words, Message) else line
    end = start + _LONGEST_QUOTE
    return f"{'…' * bool(start)}{line[start:end]}{'…' * (end < len(line))}"


def _line(words: Message | str) -> str:
    told = str(words)
    return " ".join(told.split()) if "\n" in told else told


def _finding_words(finding: Finding) -> Message:
    numbers = finding_numbers(finding)
    return joined(": ", (finding.label, numbers) if numbers else (finding.label,))


def _score_words(score: RiskScore) -> Message:
    return joined(": ", (score_title(score), risk_result_text(score)))


def _parts(key: str, name: Message | str, parts: dict[str, Message]) -> list[_Fact]:
    """What else is said of a finding or score; a part that says nothing is kept as that."""
    told = [
        (f"{_PART}{key}/{part}", words or Message("not stated")) for part, words in parts.items()
    ]
    return [(_NAME + key, name), *told]


def _finding_parts(finding: Finding) -> dict[str, Message]:
    """What a report prints of a finding beside label and numbers, but for who decided on it."""
    codes = (code.words for code in (finding.site, finding.laterality) if code is not None)
    probability = finding.probability
    return {
        "place": joined(", ", codes),
        "statement": joined("", (finding.printed_statement,)),
        "probability": NOTHING
        if probability is None
        else Message("Probability {words}", words=stated_percent(probability)),
        "caveats": joined(" ", (*finding.caveats, *measurement_caveats(finding))),
    }


def _score_parts(score: RiskScore) -> dict[str, Message]:
    """What a report prints of a score beside its result."""
    inputs = joined("; ", (risk_input_text(item) for item in score.inputs))
    return {
        "recommendation": score.recommendation,
        "inputs": Message("Inputs: {inputs}", inputs=inputs),
        "caveats": joined(" ", score.caveats),
        "citation": joined(" ", (score.citation, score.version)),
    }


def _sections(content: ReportContent) -> tuple[tuple[Message, Message], ...]:
    """What else stands in a report, by the title under which it stands."""
    patient = content.patient
    facts = (
        readable_name(patient.name),
        patient.patient_id,
        patient.issuer,
        patient.birth_date,
        patient.sex,
        patient.age,
    )
    geometry: tuple[Message | str, ...] = (
        badge_text(content.honesty.badge),
        *(issue.message for issue in content.honesty.issues),
        content.geometry_acknowledged_by,
        *(_geometry_words(each) for each in content.other_geometry),
    )
    pictures = [image.caption for image in content.key_images if not image.finding_id]
    runs = (
        joined(": ", (f"{run.plugin_name} {run.plugin_version}", review_text(run)))
        for run in content.ai_runs
    )
    return (
        (Message("Patient"), joined("; ", [fact for fact in facts if fact])),
        (Message("Study"), _pairs(content.study)),
        (Message("Technique"), _pairs(content.technique)),
        (Message("Image geometry"), joined("; ", [each for each in geometry if each])),
        (Message("Key images"), joined("; ", pictures)),
        (Message("Artificial intelligence used"), joined("; ", runs)),
    )


def _geometry_words(geometry: SeriesGeometry) -> Message:
    words: tuple[Message | str, ...] = (
        badge_text(geometry.honesty.badge),
        *(issue.message for issue in geometry.honesty.issues),
        geometry.acknowledged_by,
    )
    return joined(": ", (geometry.words, joined("; ", [each for each in words if each])))


def _pairs(pairs: Sequence[tuple[Message, Message | str]]) -> Message:
    return joined("; ", (joined(" ", (name, words)) for name, words in pairs if words))
