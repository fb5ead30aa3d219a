"""Whether a derived object (SEG, RTSTRUCT) was made on an image: patient, frame, references."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pydicom
from pydicom.dataset import Dataset

from workstation.dicom.objects.mask_damage import FAULTS, damage_worded
from workstation.domain.image import Image, Volume
from workstation.domain.person_name import readable_name
from workstation.domain.same_patient import contradict
from workstation.domain.study import Patient
from workstation.errors import MaskReadError
from workstation.messages import Message

_LONGEST = 64
_NAMING = (
    "ReferencedSeriesSequence",
    "ReferencedFrameOfReferenceSequence",
    "ROIContourSequence",
    "SharedFunctionalGroupsSequence",
    "PerFrameFunctionalGroupsSequence",
)
_HINT = Message("Choose the series that the mask was made on.")


class Doubts(NamedTuple):
    """What a reader must know of a mask that is shown: once for all of it, and beside numbers."""

    notes: tuple[Message, ...] = ()
    caveats: tuple[Message, ...] = ()


def require_belonging(
    dataset: Dataset, like: Image, frames_of_reference: Collection[str] = ()
) -> Doubts:
    """Refuse an object of another patient, frame of reference or film.

    Only what both sides state is compared. An object that refers to the image's own series
    or instances belongs to it also where the Frames of Reference differ, for some senders
    give each slice its own; or where it states another name, which is told.

    Parameters
    ----------
    frames_of_reference : collection of str
        Those that the object's coordinates are in; empty where it states none.

    Raises
    ------
    MaskReadError
        The object was made on something else.

    References
    ----------
    PS3.3 C.7.4.1 (only positions in one Frame of Reference are comparable).
    """
    theirs = _patient(dataset)
    if contradict(Patient(patient_id=theirs.patient_id), _only_id(like)):
        raise MaskReadError(Message("The mask is of another patient than the image."), hint=_HINT)
    series, instances = _references(dataset)
    is_named = like.source.series_instance_uid in series or not instances.isdisjoint(
        like.source.sop_instance_uids
    )
    is_other_person = contradict(theirs, like.source.patient)
    if is_other_person and not is_named:
        raise MaskReadError(
            Message("The mask states another name, birth date or sex than the image."), hint=_HINT
        )
    caveats = (_other_name(theirs),) if is_other_person else ()
    study = str(dataset.get("StudyInstanceUID", "") or "")
    elsewhere = study and like.source.study_instance_uid not in ("", study)
    notes = (Message("The mask was stored in another study than the image."),) if elsewhere else ()
    if is_named:
        if not _is_other_film(instances, like):
            return Doubts(notes, caveats)
        if isinstance(like, Volume):
            return Doubts((*notes, _other_images()), caveats)
        raise MaskReadError(Message("The mask was made on another film of the series."), hint=_HINT)
    if not isinstance(like, Volume):
        if series or instances:
            raise MaskReadError(Message("The mask was made on another image."), hint=_HINT)
        return Doubts((*notes, _unnamed()), caveats)
    frame = like.geometry.frame_of_reference_uid
    known = {uid for uid in frames_of_reference if uid}
    if frame and known and known != {frame}:
        raise MaskReadError(
            Message(
                "The mask and the image have different frames of reference: their "
                "positions cannot be compared."
            ),
            hint=_HINT,
        )
    if frame and known:
        return Doubts((*notes, _by_frame_alone()) if series or instances else notes, caveats)
    if series or instances:
        return Doubts(notes, (*caveats, _other_series()))
    return Doubts((*notes, _unnamed()), caveats)


def _patient(dataset: Dataset) -> Patient:
    def stated(keyword: str) -> str:
        return str(dataset.get(keyword, "") or "").strip()

    return Patient(
        patient_id=stated("PatientID"),
        issuer=stated("IssuerOfPatientID"),
        name=stated("PatientName"),
        birth_date=stated("PatientBirthDate"),
        sex=stated("PatientSex"),
    )


def _only_id(like: Image) -> Patient:
    return Patient(patient_id=like.source.patient.patient_id)


def _other_name(theirs: Patient) -> Message:
    return Message(
        "The file names this image, but states another name, birth date or sex: {stated}.",
        stated=", ".join(
            part
            for part in (readable_name(theirs.name)[:_LONGEST], theirs.birth_date, theirs.sex)
            if part
        ),
    )


def _by_frame_alone() -> Message:
    return Message("The mask was made on another series; it lies here by the frame of reference.")


def _other_images() -> Message:
    return Message("The file names other images of this series than these, maybe another phase.")


def _other_series() -> Message:
    return Message(
        "The file names another series than this one, and nothing says that their positions can "
        "be compared."
    )


def _unnamed() -> Message:
    return Message("Nothing in the file says that it was made on this image.")


def _is_other_film(instances: Collection[str], like: Image) -> bool:
    ours = set(like.source.sop_instance_uids)
    return bool(instances and ours and not ours.intersection(instances))


def referenced_instances(path: Path) -> frozenset[str]:
    """SOP Instance UIDs of the images that a SEG or RTSTRUCT was made on.

    Raises
    ------
    MaskReadError
        The file is damaged.
    """
    with damage_worded(path):
        dataset = pydicom.dcmread(path, specific_tags=[*_NAMING], stop_before_pixels=True)
        return frozenset(_references(dataset)[1])


def _references(dataset: Dataset) -> tuple[set[str], set[str]]:
    """Series and SOP Instance UIDs that the object was made on."""
    series: set[str] = set()
    instances: set[str] = set()
    for item in dataset.get("ReferencedSeriesSequence") or ():
        series.add(str(item.get("SeriesInstanceUID", "")))
        instances |= _instances(item, "ReferencedInstanceSequence")
    for frame in dataset.get("ReferencedFrameOfReferenceSequence") or ():
        for study in frame.get("RTReferencedStudySequence") or ():
            for item in study.get("RTReferencedSeriesSequence") or ():
                series.add(str(item.get("SeriesInstanceUID", "")))
                instances |= _instances(item, "ContourImageSequence")
    for roi in dataset.get("ROIContourSequence") or ():
        instances |= _contoured(roi)
    for groups in _functional_groups(dataset):
        for derivation in groups.get("DerivationImageSequence") or ():
            instances |= _instances(derivation, "SourceImageSequence")
    return series - {""}, instances - {""}


def _contoured(roi: Dataset) -> set[str]:
    """Instances that the contours of a structure name; none where it is damaged."""
    found: set[str] = set()
    with suppress(*FAULTS):
        for contour in roi.get("ContourSequence") or ():
            found |= _instances(contour, "ContourImageSequence")
    return found


def _functional_groups(dataset: Dataset) -> Iterator[Dataset]:
    yield from dataset.get("SharedFunctionalGroupsSequence") or ()
    yield from dataset.get("PerFrameFunctionalGroupsSequence") or ()


def _instances(item: Dataset, keyword: str) -> set[str]:
    return {str(one.get("ReferencedSOPInstanceUID", "")) for one in item.get(keyword) or ()}
