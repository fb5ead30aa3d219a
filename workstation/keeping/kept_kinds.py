"""The kinds of values that outlive the program: each is registered here once.

A kind says under which name the workspace records it, in which table it is kept, what a person
calls a value of it, and which of its fields are searched for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from workstation.archive.steps import Put
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.domain.report import SignedReport
from workstation.domain.risk import RiskScore
from workstation.keeping.kept_masks import KeptResult, MaskFacts
from workstation.keeping.kept_values import decisions_of
from workstation.messages import Message
from workstation.plain.values import to_json, writable
from workstation.session.annotations import (
    Acknowledgement,
    Annotation,
    KeyImageMark,
    ReportDraft,
)
from workstation.session.calibrations import ManualCalibration
from workstation.session.centerlines import Centerline
from workstation.session.joined_series import Join
from workstation.session.mask_edits import MaskEdit, MaskVersions, SegmentState


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value.

    Parameters
    ----------
    recorded : str
        Its name in `session.events.Recorded`.
    type : type
        Of its values as they are kept.
    table : str
        Where they lie.
    name : callable
        What a person calls a value.
    is_typed : bool
        Whether a person or a file may have written that name.
    columns : callable
        Fields that are searched for, by column.
    is_decision : bool
        Whether it must outlive a power cut the moment it is made.
    """

    recorded: str
    type: type
    table: str
    name: Callable[[Any], Message | str]
    columns: Callable[[Any], Mapping[str, Any]] = lambda _value: {}
    is_decision: bool = False
    is_typed: bool = False


def _result(kept: KeptResult) -> dict[str, Any]:
    run: AnalysisResult = kept.result
    return {"plugin_id": run.plugin_id, "plugin_version": run.plugin_version}


def _mask(facts: MaskFacts) -> dict[str, Any]:
    return {"series_instance_uid": facts.series_instance_uid, "version": facts.version}


def _edit(edit: MaskEdit) -> dict[str, Any]:
    return {
        "mask_id": edit.mask_id,
        "version_before": edit.version_before,
        "version": edit.version,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "series_instance_uid": finding.series_instance_uid,
        "status": finding.status.value,
        "mask_id": finding.mask_id,
        "mask_version": finding.mask_version,
        "tracking_uid": finding.tracking_uid,
    }


def _signed(report: SignedReport) -> dict[str, Any]:
    return {
        "version": report.version,
        "signed_by": report.signed_by,
        "signed_at": report.signed_at.isoformat(),
    }


KINDS = (
    Kind("result", KeptResult, "result", lambda kept: kept.result.plugin_name, _result),
    Kind("mask", MaskFacts, "mask_version", lambda facts: facts.names, _mask, is_typed=True),
    Kind(
        "finding", Finding, "finding", lambda f: f.label, _finding, is_decision=True, is_typed=True
    ),
    Kind(
        "annotation",
        Annotation,
        "annotation",
        lambda drawn: str(drawn.kind),
        lambda drawn: {"kind": str(drawn.kind), "stack_id": drawn.stack_id},
    ),
    Kind(
        "key_image",
        KeyImageMark,
        "key_image",
        lambda _mark: Message("a key image"),
        lambda mark: {"stack_id": mark.stack_id},
    ),
    Kind(
        "acknowledgement",
        Acknowledgement,
        "acknowledgement",
        lambda _note: Message("a note taken of the geometry"),
        is_decision=True,
    ),
    Kind(
        "risk",
        RiskScore,
        "score",
        lambda score: score.model,
        lambda score: {"model": score.model, "finding": score.finding_id},
    ),
    Kind("draft", ReportDraft, "draft", lambda _draft: Message("the draft of a report")),
    Kind(
        "signed_report",
        SignedReport,
        "signed_report",
        lambda report: report.file_name,
        _signed,
        is_decision=True,
        is_typed=True,
    ),
    Kind("centerline", Centerline, "centerline", lambda _line: Message("a centerline")),
    Kind(
        "calibration",
        ManualCalibration,
        "calibration",
        lambda _made: Message("a calibration"),
        is_decision=True,
    ),
    Kind("join", Join, "joined_series", lambda _join: Message("joined series")),
    Kind("mask_edit", MaskEdit, "edit", lambda edit: edit.text, _edit),
    Kind(
        "segment_state", SegmentState, "segment_state", lambda _state: Message("a segment's state")
    ),
    Kind("mask_versions", MaskVersions, "highest_version", lambda _v: Message("a mask's version")),
)


def put_of(study: str, kind: Kind, key: str, value: Any, labels: str | None, by: str = "") -> Put:  # noqa: ANN401
    """What is written of a value, every letter of which a database takes.

    Parameters
    ----------
    study : str
        Id of the kept study.
    value : object
        Of the type of `kind`.
    labels : str or None
        Hash of the labels of a mask or of the mask of a run.
    by : str
        Who did it.
    """
    columns = dict(kind.columns(value))
    if isinstance(value, KeptResult | MaskFacts):
        columns["labels"] = labels
    return Put(
        study=study,
        kind=kind.table,
        key=key,
        name=writable(str(kind.name(value))),
        value=to_json(value),
        columns={n: writable(v) if isinstance(v, str) else v for n, v in columns.items()},
        decisions=decisions_of(value) if isinstance(value, Finding) else (),
        by=writable(by),
    )


BY_RECORDED = {kind.recorded: kind for kind in KINDS}
BY_TABLE = {kind.table: kind for kind in KINDS}
