"""Findings, scores and results as JSON, and back; the keys that scripts rely on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workstation.domain.analysis import AnalysisResult
from workstation.domain.coding import Code
from workstation.domain.drawn_measurement import ImagePlace
from workstation.domain.finding import Finding
from workstation.domain.measurement import Measurement
from workstation.domain.provenance import Provenance
from workstation.domain.risk import RiskBasis, RiskScore
from workstation.messages import Message

Record = dict[str, Any]


def sentence_record(words: Message | str) -> Record | str:
    """A sentence of the program as its code and its English; what a person wrote as it is.

    Where there is none, it is an empty text. Template and fields stand beside the text, so that
    the record can be put into words of another language.
    """
    if not words or isinstance(words, str):
        return str(words)
    record = words.plain
    if words.fields:
        record |= {"text": str(words), "template": words.template}
    return record


def _sentences(words: Iterable[Message]) -> list[Record | str]:
    return [sentence_record(each) for each in words]


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
        "fallbacks": _sentences(provenance.fallbacks),
    }


def measurement_record(measurement: Measurement) -> Record:
    """One number; `unit` is the UCUM code."""
    return {
        "id": measurement.id,
        "name": str(measurement.name),
        "value": measurement.value,
        "unit": measurement.unit.value,
        "concept": code_record(measurement.concept),
        "unit_code": code_record(measurement.unit),
        "derivation": code_record(measurement.derivation),
        "origin": measurement.origin.value,
        "caveat": sentence_record(measurement.caveat),
        "mask_id": measurement.mask_id,
        "mask_version": measurement.mask_version,
        "segment": measurement.segment_number,
        "provenance": provenance_record(measurement.provenance),
    }


def risk_record(score: RiskScore) -> Record:
    """One score with everything that it rests on; the plugin that gave it, where one did."""
    record: Record = {
        "model": score.model,
        "version": score.version,
        "outputs": {
            name: sentence_record(value) if isinstance(value, Message) else value
            for name, value in score.outputs
        },
        "unit": score.unit,
        "category": sentence_record(score.category),
        "recommendation": sentence_record(score.recommendation),
        "inputs": {
            item.name: {"value": item.value, "unit": item.unit, "origin": item.origin.value}
            for item in score.inputs
        },
        "terms": dict(score.terms),
        "caveats": _sentences(score.caveats),
        "citation": score.citation,
        "finding_id": score.finding_id,
        "basis": _basis_record(score.basis),
    }
    if score.source is not None:
        record["source"] = {
            "plugin": score.source.plugin_id,
            "plugin_name": score.source.plugin_name,
            "version": score.source.plugin_version,
            "title": sentence_record(score.source.title),
        }
    return record


def _basis_record(basis: RiskBasis | None) -> Record | None:
    if basis is None:
        return None
    record = {
        "mask_id": basis.mask_id,
        "mask_version": basis.mask_version,
        "segment": basis.segment_number,
        "facts": dict(basis.facts),
    }
    return record | {"used": dict(basis.used)} if basis.used else record


def finding_record(finding: Finding, risks: Sequence[RiskScore] = ()) -> Record:
    """One finding with its decisions, measurements and scores."""
    return {
        "id": finding.id,
        "label": str(finding.label),
        "code": code_record(finding.code),
        "status": finding.status.value,
        "probability": finding.probability,
        "probability_note": sentence_record(finding.probability_note),
        "statement": sentence_record(finding.statement),
        "segment": finding.segment_number,
        "site": code_record(finding.site),
        "laterality": code_record(finding.laterality),
        "position_lps_mm": finding.position_lps_mm,
        "position_ji": finding.position_ji,
        "seen_on": _picture_record(finding.seen_on),
        "caveats": _sentences(finding.caveats),
        "measurements": [measurement_record(m) for m in finding.measurements],
        "risk": [risk_record(s) for s in risks if s.finding_id == finding.id],
        "history": [
            {
                "status": d.status.value,
                "by": d.by,
                "at": d.at.isoformat(),
                "note": sentence_record(d.note),
            }
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


def _picture_record(picture: ImagePlace | None) -> Record | None:
    """A stored picture; frames count from 1."""
    if picture is None:
        return None
    return {"sop_instance_uid": picture.sop_instance_uid, "frame": picture.frame}


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
        "fallbacks": _sentences(result.fallbacks),
        "started": result.started.isoformat(),
        "timings_s": dict(result.timings_s),
        "peak_memory_mb": result.peak_memory_mb,
        "findings": [finding_record(f, risks) for f in result.findings],
        "measurements": [measurement_record(m) for m in result.measurements],
        "risk": [risk_record(s) for s in result.scores]
        + [risk_record(s) for s in risks if not s.finding_id],
        "notes": _sentences(result.notes),
        "parameters": dict(result.parameters),
        "intended_use": result.intended_use,
        "limits": result.limits,
        "outputs": dict(outputs),
        "provenance": provenance_record(result.provenance),
    }
