"""Studies of one person have one number, in the order of opening."""

from __future__ import annotations

from workstation.domain.study import Patient, Study
from workstation.session.people import people_of


def study(uid: str, **who: str) -> Study:
    return Study(
        study_instance_uid=uid,
        patient=Patient(**who),
        date="",
        time="",
        description="",
        accession_number="",
        referring_physician="",
        series=(),
    )


def test_people_are_counted_in_the_order_of_opening() -> None:
    studies = [
        study("a", patient_id="9", name="Zoe"),
        study("b", patient_id="1", name="Adam", birth_date="19700101"),
        study("c", patient_id="9", name="ZOE"),
        study("d", patient_id="1", name="Adam"),
    ]
    assert people_of(studies) == {"a": 0, "b": 1, "c": 0, "d": 1}


def test_one_id_of_two_people_is_two_people() -> None:
    studies = [study("a", patient_id="1", name="Adam"), study("b", patient_id="1", name="Eve")]
    assert people_of(studies) == {"a": 0, "b": 1}


def test_a_study_that_says_too_little_is_nobody_elses() -> None:
    studies = [
        study("a", patient_id="1", name="Adam"),
        study("b", patient_id="2", name="Eve"),
        study("c"),
    ]
    assert people_of(studies) == {"a": 0, "b": 1, "c": 2}
    assert people_of([]) == {}
