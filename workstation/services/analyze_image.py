"""Run a plugin on an image and leave everything that it gave in a folder."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from workstation.dicom.objects.seg_write import WrittenSegmentation, write_segmentation
from workstation.dicom.objects.sr_write import write_measurement_report
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding
from workstation.domain.image import Image, Volume
from workstation.domain.report import PageSize
from workstation.domain.risk import RiskScore
from workstation.domain.study import Study
from workstation.errors import PluginRefusedError, UnsupportedOutputError
from workstation.messages import NOTHING, Message, joined
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.result_files.records import analysis_record
from workstation.result_files.result_folder import RESULT_NAME, json_text, put_results
from workstation.result_files.result_hashes import HASHES, record_hashes
from workstation.security.integrity import make_folder, output_error, sha256_of_file, write_whole
from workstation.services.export_masks import with_caveats, write_nifti_file
from workstation.services.open_image import as_modality
from workstation.services.run_plugin import PluginRunner, list_plugins
from workstation.services.write_report import (
    ReportRequest,
    build_content,
    require_no_signed_report,
    write,
)
from workstation.session.risk_case import PatientState

REPORT_NAME = "report.pdf"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnalysisRequest:
    """One plugin run and where its results go.

    `acknowledged_by` names the person who accepted doubtful geometry; empty for nobody. `state` is
    what a risk plugin is handed; its findings stand in the result beside the scores.
    """

    image: Image
    plugin_id: str
    folder: Path
    parameters: Mapping[str, object] = field(default_factory=dict)
    nifti: bool = False
    acknowledged_by: str = ""
    deadline_s: float | None = None
    study: Study | None = None
    page_size: PageSize = PageSize.A4
    state: PatientState | None = None

    @property
    def known(self) -> tuple[Finding, ...]:
        """Findings that were handed over."""
        return self.state.findings if self.state is not None else ()

    @property
    def scores(self) -> tuple[RiskScore, ...]:
        """Scores that were handed over."""
        return self.state.scores if self.state is not None else ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Analysis:
    """A run with the image that it saw, the files that it left and its JSON record."""

    result: AnalysisResult
    image: Image
    outputs: dict[str, str]
    record: dict[str, Any]


def analyze(
    request: AnalysisRequest,
    runner: PluginRunner,
    *,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> Analysis:
    """Run, then write result.json, SEG, SR, a draft report and, when asked, NIfTI.

    Files appear together at the end: a run that fails leaves the folder as it was, and
    files of an earlier run that this one does not have are removed. Where the headers do
    not allow a DICOM object, the mask is written as NIfTI and the result says so.

    Raises
    ------
    PluginError
        The plugin refused the image or did not come to an end.
    ReportError
        The report in the folder was signed.
    OutputError
        A file cannot be written.
    CancelledError
        `token` was cancelled.
    """
    require_no_signed_report(request.folder / REPORT_NAME)
    with _folder_for_results(request.folder):
        return _analyze(request, runner, token=token, progress=progress)


@contextmanager
def _folder_for_results(folder: Path) -> Iterator[None]:
    """Make the folder before the long run; when that fails, a new folder does not stay."""
    is_new = not folder.exists()
    make_folder(folder)
    try:
        yield
    finally:
        # What lies in it keeps it; one that vanished meanwhile is told by what is written.
        if is_new:
            with suppress(OSError):
                folder.rmdir()


def _analyze(
    request: AnalysisRequest,
    runner: PluginRunner,
    *,
    token: CancelToken | None,
    progress: ProgressFn,
) -> Analysis:
    image, assumption = _with_modality(request.image, request.plugin_id)
    result = runner.run(
        image,
        request.plugin_id,
        request.parameters,
        token=token,
        progress=progress,
        deadline_s=request.deadline_s,
        acknowledged=bool(request.acknowledged_by),
        state=request.state,
    )
    if assumption:
        result = replace(result, notes=(*result.notes, assumption))
    progress(0.96, Message("Writing results"))
    try:
        staging = Path(tempfile.mkdtemp(dir=request.folder, prefix=".lightbox-"))
    except OSError as error:
        raise output_error(error, request.folder / RESULT_NAME) from error
    try:
        request = replace(request, image=image)
        result, outputs, numbers = _write_outputs(request, result, staging)
        told = replace(result, findings=(*request.known, *result.findings), scores=())
        record = analysis_record(told, outputs, _all_scores(request, result))
        record["seg_segment_numbers"] = {str(k): v for k, v in numbers.items()}
        record["outputs_sha256"] = {
            kind: sha256_of_file(staging / name)
            for kind, name in outputs.items()
            if name != RESULT_NAME
        }
        record[HASHES] = record_hashes(record)
        write_whole(staging / RESULT_NAME, json_text(record).encode(errors="replace"))
        put_results(staging, request.folder)
    except OSError as error:
        raise output_error(error, request.folder / RESULT_NAME) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    progress(1.0, Message("Done"))
    return Analysis(result=result, image=image, outputs=outputs, record=record)


def _with_modality(image: Image, plugin_id: str) -> tuple[Image, Message]:
    """The image, with the plugin's modality where the file states none, and that said."""
    if image.source.modality:
        return image, NOTHING
    for modality in accepted_modalities(plugin_id):
        note = Message(
            "The file states no modality; it was taken as {modality}.", modality=modality
        )
        return as_modality(image, modality), note
    return image, NOTHING


