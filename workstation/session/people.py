"""Which of the open studies are of one person."""

from __future__ import annotations

from collections.abc import Iterable

from workstation.domain.same_patient import parted
from workstation.domain.study import Study


def people_of(studies: Iterable[Study]) -> dict[str, int]:
    """The number of the person of each study, 0 for the one that was opened first.

    Returns
    -------
    dict of str to int
        By Study Instance UID. A study that says too little to tell whose it is, where there are
        several people, is of a person of its own.
    """
    listed = tuple(studies)
    groups = parted([study.patient for study in listed])
    group_of = {patient: number for number, group in enumerate(groups) for patient in group}
    numbers: dict[int, int] = {}
    return {
        study.study_instance_uid: numbers.setdefault(group_of[study.patient], len(numbers))
        for study in listed
    }
