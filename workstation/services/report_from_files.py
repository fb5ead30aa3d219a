"""Write a report from a result file and the masks beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.image import Image, ImageSource
from workstation.domain.mask import Mask
from workstation.domain.report import PageSize, ReportContent
from workstation.domain.risk import RiskScore
from workstation.errors import InputError, ReportError
from workstation.messages import Message, joined
from workstation.result_files.record_reading import (
    analysis_from_record,
    findings_from_record,
    risks_from_record,
)
from workstation.result_files.result_folder import require_unchanged
from workstation.result_files.result_hashes import changed_scores, changed_since_measured
from workstation.result_files.signed_beside import (
    keep_signed,
    latest,
    read_signed,
    require_not_signed,
)
from workstation.security.integrity import require_replaceable
from workstation.services.assess_risk import score_of_file, with_age
from workstation.services.letterhead import make_letterhead
from workstation.services.read_masks import read_masks
from workstation.services.report_versions import as_version, signed_report
from workstation.services.signed_object import Signing
from workstation.services.signed_objects import write_beside
from workstation.services.signed_versions import SignedInArchive, newest
from workstation.services.write_report import ReportRequest, build_content, write

_LARGEST_FILE = 64 << 20
_NOT_IN_ARCHIVE = Message("The archive did not take it: the window does not know of this version.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTexts:
    """What a person adds to a report; `signed_by` empty makes a draft."""

    clinical_history: str = ""
    comparison: str = ""
    impression: str = ""
    signed_by: str = ""
    acknowledged_by: str = ""
    signed_role: str = ""
    header: str = ""
    """Lines of the institution."""
    logo: Path | None = None
    """PNG or JPEG file."""
    beside: frozenset[str] = frozenset()
    """Names of the kinds of objects that lie beside a signed report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFromFile:
    """The document hash of a report, and notes for who signed it."""

    digest: str
    notes: tuple[Message, ...] = ()


def write_report_from_file(
    image: Image,
    findings_file: Path,
    output: Path,
    texts: ReportTexts,
    *,
    accept: Sequence[str] = (),
    reject: Sequence[str] = (),
    page_size: PageSize = PageSize.A4,
    archive: SignedInArchive | None = None,
) -> WrittenFromFile:
    """Write the report.

    Signed reports are listed beside the result file and kept in the archive; the next one is a new
    version of the newest in either.

    Parameters
    ----------
    findings_file : Path
        result.json as `analyze` writes it; masks are looked for beside it.
    accept, reject : sequence of str
        Ids of findings that `texts.signed_by` decides on now; "all" stands for every one that
        is not reviewed and not named otherwise.
    archive : SignedInArchive or None
        Where the window counts the signed reports of the study; None where nothing is kept.

    Raises
    ------
    InputError
        The findings cannot be read, or belong to another series.
    ReportError
        A decision names nobody or an unknown finding, the report cannot be signed, or a signed
        one stands at `output`.
    OutputError
        The report cannot be written, or a file of another kind stands there.
    """
    require_replaceable(output, b"%PDF", findings_file)
    document = read_result(findings_file)
    signed = read_signed(findings_file)
    findings = _decided(findings_from_record(document), texts.signed_by, accept, reject)
    require_not_signed(signed, output)
    require_same_series(findings, image)
    masks = _masks_beside(document, findings_file.parent, image, findings)
    runs = []
    if isinstance(document, Mapping) and "plugin" in document:
        runs.append(analysis_from_record(document))
    risks = _risks_of_kept(risks_from_record(document), findings, image.source)
    changed = changed_since_measured(document)
    content = build_content(
        ReportRequest(
            image=image,
            findings=findings,
            masks=masks,
            has_masks=bool(masks),
            runs=runs,
            risks=risks,
            changed=(*(changed or ()), *changed_scores(risks)),
            clinical_history=texts.clinical_history,
            comparison=texts.comparison,
            impression=texts.impression,
            signed_by=texts.signed_by,
            signed_role=texts.signed_role,
            letterhead=make_letterhead(texts.header, texts.logo),
            geometry_acknowledged_by=texts.acknowledged_by,
        )
    )
    known = archive.all if archive is not None and texts.signed_by else ()
    content = as_version(content, newest((*known, latest(signed, image.source))))
    digest = write(content, output, page_size=page_size)
    if content.signed_by:
        kept = signed_report(content, digest, output.name)
        keep_signed(findings_file, signed, kept, image.source, output)
    notes = _notes(content)
    if content.signed_by and archive is not None and not archive.add(kept):
        notes += (_NOT_IN_ARCHIVE,)
    if texts.signed_by and texts.beside:
        signing = Signing(content=content, findings=findings, image=image, report=output)
        also = write_beside(signing, texts.beside)
        notes += tuple(Message("{name} written beside it.", name=path.name) for path in also.paths)
        notes += (also.note,)
    notes += _doubts(content, checked=changed is not None)
    return WrittenFromFile(digest=digest, notes=tuple(note for note in notes if note))


