"""Findings, scores and results from JSON files, which anyone may have edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from workstation.domain.analysis import AnalysisResult
from workstation.domain.coding import Code
from workstation.domain.drawn_measurement import ImagePlace
from workstation.domain.finding import Decision, Finding, FindingStatus
from workstation.domain.mask import new_id
from workstation.domain.measurement import Measurement, MeasurementOrigin
from workstation.domain.provenance import Provenance
from workstation.domain.risk import RiskBasis, RiskInput, RiskScore, ScoreSource
from workstation.errors import InputError
from workstation.messages import Message
from workstation.plain.declared_types import of_declared_types
from workstation.plain.program_words import with_program_words


@contextmanager
def _incomplete(what: Message) -> Iterator[None]:
    try:
        yield
    except (
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        raise InputError(
            Message("{what} in the file is incomplete or not of its type.", what=what),
            hint=Message("Use result.json as `lightbox analyze` writes it."),
            detail=f"{type(error).__name__}: {error}",
        ) from error


def findings_from_record(document: Any) -> tuple[Finding, ...]:  # noqa: ANN401 - parsed JSON
    """Findings of a result file, or of a plain list of findings.

    A finding whose `status` was changed in the file without a decision keeps no such claim:
    only `history`, with a name and a time, moves a finding on.

    Raises
    ------
    InputError
        The document is not of this form, or two findings share an id.
    """
    rows = document.get("findings") if isinstance(document, Mapping) else document
    if not isinstance(rows, list):
        raise InputError(
            Message("The findings file holds no list of findings."),
            hint=Message("Use result.json as `lightbox analyze` writes it."),
        )
    with _incomplete(Message("A finding")):
        findings = tuple(of_declared_types(_finding(row)) for row in rows)
    if len({finding.id for finding in findings}) < len(findings):
        raise InputError(Message("Two findings in the file have the same id."))
    return findings


def risks_from_record(document: Any) -> tuple[RiskScore, ...]:  # noqa: ANN401 - parsed JSON
    """Scores of a result file: those of each finding and those of the whole study.

    A score that stands in a finding belongs to that finding, whatever it says itself, so
    that it is printed with it or not at all.

    Raises
    ------
    InputError
        A score is not of this form.
    """
    if not isinstance(document, Mapping):
        return ()
    with _incomplete(Message("A risk score")):
        scores = [_risk(row, row.get("finding_id", "")) for row in _items(document, "risk")]
        for finding in _items(document, "findings"):
            scores += [_risk(row, finding["id"]) for row in _items(finding, "risk")]
        return tuple(of_declared_types(score) for score in scores)


def analysis_from_record(document: Mapping[str, Any]) -> AnalysisResult:
    """The run that a result file describes, without its mask.

    Raises
    ------
    InputError
        A key is missing or not of its type.
    """
    findings = findings_from_record(document)
    with _incomplete(Message("A result")):
        result = AnalysisResult(
            plugin_id=document["plugin"],
            plugin_name=document.get("plugin_name", document["plugin"]),
            plugin_version=document["version"],
            intended_use=document.get("intended_use", ""),
            limits=document.get("limits", ""),
            device=document["device"],
            precision=document["precision"],
            fallbacks=_sentences(document, "fallbacks"),
            timings_s=tuple(document["timings_s"].items()),
            peak_memory_mb=float(document["peak_memory_mb"]),
            findings=findings,
            provenance=_provenance(document["provenance"]),
            measurements=tuple(_measurement(m) for m in _items(document, "measurements")),
            notes=_sentences(document, "notes"),
            started=datetime.fromisoformat(document["started"]),
        )
        return of_declared_types(result)


def _items(row: Mapping[str, Any], key: str) -> tuple[Any, ...]:
    """A list of the record; empty when it is absent."""
    value = row.get(key, [])
    if not isinstance(value, list):
        raise TypeError(f"{key} is no list")
    return tuple(value)


def _sentences(row: Mapping[str, Any], key: str) -> tuple[Message, ...]:
    return tuple(Message.of_plain(each) for each in _items(row, key))


def _said_or_written(value: Any) -> Any:  # noqa: ANN401 - parsed JSON
    """A sentence of the program where it has its code; else what stands there."""
    return Message.of_plain(value) if isinstance(value, Mapping) else value


def _code(row: Mapping[str, str] | None) -> Code | None:
    return None if row is None else Code(row["value"], row["scheme"], row["meaning"])


def _required_code(row: Mapping[str, str]) -> Code:
    return Code(row["value"], row["scheme"], row["meaning"])


def _provenance(row: Mapping[str, Any]) -> Provenance:
    return Provenance(
        method=row["method"],
        version=row["version"],
        inputs=_items(row, "inputs"),
        parameters=tuple((str(k), str(v)) for k, v in row.get("parameters", {}).items()),
        operator=row.get("operator", ""),
        created=datetime.fromisoformat(row["created"]),
        device=row.get("device", ""),
        model_name=row.get("model_name", ""),
        model_sha256=row.get("model_sha256", ""),
        fallbacks=_sentences(row, "fallbacks"),
    )


def _measurement(row: Mapping[str, Any]) -> Measurement:
    value, unit = row["value"], _required_code(row["unit_code"])
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a measured value is no number")
    if row.get("unit", unit.value) != unit.value:
        raise ValueError("a measurement names two units")
    return Measurement(
        id=row.get("id") or new_id(),
        concept=_required_code(row["concept"]),
        value=float(value),
        unit=unit,
        derivation=_code(row.get("derivation")),
        provenance=_provenance(row["provenance"]),
        mask_id=row.get("mask_id", ""),
        mask_version=int(row.get("mask_version", 0)),
        segment_number=row.get("segment"),
        caveat=Message.of_plain(row.get("caveat", "")),
        origin=MeasurementOrigin(row.get("origin", "measured")),
    )


def _finding(row: Mapping[str, Any]) -> Finding:
    position = row.get("position_lps_mm")
    pixel = row.get("position_ji")
    found = Finding(
        id=row["id"],
        label=row["label"],
        code=_required_code(row["code"]),
        provenance=_provenance(row["provenance"]),
        series_instance_uid=row.get("series_instance_uid", ""),
        source_kind=row.get("source_kind", "plugin"),
        plugin_id=row.get("plugin_id", ""),
        mask_id=row.get("mask_id", ""),
        mask_version=int(row.get("mask_version", 0)),
        segment_number=row.get("segment"),
        site=_code(row.get("site")),
        laterality=_code(row.get("laterality")),
        position_lps_mm=None if position is None else tuple(position),
        position_ji=None if pixel is None else tuple(pixel),
        probability=_probability(row.get("probability")),
        probability_note=Message.of_plain(row.get("probability_note", "")),
        statement=_said_or_written(row.get("statement", "")),
        caveats=_sentences(row, "caveats"),
        measurements=tuple(_measurement(m) for m in _items(row, "measurements")),
        history=tuple(_decision(d) for d in _items(row, "history")),
        tracking_uid=row.get("tracking_uid", ""),
        seen_on=_picture(row.get("seen_on")),
    )
    return with_program_words(found)


def _picture(row: Mapping[str, Any] | None) -> ImagePlace | None:
    if row is None:
        return None
    uid, frame = row["sop_instance_uid"], row["frame"]
    if isinstance(frame, bool) or not isinstance(frame, int) or frame < 1:
        raise ValueError("frames count from 1")
    return ImagePlace(uid, frame)


def _decision(row: Mapping[str, Any]) -> Decision:
    if not str(row["by"]).strip():
        raise ValueError("a decision names nobody")
    return Decision(
        status=FindingStatus(row["status"]),
        by=row["by"],
        at=datetime.fromisoformat(row["at"]),
        note=_said_or_written(row.get("note", "")),
    )


def _probability(value: Any) -> float | None:  # noqa: ANN401 - parsed JSON
    if value is not None and not 0 <= value <= 1:
        raise ValueError("a probability lies between 0 and 1")
    return None if value is None else float(value)


def _risk(row: Mapping[str, Any], finding_id: str) -> RiskScore:
    return RiskScore(
        model=row["model"],
        version=row["version"],
        outputs=tuple((name, _said_or_written(v)) for name, v in row["outputs"].items()),
        unit=row["unit"],
        category=Message.of_plain(row["category"]),
        recommendation=Message.of_plain(row["recommendation"]),
        inputs=tuple(
            RiskInput(
                name=name,
                value=item["value"],
                unit=item["unit"],
                origin=MeasurementOrigin(item["origin"]),
            )
            for name, item in row["inputs"].items()
        ),
        terms=tuple(row["terms"].items()),
        caveats=_sentences(row, "caveats"),
        citation=row["citation"],
        finding_id=finding_id,
        basis=_basis(row.get("basis")),
        source=_source(row.get("source")),
    )


def _source(row: Mapping[str, Any] | None) -> ScoreSource | None:
    if row is None:
        return None
    return ScoreSource(
        plugin_id=row["plugin"],
        plugin_name=row["plugin_name"],
        plugin_version=row["version"],
        title=Message.of_plain(row["title"]),
    )


def _basis(row: Mapping[str, Any] | None) -> RiskBasis | None:
    if row is None:
        return None
    return RiskBasis(
        mask_id=row["mask_id"],
        mask_version=row["mask_version"],
        segment_number=row["segment"],
        facts=tuple(row["facts"].items()),
        used=tuple(row.get("used", {}).items()),
    )
