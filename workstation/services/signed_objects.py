"""What leaves beside a signed report for archives: the reviewed findings as DICOM SR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workstation.dicom.sr_write import write_measurement_report
from workstation.domain.finding import Finding
from workstation.domain.image import Image
from workstation.errors import UnsupportedOutputError
from workstation.words import said


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedObject:
    """A file that was written, or why there is none, or what it leaves out."""

    path: Path | None
    note: str = ""


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
        said("Not in the DICOM SR, because they lie on other series: {count}.", count=elsewhere)
        if elsewhere
        else ""
    )
    if not here:
        return SignedObject(path=None, note=left_out)
    if not image.source.sop_instance_uids or not image.source.paths:
        return SignedObject(path=None, note=said("No DICOM SR: the image is no DICOM image."))
    path = report.with_suffix(".sr.dcm")
    try:
        write_measurement_report(here, image, path, signed_by=signed_by)
    except UnsupportedOutputError as error:
        note = said("No DICOM report was written: {message}", message=error.message)
        return SignedObject(path=None, note=note)
    return SignedObject(path=path, note=left_out)
