"""What must be settled before a report may be signed."""

from __future__ import annotations

from workstation.domain.finding import FindingStatus
from workstation.errors import ReportError
from workstation.messages import Message, joined
from workstation.session.doubtful_lengths import rests_on_doubt
from workstation.session.staleness import why_without_masks
from workstation.session.workspace import Workspace


def why_not_written(workspace: Workspace) -> ReportError | None:
    """What stands against any report of the study that is looked at, draft or signed."""
    if not workspace.measured_otherwise(workspace.active_study_uid):
        return None
    return ReportError(
        Message("No report was written: lengths on a film are still of its former pixel size."),
        hint=Message(
            "They are measured again as soon as the film is read; look at the film, then write it."
        ),
    )


def why_not_signable(workspace: Workspace, unkept: int) -> ReportError | None:
    """What stands against signing the report of the study that is looked at, if anything.

    Parameters
    ----------
    unkept : int
        Entries that the disk refused so far.
    """
    if unkept:
        return ReportError(
            Message(
                "The report cannot be signed: {count} entry is not on the disk yet.",
                many="The report cannot be signed: {count} entries are not on the disk yet.",
                count=unkept,
            ),
            hint=Message("Free space on the disk; they are written as soon as there is room."),
        )
    rescaled = [f.label for f in workspace.rescaled_findings if f.is_reportable]
    if rescaled:
        return ReportError(
            Message(
                "The report cannot be signed: the image of {names} was calibrated otherwise after "
                "measuring.",
                names=joined(", ", rescaled),
            ),
            hint=Message("Measure again, review, then sign."),
        )
    study = workspace.active_study_uid
    drawn = (a for a in workspace.annotations if a.study_instance_uid == study)
    if any(rests_on_doubt(annotation, workspace) for annotation in drawn):
        return ReportError(
            Message("The report cannot be signed: sizes rest on a geometry that is doubtful."),
            hint=Message("Look at the geometry badge and acknowledge it, or remove the sizes."),
        )
    printed = [f for f in workspace.findings_here if f.status is not FindingStatus.REJECTED]
    return why_without_masks(printed, workspace.masks)
