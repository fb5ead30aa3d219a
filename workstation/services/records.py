"""Findings, scores and results as JSON, and back; the keys that scripts rely on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from workstation.domain.analysis import AnalysisResult
from workstation.domain.coding import Code
from workstation.domain.finding import Decision, Finding, FindingStatus
from workstation.domain.mask import new_id
from workstation.domain.measurement import Measurement, MeasurementOrigin
from workstation.domain.provenance import Provenance
from workstation.domain.risk import RiskInput, RiskScore
from workstation.errors import InputError

Record = dict[str, Any]


def code_record(code: Code | None) -> Record | None:
    """A code as value, scheme and meaning."""
    if code is None:
        return None
    return {"value": code.value, "scheme": code.scheme, "meaning": code.meaning}


def provenance_record(provenance: Provenance) -> Record:
    """Where a value came from."""
    return {
        "method": provenance.method,
        "version": provenance.version,
        "inputs": list(provenance.inputs),
        "parameters": dict(provenance.parameters),
        "operator": provenance.operator,
        "created": provenance.created.isoformat(),
        "device": provenance.device,
        "model_name": provenance.model_name,
        "model_sha256": provenance.model_sha256,
        "fallbacks": list(provenance.fallbacks),
    }


def measurement_record(measurement: Measurement) -> Record:
    """One number; `unit` is the UCUM code."""
    return {
        "id": measurement.id,
        "name": measurement.name,
        "value": measurement.value,
        "unit": measurement.unit.value,
        "concept": code_record(measurement.concept),
        "unit_code": code_record(measurement.unit),
        "derivation": code_record(measurement.derivation),
        "origin": measurement.origin.value,
        "caveat": measurement.caveat,
        "mask_id": measurement.mask_id,
        "mask_version": measurement.mask_version,
        "segment": measurement.segment_number,
        "provenance": provenance_record(measurement.provenance),
    }


def risk_record(score: RiskScore) -> Record:
    """One score with everything that it rests on."""
    return {
        "model": score.model,
        "version": score.version,
        "outputs": dict(score.outputs),
        "unit": score.unit,
        "category": score.category,
        "recommendation": score.recommendation,
        "inputs": {
            item.name: {"value": item.value, "unit": item.unit, "origin": item.origin.value}
            for item in score.inputs
        },
        "terms": dict(score.terms),
        "caveats": list(score.caveats),
        "citation": score.citation,
        "finding_id": score.finding_id,
    }


def finding_record(finding: Finding, risks: Sequence[RiskScore] = ()) -> Record:
    """One finding with its decisions, measurements and scores."""
    return {
        "id": finding.id,
        "label": finding.label,
        "code": code_record(finding.code),
        "status": finding.status.value,
        "probability": finding.probability,
        "probability_note": finding.probability_note,
        "statement": finding.statement,
        "segment": finding.segment_number,
        "site": code_record(finding.site),
        "laterality": code_record(finding.laterality),
        "position_lps_mm": finding.position_lps_mm,
        "position_ji": finding.position_ji,
        "caveats": list(finding.caveats),
        "measurements": [measurement_record(m) for m in finding.measurements],
        "risk": [risk_record(s) for s in risks if s.finding_id == finding.id],
        "history": [
            {"status": d.status.value, "by": d.by, "at": d.at.isoformat(), "note": d.note}
            for d in finding.history
        ],
        "series_instance_uid": finding.series_instance_uid,
        "source_kind": finding.source_kind,
        "plugin_id": finding.plugin_id,
        "mask_id": finding.mask_id,
        "mask_version": finding.mask_version,
        "tracking_uid": finding.tracking_uid,
        "provenance": provenance_record(finding.provenance),
    }


def analysis_record(
    result: AnalysisResult, outputs: Mapping[str, str], risks: Sequence[RiskScore] = ()
) -> Record:
    """A plugin run; `outputs` names the files that it left."""
    return {
        "plugin": result.plugin_id,
        "plugin_name": result.plugin_name,
        "version": result.plugin_version,
        "device": result.device,
        "precision": result.precision,
        "fallbacks": list(result.fallbacks),
        "started": result.started.isoformat(),
        "timings_s": dict(result.timings_s),
        "peak_memory_mb": result.peak_memory_mb,
        "findings": [finding_record(f, risks) for f in result.findings],
        "measurements": [measurement_record(m) for m in result.measurements],
        "risk": [risk_record(s) for s in risks if not s.finding_id],
        "notes": list(result.notes),
        "parameters": dict(result.parameters),
        "intended_use": result.intended_use,
        "limits": result.limits,
        "outputs": dict(outputs),
        "provenance": provenance_record(result.provenance),
    }


def findings_from_record(document: Any) -> tuple[Finding, ...]:  # noqa: ANN401 - parsed JSON
    """Findings of a result file, or of a plain list of findings.

    A finding whose `status` was changed in the file without a decision keeps no such claim:
    only `history`, with a name and a time, moves a finding on.

    Raises
    ------
    InputError
        The document is not of this form.
    """
    rows = document.get("findings") if isinstance(document, Mapping) else document
    if not isinstance(rows, list):
        raise InputError(
            "The findings file holds no list of findings.",
            hint="Use result.json as `lightbox analyze` writes it.",
        )
    try:
        return tuple(_finding(row) for row in rows)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            "A finding in the file is incomplete.",
            hint="Use result.json as `lightbox analyze` writes it.",
            detail=f"{type(error).__name__}: {error}",
        ) from error


def risks_from_record(document: Any) -> tuple[RiskScore, ...]:  # noqa: ANN401 - parsed JSON
    """Scores of a result file: those of each finding and those of the whole study."""
    if not isinstance(document, Mapping):
        return ()
    rows = list(document.get("risk", ()))
    for finding in document.get("findings", ()):
        rows.extend(finding.get("risk", ()))
    return tuple(_risk(row) for row in rows)


def analysis_from_record(document: Mapping[str, Any]) -> AnalysisResult:
    """The run that a result file describes, without its mask.

    Raises
    ------
    InputError
        A key is missing.
    """
    try:
        return AnalysisResult(
            plugin_id=document["plugin"],
            plugin_name=document.get("plugin_name", document["plugin"]),
            plugin_version=document["version"],
            intended_use=document.get("intended_use", ""),
            limits=document.get("limits", ""),
            device=document["device"],
            precision=document["precision"],
            fallbacks=tuple(document["fallbacks"]),
            timings_s=tuple(document["timings_s"].items()),
            peak_memory_mb=float(document["peak_memory_mb"]),
            findings=findings_from_record(document),
            provenance=_provenance(document["provenance"]),
            measurements=tuple(_measurement(m) for m in document.get("measurements", ())),
            notes=tuple(document.get("notes", ())),
            started=datetime.fromisoformat(document["started"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            "The result file is incomplete.", detail=f"{type(error).__name__}: {error}"
        ) from error


def _code(row: Mapping[str, str] | None) -> Code | None:
    return None if row is None else Code(row["value"], row["scheme"], row["meaning"])


def _required_code(row: Mapping[str, str]) -> Code:
    return Code(row["value"], row["scheme"], row["meaning"])


def _provenance(row: Mapping[str, Any]) -> Provenance:
    return Provenance(
        method=row["method"],
        version=row["version"],
        inputs=tuple(row.get("inputs", ())),
        parameters=tuple((str(k), str(v)) for k, v in row.get("parameters", {}).items()),
        operator=row.get("operator", ""),
        created=datetime.fromisoformat(row["created"]),
        device=row.get("device", ""),
        model_name=row.get("model_name", ""),
        model_sha256=row.get("model_sha256", ""),
        fallbacks=tuple(row.get("fallbacks", ())),
    )


def _measurement(row: Mapping[str, Any]) -> Measurement:
    return Measurement(
        id=row.get("id") or new_id(),
        concept=_required_code(row["concept"]),
        value=float(row["value"]),
        unit=_required_code(row["unit_code"]),
        derivation=_code(row.get("derivation")),
        provenance=_provenance(row["provenance"]),
        mask_id=row.get("mask_id", ""),
        mask_version=int(row.get("mask_version", 0)),
        segment_number=row.get("segment"),
        caveat=row.get("caveat", ""),
        origin=MeasurementOrigin(row.get("origin", "measured")),
    )


def _finding(row: Mapping[str, Any]) -> Finding:
    position = row.get("position_lps_mm")
    pixel = row.get("position_ji")
    return Finding(
        id=str(row["id"]),
        label=str(row["label"]),
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
        position_lps_mm=None if position is None else (position[0], position[1], position[2]),
        position_ji=None if pixel is None else (pixel[0], pixel[1]),
        probability=row.get("probability"),
        probability_note=row.get("probability_note", ""),
        statement=row.get("statement", ""),
        caveats=tuple(row.get("caveats", ())),
        measurements=tuple(_measurement(m) for m in row.get("measurements", ())),
        history=tuple(
            Decision(
                status=FindingStatus(d["status"]),
                by=d["by"],
                at=datetime.fromisoformat(d["at"]),
                note=d.get("note", ""),
            )
            for d in row.get("history", ())
        ),
        tracking_uid=row.get("tracking_uid", ""),
    )


def _risk(row: Mapping[str, Any]) -> RiskScore:
    try:
        return RiskScore(
            model=row["model"],
            version=row["version"],
            outputs=tuple(row["outputs"].items()),
            unit=row["unit"],
            category=row["category"],
            recommendation=row["recommendation"],
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
            caveats=tuple(row["caveats"]),
            citation=row["citation"],
            finding_id=row.get("finding_id", ""),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            "A risk score in the file is incomplete.", detail=f"{type(error).__name__}: {error}"
        ) from error
