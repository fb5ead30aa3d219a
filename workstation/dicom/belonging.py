"""Whether a derived object (SEG, RTSTRUCT) was made on an image: patient, frame, references."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pydicom.dataset import Dataset

from workstation.domain.image import Image, Volume
from workstation.errors import MaskReadError
from workstation.words import said

_HINT = said("Choose the series that the mask was made on.")


def require_belonging(
    dataset: Dataset, like: Image, frames_of_reference: Collection[str] = ()
) -> None:
    """Refuse an object of another patient, frame of reference or film.

    Only what both sides state is compared. An object that refers to the image's own series
    or instances belongs to it also where the Frames of Reference differ, for some senders
    give each slice its own.

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
    theirs = str(dataset.get("PatientID", "") or "").strip()
    ours = like.source.patient.patient_id.strip()
    if theirs and ours and theirs != ours:
        raise MaskReadError(said("The mask is of another patient than the image."), hint=_HINT)
    series, instances = _references(dataset)
    if like.source.series_instance_uid in series or instances & set(like.source.sop_instance_uids):
        if isinstance(like, Volume) or not _is_other_film(instances, like):
            return
        raise MaskReadError(said("The mask was made on another film of the series."), hint=_HINT)
    if not isinstance(like, Volume):
        if series or instances:
            raise MaskReadError(said("The mask was made on another image."), hint=_HINT)
        return
    frame = like.geometry.frame_of_reference_uid
    known = {uid for uid in frames_of_reference if uid}
    if frame and known and known != {frame}:
        raise MaskReadError(
            said(
                "The mask and the image have different frames of reference: their "
                "positions cannot be compared."
            ),
            hint=_HINT,
        )


def _is_other_film(instances: Collection[str], like: Image) -> bool:
    ours = set(like.source.sop_instance_uids)
    return bool(instances and ours and not ours.intersection(instances))


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
    for groups in _functional_groups(dataset):
        for derivation in groups.get("DerivationImageSequence") or ():
            instances |= _instances(derivation, "SourceImageSequence")
    return series - {""}, instances - {""}


def _functional_groups(dataset: Dataset) -> Iterator[Dataset]:
    yield from dataset.get("SharedFunctionalGroupsSequence") or ()
    yield from dataset.get("PerFrameFunctionalGroupsSequence") or ()


def _instances(item: Dataset, keyword: str) -> set[str]:
    return {str(one.get("ReferencedSOPInstanceUID", "")) for one in item.get(keyword) or ()}
