"""Series whose values number structures of other images, and are no pictures of the patient."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workstation.domain.same_patient import contradict
from workstation.domain.study import Series, Stack, StackKind
from workstation.session.open_studies import StackPlace

_WORDS = frozenset(
    {"mask", "masks", "label", "labels", "labelmap", "roi", "rois"}
    | {"seg", "segmentation", "segmentations", "segmented"}
)
_NARROWEST = 2.0
"""A window as wide tells 0 from 1."""
_SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"


def looks_like_labels(series: Series, stack: Stack) -> bool:
    """Whether headers tell that a stack holds labels.

    It is named so, and it is no acquired image or has a window that tells two values apart. A name
    alone is not enough: the native pass of a subtraction is called "mask", too.
    """
    if stack.kind is not StackKind.VOLUME or stack.affine_lps is None or stack.is_color:
        return False
    text = f"{series.description} {series.protocol} {stack.label}".lower()
    if not _WORDS & set(re.split(r"[^0-9a-z]+", text)):
        return False
    is_derived = f"{stack.frames[0].sop_class_uid}.".startswith(f"{_SECONDARY_CAPTURE}.")
    return is_derived or any(window.width <= _NARROWEST for window in stack.windows)


def images_below(labels: StackPlace, places: Iterable[StackPlace]) -> tuple[StackPlace, ...]:
    """The volumes that a stack of labels can lie on: of its study, in its frame of reference."""
    space = labels.stack.frame_of_reference_uid
    return tuple(
        place
        for place in places
        if place.study.study_instance_uid == labels.study.study_instance_uid
        and not contradict(place.study.patient, labels.study.patient)
        and place.stack.id != labels.stack.id
        and place.stack.kind is StackKind.VOLUME
        and place.stack.affine_lps is not None
        and space
        and place.stack.frame_of_reference_uid == space
    )
