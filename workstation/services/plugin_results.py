"""What a plugin gave, as a mask, findings and measurements of the domain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from workstation.domain import coding
from workstation.domain.analysis import AnalysisResult, Heatmap
from workstation.domain.bit_mask import BitMask
from workstation.domain.finding import Finding
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Image, Radiograph, Volume
from workstation.domain.mask import Mask, Segment, new_id
from workstation.domain.measurement import Measurement
from workstation.domain.provenance import Provenance
from workstation.imaging.rectify import source_lps_mm
from workstation.inference.messages import PluginOutcome
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.payloads import ClassOutput, NumberOutput, SegmentOutput
from workstation.quantification.segments import measure_segments, to_measurements
from workstation.services.plugin_payloads import PluginView

_AXES = frozenset({coding.LONG_AXIS, coding.SHORT_AXIS})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RunFacts:
    """Everything about a run apart from its output."""

    image: Image
    view: PluginView
    manifest: PluginManifest
    parameters: tuple[tuple[str, Any], ...]
    caveats: tuple[str, ...]
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
        measurements=tuple(
            _measurement(number, provenance, mask)
            for number in outcome.output.numbers
            if number.segment is None
        ),
        notes=(*outcome.output.notes, *facts.caveats),
        parameters=facts.parameters,
    )


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
    )


def _segment(output: SegmentOutput, manifest: PluginManifest) -> Segment:
    kind = manifest.segment(output.produced)
    site = output.site or (kind.anatomic_region.to_code() if kind.anatomic_region else None)
    modifier = kind.type_modifier.to_code() if kind.type_modifier else output.laterality
    label = output.label or kind.label
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
        tracking_id=label if kind.repeated else "",
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
        measured = _measured(facts, mask, segment, box, axes=kind.repeated)
        kji = _inner_point(mask.labels[box] == segment.number, box)
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
                position_lps_mm=_lps(facts.image, kji),
                position_ji=(kji[1], kji[2]) if mask.geometry is None else None,
                statement=output.statement,
                caveats=(*output.caveats, *facts.caveats),
                measurements=(*measured, *numbers),
                tracking_uid=segment.tracking_uid,
            )
        )
    return tuple(findings)


def _measured(
    facts: RunFacts, mask: Mask, segment: Segment, box: tuple[slice, ...], *, axes: bool
) -> tuple[Measurement, ...]:
    """Measure one segment inside its bounding box, which gives the same numbers sooner."""
    image, small = _cropped(facts.image, mask, segment, box)
    caveat = ""
    if facts.image.honesty.blocks_volume:
        caveat = "; ".join(i.message for i in facts.image.honesty.issues if i.blocks_volume)
    rows = measure_segments(image, small, acknowledged=facts.acknowledged, surface=False)
    numbers = to_measurements(rows[0], mask, caveat=caveat)
    return tuple(n for n in numbers if axes or n.concept not in _AXES)


def _cropped(
    image: Image, mask: Mask, segment: Segment, box: tuple[slice, ...]
) -> tuple[Image, Mask]:
    origins = image.slice_origins_lps_mm if isinstance(image, Volume) else None
    if origins is not None:
        # What an uneven slice stands for depends on its neighbors.
        box = (slice(0, len(origins)), *box[1:])
    labels = np.where(mask.labels[box] == segment.number, segment.number, 0).astype(
        mask.labels.dtype
    )
    if isinstance(image, Volume):
        affine = np.array(image.geometry.affine_lps)
        start = [s.start for s in box]
        affine[:3, 3] = image.geometry.to_lps_mm(start)
        if origins is not None:
            origins = origins + image.geometry.affine_lps[:3, 1:3] @ start[1:]
        geometry = VolumeGeometry(
            shape_kji=(labels.shape[0], labels.shape[1], labels.shape[2]),
            affine_lps=affine,
            frame_of_reference_uid=image.geometry.frame_of_reference_uid,
        )
        part: Image = replace(
            image,
            array=image.array[box],
            geometry=geometry,
            padding=BitMask.of(image.padding[box]) if image.padding is not None else None,
            slice_origins_lps_mm=origins,
        )
        return part, replace(mask, labels=labels, geometry=geometry, segments=(segment,))
    if isinstance(image, Radiograph):
        plane = box[1:]
        part = replace(
            image,
            array=image.array[plane],
            geometry=replace(image.geometry, shape_ji=(labels.shape[1], labels.shape[2])),
            padding=image.padding[plane] if image.padding is not None else None,
        )
        return part, replace(mask, labels=labels, segments=(segment,))
    return image, replace(mask, segments=(segment,))


def _inner_point(inside: NDArray[np.bool_], box: tuple[slice, ...]) -> tuple[float, float, float]:
    """The centroid in (k, j, i), or the voxel of the segment that is nearest to it."""
    points = np.argwhere(inside)
    center = points.mean(axis=0)
    rounded = tuple(np.rint(center).astype(int))
    if not inside[rounded]:
        center = points[np.argmin(((points - center) ** 2).sum(axis=1))].astype(np.float64)
    k, j, i = (float(v) + s.start for v, s in zip(center, box, strict=True))
    return k, j, i


def _lps(image: Image, kji: tuple[float, float, float]) -> tuple[float, float, float] | None:
    if not isinstance(image, Volume):
        return None
    x, y, z = (float(v) for v in source_lps_mm(image, kji))
    return x, y, z


def _class_finding(entry: ClassOutput, facts: RunFacts, provenance: Provenance) -> Finding:
    kind = next(c for c in facts.manifest.produces.classes if c.id == entry.class_id)
    return Finding(
        id=new_id(),
        label=kind.label,
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
