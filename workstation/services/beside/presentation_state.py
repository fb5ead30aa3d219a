"""Drawn measurements as a presentation state of the images."""

from __future__ import annotations

from pathlib import Path

from workstation.errors import UnsupportedOutputError
from workstation.messages import Message, joined
from workstation.services.presentation_state import write_state
from workstation.services.signed_object import BesideReport, SignedObject, Signing


def _write(signing: Signing, path: Path) -> SignedObject:
    """What was drawn on an image; measurements on other images are left out, which is told."""
    image = signing.image
    notes = []
    if signing.drawn_elsewhere:
        notes.append(
            Message(
                "Measurements not in the presentation state, because they lie on other images: "
                "{count}.",
                count=signing.drawn_elsewhere,
            )
        )
    if not signing.drawn:
        return SignedObject(path=None, note=joined(" ", notes))
    if not image.source.sop_instance_uids or not image.source.paths:
        return SignedObject(
            path=None, note=Message("No presentation state: the image is no DICOM image.")
        )
    try:
        written = write_state(
            path,
            image,
            signing.drawn,
            signed_by=signing.content.signed_by,
            language=signing.content.language,
            window=signing.window,
        )
    except UnsupportedOutputError as error:
        note = Message("No presentation state was written: {message}", message=error.message)
        return SignedObject(path=None, note=note)
    return SignedObject(
        path=path if written.uid else None, note=joined(" ", (*notes, *written.notes))
    )


EXPORT = BesideReport(name="gsps", ending=".pr.dcm", write=_write)
