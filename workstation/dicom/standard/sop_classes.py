"""SOP classes that are no images, and their names (PS3.4 B.5)."""

from __future__ import annotations

from functools import lru_cache

from pydicom import config
from pydicom._uid_dict import UID_dictionary
from pydicom.uid import UID

MEDIA_DIRECTORY = "1.2.840.10008.1.3.10"
SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
PARAMETRIC_MAP = "1.2.840.10008.5.1.4.1.1.30"

_CAPTURES = frozenset({"SCREENSAVE", "SCREENSHOT", "SCREENCAPTURE", "DOSEREPORT", "DOSEINFO"})
_STORAGE = "1.2.840.10008.5.1.4.1.1."
_NEWER = {_STORAGE + "66.7": "Label Map Segmentation Storage"}
"""Classes that the data dictionary does not know yet."""
_TILED = frozenset({_STORAGE + "77.1.6", _STORAGE + "77.1.9"})
_NOT_IMAGES = tuple(
    _STORAGE + suffix
    for suffix in (
        "9.",  # waveforms
        "11.",  # presentation states
        "66",  # raw data, registrations, fiducials, segmentations, surfaces
        "67",  # real world value mapping
        "68",  # surface scans
        "78",  # ophthalmic measurements without pixels
        "79",
        "80",
        "88.",  # structured reports, key objects
        "90.",
        "91.",  # annotations
        "104.",  # encapsulated documents
        "131",  # protocols
        "200",
        "201",
        "481.2",  # RT dose
        "481.3",  # RT structure set
        "481.4",
        "481.5",
        "481.6",
        "481.7",
        "481.8",
        "481.9",
        "481.10",
        "481.11",
        "481.12",
    )
)
_MODALITIES = {
    "CT": ("2", "2.1", "2.2"),
    "MR": ("4", "4.1", "4.3", "4.4"),
    "PT": ("128", "128.1", "130"),
    "NM": ("20",),
    "US": ("3.1", "6.1", "6.2"),
    "CR": ("1",),
    "DX": ("1.1", "1.1.1"),
    "MG": ("1.2", "1.2.1"),
    "XA": ("12.1", "12.1.1"),
    "RF": ("12.2", "12.2.1"),
}
_MODALITY_OF = {
    _STORAGE + suffix: modality for modality, suffixes in _MODALITIES.items() for suffix in suffixes
}
_OTHER_ROOTS = tuple(f"1.2.840.10008.5.1.4.{root}." for root in (34, 38, 39, 43, 44, 45))


def modality_of(sop_class_uid: str) -> str:
    """The modality of images of a class, for files that do not state theirs; empty if unknown."""
    return _MODALITY_OF.get(sop_class_uid, "")


def is_whole_slide(sop_class_uid: str) -> bool:
    """Whether the frames of the class are tiles of one picture, of a microscope."""
    return sop_class_uid in _TILED


def is_parametric_map(sop_class_uid: str) -> bool:
    """Whether the images of the class are parametric maps (PS3.4 B.5)."""
    return sop_class_uid == PARAMETRIC_MAP


@lru_cache(maxsize=512)
def is_capture(sop_class_uid: str, image_type: tuple[str, ...]) -> bool:
    """Whether an image shows a screen or a page: dose reports, screen saves, key pictures."""
    is_secondary = f"{sop_class_uid}.".startswith(f"{SECONDARY_CAPTURE}.")
    return is_secondary or any(
        word.replace(" ", "").replace("_", "") in _CAPTURES for word in image_type
    )


@lru_cache(maxsize=512)
def is_not_an_image(sop_class_uid: str) -> bool:
    """Whether the class is a known object that is shown as what it is, not as an image."""
    return sop_class_uid.startswith(_OTHER_ROOTS) or any(
        sop_class_uid == prefix
        or sop_class_uid.startswith(prefix + ("" if prefix[-1] == "." else "."))
        for prefix in _NOT_IMAGES
    )


def object_names() -> tuple[str, ...]:
    """Every name that `describe_object` gives to a class that is stored and is no image."""
    known = {uid: str(entry[0]) for uid, entry in UID_dictionary.items() if entry[1] == "SOP Class"}
    stored = {uid for uid, name in (known | _NEWER).items() if name.endswith(" Storage")}
    return tuple(sorted({describe_object(uid) for uid in stored if is_not_an_image(uid)}))


def describe_object(sop_class_uid: str) -> str:
    """The name of a SOP class without the word Storage, or its UID when it is not known."""
    if not sop_class_uid:
        return "no SOP class"
    name = _NEWER.get(sop_class_uid) or UID(sop_class_uid, validation_mode=config.IGNORE).name
    return name.removesuffix(" Storage")
