"""Doubts about a stack that do not come from its slice positions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workstation.dicom.stacks.frame_groups import Group
from workstation.dicom.stacks.frame_traits import LOCALIZER_WORDS, Placed
from workstation.domain.geometry import GeometryIssue, GeometryIssueCode
from workstation.domain.pixel_source import PixelFormat
from workstation.messages import Message

MOST_NAMED_FILES = 20
LEAST_GAPS = 1.9
"""Distance of slices as a multiple of their thickness; usual gaps are up to a half of it."""


def left_unplaced(
    members: Sequence[Placed], unplaced: Iterable[Placed]
) -> tuple[GeometryIssue, ...]:
    """Images of the kind of a volume that lie nowhere, and so are no slices of it.

    Parameters
    ----------
    members : sequence of Placed
        The slices.
    unplaced : iterable of Placed
        Frames of the series without a usable place.
    """
    kind = _kind(members[0])
    alike = [each.file.path for each in unplaced if _kind(each) == kind]
    if not alike:
        return ()
    words = Message(
        "Images of this kind without a usable place: {count}. They are not in this volume.",
        count=len(alike),
    )
    return (_issue(GeometryIssueCode.NO_POSITION, words, list(dict.fromkeys(alike))),)


def _kind(member: Placed) -> tuple[object, ...]:
    file, frame = member
    pixels = file.pixels
    size = None if pixels is None else (pixels.format.rows, pixels.format.columns)
    return file.sop_class_uid, frame.image_type[:3], size


def group_issues(
    group: Group, groups: Sequence[Group], paths: Sequence[str]
) -> list[GeometryIssue]:
    """What is doubtful about a group beside the other groups of its series."""
    found: list[GeometryIssue] = []
    file, frame = group.members[0]
    if LOCALIZER_WORDS & set(frame.image_type):
        found.append(
            _issue(
                GeometryIssueCode.LOCALIZER,
                Message("This is a localizer, made for planning."),
                paths,
                blocks=file.modality == "CT",
            )
        )
    if len({each.traits["orientation"] for each in groups}) > 1:
        found.append(
            _issue(
                GeometryIssueCode.MIXED_ORIENTATION,
                Message(
                    "The series holds several orientations; each is shown as a stack of its own."
                ),
                paths,
            )
        )
    if len({(each.traits["matrix"], each.traits["spacing"]) for each in groups}) > 1:
        found.append(
            _issue(
                GeometryIssueCode.MIXED_SPACING,
                Message(
                    "The series holds several matrix or pixel sizes; each is a stack of its own."
                ),
                paths,
            )
        )
    if group.repeated:
        found.append(
            _issue(
                GeometryIssueCode.DUPLICATE_POSITIONS,
                Message(
                    "Several images lie at the same position without a stated reason; the "
                    "surplus is shown as a stack of its own."
                ),
                paths,
            )
        )
    if group.guessed:
        found.append(
            _issue(
                GeometryIssueCode.DUPLICATE_POSITIONS,
                Message(
                    "Several images lie at each position, and nothing but their instance "
                    "numbers says which of them belong together."
                ),
                paths,
            )
        )
    if group.mixed:
        found.append(
            _issue(
                GeometryIssueCode.MIXED_ACQUISITIONS,
                Message("Slices of several acquisitions alternate in this volume."),
                paths,
            )
        )
    return found


def unreadable_place(
    unreadable: Sequence[str], paths: Sequence[str], *, blocks: bool
) -> GeometryIssue:
    """What is stated of the place of the images is not in usable numbers."""
    named = ", ".join(dict.fromkeys(unreadable))
    return _issue(
        GeometryIssueCode.UNREADABLE,
        Message("What is stated cannot be used as numbers: {named}.", named=named),
        paths,
        blocks=blocks,
    )


def unexplained_pixels(members: Sequence[Placed]) -> tuple[GeometryIssue, ...]:
    """Files that hold more pixels than their headers explain, and so may be shown wrongly.

    Less than a row or a column of them is padding, which harms nothing.
    """
    # Files of a series share one record of their pixels where they are alike.
    records = {id(each.file.pixels): each.file.pixels for each in members}
    doubtful = {
        key
        for key, pixels in records.items()
        if pixels is not None and pixels.unexplained_bytes >= _least_line(pixels.format)
    }
    paths = [each.file.path for each in members if id(each.file.pixels) in doubtful]
    if not paths:
        return ()
    words = Message(
        "Files that hold more pixels than the header says: {count}. Rows, columns or the number of "
        "frames may be wrong; compare with the original before anything is measured.",
        count=len(set(paths)),
    )
    return (_issue(GeometryIssueCode.PIXELS, words, list(dict.fromkeys(paths)), blocks=True),)


def _least_line(image_format: PixelFormat) -> int:
    shorter = min(image_format.rows, image_format.columns)
    return max(shorter * image_format.samples * image_format.bits_allocated // 8, 1)


def shared_uid(paths: Sequence[str]) -> GeometryIssue:
    """Images that differ, and bear the UID of another."""
    return _issue(
        GeometryIssueCode.SHARED_UID,
        Message(
            "Several images with different content have one SOP Instance UID: what refers to "
            "them by it may mean another of them."
        ),
        paths,
    )


def one_position(paths: Sequence[str]) -> GeometryIssue:
    """Many cross sections under one position."""
    return _issue(
        GeometryIssueCode.NO_POSITION,
        Message(
            "The file states one position for all its images: where each of them lies is not "
            "known, so that there are no planes and no volumes."
        ),
        paths,
        blocks=True,
    )


def slice_gaps(
    members: Sequence[Placed], apart_mm: float | None, paths: Sequence[str]
) -> tuple[GeometryIssue, ...]:
    """Slices of which about as much is left out between them as they show: by intent, or lost.

    Parameters
    ----------
    apart_mm : float or None
        Distance of neighboring slice planes.
    """
    thicknesses = [each.frame.thickness for each in members]
    known = [thickness for thickness in thicknesses if thickness is not None]
    if apart_mm is None or len(known) < len(members) or len(members) < 2:
        return ()
    if apart_mm < LEAST_GAPS * max(known):
        return ()
    words = Message(
        "Slices of {thickness:.4g} mm lie {apart:.4g} mm apart: what is between them was not "
        "imaged, or is missing here. Volumes, and sizes across slices, are estimates.",
        thickness=max(known),
        apart=apart_mm,
    )
    return (_issue(GeometryIssueCode.SLICE_GAPS, words, paths),)


def tiled(paths: Sequence[str]) -> GeometryIssue:
    """Slices tiled into one image by other makers."""
    return _issue(
        GeometryIssueCode.NO_POSITION,
        Message("Several slices are tiled into one image, which has no place of its own."),
        paths,
        blocks=True,
    )


def _issue(
    code: GeometryIssueCode, message: Message, paths: Sequence[str], *, blocks: bool = False
) -> GeometryIssue:
    return GeometryIssue(
        code=code, message=message, files=tuple(paths[:MOST_NAMED_FILES]), blocks_volume=blocks
    )


def no_thickness(paths: Sequence[str]) -> GeometryIssue:
    """A single slice of unknown thickness."""
    return _issue(
        GeometryIssueCode.NO_POSITION,
        Message("A single slice without a stated thickness: volumes cannot be computed."),
        paths,
        blocks=True,
    )


def mosaic(paths: Sequence[str]) -> GeometryIssue:
    """Slices tiled into one image."""
    return _issue(
        GeometryIssueCode.NO_POSITION,
        Message(
            "A Siemens mosaic: several slices tiled into one image, which has no place of its own."
        ),
        paths,
        blocks=True,
    )


def no_position(paths: Sequence[str]) -> GeometryIssue:
    """Cross sections without a place in the patient."""
    return _issue(
        GeometryIssueCode.NO_POSITION,
        Message("The images do not state where they lie in the patient."),
        paths,
        blocks=True,
    )