def _doubts(content: ReportContent, *, checked: bool) -> tuple[Message, ...]:
    """What is to be told of the file that a report is made of, be it signed or not."""
    if not checked:
        return (
            Message(
                "The result file has no hashes of what was measured: whether its numbers were "
                "changed since cannot be checked."
            ),
        )
    return tuple(
        Message("The result file: {reason}.", reason=each.reason)
        for each in content.out_of_date
        if not each.finding_id and not each.model
    )


def _notes(content: ReportContent) -> tuple[Message, ...]:
    """What a person who signs without looking at the page must be told."""
    if not content.signed_by:
        return ()
    notes = []
    if content.version.earlier:
        notes.append(
            joined(
                " ",
                (
                    Message("This is version {number}.", number=content.version.number),
                    content.version.earlier,
                ),
            )
        )
    kept = sum(finding.is_reportable for finding in content.findings)
    waiting = sum(f.status is FindingStatus.PROPOSED for f in content.findings)
    if not kept:
        notes.append(Message("No finding was accepted: the signed report states none."))
    if waiting:
        notes.append(Message("Left out, because nobody reviewed them: {count}.", count=waiting))
    if not content.impression.strip():
        notes.append(Message("The impression is empty."))
    return tuple(notes)


def analyzed_series(findings_file: Path) -> str:
    """Series Instance UID that the findings of a result file belong to; else empty.

    Raises
    ------
    InputError
        The file cannot be read.
    """
    findings = findings_from_record(read_result(findings_file))
    return findings[0].series_instance_uid if findings else ""


