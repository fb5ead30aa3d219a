"""Findings and drawn measurements as a DICOM SR of their images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workstation.dicom.objects.sr_write import write_measurement_report
from workstation.domain.finding import Finding
from workstation.domain.image import Image
from workstation.errors import OutputError, UnsupportedOutputError
from workstation.measuring.coded import coded_measurements
from workstation.messages import Message, joined
from workstation.session.annotations import Annotation


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSr:
    """SOP Instance UID of a report, empty where none was written; and what it leaves out."""

    uid: str
    notes: tuple[Message, ...] = ()


def write_sr(
    path: Path,
    image: Image,
    findings: Sequence[Finding],
    drawn: Sequence[Annotation],
    *,
    signed_by: str = "",
) -> WrittenSr:
    """Write a measurement report that was read again and compared.

    Parameters
    ----------
    drawn : sequence of Annotation
        On the stack that the image was read from.
    signed_by : str
        Who signed it; see `write_measurement_report`.

    Raises
    ------
    OutputError
        It cannot be written, a file is there already, or the image was not read from DICOM.
    MaskReadError
        There is nothing to write.
    """
    if not image.source.sop_instance_uids or not image.source.paths:
        raise UnsupportedOutputError(
            Message("No DICOM SR: the image is no DICOM image."),
            hint=Message("Open the DICOM images that it was made of."),
        )
    coded = coded_measurements(drawn, image)
    notes: tuple[Message, ...] = ()
    if coded.left_out:
        notes = (Message("Not in the DICOM SR: {reasons}.", reasons=joined("; ", coded.left_out)),)
    if coded.left_out and not coded.stated and not findings:
        return WrittenSr(uid="", notes=notes)
    if path.exists():
        raise OutputError(
            Message("{name} is there already and is not written over.", name=path.name),
            hint=Message("Choose another name."),
        )
    uid = write_measurement_report(findings, image, path, signed_by=signed_by, drawn=coded.stated)
    return WrittenSr(uid=uid, notes=notes)
