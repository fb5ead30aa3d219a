"""What an analysis has measured, hashed in its result file: edits by hand are noticed.

The hashes are no signature: who wants to deceive writes them anew. They notice numbers that were
changed in a file which is signed as if a plugin had measured them.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from workstation.domain.report import OutOfDate
from workstation.domain.risk import RiskScore
from workstation.errors import RiskInputError
from workstation.messages import Message
from workstation.result_files.result_folder import json_text
from workstation.risk.registry import find_model

HASHES = "record_sha256"
_OF_THE_REVIEW = frozenset({"status", "history", "risk"})
"""What a person adds to a finding after the analysis."""
_BESIDE_THE_RUN = frozenset({"findings", "risk", HASHES})
_TOLERANCE = 1e-9
_Output = Message | float | str


def record_hashes(record: Mapping[str, Any]) -> dict[str, Any]:
    """SHA-256 of each finding as it was measured, by its id, and of the rest of the record.

    Decisions are not part of them, nor are published scores: those follow from their inputs.
    """
    plain = json.loads(json_text(record))
    hashes = {
        "run": _digest({k: v for k, v in plain.items() if k not in _BESIDE_THE_RUN}),
        "findings": {row["id"]: _of_finding(row) for row in plain["findings"]},
    }
    scores = {_score_name(row): _digest(row) for row in _scores_of_plugins(plain)}
    return hashes | {"scores": scores} if scores else hashes


def changed_since_measured(document: Any) -> tuple[OutOfDate, ...] | None:  # noqa: ANN401 - JSON
    """What a result file states otherwise than the analysis wrote it.

    Parameters
    ----------
    document : parsed JSON
        Its findings have been read without a fault.

    Returns
    -------
    tuple of OutOfDate or None
        Those without a `finding_id` concern the run; None where the file has no hashes, as those
        of earlier versions, so that nothing can be compared.
    """
    recorded = document.get(HASHES) if isinstance(document, Mapping) else None
    if recorded is None:
        return None
    known = recorded.get("findings") if isinstance(recorded, Mapping) else None
    if not isinstance(known, Mapping):
        return (OutOfDate(finding_id="", reason=Message("its hashes are damaged")),)
    found = []
    run = _digest({k: v for k, v in document.items() if k not in _BESIDE_THE_RUN})
    if run != recorded.get("run"):
        reason = Message("what it says of the analysis is not what was written")
        found.append(OutOfDate(finding_id="", reason=reason))
    rows = {row["id"]: row for row in document["findings"]}
    if known.keys() - rows.keys():
        reason = Message("findings of the analysis are missing; reject them instead")
        found.append(OutOfDate(finding_id="", reason=reason))
    for name, row in rows.items():
        if name not in known:
            reason = Message("it is no finding of the analysis")
        elif _of_finding(row) != known[name]:
            reason = Message("it was changed in the file after it was measured")
        else:
            continue
        found.append(OutOfDate(finding_id=name, reason=reason))
    scores = recorded.get("scores", {}) if isinstance(recorded, Mapping) else {}
    found += [
        OutOfDate(
            finding_id=str(row.get("finding_id", "")),
            model=str(row.get("model", "")),
            reason=Message("it was changed in the file after it was computed"),
        )
        for row in _scores_of_plugins(document)
        if not isinstance(scores, Mapping) or scores.get(_score_name(row)) != _digest(row)
    ]
    return tuple(found)


def _scores_of_plugins(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Every score of a file that a plugin gave."""
    rows = [*document.get("risk", ())]
    rows += [row for finding in document["findings"] for row in finding.get("risk", ())]
    return [row for row in rows if row.get("source") is not None]


def _score_name(row: Mapping[str, Any]) -> str:
    return f"{row.get('model')}/{row.get('finding_id')}"


def changed_scores(scores: Sequence[RiskScore]) -> tuple[OutOfDate, ...]:
    """Scores whose result is not what their own inputs give."""
    return tuple(
        OutOfDate(
            finding_id=score.finding_id,
            model=score.model,
            reason=Message("its result in the file is not what its inputs give"),
        )
        for score in scores
        if not _follows(score)
    )


def _follows(score: RiskScore) -> bool:
    """Whether a score is what its inputs give; one that is not known here is not judged."""
    try:
        model = find_model(score.model)
    except RiskInputError:
        return True
    if model.version != score.version:
        return True
    given = {item.name: {"value": item.value, "origin": item.origin} for item in score.inputs}
    try:
        again = model.assess(given, finding_id=score.finding_id)
    except RiskInputError:
        return False
    same_words = all(
        str(one) == str(other)
        for one, other in (
            (again.unit, score.unit),
            (again.category, score.category),
            (again.recommendation, score.recommendation),
        )
    )
    return same_words and _same(dict(again.outputs), dict(score.outputs))


def _same(one: Mapping[str, _Output], other: Mapping[str, _Output]) -> bool:
    return one.keys() == other.keys() and all(_equal(one[name], other[name]) for name in one)


def _equal(one: _Output, other: _Output) -> bool:
    if isinstance(one, Message | str) or isinstance(other, Message | str):
        return str(one) == str(other)
    return math.isclose(one, other, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)


def _of_finding(row: Mapping[str, Any]) -> str:
    return _digest({key: value for key, value in row.items() if key not in _OF_THE_REVIEW})


def _digest(value: Any) -> str:  # noqa: ANN401 - JSON
    text = json.dumps(_canonical(value), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The same value however a program writes its numbers: 5 is 5.0."""
    if isinstance(value, Mapping):
        return {key: _canonical(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_canonical(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            return str(value)
    return value
