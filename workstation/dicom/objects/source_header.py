"""Headers of source images, made fit to be copied into objects derived from them."""

from __future__ import annotations

import hashlib
import re

import pydicom
from pydicom.datadict import dictionary_has_tag, dictionary_VR
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.valuerep import DA, TM, PersonName

from workstation.dicom.standard.character_sets import is_character_set

# What highdicom copies from the source images, and requires to be there.
_TYPE_2 = (
    "PatientID",
    "PatientName",
    "PatientBirthDate",
    "PatientSex",
    "StudyDate",
    "StudyTime",
    "StudyID",
    "AccessionNumber",
    "ReferringPhysicianName",
)
_BELONGING = (
    "PatientID",
    "PatientName",
    "StudyDate",
    "StudyTime",
    "SeriesNumber",
    "FrameOfReferenceUID",
)
_SEXES = {"F", "M", "O"}
_AGE = re.compile(r"\d{3}[DWMY]")
_SHORT_STRING = 16


def source_header(path: str) -> Dataset:
    """Attributes of a source file without its pixels, text as UTF-8.

    Absent type 2 attributes are empty. Values that the standard does not allow, and that
    a derived object therefore must not repeat, are emptied or removed: dates, sex, pixel
    spacings of zero. A series with positions but no Frame of Reference UID gets one that
    follows from its Series Instance UID, so that all objects derived from it share it.

    Raises
    ------
    OSError, pydicom.errors.InvalidDicomError
        The file cannot be read.
    """
    dataset = pydicom.dcmread(path, stop_before_pixels=True, force=True)
    stated = dataset.get("SpecificCharacterSet") or ""
    terms = [stated] if isinstance(stated, str) else list(stated)
    if not all(is_character_set(str(term)) for term in terms):
        dataset.SpecificCharacterSet = "ISO_IR 6"
    _empty_damaged_names(dataset)
    names = _names(dataset)
    dataset.decode()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    for number, name in names.items():
        dataset[number].value = name
    for keyword in _TYPE_2:
        if keyword not in dataset:
            setattr(dataset, keyword, "")
    for keyword, value_type in (("PatientBirthDate", DA), ("StudyDate", DA), ("StudyTime", TM)):
        try:
            value_type(dataset[keyword].value or None)
        except (ValueError, TypeError):
            setattr(dataset, keyword, "")
    if dataset.PatientSex not in _SEXES:
        dataset.PatientSex = ""
    if "PatientAge" in dataset and not _AGE.fullmatch(str(dataset.PatientAge or "")):
        del dataset.PatientAge
    # A label only, and of a VR that holds no more; the study is known by its UID.
    dataset.StudyID = str(dataset.StudyID or "")[:_SHORT_STRING]
    _repair_identity(dataset)
    _repair_deidentification(dataset)
    _repair_geometry(dataset)
    return dataset


def _empty_damaged_names(dataset: Dataset) -> None:
    """Empty names that another value representation has turned into numbers."""
    for element in list(dataset):
        defined = dictionary_has_tag(element.tag) and dictionary_VR(element.tag) == "PN"
        values = element.value if isinstance(element.value, list | MultiValue) else [element.value]
        if (defined or element.VR == "PN") and not all(
            isinstance(value, str | PersonName) for value in values if value
        ):
            dataset.add_new(element.tag, "PN", "")


def _names(dataset: Dataset) -> dict[int, str]:
    """Names as text, by tag.

    pydicom reads them rightly, but `decode` parts them at every "=" first, which behind the escape
    of ISO 2022 IR 87 is half of a letter, e.g. of 春, 秀 and 純.
    """
    return {
        int(element.tag): str(element.value)
        for element in dataset
        if isinstance(element.value, PersonName)
    }


def _repair_identity(dataset: Dataset) -> None:
    """UIDs that the data set leaves out: those of its File Meta group, or such that follow."""
    meta = getattr(dataset, "file_meta", None) or Dataset()
    for keyword, of_meta in (
        ("SOPClassUID", "MediaStorageSOPClassUID"),
        ("SOPInstanceUID", "MediaStorageSOPInstanceUID"),
    ):
        if not dataset.get(keyword):
            setattr(dataset, keyword, meta.get(of_meta, ""))
    # Equal for all files of the study, as far as they say what they belong to.
    for keyword in ("StudyInstanceUID", "SeriesInstanceUID"):
        if not dataset.get(keyword):
            stated = [keyword] + [str(dataset.get(name, "") or "") for name in _BELONGING]
            setattr(dataset, keyword, _following_uid("\\".join(stated)))


def _repair_deidentification(dataset: Dataset) -> None:
    """Method or code of the removal: type 1C, so never empty, and one of them when removed."""
    stated = False
    for keyword in ("DeidentificationMethod", "DeidentificationMethodCodeSequence"):
        if dataset.get(keyword):
            stated = True
        elif keyword in dataset:
            delattr(dataset, keyword)
    if dataset.get("PatientIdentityRemoved") == "YES" and not stated:
        dataset.DeidentificationMethod = "Not stated by the source images"


def _repair_geometry(dataset: Dataset) -> None:
    for keyword in ("PixelSpacing", "ImagerPixelSpacing"):
        spacing = dataset.get(keyword)
        if keyword in dataset and not (spacing and min(float(v) for v in spacing) > 0):
            delattr(dataset, keyword)
    placed = "ImagePositionPatient" in dataset or "PerFrameFunctionalGroupsSequence" in dataset
    if not placed and "PatientOrientation" not in dataset:
        dataset.PatientOrientation = ""
    if placed and not dataset.get("FrameOfReferenceUID"):
        dataset.FrameOfReferenceUID = _following_uid(f"{dataset.get('SeriesInstanceUID', '')}")


def _following_uid(text: str) -> str:
    return f"2.25.{int.from_bytes(hashlib.sha256(text.encode()).digest()[:15])}"
