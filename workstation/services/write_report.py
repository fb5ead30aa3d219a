"""Put a report together from what was reviewed, and write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workstation.domain import coding
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.image import Image
from workstation.domain.mask import Mask
from workstation.domain.person_name import readable_name
from workstation.domain.report import (
    AiRun,
    KeyImage,
    Letterhead,
    OutOfDate,
    PageSize,
    ReportContent,
    SeriesGeometry,
)
from workstation.domain.risk import RiskScore
from workstation.domain.study import Patient, Study
from workstation.errors import ReportError
from workstation.messages import Message, joined
from workstation.reporting.pdf import write_pdf
from workstation.reporting.signed_mark import is_signed_report
from workstation.reporting.wording import dicom_date
from workstation.risk.registry import model_title
from workstation.services.installed_manifest import words_of_manifest
from workstation.services.report_pictures import organs_among, places_of, report_pictures
from workstation.services.report_series import (
    is_of,
    other_series,
    part_words,
    places_elsewhere,
)
from workstation.services.report_versions import require_current
from workstation.services.self_test import SelfTestResult, numbers_self_test
from workstation.session.stale_scores import StaleScore, stale_scores
from workstation.session.staleness import (
    OUTLINE_CHANGED,
    SCALE_CHANGED,
    stale_findings,
    why_without_masks,
)

# Numbers that a doubtful geometry makes doubtful; intensities stay what they are.
_SIZE_UNITS = frozenset({coding.UNIT_MM, coding.UNIT_MM2, coding.UNIT_MM3, coding.UNIT_ML})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReportRequest:
    """What a report is made of.

    `findings` is the present state of the ledger; `masks` the present versions of those on
    `image`, `other_masks` of those elsewhere in the study. `signed_by` empty makes a draft.
    """

    image: Image
    findings: Sequence[Finding]
    masks: Sequence[Mask] = ()
    other_masks: Sequence[Mask] = ()
    has_masks: bool = True
    """False where findings are of a result file that names no segmentation, e.g. of a score
    alone: its hashes tell that they are as measured."""
    runs: Sequence[AnalysisResult] = ()
    risks: Sequence[RiskScore] = ()
    study: Study | None = None
    clinical_history: str = ""
    comparison: str = ""
    findings_text: Message | str = ""
    impression: str = ""
    key_images: Sequence[KeyImage] = ()
    key_images_away: int = 0
    """How many more the reader marked on series that are not open."""
    signed_by: str = ""
    signed_role: str = ""
    letterhead: Letterhead | None = None
    geometry_acknowledged_by: str = ""
    acknowledged: Mapping[str, str] = field(default_factory=dict)
    """Stack id to who took note of its doubtful geometry, of other series of the study."""
    changed: Sequence[OutOfDate] = ()
    """What is stated otherwise than it was measured, or at a scale that is no more."""
    reader_measurements: tuple[tuple[Message | str, Message | str], ...] = ()
    self_test: SelfTestResult | None = None
    """Of this program start; None runs it now where it has not run yet."""
    language: str = "en"
    """Of the words of the program."""


def build_content(request: ReportRequest) -> ReportContent:
    """Everything that the report prints.

    Raises
    ------
    ReportError
        It is to be signed, and the mask of a finding is missing, a finding or a score is out of
        date, doubtful geometry was not acknowledged, or the numbers self-test failed.
    """
    self_test = request.self_test or numbers_self_test()
    printed = _printed(request)
    source = request.image.source
    # A place on one image is no place on another.
    here, away = _parted(request, printed)
    elsewhere = other_series(request.study, away, source, request.acknowledged)
    if request.signed_by:
        _require_signable(request, printed, elsewhere, self_test)
    pictures = report_pictures(
        request.image,
        request.masks,
        here,
        request.runs,
        request.key_images,
        language=request.language,
    )
    return ReportContent(
        patient=_patient(request),
        study=_study_pairs(request),
        clinical_history=request.clinical_history,
        technique=source.technique,
        comparison=request.comparison,
        findings=tuple(request.findings),
        findings_text=request.findings_text,
        risks=tuple(request.risks),
        out_of_date=_out_of_date(request, printed),
        key_images=pictures.shown,
        pictures_left_out=pictures.left_out + request.key_images_away,
        places=(
            *places_of(request.image, here, part_words(request.study, source)),
            *places_elsewhere(request.study, away, source),
        ),
        organ_ids=organs_among(printed, _masks(request)),
        impression=request.impression,
        ai_runs=tuple(_ai_run(run, request.findings) for run in request.runs),
        honesty=request.image.honesty,
        geometry_acknowledged_by=request.geometry_acknowledged_by,
        other_geometry=elsewhere,
        source_uids=source.sop_instance_uids,
        signed_by=request.signed_by,
        signed_role=request.signed_role if request.signed_by else "",
        letterhead=request.letterhead,
        reader_measurements=request.reader_measurements,
        self_test=self_test.summary,
        self_test_passed=self_test.passed,
        language=request.language,
    )


def require_signable(request: ReportRequest) -> None:
    """Refuse what could not be signed, before anybody is asked where the report shall lie.

    Raises
    ------
    ReportError
        See `build_content`.
    """
    printed = _printed(request)
    _, away = _parted(request, printed)
    elsewhere = other_series(request.study, away, request.image.source, request.acknowledged)
    _require_signable(request, printed, elsewhere, request.self_test or numbers_self_test())


def write(content: ReportContent, path: Path, *, page_size: PageSize = PageSize.A4) -> str:
    """Write the report as PDF; returns its document hash.

    Raises
    ------
    ReportError
        A signed report lies there: of whatever patient, it is never written over.
    OutputError
        The file cannot be written.
    """
    require_no_signed_report(path)
    return write_pdf(content, path, page_size=page_size)


def require_no_signed_report(path: Path) -> None:
    """Refuse to write where a signed report lies.

    Raises
    ------
    ReportError
        One does.
    """
    if is_signed_report(path):
        raise ReportError(
            Message("{name} is a signed report; it is not written over.", name=path.name),
            hint=Message("Choose another name or another folder."),
        )


def _printed(request: ReportRequest) -> list[Finding]:
    """Findings that stand in the report: those not rejected, or those kept by who signs."""
    kept = [f for f in request.findings if f.status is not FindingStatus.REJECTED]
    return [f for f in kept if f.is_reportable] if request.signed_by else kept


def _parted(
    request: ReportRequest, findings: Sequence[Finding]
) -> tuple[list[Finding], list[Finding]]:
    """Findings on the image, and those on other images."""
    others = {mask.id for mask in request.other_masks}
    here = [f for f in findings if is_of(f, request.image.source, others)]
    return here, [f for f in findings if f not in here]


def _patient(request: ReportRequest) -> Patient:
    return request.study.patient if request.study else request.image.source.patient


def _out_of_date(request: ReportRequest, printed: Sequence[Finding]) -> tuple[OutOfDate, ...]:
    """What a draft prints with a mark, because it no longer speaks of things as they are."""
    findings = tuple(
        OutOfDate(finding_id=finding.id, reason=OUTLINE_CHANGED)
        for finding in stale_findings(printed, _masks(request))
    )
    scores = tuple(
        OutOfDate(finding_id=s.score.finding_id, model=s.score.model, reason=s.reason)
        for s in _stale_scores(request)
    )
    return (*request.changed, *findings, *scores)


def _masks(request: ReportRequest) -> tuple[Mask, ...]:
    return (*request.masks, *request.other_masks)


def _stale_scores(request: ReportRequest) -> tuple[StaleScore, ...]:
    return stale_scores(
        request.risks,
        request.findings,
        _masks(request),
        _patient(request),
        request.image.source.study_date,
        former_scale=frozenset(c.finding_id for c in request.changed if c.reason == SCALE_CHANGED),
    )


def _require_signable(
    request: ReportRequest,
    printed: Sequence[Finding],
    elsewhere: Sequence[SeriesGeometry],
    self_test: SelfTestResult,
) -> None:
    lost = why_without_masks(printed, _masks(request))
    if lost is not None and request.has_masks:
        raise lost
    require_current(stale_findings(printed, _masks(request)), _stale_scores(request))
    _require_as_measured(request, printed)
    doubtful = {g.series_instance_uid for g in elsewhere if _is_unacknowledged(g)}
    if request.image.honesty.blocks_volume and not request.geometry_acknowledged_by:
        doubtful |= {"", request.image.source.series_instance_uid}
    sized = (f for f in printed if any(m.unit in _SIZE_UNITS for m in f.measurements))
    if any(finding.series_instance_uid in doubtful for finding in sized):
        raise ReportError(
            Message("The report cannot be signed: sizes rest on a geometry that is doubtful."),
            hint=Message("Look at the geometry badge and acknowledge it, or remove the sizes."),
        )
    if not self_test.passed:
        raise ReportError(
            Message("The report cannot be signed: the numbers self-test of this program failed."),
            hint=Message("Install Lightbox anew; see Help, About for the numbers that are wrong."),
            detail=str(self_test.summary),
        )


def _require_as_measured(request: ReportRequest, printed: Sequence[Finding]) -> None:
    labels = {finding.id: finding.label for finding in printed}
    reasons = [
        Message("{what}: {reason}", what=_named(each, labels), reason=each.reason)
        for each in request.changed
        if not each.finding_id or each.finding_id in labels
    ]
    if reasons:
        raise ReportError(
            Message(
                "The report cannot be signed: {reasons}.",
                reasons=joined("; ", dict.fromkeys(reasons)),
            ),
            hint=Message("Analyze again; findings are corrected in the window, not in the file."),
        )


def _named(changed: OutOfDate, labels: Mapping[str, Message | str]) -> Message | str:
    if changed.model:
        return model_title(changed.model)
    return labels.get(changed.finding_id) or Message("the result file")


def _is_unacknowledged(geometry: SeriesGeometry) -> bool:
    return geometry.honesty.blocks_volume and not geometry.acknowledged_by


def _study_pairs(request: ReportRequest) -> tuple[tuple[Message, str], ...]:
    source, study = request.image.source, request.study
    series = f"{source.series_number} " if source.series_number is not None else ""
    description = study.description if study else source.study_description
    referrer = study.referring_physician if study else source.referring_physician
    return (
        (Message("Study date"), dicom_date(study.date if study else source.study_date)),
        (Message("Study"), description),
        (Message("Series"), f"{series}{source.description}".strip()),
        (
            Message("Modality"),
            " ".join(part for part in (source.modality, source.body_part) if part),
        ),
        (Message("Accession number"), study.accession_number if study else source.accession_number),
        (Message("Referred by"), readable_name(referrer)),
        (Message("Institution"), study.institution if study else source.institution),
    )


def _ai_run(run: AnalysisResult, findings: Sequence[Finding]) -> AiRun:
    """The run with what became of its proposals by now, whoever kept them since."""
    own = [finding for finding in findings if run.proposed(finding)]
    proposed = run.proposed_ids | {finding.id for finding in own}
    states = [finding.status for finding in own]
    return AiRun(
        plugin_name=run.plugin_name,
        plugin_version=run.plugin_version,
        model_name=run.provenance.model_name,
        model_sha256=run.provenance.model_sha256,
        device=run.device,
        precision=run.precision,
        started=run.started,
        duration_s=run.duration_s,
        fallbacks=run.fallbacks,
        intended_use=words_of_manifest(run.intended_use),
        proposed=len(proposed),
        accepted=states.count(FindingStatus.ACCEPTED),
        edited=states.count(FindingStatus.EDITED),
        rejected=states.count(FindingStatus.REJECTED),
    )
