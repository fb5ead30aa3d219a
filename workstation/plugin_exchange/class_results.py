"""Class probabilities of a plugin as findings."""

from __future__ import annotations

from dataclasses import replace

from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.domain.mask import new_id
from workstation.domain.provenance import Provenance
from workstation.imaging.image_numbers import picture_showing
from workstation.messages import Message
from workstation.plugin_api.output_parts import ClassProbability
from workstation.plugin_api.outputs import ClassOutput
from workstation.plugin_exchange.output_numbers import heatmaps_of, measurements_of
from workstation.plugin_exchange.run_facts import ImageRun


def with_classes(result: AnalysisResult, given: ClassOutput, facts: ImageRun) -> AnalysisResult:
    """The result with a proposed finding for each class."""
    return replace(
        result,
        findings=tuple(_class_finding(entry, facts, result.provenance) for entry in given.classes),
        pictures=heatmaps_of(given.heatmaps, facts),
        measurements=measurements_of(given.numbers, result.provenance),
    )


def _class_finding(entry: ClassProbability, facts: ImageRun, provenance: Provenance) -> Finding:
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
        seen_on=picture_showing(facts.image, None),
    )
