"""Labels of a plugin as a mask and findings on the grid of the image."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.domain.image import Volume
from workstation.domain.mask import Mask, Segment, new_id
from workstation.domain.provenance import Provenance
from workstation.imaging.image_numbers import picture_showing
from workstation.messages import Message
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.output_parts import SegmentOutput
from workstation.plugin_api.outputs import LabelOutput
from workstation.plugin_exchange.output_numbers import heatmaps_of, measurement_of, measurements_of
from workstation.plugin_exchange.run_facts import ImageRun
from workstation.quantification.segment_numbers import (
    SIZES,
    cut_organ,
    inner_point,
    is_organ,
    lps_of,
    measured,
)


def with_labels(result: AnalysisResult, given: LabelOutput, facts: ImageRun) -> AnalysisResult:
    """The result with the mask of a segmentation or a detection, every finding proposed."""
    mask: Mask | None = None
    findings: tuple[Finding, ...] = ()
    if given.labels is not None:
        mask = _mask(given.labels, given.segments, facts, result.provenance)
        findings = _segment_findings(given, facts, mask, result.provenance)
    return replace(
        result,
        mask=mask,
        findings=findings,
        pictures=heatmaps_of(given.heatmaps, facts),
        measurements=measurements_of(given.numbers, result.provenance, mask),
    )


def _mask(
    labels: NDArray[Any],
    segments: tuple[SegmentOutput, ...],
    facts: ImageRun,
    provenance: Provenance,
) -> Mask:
    image = facts.image
    labels = facts.view.to_source(labels)
    return Mask(
        labels=labels if labels.ndim == 3 else labels[np.newaxis],
        geometry=image.geometry if isinstance(image, Volume) else None,
        segments=tuple(_segment(s, facts.manifest) for s in segments),
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
    given: LabelOutput, facts: ImageRun, mask: Mask, provenance: Provenance
) -> tuple[Finding, ...]:
    findings = []
    boxes = ndimage.find_objects(mask.labels)
    for output, segment in zip(given.segments, mask.segments, strict=True):
        box = boxes[segment.number - 1] if segment.number <= len(boxes) else None
        if box is None:
            # Thin structures may fall between the slices of a resampled grid.
            continue
        kind = facts.manifest.segment(output.produced)
        numbers = tuple(
            measurement_of(number, provenance, mask)
            for number in given.numbers
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
                seen_on=picture_showing(facts.image, None, round(kji[0])),
            )
        )
    return tuple(findings)
