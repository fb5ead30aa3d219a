"""What a plugin gave, as a mask, findings and measurements of the domain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import numpy as np
from scipy import ndimage

from workstation.domain.analysis import AnalysisResult, Enhanced, Heatmap
from workstation.domain.finding import Finding
from workstation.domain.image import Image, Volume
from workstation.domain.mask import Mask, Segment, new_id
from workstation.domain.measurement import Measurement
from workstation.domain.provenance import Provenance
from workstation.inference.messages import PluginOutcome
from workstation.messages import Message
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.payloads import ClassOutput, NumberOutput, SegmentOutput
from workstation.quantification.segment_numbers import (
    SIZES,
    cut_organ,
    inner_point,
    is_organ,
    lps_of,
    measured,
)
from workstation.services.plugin_payloads import PluginView


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RunFacts:
    """Everything about a run apart from its output."""

    image: Image
    view: PluginView
    manifest: PluginManifest
    parameters: tuple[tuple[str, Any], ...]
    caveats: tuple[Message, ...]
    acknowledged: bool


def to_result(outcome: PluginOutcome, facts: RunFacts) -> AnalysisResult:
    """The result on the grid of the source image, with every finding proposed."""
    provenance = _provenance(outcome, facts)
    mask: Mask | None = None
    findings: tuple[Finding, ...] = ()
    if outcome.output.labels is not None:
        mask = _mask(outcome, facts, provenance)
        findings = _segment_findings(outcome, facts, mask, provenance)
    findings += tuple(_class_finding(entry, facts, provenance) for entry in outcome.output.classes)
    manifest = facts.manifest
    return AnalysisResult(
        plugin_id=manifest.id,
        plugin_name=manifest.name,
        plugin_version=manifest.version,
        intended_use=manifest.intended_use,
        limits=manifest.limits,
        device=outcome.device,
        precision=outcome.precision,
        fallbacks=outcome.fallbacks,
        timings_s=outcome.timings_s,
        peak_memory_mb=outcome.peak_memory_mb,
        findings=findings,
        provenance=provenance,
        mask=mask,
        heatmaps=tuple(
            Heatmap(name=h.name, values=facts.view.to_source(h.values))
            for h in outcome.output.heatmaps
        ),
        enhanced=_enhanced(outcome),
        measurements=tuple(
            _measurement(number, provenance, mask)
            for number in outcome.output.numbers
            if number.segment is None
        ),
        notes=(*outcome.output.notes, *facts.caveats),
        parameters=facts.parameters,
    )


def _enhanced(outcome: PluginOutcome) -> Enhanced | None:
    # The plugin saw the image on the grid on which it is shown: nothing is to be brought back.
    found = outcome.output.enhanced
    return Enhanced(values=found.values, words=found.words) if found is not None else None


def _provenance(outcome: PluginOutcome, facts: RunFacts) -> Provenance:
    model = facts.manifest.model
    source = facts.image.source
    return Provenance(
        method=facts.manifest.id,
        version=facts.manifest.version,
        inputs=source.sop_instance_uids or (source.series_instance_uid,),
        parameters=tuple((name, str(value)) for name, value in facts.parameters),
        device=outcome.device,
        model_name=f"{model.name} {model.version}" if model is not None else "",
        model_sha256=outcome.model_sha256,
        fallbacks=outcome.fallbacks,
    )


def _mask(outcome: PluginOutcome, facts: RunFacts, provenance: Provenance) -> Mask:
    labels = outcome.output.labels
    if labels is None:
        raise ValueError("there are no labels")
    image = facts.image
    labels = facts.view.to_source(labels)
    return Mask(
        labels=labels if labels.ndim == 3 else labels[np.newaxis],
        geometry=image.geometry if isinstance(image, Volume) else None,
        segments=tuple(_segment(s, facts.manifest) for s in outcome.output.segments),
        provenance=provenance,
        id=new_id(),
        series_instance_uid=image.source.series_instance_uid,
        sop_instance_uids=image.source.sop_instance_uids,
        frame_indices=image.source.frame_indices,
    )


def _segment(output: SegmentOutput, manifest: PluginManifest) -> Segment:
    kind = manifest.segment(output.produced)
    site = output.site or (kind.anatomic_region.to_code() if kind.anatomic_region else None)
    modifier = kind.type_modifier.to_code() if kind.type_modifier else output.laterality
    label = output.label or Message.term(kind.label)
    return Segment(
        number=output.number,
        label=label,
        category=kind.category.to_code(),
        type=kind.type.to_code(),
        type_modifier=None if kind.repeated else modifier,
        anatomic_region=site,
        color_rgb=kind.color,
        algorithm_name=f"{manifest.name} {manifest.version}",
        tracking_uid=f"2.25.{uuid4().int}" if kind.repeated else "",
        tracking_id=str(label) if kind.repeated else "",
    )


def _segment_findings(
    outcome: PluginOutcome, facts: RunFacts, mask: Mask, provenance: Provenance
) -> tuple[Finding, ...]:
    findings = []
    boxes = ndimage.find_objects(mask.labels)
    for output, segment in zip(outcome.output.segments, mask.segments, strict=True):
        box = boxes[segment.number - 1] if segment.number <= len(boxes) else None
        if box is None:
            # Thin structures may fall between the slices of a resampled grid.
            continue
        kind = facts.manifest.segment(output.produced)
        numbers = tuple(
            _measurement(number, provenance, mask)
            for number in outcome.output.numbers
            if number.segment == segment.number
        )
        organ = is_organ(segment)
        measures = measured(
            facts.image,
            mask,
            segment,
            box,
            acknowledged=facts.acknowledged,
            axes=kind.repeated,
            organ=organ,
        )
        if organ and cut_organ(facts.image, mask, segment, box):
            numbers = tuple(n for n in numbers if n.concept not in SIZES)
        kji = inner_point(mask.labels[box] == segment.number, box)
        findings.append(
            Finding(
                id=new_id(),
                label=segment.label,
                code=segment.type,
                provenance=provenance,
                series_instance_uid=mask.series_instance_uid,
                plugin_id=facts.manifest.id,
                mask_id=mask.id,
                mask_version=mask.version,
                segment_number=segment.number,
                site=segment.anatomic_region,
                laterality=output.laterality or segment.type_modifier,
                position_lps_mm=lps_of(facts.image, kji),
                position_ji=(kji[1], kji[2]) if mask.geometry is None else None,
                statement=output.statement,
                caveats=(*output.caveats, *facts.caveats),
                measurements=(*measures, *numbers),
                tracking_uid=segment.tracking_uid,
            )
        )
    return tuple(findings)


def _class_finding(entry: ClassOutput, facts: RunFacts, provenance: Provenance) -> Finding:
    kind = next(c for c in facts.manifest.produces.classes if c.id == entry.class_id)
    return Finding(
        id=new_id(),
        label=Message.term(kind.label),
        code=kind.code.to_code(),
        provenance=provenance,
        series_instance_uid=facts.image.source.series_instance_uid,
        plugin_id=facts.manifest.id,
        site=kind.site.to_code() if kind.site else None,
        position_ji=entry.position_ji,
        probability=entry.probability,
        probability_note=entry.probability_note,
        statement=entry.statement,
        caveats=(*entry.caveats, *facts.caveats),
    )


def _measurement(number: NumberOutput, provenance: Provenance, mask: Mask | None) -> Measurement:
    return Measurement(
        id=new_id(),
        concept=number.concept,
        value=float(number.value),
        unit=number.unit,
        derivation=number.derivation,
        provenance=provenance,
        mask_id=mask.id if mask is not None else "",
        mask_version=mask.version if mask is not None else 0,
        segment_number=number.segment,
        caveat=number.caveat,
    )
