"""What leaves beside a signed report for archives: reviewed findings as DICOM SR, and the PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from workstation.dicom.objects.pdf_write import write_encapsulated_pdf
from workstation.dicom.objects.sr_write import write_measurement_report
from workstation.domain.finding import Finding
from workstation.domain.image import Image
from workstation.domain.report import ReportContent
from workstation.errors import OutputError, UnsupportedOutputError
from workstation.language import catalog
from workstation.messages import NOTHING, Message, joined
from workstation.security.integrity import output_error


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedObject:
    """A file that was written, or why there is none, or what it leaves out."""

    path: Path | None
    note: Message = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedObjects:
    """The files that were written, and what must be said of those that were not."""

    paths: tuple[Path, ...]
    note: Message = NOTHING


def write_beside(
    content: ReportContent, findings: Sequence[Finding], image: Image, report: Path
) -> SignedObjects:
    """Write what lies beside a signed report: DICOM SR, and the PDF as a DICOM object.

    What cannot be written is told and undoes nothing: the report is signed already.
    """
    made = (
        _or_told(
            partial(write_signed_findings, findings, image, report, signed_by=content.signed_by)
        ),
        _or_told(partial(write_signed_pdf, content, image, report)),
    )
    return SignedObjects(
        paths=tuple(each.path for each in made if each.path is not None),
        note=joined(" ", dict.fromkeys(each.note for each in made if each.note)),
    )


def _or_told(write: Callable[[], SignedObject]) -> SignedObject:
    try:
        return write()
    except OutputError as error:
        note = Message("No DICOM object was written: {message}", message=error.message)
        return SignedObject(path=None, note=note)


def _stays(path: Path) -> SignedObject:
    """No signed report lies under this name: the object belongs to something else."""
    return SignedObject(
        path=None,
        note=Message("{name} is there already and is not written over.", name=path.name),
    )


def write_signed_pdf(content: ReportContent, image: Image, report: Path) -> SignedObject:
    """Write a signed report as a DICOM Encapsulated PDF of its study, ending in `.pdf.dcm`.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    if not image.source.sop_instance_uids or not image.source.paths:
        return SignedObject(path=None)
    path = report.with_suffix(".pdf.dcm")
    if path.exists():
        return _stays(path)
    say = catalog(content.language).say
    try:
        write_encapsulated_pdf(
            report.read_bytes(),
            image.source.paths[0],
            path,
            title=say(Message("Imaging report")),
            created=content.created,
            version=content.version.number,
        )
    except UnsupportedOutputError as error:
        return SignedObject(path=None, note=error.message)
    except OSError as error:
        raise output_error(error, path) from error
    return SignedObject(path=path)


def write_signed_findings(
    findings: Sequence[Finding], image: Image, report: Path, *, signed_by: str
) -> SignedObject:
    """Write the accepted and edited findings on an image, verified by who signed them.

    Parameters
    ----------
    findings : sequence of Finding
        Of the study; those not kept by the reader are left out, and those on other series,
        which is told.
    report : Path
        The signed PDF; the object lies beside it, with the ending `.sr.dcm`.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    series = image.source.series_instance_uid
    kept = [f for f in findings if f.is_reportable]
    here = [f for f in kept if f.series_instance_uid in {"", series}]
    elsewhere = len(kept) - len(here)
    left_out = (
        Message("Not in the DICOM SR, because they lie on other series: {count}.", count=elsewhere)
        if elsewhere
        else NOTHING
    )
    if not here:
        return SignedObject(path=None, note=left_out)
    if not image.source.sop_instance_uids or not image.source.paths:
        return SignedObject(path=None, note=Message("No DICOM SR: the image is no DICOM image."))
    path = report.with_suffix(".sr.dcm")
    if path.exists():
        return _stays(path)
    try:
        write_measurement_report(here, image, path, signed_by=signed_by)
    except UnsupportedOutputError as error:
        note = Message("No DICOM report was written: {message}", message=error.message)
        return SignedObject(path=None, note=note)
    return SignedObject(path=path, note=left_out)
