"""Whether statements of identity can be of one person.

Identifiers are not unique in practice: one Patient ID, or one Study Instance UID, may stand for
two people. What is stated besides parts them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import zip_longest

from workstation.domain.study import Patient

_UNREADABLE = re.compile("[?\ufffd]+")
"""Letters that a wrong character set left; they may stand for any."""
_FAMILY_AND_GIVEN = 2


def is_same_patient(one: Patient, other: Patient) -> bool:
    """Whether two statements of identity can be of one person, and say enough to tell.

    ID or name must be in common, unless neither states either.
    """
    if contradict(one, other):
        return False
    if not (one.patient_id or other.patient_id or one.name or other.name):
        return True
    return bool(
        (_plain(one.patient_id) and _plain(other.patient_id)) or _in_common(one.name, other.name)
    )


def contradict(one: Patient, other: Patient) -> bool:
    """Whether two statements cannot be of one person: both state a field, and differently.

    Parameters
    ----------
    one, other : Patient
        Names are compared by letters, not by case or separators. A script, a middle name, a
        prefix or a suffix that one of them leaves out does not part them (PS3.5 6.2.1.1).
    """
    if any(not _is_one_name(*groups) for groups in _groups_in_common(one.name, other.name)):
        return True
    return any(a and b and a != b for a, b in zip(_others(one), _others(other), strict=True))


def _others(patient: Patient) -> tuple[str, ...]:
    """What tells people apart beside the name; dates of old files have points (PS3.5 6.2, DA)."""
    birth = patient.birth_date.replace(".", "")
    return tuple(map(_plain, (patient.patient_id, patient.issuer, birth, patient.sex)))


def parted(stated: Collection[Patient]) -> tuple[tuple[Patient, ...], ...]:
    """Statements of identity by person, each group with the fullest one first.

    One that says too little to tell whose it is, where there are several people, stands alone.
    """
    people: list[list[Patient]] = []
    unknown: list[list[Patient]] = []
    for patient in sorted(dict.fromkeys(stated), key=_fullest_first):
        fitting = [
            person for person in people if not any(contradict(patient, each) for each in person)
        ]
        if len(fitting) == 1:
            fitting[0].append(patient)
        else:
            (unknown if fitting else people).append([patient])
    return tuple(tuple(person) for person in (*people, *unknown))


def _fullest_first(patient: Patient) -> tuple[int, bool, int, tuple[str, ...]]:
    fields = (*patient.identity, patient.age)
    unreadable = _UNREADABLE.search(patient.name) is not None
    return -sum(bool(field) for field in fields), unreadable, -len(patient.name), fields


def _in_common(one: str, other: str) -> bool:
    return any(_groups_in_common(one, other))


def _groups_in_common(one: str, other: str) -> list[tuple[str, str]]:
    """Alphabetic, ideographic and phonetic groups that both names have."""
    pairs = zip(one.split("="), other.split("="), strict=False)
    return [(a, b) for a, b in pairs if _plain(a) and _plain(b)]


def _is_one_name(one: str, other: str) -> bool:
    if _is_one_word(_plain(one), _plain(other)):
        return True
    if "^" not in one or "^" not in other:
        return False
    parts = zip_longest(map(_plain, one.split("^")), map(_plain, other.split("^")), fillvalue="")
    return all(
        _is_one_word(a, b) or (n >= _FAMILY_AND_GIVEN and not (a and b))
        for n, (a, b) in enumerate(parts)
    )


def _is_one_word(one: str, other: str) -> bool:
    """Whether two words are equal as far as their letters could be read."""
    return one == other or _reads_as(one, other) or _reads_as(other, one)


def _reads_as(damaged: str, word: str) -> bool:
    known = _UNREADABLE.split(damaged)
    return len(known) > 1 and bool(re.fullmatch(".+".join(map(re.escape, known)), word))


def _plain(text: str) -> str:
    words = " ".join(text.replace("^", " ").replace(",", " ").split())
    return unicodedata.normalize("NFC", words).casefold()
