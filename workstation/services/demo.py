"""The main job on the sample study: series, plugins, findings, report, pictures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image as PilImage

from workstation.domain import coding
from workstation.domain.finding import Finding
from workstation.domain.image import Volume
from workstation.domain.mask import Mask
from workstation.errors import OutputError
from workstation.imaging.thorax_phantom import PlantedNodule, ThoraxPhantom
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.processes.program_queue import program_queue
from workstation.processes.runner import Priority
from workstation.result_files.result_folder import RESULT_NAME, json_text
from workstation.security.integrity import make_folder, whole_file, write_whole
from workstation.services.analyze_image import Analysis, AnalysisRequest, analyze
from workstation.services.demo_study import write_demo_study
from workstation.services.open_study import choose, load, scan
from workstation.services.render import render_image
from workstation.services.run_plugin import PluginRunner
from workstation.services.write_report import ReportRequest, build_content, write

DEFAULT_PLUGINS = ("lungs_ct", "lung_nodules_ct")
_SERIES_FOLDER = "study"
_MATCH_MM = 5.0
_PICTURE_PX = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoResult:
    """What the demo left: the series, a summary in lines, and its JSON record."""

    series_folder: Path
    summary: tuple[str, ...]
    record: dict[str, Any]


def run_demo(
    folder: Path,
    *,
    device: str = "auto",
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> DemoResult:
    """Make the sample study, analyze it with the default plugins, write everything.

    The report is a draft: no finding has been reviewed by a person.

    Raises
    ------
    OutputError
        The folder cannot be written.
    PluginError
        A plugin did not come to an end.
    """
    make_folder(folder)
    series_folder = folder / _SERIES_FOLDER
    progress(0.0, Message("Making the sample study"))
    phantom = _fresh_study(series_folder)
    report = scan(series_folder, token=token)
    study, series, stack = choose(report)
    image = load(stack, study, series, token=token)
    if not isinstance(image, Volume):
        raise OutputError(
            Message("The sample study cannot be read again."), hint=Message("Report this fault.")
        )
    with PluginRunner(device) as runner, program_queue() as queue:
        handles = [
            queue.submit(
                partial(
                    analyze,
                    AnalysisRequest(
                        image=image,
                        plugin_id=plugin_id,
                        folder=folder / plugin_id,
                        nifti=True,
                        study=study,
                    ),
                    runner,
                ),
                priority=Priority.ANALYSIS,
                token=token,
                progress=_part_of(progress, 0.1 + 0.4 * number, 0.4),
            )
            for number, plugin_id in enumerate(DEFAULT_PLUGINS)
        ]
        analyses = [handle.result() for handle in handles]
    progress(0.9, Message("Writing the report"))
    masks = [a.result.mask for a in analyses if a.result.mask is not None]
    findings = [finding for a in analyses for finding in a.result.findings]
    content = build_content(
        ReportRequest(
            image=image,
            findings=findings,
            masks=masks,
            runs=[a.result for a in analyses],
            study=study,
            clinical_history="Synthetic sample study; no patient.",
        )
    )
    digest = write(content, folder / "report.pdf")
    pictures = _write_pictures(image, masks, phantom, folder)
    checks = [_check(nodule, findings) for nodule in phantom.nodules]
    record = {
        "series": _SERIES_FOLDER,
        "report": "report.pdf",
        "document_hash": digest,
        "pictures": pictures,
        "planted_nodules": checks,
        "analyses": [a.record for a in analyses],
    }
    write_whole(folder / RESULT_NAME, json_text(record).encode())
    progress(1.0, Message("Done"))
    return DemoResult(
        series_folder=series_folder, summary=_summary(analyses, checks), record=record
    )


def _part_of(progress: ProgressFn, start: float, share: float) -> ProgressFn:
    """Progress of one step as a part of the whole."""

    def report(fraction: float, stage: Message) -> None:
        progress(start + share * fraction, stage)

    return report


def _fresh_study(folder: Path) -> ThoraxPhantom:
    """Write the series; an older one of the same demo is replaced."""
    for old in folder.glob("IM*.dcm"):
        old.unlink()
    return write_demo_study(folder)


def _write_pictures(
    image: Volume, masks: list[Mask], phantom: ThoraxPhantom, folder: Path
) -> list[str]:
    target = make_folder(folder / "pictures")
    x, y, z = phantom.nodules[0].center_lps_mm
    names = []
    for plane, position in (("axial", z), ("coronal", y), ("sagittal", x)):
        pixels = render_image(
            image,
            plane=plane,
            position_mm=position,
            window="lung",
            masks=masks,
            size=_PICTURE_PX,
        )
        with whole_file(target / f"{plane}.png") as temporary:
            PilImage.fromarray(pixels).save(temporary, "PNG")
        names.append(f"pictures/{plane}.png")
    return names


def _check(nodule: PlantedNodule, findings: list[Finding]) -> dict[str, Any]:
    """What was found within 5 mm of a planted nodule, beside its true size."""
    near = [
        finding
        for finding in findings
        if finding.position_lps_mm is not None
        and finding.code == coding.NODULE
        and np.linalg.norm(np.subtract(finding.position_lps_mm, nodule.center_lps_mm)) < _MATCH_MM
    ]
    found = {m.concept: m.value for m in near[0].measurements} if near else {}
    return {
        "center_lps_mm": list(nodule.center_lps_mm),
        "diameter_mm": nodule.diameter_mm,
        "volume_mm3": nodule.volume_mm3,
        "found": bool(near),
        "found_volume_mm3": found.get(coding.VOLUME),
        "found_long_axis_mm": found.get(coding.LONG_AXIS),
    }


def _summary(analyses: list[Analysis], checks: list[dict[str, Any]]) -> tuple[str, ...]:
    lines = []
    for analysis in analyses:
        result = analysis.result
        lines.append(
            f"{result.plugin_name}: {len(result.findings)} findings in {result.duration_s:.1f} s "
            f"on {result.device}"
        )
    for check in checks:
        planted = f"{check['diameter_mm']:g} mm, {check['volume_mm3']:.0f} mm3"
        if check["found"] and check["found_volume_mm3"] is not None:
            lines.append(f"Planted nodule {planted}: found, {check['found_volume_mm3']:.0f} mm3")
        else:
            state = "found" if check["found"] else "not found"
            lines.append(f"Planted nodule {planted}: {state}")
    return tuple(lines)
