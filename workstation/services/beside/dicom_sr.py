"""Reviewed findings and drawn measurements as a DICOM SR."""

from __future__ import annotations

from pathlib import Path

from workstation.errors import UnsupportedOutputError
from workstation.messages import Message, joined
from workstation.services.measurement_report import write_sr
from workstation.services.report_series import is_of
from workstation.services.signed_object import BesideReport, SignedObject, Signing


def _write(signing: Signing, path: Path) -> SignedObject:
    """The accepted and edited findings and the measurements on an image, verified by who signed.

    Findings and measurements on other images are left out, which is told.
    """
    image = signing.image
    kept = [f for f in signing.findings if f.is_reportable]
    here = [f for f in kept if is_of(f, image.source, signing.other_masks)]
    notes = []
    if len(kept) > len(here):
        notes.append(
            Message(
                "Findings not in the DICOM SR, because they lie on other images: {count}.",
                count=len(kept) - len(here),
            )
        )
    if signing.drawn_elsewhere:
        notes.append(
            Message(
                "Measurements not in the DICOM SR, because they lie on other images: {count}.",
                count=signing.drawn_elsewhere,
            )
        )
    if not here and not signing.drawn:
        return SignedObject(path=None, note=joined(" ", notes))
    if not image.source.sop_instance_uids or not image.source.paths:
        return SignedObject(path=None, note=Message("No DICOM SR: the image is no DICOM image."))
    try:
        written = write_sr(path, image, here, signing.drawn, signed_by=signing.content.signed_by)
    except UnsupportedOutputError as error:
        note = Message("No DICOM report was written: {message}", message=error.message)
        return SignedObject(path=None, note=note)
    return SignedObject(
        path=path if written.uid else None, note=joined(" ", (*notes, *written.notes))
    )


EXPORT = BesideReport(name="sr", ending=".sr.dcm", write=_write)
