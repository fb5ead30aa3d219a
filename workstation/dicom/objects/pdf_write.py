"""A PDF as a DICOM object of its study (PS3.3 A.45.1, Encapsulated PDF)."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import highdicom as hd
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import EncapsulatedPDFStorage, ExplicitVRLittleEndian

from workstation import __version__
from workstation.dicom.objects.object_words import MANUFACTURER
from workstation.dicom.objects.source_header import source_header
from workstation.errors import UnsupportedOutputError, VerificationError
from workstation.messages import Message
from workstation.security.integrity import whole_file

_SERIES_NUMBER = 9003
_LONGEST_TITLE = 1024
# What says whose study it is; the rest of a source header is about its pixels.
_OF_THE_STUDY = (
    "SpecificCharacterSet",
    "PatientName",
    "PatientID",
    "IssuerOfPatientID",
    "PatientBirthDate",
    "PatientSex",
    "PatientAge",
    "StudyInstanceUID",
    "StudyDate",
    "StudyTime",
    "StudyID",
    "StudyDescription",
    "AccessionNumber",
    "ReferringPhysicianName",
)


def write_encapsulated_pdf(
    pdf: bytes, source: str, path: Path, *, title: str, created: datetime, version: int = 1
) -> str:
    """Write a signed report as an object of the study of an image, and read it again.

    Parameters
    ----------
    pdf : bytes
        The document.
    source : str
        Path of a DICOM image of the study: patient and study are taken from it.
    title : str
        Of the document.
    created : datetime
        When it was made, with its time zone.
    version : int
        Instance Number: which signed report of the study it is.

    Returns
    -------
    str
        SOP Instance UID of the new object.

    Raises
    ------
    UnsupportedOutputError
        The image states no study.
    OutputError
        The object cannot be written.
    VerificationError
        Read again, it differs; nothing is kept.
    """
    try:
        header = source_header(source)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise UnsupportedOutputError(
            Message("The report cannot be written as a DICOM object: the image cannot be read."),
            detail=f"{type(error).__name__}: {error}",
        ) from error
    made = _document(header, pdf, title, created, version)
    with whole_file(path) as temporary:
        made.save_as(temporary, enforce_file_format=True)
        _verify(pydicom.dcmread(temporary), made, pdf)
    return str(made.SOPInstanceUID)


def _document(header: Dataset, pdf: bytes, title: str, created: datetime, version: int) -> Dataset:
    made = Dataset()
    for keyword in _OF_THE_STUDY:
        if keyword in header:
            made[keyword] = header[keyword]
    made.SOPClassUID = EncapsulatedPDFStorage
    made.SOPInstanceUID = hd.UID()
    made.Modality = "DOC"
    made.SeriesInstanceUID = hd.UID()
    made.SeriesNumber = _SERIES_NUMBER
    made.SeriesDescription = "Signed report"
    made.InstanceNumber = version
    made.Manufacturer = MANUFACTURER
    made.ManufacturerModelName = "Lightbox"
    made.DeviceSerialNumber = "0"
    made.SoftwareVersions = __version__
    made.ConversionType = "WSD"
    zone = _zone_of(header)
    if zone is not None:
        # One offset is of all times of an object, those of the study, too.
        created = created.astimezone(zone)
        made.TimezoneOffsetFromUTC = f"{created:%z}"
    made.ContentDate = made.InstanceCreationDate = f"{created:%Y%m%d}"
    made.ContentTime = made.InstanceCreationTime = f"{created:%H%M%S}"
    made.AcquisitionDateTime = ""
    # Name and identifier stand on its pages.
    made.BurnedInAnnotation = "YES"
    made.RecognizableVisualFeatures = "NO"
    made.DocumentTitle = title[:_LONGEST_TITLE]
    kind = Dataset()
    kind.CodeValue, kind.CodingSchemeDesignator = "18748-4", "LN"
    kind.CodeMeaning = "Diagnostic imaging report"
    made.ConceptNameCodeSequence = [kind]
    made.VerificationFlag = "VERIFIED"
    made.MIMETypeOfEncapsulatedDocument = "application/pdf"
    shown = Dataset()
    shown.ReferencedSOPClassUID = header.SOPClassUID
    shown.ReferencedSOPInstanceUID = header.SOPInstanceUID
    made.SourceInstanceSequence = [shown]
    made.EncapsulatedDocumentLength = len(pdf)
    made.EncapsulatedDocument = pdf + b"\0" * (len(pdf) % 2)
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = made.SOPClassUID
    meta.MediaStorageSOPInstanceUID = made.SOPInstanceUID
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    made.file_meta = meta
    return made


def _zone_of(header: Dataset) -> timezone | None:
    """The time zone that the images state (PS3.3 C.12.1.1.8), e.g. "+0100"."""
    try:
        shift = datetime.strptime(str(header.get("TimezoneOffsetFromUTC") or ""), "%z").utcoffset()
    except ValueError:
        return None
    return timezone(shift) if shift is not None else None


def _verify(again: Dataset, made: Dataset, pdf: bytes) -> None:
    whole = again.EncapsulatedDocument[: again.EncapsulatedDocumentLength] == pdf
    same = all(again.get(k) == made.get(k) for k in (*_OF_THE_STUDY, "SOPInstanceUID"))
    if not (whole and same):
        raise VerificationError(
            Message("The report as a DICOM object, read again, differs; it is not kept."),
            hint=Message("Report this fault."),
        )
