"""Doubts about a stack that do not come from its slice positions."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.dicom.partition import LOCALIZER_WORDS, Group
from workstation.domain.geometry import GeometryIssue, GeometryIssueCode
from workstation.words import said

MOST_NAMED_FILES = 20


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
                said("This is a localizer, made for planning."),
                paths,
                blocks=file.modality == "CT",
            )
        )
    if len({each.traits["orientation"] for each in groups}) > 1:
        found.append(
            _issue(
                GeometryIssueCode.MIXED_ORIENTATION,
                said("The series holds several orientations; each is shown as a stack of its own."),
                paths,
            )
        )
    if len({(each.traits["matrix"], each.traits["spacing"]) for each in groups}) > 1:
        found.append(
            _issue(
                GeometryIssueCode.MIXED_SPACING,
                said("The series holds several matrix or pixel sizes; each is a stack of its own."),
                paths,
            )
        )
    if group.repeated:
        found.append(
            _issue(
                GeometryIssueCode.DUPLICATE_POSITIONS,
                said(
                    "Several images lie at the same position without a stated reason; the "
                    "surplus is shown as a stack of its own."
                ),
                paths,
            )
        )
    return found


def _issue(
    code: GeometryIssueCode, message: str, paths: Sequence[str], *, blocks: bool = False
) -> GeometryIssue:
    return GeometryIssue(
        code=code, message=message, files=tuple(paths[:MOST_NAMED_FILES]), blocks_volume=blocks
    )


def no_thickness(paths: Sequence[str]) -> GeometryIssue:
    """A single slice of unknown thickness."""
    return _issue(
        GeometryIssueCode.NO_POSITION,
        said("A single slice without a stated thickness: volumes cannot be computed."),
        paths,
        blocks=True,
    )


def mosaic(paths: Sequence[str]) -> GeometryIssue:
    """Slices tiled into one image."""
    return _issue(
        GeometryIssueCode.NO_POSITION,
        said(
            "A Siemens mosaic: several slices tiled into one image, which has no place of its own."
        ),
        paths,
        blocks=True,
    )


def no_position(paths: Sequence[str]) -> GeometryIssue:
    """Cross sections without a place in the patient."""
    return _issue(
        GeometryIssueCode.NO_POSITION,
        said("The images do not state where they lie in the patient."),
        paths,
        blocks=True,
    )
