"""File headers → studies → series, in a stable order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial

from workstation.dicom.headers.file_header import FileHeader
from workstation.dicom.scan.guarding import FAULTS, Skip, guarded, reason_of
from workstation.dicom.stacks.stacks_of_series import series_stacks
from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag
from workstation.domain.same_patient import parted
from workstation.domain.study import Patient, Series, Study

_NUMBER, _DESCRIPTION = tag("SeriesNumber"), tag("SeriesDescription")
_SERIES_DATE, _SERIES_TIME = tag("SeriesDate"), tag("SeriesTime")
_STUDY_DATE, _STUDY_TIME = tag("StudyDate"), tag("StudyTime")
_STUDY_DESCRIPTION, _ACCESSION = tag("StudyDescription"), tag("AccessionNumber")
_REFERRER, _INSTITUTION = tag("ReferringPhysicianName"), tag("InstitutionName")
_STUDY_ID, _PROTOCOL = tag("StudyID"), tag("ProtocolName")
_LATERALITY = tag("Laterality")
_PATIENT_ID, _ISSUER = tag("PatientID"), tag("IssuerOfPatientID")
_NAME, _BIRTH, _SEX, _AGE = (
    tag("PatientName"),
    tag("PatientBirthDate"),
    tag("PatientSex"),
    tag("PatientAge"),
)
_CHARACTER_SET = tag("SpecificCharacterSet")
_IDENTITY = (_CHARACTER_SET, _PATIENT_ID, _ISSUER, _NAME, _BIRTH, _SEX, _AGE)


def group_studies(
    headers: Iterable[FileHeader], skip: Skip, twins: Collection[str] = ()
) -> tuple[Study, ...]:
    """Group readable files.

    Parameters
    ----------
    headers : iterable of FileHeader
        The files.
    skip : callable
        Told path and reason of each file that cannot be grouped; it may be told twice.
    twins : collection of str
        SOP Instance UIDs that several images with different content bear.

    Objects without a Study or Series UID are kept together by folder only as far as the
    UIDs that they do have; images of different patients never share a study, also where
    these bear one Study Instance UID and one Patient ID.
    """
    studies: dict[tuple[str, str], list[FileHeader]] = {}
    for header in headers:
        attributes = header.attributes
        key = (header.study_uid, attributes.string(_PATIENT_ID))
        studies.setdefault(key, []).append(header)
    patient_of = _Patients()
    built = [
        guarded(of_one, partial(_study, skip=skip, twins=twins, of=person), skip)
        for files in studies.values()
        for person, of_one in _by_person(files, patient_of, skip)
    ]
    found = [each for each in built if each is not None]
    found.sort(key=lambda study: (study.patient.name, study.date, study.time))
    return tuple(found)


class _Patients:
    """Who each file is of; those that say the same are read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[bytes | None, ...], Patient] = {}

    def __call__(self, file: FileHeader) -> Patient:
        stated = tuple(map(file.attributes.raw.get, _IDENTITY))
        found = self._known.get(stated)
        if found is None:
            found = self._known[stated] = patient(file.attributes)
        return found


def _by_person(
    files: list[FileHeader], patient_of: Callable[[FileHeader], Patient], skip: Skip
) -> list[tuple[Patient, list[FileHeader]]]:
    """Files under one study and Patient ID, by the person that they state."""
    whose: dict[Patient, list[FileHeader]] = {}
    for file in files:
        try:
            whose.setdefault(patient_of(file), []).append(file)
        except FAULTS as fault:
            skip(file.path, reason_of(fault))
    people = parted(whose.keys())
    if len(people) == 1:
        return [(people[0][0], [file for of_one in whose.values() for file in of_one])]
    return [(person[0], [file for stated in person for file in whose[stated]]) for person in people]


def _study(
    files: list[FileHeader],
    *,
    skip: Skip,
    twins: Collection[str],
    of: Patient,
) -> Study | None:
    by_series: dict[str, list[FileHeader]] = {}
    others: list[tuple[str, str]] = []
    for file in files:
        if file.pixels is None:
            others.append((file.object_name, file.path))
        else:
            by_series.setdefault(file.series_uid, []).append(file)
    series_of = partial(_series, twins=twins)
    built = [guarded(members, series_of, skip) for members in by_series.values()]
    series = [each for each in built if each is not None]
    if not series and not others:
        return None
    series.sort(key=lambda each: (each.number is None, each.number or 0, each.series_instance_uid))
    first = files[0].attributes
    return Study(
        study_instance_uid=files[0].study_uid,
        patient=of,
        date=first.string(_STUDY_DATE),
        time=first.string(_STUDY_TIME),
        description=first.text(_STUDY_DESCRIPTION),
        accession_number=first.text(_ACCESSION),
        referring_physician=first.person(_REFERRER),
        series=tuple(series),
        other_objects=tuple(sorted(others)),
        institution=first.text(_INSTITUTION),
        study_id=first.text(_STUDY_ID),
    )


def patient(attributes: Attributes) -> Patient:
    """The patient as one file states it."""
    return Patient(
        patient_id=attributes.text(_PATIENT_ID),
        issuer=attributes.text(_ISSUER),
        name=attributes.person(_NAME),
        birth_date=attributes.string(_BIRTH),
        sex=attributes.string(_SEX),
        age=attributes.string(_AGE),
    )


def _series(files: list[FileHeader], twins: Collection[str]) -> Series:
    files = sorted(files, key=lambda file: (file.instance_number, file.path))
    stacks = series_stacks(files, twins)
    # A page that was captured beside the images does not speak for them.
    largest = max(stacks, key=lambda stack: len(stack.frames)).frames[0].path
    first = next(file for file in files if file.path == largest)
    attributes = first.attributes
    return Series(
        series_instance_uid=first.series_uid,
        number=attributes.integer(_NUMBER),
        modality=first.modality,
        description=attributes.text(_DESCRIPTION),
        stacks=stacks,
        date=attributes.string(_SERIES_DATE) or attributes.string(_STUDY_DATE),
        time=attributes.string(_SERIES_TIME),
        laterality=_common_laterality(files),
        protocol=attributes.text(_PROTOCOL),
    )


def _common_laterality(files: Collection[FileHeader]) -> str:
    """The side that all files state; of several, and of none, it is said of no image."""
    sides = {file.attributes.string(_LATERALITY) for file in files}
    return sides.pop() if len(sides) == 1 else ""
