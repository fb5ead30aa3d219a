"""Overlays, shutters and presentation states for the images of a stack."""

from __future__ import annotations

from workstation.dicom.objects.display_objects import read_display_objects as read_from_files
from workstation.domain.display_objects import DisplayObjects
from workstation.domain.study import Stack, Study
from workstation.processes.cancel import CancelToken, ProgressFn


def read_display_objects(
    stack: Stack, study: Study, *, token: CancelToken, progress: ProgressFn
) -> DisplayObjects:
    """What the files of a stack and the presentation states of its study want shown.

    Images that are no DICOM files have none.

    Raises
    ------
    CancelledError
        The token was cancelled.
    """
    if any(frame.pixels is None for frame in stack.frames):
        return DisplayObjects()
    return read_from_files(stack, study, token=token, progress=progress)
