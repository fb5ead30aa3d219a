"""What a plugin gave, as a result of the domain; one adapter for each type of output."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from workstation.domain.analysis import AnalysisResult
from workstation.domain.provenance import Provenance
from workstation.inference.messages import PluginOutcome
from workstation.plugin_api.outputs import (
    ClassOutput,
    DetectionOutput,
    ImageOutput,
    ScoreOutput,
    SegmentationOutput,
)
from workstation.plugin_exchange.class_results import with_classes
from workstation.plugin_exchange.image_results import with_image
from workstation.plugin_exchange.label_results import with_labels
from workstation.plugin_exchange.run_facts import RunFacts
from workstation.plugin_exchange.score_results import with_scores

_ADAPTERS: Mapping[type, Callable[[AnalysisResult, Any, Any], AnalysisResult]] = MappingProxyType(
    {
        SegmentationOutput: with_labels,
        DetectionOutput: with_labels,
        ClassOutput: with_classes,
        ImageOutput: with_image,
        ScoreOutput: with_scores,
    }
)
"""How each type of output gets into a result, from the output and the facts of its run."""


_FRAMES = "frames"


def frames_words(indices: Sequence[int]) -> str:
    """Frames, from 1, that an image was made of, e.g. "6-10"; empty for files of one frame each.

    Parameters
    ----------
    indices : sequence of int
        From 0, in any order.
    """
    runs: list[list[int]] = []
    for frame in sorted({index + 1 for index in indices}):
        if runs and runs[-1][1] == frame - 1:
            runs[-1][1] = frame
        else:
            runs.append([frame, frame])
    if runs in ([], [[1, 1]]):
        return ""
    return ",".join(f"{first}-{last}" if last > first else str(first) for first, last in runs)


def to_result(outcome: PluginOutcome, facts: RunFacts) -> AnalysisResult:
    """The result on the grid of the source image, with every finding proposed."""
    manifest, output = facts.manifest, outcome.output
    bare = AnalysisResult(
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
        findings=(),
        provenance=_provenance(outcome, facts),
        notes=(*output.notes, *facts.caveats),
        parameters=facts.parameters,
    )
    return _ADAPTERS[type(output)](bare, output, facts)


def _provenance(outcome: PluginOutcome, facts: RunFacts) -> Provenance:
    model = facts.manifest.model
    source = facts.image.source
    return Provenance(
        method=facts.manifest.id,
        version=facts.manifest.version,
        inputs=source.sop_instance_uids or (source.series_instance_uid,),
        parameters=(
            *((name, str(value)) for name, value in facts.parameters),
            *((_FRAMES, words) for words in (frames_words(source.frame_indices),) if words),
        ),
        device=outcome.device,
        model_name=f"{model.name} {model.version}" if model is not None else "",
        model_sha256=outcome.model_sha256,
        fallbacks=outcome.fallbacks,
    )
