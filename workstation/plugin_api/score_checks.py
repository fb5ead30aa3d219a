"""What scores of a risk plugin must be: of what was handed over, and possible."""

from __future__ import annotations

import math
from collections.abc import Iterable

from workstation.messages import NOTHING, Message
from workstation.plugin_api.manifest import PluginManifest, ProducedScore
from workstation.plugin_api.output_parts import ScoredOutput
from workstation.plugin_api.outputs import ScoreOutput
from workstation.plugin_api.risk_request import RiskRequest


def problem_with_scores(
    manifest: PluginManifest, request: RiskRequest, output: ScoreOutput
) -> Message:
    """Why scores cannot be used; nothing where they can."""
    named = {score.id: score for score in manifest.produces.scores}
    about = [(score.score_id, score.finding) for score in output.scores]
    if len(set(about)) != len(about):
        return Message("two scores of one name are about the same")
    if any(score.score_id not in named for score in output.scores):
        return Message("a score is not in the manifest")
    problems = (_problem_with(named[score.score_id], request, score) for score in output.scores)
    return next((problem for problem in problems if problem), NOTHING)


def _problem_with(named: ProducedScore, request: RiskRequest, score: ScoredOutput) -> Message:
    findings = {finding.key for finding in request.case.findings}
    if score.finding and score.finding not in findings:
        return Message("a score is about a finding that was not handed over")
    if bool(score.finding) != (named.about == "finding"):
        return (
            Message("a score about a finding names none")
            if named.about == "finding"
            else Message("a score about the patient names a finding")
        )
    if any(not _is_number(value) for value in _numbers_of(score)):
        return Message("a number of a score is not finite")
    if score.probability is not None and not 0.0 <= score.probability <= 1.0:
        return Message("a probability is not between 0 and 1")
    if not score.used:
        return Message("a score does not say what it used")
    unknown = sorted(set(score.used) - request.known().keys())
    if unknown:
        return Message("a score used {unknown}, which was not handed over", unknown=unknown[0])
    if score.value is None and score.probability is None and not score.category:
        return Message("a score has no value, no probability and no category")
    return _problem_with_interval(score)


def _numbers_of(score: ScoredOutput) -> Iterable[object]:
    yield from (value for value in (score.value, score.probability) if value is not None)
    yield from score.interval or ()
    yield score.interval_level
    yield from (added for _, added in score.terms)


def _is_number(value: object) -> bool:
    try:
        return not isinstance(value, bool | str) and math.isfinite(value)  # type: ignore[arg-type]
    except TypeError:
        return False


def _problem_with_interval(score: ScoredOutput) -> Message:
    if score.interval is None:
        return NOTHING
    of = score.value if score.value is not None else score.probability
    if of is None:
        return Message("an interval is of no value and no probability")
    low, high = score.interval
    if not low <= of <= high:
        return Message("an interval does not hold its value")
    if score.value is None and not 0.0 <= low <= high <= 1.0:
        return Message("the interval of a probability is not between 0 and 1")
    return (
        NOTHING
        if 0.0 < score.interval_level < 1.0
        else Message("the level of an interval is not between 0 and 1")
    )


def words_of_scores(output: ScoreOutput) -> Message:
    """What was scored, for the author; nothing where a result says nothing."""
    if not (output.scores or output.notes):
        return NOTHING
    count = len(output.scores)
    return Message("{count} score", many="{count} scores", count=count)
