"""What the objects beside the images of a study are, and what is read of them to show them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workstation.dicom.objects import study_objects
from workstation.dicom.standard.sop_classes import is_parametric_map as is_map
from workstation.domain.structured_report import StructuredReport
from workstation.domain.study import Stack
from workstation.domain.study_object import LABEL_IMAGE, ObjectKind, StudyObject
from workstation.imaging.image_numbers import number_in_order
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.reporting.wording import place_words
from workstation.session.open_studies import StackPlace


def describe(
    named: Sequence[tuple[str, str]], *, token: CancelToken, progress: ProgressFn
) -> tuple[StudyObject, ...]:
    """Describe the objects of a study.

    Parameters
    ----------
    named : sequence of (str, str)
        Name of the SOP class and path (`Study.other_objects`).

    Returns
    -------
    tuple of StudyObject
        Label images last: nothing is read of them, for they name no images.

    Raises
    ------
    CancelledError
        The token was cancelled.
    """
    in_dicom = [each for each in named if each[0] != LABEL_IMAGE]
    labels = tuple(
        StudyObject(
            path=path, name=name, kind=ObjectKind.MASK, title=Path(path).name.partition(".")[0]
        )
        for name, path in named
        if name == LABEL_IMAGE
    )
    described = study_objects.describe_objects(in_dicom, token=token, progress=progress)
    return (*described, *labels)


def is_parametric_map(stack: Stack) -> bool:
    """Whether the frames of a stack are those of a parametric map (PS3.3 A.75)."""
    return bool(stack.frames) and is_map(stack.frames[0].sop_class_uid)


def words_of_image(place: StackPlace, number: int) -> Message:
    """Series and image as reports and viewports count them, e.g. "series 3, image #42 (8 of 16)".

    Parameters
    ----------
    number : int
        Frame of the stack, from 0, in its order.
    """
    stated = [(frame.instance_number, frame.frame_index) for frame in place.stack.frames]
    return place_words(number_in_order(stated, number), place.series.number)


def read_report(path: Path, *, token: CancelToken, progress: ProgressFn) -> StructuredReport:  # noqa: ARG001
    """The content of a structured report or key object selection.

    Raises
    ------
    DicomReadError
        It is damaged, or has no content.
    """
    return study_objects.read_structured_report(path)


def read_page(
    path: Path,
    page: int,
    width_px: int,
    *,
    token: CancelToken,  # noqa: ARG001
    progress: ProgressFn,  # noqa: ARG001
) -> tuple[int, NDArray[np.uint8]]:
    """How many pages an encapsulated PDF has, and one of them, (rows, columns, 3) RGB.

    Raises
    ------
    DicomReadError
        The object holds no PDF, or one that cannot be read.
    """
    return study_objects.read_pdf_page(path, page, width_px)
