"""What makes one person, and what parts two under one identifier."""

import pytest

from workstation.domain.same_patient import is_same_patient, parted
from workstation.domain.study import Patient

KNOWN = Patient(patient_id="1", name="A^B", birth_date="19700101", sex="F", age="056Y")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"patient_id": "1", "name": "A^B", "birth_date": "19700101"}, True),
        ({"patient_id": "1", "name": "a b"}, True),
        ({"patient_id": "1"}, True),
        ({"patient_id": "1", "name": "A^C"}, False),
        ({"patient_id": "2", "name": "A^B"}, False),
        ({"patient_id": "1", "name": "A^B", "birth_date": "19710101"}, False),
        ({"patient_id": "1", "name": "A^B", "sex": "M"}, False),
        ({"patient_id": "1", "name": "A^B", "birth_date": "1970.01.01"}, True),
        ({}, False),
        ({"birth_date": "19700101"}, False),
    ],
)
def test_what_makes_one_patient(other: dict[str, str], same: bool) -> None:
    assert is_same_patient(KNOWN, Patient(**other)) is same
    assert is_same_patient(Patient(), Patient())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "YAMADA^TAROU", True),
        ("Yamada^Tarou=山田^太郎", "Yamada^Tarou=山田^次郎", False),
        ("=山田^太郎", "Yamada^Tarou=山田^太郎", True),
        ("Doe^Jane^Q", "Doe^Jane", True),
        ("Doe^Jane^^Dr", "Doe^Jane^Q", True),
        ("Doe^Jane^Q", "Doe^Jane^R", False),
        ("Doe^Jane", "Doe", False),
        ("Doe, Jane", "Doe^Jane", True),
        ("M\u00fcller^A", "Mu\u0308ller^A", True),
        ("M\ufffdller^A", "M\u00fcller^A", True),
        ("M??ller^A", "M\u00fcller^A^Q", True),
        ("M\ufffdller^A", "M\u00fcller^B", False),
        ("M\ufffdller^A", "Maller-Schmidt^A", False),
    ],
)
def test_names_are_compared_by_their_groups_and_parts(one: str, other: str, same: bool) -> None:
    first, second = Patient(patient_id="1", name=one), Patient(patient_id="1", name=other)
    assert is_same_patient(first, second) is same
    assert is_same_patient(second, first) is same


def test_names_in_different_scripts_alone_tell_nothing() -> None:
    assert not is_same_patient(Patient(name="Yamada^Tarou"), Patient(name="=山田^太郎"))


def test_who_says_too_little_stands_alone_beside_several_people() -> None:
    anna, anna_short = Patient(name="A^B", birth_date="1970", sex="F"), Patient(name="A^B")
    other, silent = Patient(name="C^D", birth_date="1980"), Patient(sex="F")
    assert parted([silent, anna_short, other, anna]) == ((anna, anna_short), (other,), (silent,))
    assert parted([anna_short, silent, anna]) == ((anna, anna_short, silent),)
