"""The report itself as a DICOM Encapsulated PDF of its study."""

from __future__ import annotations

from pathlib import Path

from workstation.dicom.objects.pdf_write import write_encapsulated_pdf
from workstation.errors import UnsupportedOutputError
from workstation.language import catalog
from workstation.messages import Message
from workstation.security.integrity import output_error
from workstation.services.signed_object import BesideReport, SignedObject, Signing


def _write(signing: Signing, path: Path) -> SignedObject:
    content, source = signing.content, signing.image.source
    if not source.sop_instance_uids or not source.paths:
        return SignedObject(path=None)
    say = catalog(content.language).say
    try:
        write_encapsulated_pdf(
            signing.report.read_bytes(),
            source.paths[0],
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


EXPORT = BesideReport(name="dicom_pdf", ending=".pdf.dcm", write=_write)