def accepted_modalities(plugin_id: str) -> tuple[str, ...]:
    """Modalities that a plugin is for; none when there is no such plugin."""
    for entry in list_plugins():
        if entry.id == plugin_id and entry.manifest is not None:
            return entry.manifest.accepts.modality
    return ()


def _write_outputs(
    request: AnalysisRequest, result: AnalysisResult, staging: Path
) -> tuple[AnalysisResult, dict[str, str], dict[int, int]]:
    """The result with its notes, files by kind, and mask segment numbers with those in the SEG."""
    outputs: dict[str, str] = {"result": RESULT_NAME}
    is_dicom = bool(request.image.source.sop_instance_uids)
    written: WrittenSegmentation | None = None
    mask = result.mask
    if mask is not None and mask.labels.any():
        if is_dicom:
            name = f"{result.plugin_id}.seg.dcm"
            try:
                told = with_caveats(mask, result.findings, result.notes)
                written = write_segmentation(told, request.image, staging / name)
                outputs["seg"] = name
            except UnsupportedOutputError as error:
                result = _with_note(
                    result,
                    Message("No DICOM segmentation was written: {message}", message=error.message),
                )
        if (request.nifti or written is None) and isinstance(request.image, Volume):
            name = f"{result.plugin_id}.nii.gz"
            write_nifti_file(mask, staging / name, request.image)
            outputs["nifti"] = name
    if is_dicom and result.findings:
        name = f"{result.plugin_id}.sr.dcm"
        try:
            write_measurement_report(
                result.findings, request.image, staging / name, segmentation=written
            )
            outputs["sr"] = name
        except UnsupportedOutputError as error:
            result = _with_note(
                result, Message("No DICOM report was written: {message}", message=error.message)
            )
    content = build_content(
        ReportRequest(
            image=request.image,
            findings=(*request.known, *result.findings),
            risks=_all_scores(request, result),
            masks=[mask] if mask is not None else [],
            runs=[result],
            study=request.study,
            geometry_acknowledged_by=request.acknowledged_by,
            findings_text=joined("\n\n", result.notes),
        )
    )
    write(content, staging / REPORT_NAME, page_size=request.page_size)
    outputs["report"] = REPORT_NAME
    return result, outputs, written.numbers if written else {}


def _all_scores(request: AnalysisRequest, result: AnalysisResult) -> tuple[RiskScore, ...]:
    """The scores that were there, and in their place or beside them those of the run."""
    new = {score.key for score in result.scores}
    return (*(score for score in request.scores if score.key not in new), *result.scores)


def _with_note(result: AnalysisResult, note: Message) -> AnalysisResult:
    return replace(result, notes=(*result.notes, note))


def parse_parameters(pairs: Sequence[str]) -> dict[str, object]:
    """``K=V`` words as values; V is read as JSON, else kept as text.

    Raises
    ------
    PluginRefusedError
        A word has no equals sign.
    """
    values: dict[str, object] = {}
    for pair in pairs:
        name, sign, text = pair.partition("=")
        if not sign or not name:
            raise PluginRefusedError(
                Message("“{pair}” is not a parameter.", pair=pair),
                hint=Message("Write NAME=VALUE."),
            )
        try:
            values[name] = json.loads(text)
        except (ValueError, RecursionError):  # also numbers of too many digits
            values[name] = text
    return values