def read_result(path: Path) -> Any:  # noqa: ANN401 - parsed JSON
    """What a result file says.

    Raises
    ------
    InputError
        It cannot be read, or is no JSON.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise InputError(Message("{name} is too large for a findings file.", name=path.name))
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            Message("{name} cannot be read.", name=path.name),
            hint=Message("Use result.json of `lightbox analyze`."),
            detail=str(error),
        ) from error
    except (ValueError, RecursionError) as error:  # also numbers of too many digits
        raise InputError(
            Message("{name} is not JSON.", name=path.name),
            hint=Message("Use result.json of `lightbox analyze`."),
        ) from error


def _decided(
    findings: Sequence[Finding], by: str, accept: Sequence[str], reject: Sequence[str]
) -> tuple[Finding, ...]:
    if not accept and not reject:
        return tuple(findings)
    if not by:
        raise ReportError(
            Message("A decision needs the name of the person who makes it."),
            hint=Message("Add --sign NAME."),
        )
    known = {finding.id for finding in findings}
    both = set(accept) & set(reject)
    if both:
        raise ReportError(Message("{both} is both accepted and rejected.", both=sorted(both)[0]))
    unknown = (set(accept) | set(reject)) - known - {"all"}
    if unknown:
        raise ReportError(
            Message("There is no finding {unknown} in the file.", unknown=sorted(unknown)[0])
        )
    decided = []
    for finding in findings:
        open_still = finding.status is FindingStatus.PROPOSED
        if finding.id in reject or ("all" in reject and open_still and finding.id not in accept):
            decided.append(finding.decided(FindingStatus.REJECTED, by=by))
        elif finding.id in accept or ("all" in accept and open_still):
            decided.append(finding.decided(FindingStatus.ACCEPTED, by=by))
        else:
            decided.append(finding)
    return tuple(decided)


def _risks_of_kept(
    risks: Sequence[RiskScore], findings: Sequence[Finding], source: ImageSource
) -> tuple[RiskScore, ...]:
    """The scores without those of rejected findings, in which they stand in the file.

    What their inputs say against images and measurements stands in their caveats.
    """
    by_id = {finding.id: finding for finding in findings}
    patient, day = with_age(source.patient, source.study_date), source.study_date
    rejected = {f.id for f in findings if f.status is FindingStatus.REJECTED}
    return tuple(
        score_of_file(score, by_id.get(score.finding_id), patient, day)
        for score in risks
        if score.finding_id not in rejected
    )


def require_same_series(findings: Sequence[Finding], image: Image) -> None:
    """Refuse findings of another series than that of an image.

    Raises
    ------
    InputError
        One of them is of another series.
    """
    wanted = image.source.series_instance_uid
    for finding in findings:
        if finding.series_instance_uid and wanted and finding.series_instance_uid != wanted:
            raise InputError(
                Message("The findings belong to another series than the image."),
                hint=Message(
                    "Give the image that was analyzed, or choose its series with --series."
                ),
            )


def _masks_beside(
    document: Any,  # noqa: ANN401 - parsed JSON
    folder: Path,
    image: Image,
    findings: Sequence[Finding],
) -> tuple[Mask, ...]:
    """The masks that the result file names, under the ids that its findings refer to."""
    outputs = document.get("outputs", {}) if isinstance(document, Mapping) else {}
    if not isinstance(outputs, Mapping):
        raise InputError(Message("The outputs of the findings file are not named."))
    kind = "seg" if outputs.get("seg") else "nifti"
    name = outputs.get(kind)
    if not name:
        return ()
    path = folder / Path(str(name)).name
    if not path.exists():
        raise InputError(
            Message("{name} is not beside the findings file.", name=path.name),
            hint=Message("Keep the files of an analysis together."),
        )
    require_unchanged(document, kind, path)
    numbers = document.get("seg_segment_numbers", {}) if kind == "seg" else {}
    read = read_masks(path, image)
    try:
        back = _numbers_of_findings(numbers, read)
        masks = tuple(_renumbered(mask, back) for mask in read)
    except (AttributeError, LookupError, TypeError, ValueError, OverflowError) as error:
        raise InputError(
            Message("The segment numbers of the findings file are damaged.")
        ) from error
    ids = [finding.mask_id for finding in findings if finding.mask_id]
    versions = {finding.mask_id: finding.mask_version for finding in findings}
    if not ids:
        return masks
    return tuple(replace(mask, id=ids[0], version=versions[ids[0]] or 1) for mask in masks)


def _numbers_of_findings(recorded: Mapping[str, Any], masks: Sequence[Mask]) -> dict[int, int]:
    """By the number of a segment in the file of the masks, the one that findings name.

    None at all are those of an earlier version; else every segment must have one of its own, or a
    finding would be shown with the outline of another.
    """
    numbers = {int(in_file): int(of_findings) for of_findings, in_file in recorded.items()}
    if not numbers:
        return {}
    there = {segment.number for mask in masks for segment in mask.segments}
    if not there <= numbers.keys() or len(set(numbers.values())) < len(recorded):
        raise ValueError("a segment has no number of its own")
    if min((*numbers, *numbers.values())) < 1:
        raise ValueError("segments are numbered from 1")
    return numbers


def _renumbered(mask: Mask, numbers: Mapping[int, int]) -> Mask:
    """The mask with other segment numbers; those that are not named stay."""
    table = np.arange(int(mask.labels.max()) + 1, dtype=np.uint16)
    for old, new in numbers.items():
        if old < table.size:
            table[old] = new
    segments = tuple(replace(s, number=numbers.get(s.number, s.number)) for s in mask.segments)
    return replace(mask, labels=table[mask.labels], segments=segments)
