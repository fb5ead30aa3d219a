"""Results with known numbers, as an analysis gives them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

from tests.support.masks import PROVENANCE
from workstation.domain import coding
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.domain.image import Volume
from workstation.domain.measurement import Measurement
from workstation.services.analyze_image import AnalysisRequest, analyze
from workstation.services.run_plugin import PluginRunner

PLUGIN_ID = "zz_known"
MAYO_INPUTS = {
    "age": 60,
    "ever_smoker": True,
    "extrathoracic_cancer_over_5_years_ago": False,
    "nodule_diameter": 15,
    "spiculation": True,
    "upper_lobe": True,
}


def a_nodule(volume: Volume) -> Finding:
    """A proposed nodule of 9 mm."""
    size = Measurement(
        id="m", concept=coding.LONG_AXIS, value=9.0, unit=coding.UNIT_MM, provenance=PROVENANCE
    )
    return Finding(
        id="f1",
        label="Nodule 1",
        code=coding.NODULE,
        provenance=PROVENANCE,
        series_instance_uid=volume.source.series_instance_uid,
        measurements=(size,),
    )


def runner_of(**found: object) -> PluginRunner:
    """A runner whose plugin finds these fields of an `AnalysisResult`."""
    plain = AnalysisResult(
        plugin_id=PLUGIN_ID,
        plugin_name="Known",
        plugin_version="1",
        intended_use="Tests.",
        limits="None.",
        device="CPU",
        precision="float32",
        fallbacks=(),
        timings_s=(("total", 1.0),),
        peak_memory_mb=1.0,
        findings=(),
        provenance=PROVENANCE,
    )
    result = replace(plain, **found)  # type: ignore[arg-type]

    class KnownRunner:
        def run(self, *_: object, **__: object) -> AnalysisResult:
            return result

    return cast("PluginRunner", KnownRunner())


def an_analysis(volume: Volume, folder: Path, **found: object) -> Path:
    """The result file of an analysis that found this, with its masks beside it."""
    asked = AnalysisRequest(image=volume, plugin_id=PLUGIN_ID, folder=folder)
    analyze(asked, runner_of(**found))
    return folder / "result.json"
