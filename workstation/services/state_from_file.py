"""What is known of a patient from the result file of an earlier analysis."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.image import Image
from workstation.errors import InputError
from workstation.messages import Message, joined
from workstation.result_files.record_reading import (
    analysis_from_record,
    findings_from_record,
    risks_from_record,
)
from workstation.result_files.result_hashes import changed_scores, changed_since_measured
from workstation.services.report_from_files import read_result, require_same_series
from workstation.session.risk_case import PatientState
from workstation.session.stale_scores import stale_scores


def state_from_file(path: Path, image: Image, *, chosen: str = "") -> PatientState:
    """Findings, measurements and scores of a result file, of the patient of an image.

    Parameters
    ----------
    chosen : str
        Id of the finding that is to be scored; empty for none.

    Raises
    ------
    InputError
        The file cannot be read, is of another series, or was changed after it was measured; or
        there is no finding of this id; or it states a decision that nobody has made.
    """
    document = read_result(path)
    findings, scores = findings_from_record(document), risks_from_record(document)
    _require_decided(document, findings, path.name)
    require_same_series(findings, image)
    changed = (*(changed_since_measured(document) or ()), *changed_scores(scores))
    if changed:
        reasons = joined("; ", dict.fromkeys(each.reason for each in changed))
        raise InputError(
            Message("Nothing is scored from {name}: {reasons}.", name=path.name, reasons=reasons),
            hint=Message("Analyze again; findings are corrected in the window, not in the file."),
        )
    there = [each.id for each in findings if each.status is not FindingStatus.REJECTED]
    if chosen and chosen not in there:
        is_rejected = chosen in {each.id for each in findings}
        raise InputError(
            Message("The finding {chosen} in {name} was rejected.", chosen=chosen, name=path.name)
            if is_rejected
            else Message("There is no finding {chosen} in {name}.", chosen=chosen, name=path.name),
            hint=Message("There are: {names}.", names=joined(", ", there) or Message("none")),
        )
    patient, study_date = image.source.patient, image.source.study_date
    stale = stale_scores(scores, findings, (), patient, study_date)
    has_run = isinstance(document, dict) and "plugin" in document
    return PatientState(
        patient=patient,
        study_date=study_date,
        findings=findings,
        measurements=analysis_from_record(document).measurements if has_run else (),
        scores=scores,
        stale=frozenset(each.score.key for each in stale),
        chosen=chosen,
    )


def _require_decided(document: Any, findings: Sequence[Finding], name: str) -> None:  # noqa: ANN401
    """Refuse a finding that is said to be decided and is not: a rejected one counts else."""
    rows: list[dict[str, Any]] = document["findings"] if isinstance(document, dict) else document
    for row, finding in zip(rows, findings, strict=True):
        undecided = (FindingStatus.PROPOSED.value, finding.status.value)
        if row.get("status", finding.status.value) not in undecided:
            raise InputError(
                Message(
                    "{name} states that the finding {id} is {status}, and holds no such decision.",
                    name=name,
                    id=finding.id,
                    status=str(row["status"]),
                ),
                hint=Message(
                    "A decision is a row of `history` with status, name and time; decide in the "
                    "window, or leave the status as it was."
                ),
            )
