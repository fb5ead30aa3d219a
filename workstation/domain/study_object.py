"""What was made of the images of a study: segmentations, structure sets, reports, maps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workstation.messages import Message


class ObjectKind(StrEnum):
    """How an object is shown."""

    MASK = "mask"
    """Segmentations, structure sets and label images: over their images."""
    REPORT = "report"
    """Structured reports: as text, with jumps to what they measured."""
    KEY_OBJECTS = "key objects"
    """Images that somebody chose, and why."""
    STATE = "presentation state"
    """How images are to be shown: applied to them."""
    MAP = "parametric map"
    """Numbers at each point of other images: laid over these in colors."""
    PDF = "PDF"
    """Pages."""
    OTHER = "other"
    """Kept, and not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyObject:
    """One object that was made of images, as its file describes it.

    Parameters
    ----------
    path, name : str
        Its file; the name of its SOP class (PS3.6), e.g. "Comprehensive SR".
    uid : str
        SOP Instance UID.
    title : str
        What its maker called it; empty where it has no name.
    parts : tuple of str
        Segments or structures by name, in the order of the file.
    created : str
        Date as YYYYMMDD; empty where none is stated.
    series, images : tuple of str
        Series and SOP Instance UIDs of the images that it was made on, as far as it names them.
    frames_of_reference : tuple of str
        Frames of Reference that its coordinates are in.
    refused : Message or None
        Why it could not be read, in words.
    """

    path: str
    name: str
    kind: ObjectKind
    uid: str = ""
    title: str = ""
    parts: tuple[str, ...] = ()
    created: str = ""
    series: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    frames_of_reference: tuple[str, ...] = ()
    refused: Message | None = None


def kind_of_object(name: str) -> ObjectKind:
    """How an object is shown, by the name of its SOP class (PS3.6 A).

    Presentation states of volumes (PS3.3 A.80) and waveform annotations are not shown.
    """
    if name in {"Segmentation", "Label Map Segmentation", "RT Structure Set", LABEL_IMAGE}:
        return ObjectKind.MASK
    if name == PARAMETRIC_MAP:
        return ObjectKind.MAP
    if name == "Key Object Selection Document":
        return ObjectKind.KEY_OBJECTS
    if name == "Encapsulated PDF":
        return ObjectKind.PDF
    if name.endswith("Presentation State") and "Volumetric" not in name:
        return ObjectKind.STATE
    is_tree = name.endswith(" SR") or name in {
        "Procedure Log", "Macular Grid Thickness and Volume Report",
    }  # fmt: skip
    return ObjectKind.REPORT if is_tree else ObjectKind.OTHER


PARAMETRIC_MAP = "Parametric Map"
"""Name of the SOP class; such images are series of their own, too."""
LABEL_IMAGE = "Label image"
"""NIfTI, NRRD and MetaImage files beside the images of a study."""
