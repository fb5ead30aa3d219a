"""Under which series an object stands, and where the lines of a report lead."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.studies import series, stack
from workstation.domain.structured_report import ReportLine, ReportPlace, StructuredReport
from workstation.domain.study import FrameRef, Patient, Stack, StackKind, Study
from workstation.domain.study_object import ObjectKind, StudyObject
from workstation.messages import NOTHING, Message
from workstation.session import object_places
from workstation.session.object_places import OpenImages, point_of
from workstation.session.open_studies import StackPlace

ANNA = Patient(patient_id="1", name="Anna")
BERTA = Patient(patient_id="2", name="Berta")
SHAPE = (3, 40, 60)


def frames(*uids: str) -> tuple[FrameRef, ...]:
    return tuple(
        FrameRef(
            path=f"/{uid}",
            sop_instance_uid=uid,
            sop_class_uid="",
            transfer_syntax_uid="",
            position_lps_mm=(10.0, 20.0, 5.0 * k),
            orientation=(0.0, 1.0, 0.0, -1.0, 0.0, 0.0),
        )
        for k, uid in enumerate(uids)
    )


def place(
    uid: str, part: Stack, *, patient: Patient = ANNA, study_uid: str = "study"
) -> StackPlace:
    one = series(uid, 1, "CT", "CT", part)
    study = Study(
        study_instance_uid=study_uid,
        patient=patient,
        date="",
        time="",
        description="",
        accession_number="",
        referring_physician="",
        series=(one,),
    )
    return StackPlace(study, one, part)


def of(stack_id: str, uid: str, *images: str, frame_uid: str = "") -> Stack:
    return replace(
        stack(stack_id, uid, StackKind.VOLUME, SHAPE),
        frames=frames(*images),
        frame_of_reference_uid=frame_uid,
        spacing_kji_mm=(5.0, 2.0, 3.0),
        affine_lps=np.eye(4),
    )


EARLY = place("s1", of("early", "s1", "a", "b", "c", frame_uid="space"))
LATE = place("s1", of("late", "s1", "d", "e", "f", frame_uid="space"))
OTHER = place("s2", of("other", "s2", "g", "h", "i"))
FOREIGN = place("s3", of("foreign", "s3", "x"), patient=BERTA, study_uid="hers")
OPEN = OpenImages([EARLY, LATE, OTHER, FOREIGN])
STUDY = EARLY.study


def made(
    kind: ObjectKind = ObjectKind.MASK,
    *,
    series: tuple[str, ...] = (),
    images: tuple[str, ...] = (),
    frames_of_reference: tuple[str, ...] = (),
) -> StudyObject:
    return StudyObject(
        path="/o",
        name="o",
        kind=kind,
        series=series,
        images=images,
        frames_of_reference=frames_of_reference,
    )


def stands_under(each: StudyObject) -> list[str]:
    return [place.stack.id for place in OPEN.stacks_of(each, STUDY)]


def test_an_object_stands_under_the_series_that_it_names() -> None:
    assert stands_under(made(series=("s2",))) == ["other"]
    assert stands_under(made(series=("s2", "s1"))) == ["other", "early"]
    assert stands_under(made(images=("h",))) == ["other"]


def test_of_phases_it_is_the_one_with_the_images() -> None:
    assert stands_under(made(series=("s1",), images=("e", "f", "a"))) == ["late"]
    assert stands_under(made(images=("c",))) == ["early"]


def test_without_images_it_stands_in_its_frame_of_reference() -> None:
    assert stands_under(made(frames_of_reference=("space",))) == ["early"]
    assert stands_under(made(series=("gone",), frames_of_reference=("space",))) == []


def test_it_never_stands_under_another_patient() -> None:
    assert stands_under(made(series=("s3",))) == []
    assert stands_under(made(images=("x",))) == []
    assert "another patient" in str(OPEN.why_without(made(images=("x",)), STUDY))


@pytest.mark.parametrize(
    ("each", "why"),
    [
        (made(series=("gone",)), "made on a series that is not open"),
        (made(), ""),
        (made(ObjectKind.OTHER, series=("gone",)), "kept, not shown"),
        (replace(made(), refused=Message("is damaged")), "cannot be read: it is damaged"),
    ],
)
def test_what_stands_under_nothing_says_why(each: StudyObject, why: str) -> None:
    assert str(OPEN.why_without(each, STUDY)) == (why or str(NOTHING))


def report(*places: ReportPlace) -> StructuredReport:
    lines = [ReportLine(depth=0, kind="CONTAINER", name="")]
    lines += [ReportLine(depth=1, kind="IMAGE", name="", place=each) for each in places]
    return StructuredReport(uid="1", title="", lines=tuple(lines))


def leads_to(*places: ReportPlace) -> tuple[str, int] | None:
    found = OPEN.first_place(report(*places), 0, STUDY)
    return (found[1].stack.id, found[2]) if found is not None else None


def test_a_line_leads_to_the_first_image_that_is_open() -> None:
    assert leads_to(ReportPlace(uid="gone"), ReportPlace(uid="e")) == ("late", 1)
    assert leads_to(ReportPlace(uid="x")) is None
    assert leads_to(ReportPlace(uid="e", frames=(3,))) is None
    assert leads_to(ReportPlace(uid="e", frames=(0,))) == ("late", 1)


def test_points_come_before_images() -> None:
    assert leads_to(ReportPlace(uid="e"), ReportPlace(uid="h", points=((1.0, 1.0),))) == (
        "other", 1,
    )  # fmt: skip
    points = ((1.0, 2.0, 3.0),)
    in_space = ReportPlace(points_lps_mm=points, frame_of_reference_uid="space")
    assert leads_to(ReportPlace(uid="e"), in_space) == ("early", 0)
    assert leads_to(replace(in_space, frame_of_reference_uid="elsewhere")) is None


def test_a_pixel_is_a_point_in_the_patient() -> None:
    # Columns run along +y by 3 mm, rows along -x by 2 mm; slice 2 lies at z = 10.
    circle = ReportPlace(uid="c", shape="CIRCLE", points=((4.0, 7.0), (9.0, 7.0)))
    assert point_of(circle, EARLY.stack, 2) == ((10.0 - 14.0, 20.0 + 12.0, 10.0), 2)
    line = ReportPlace(uid="c", shape="POLYLINE", points=((0.0, 0.0), (8.0, 14.0)))
    assert point_of(line, EARLY.stack, 2) == ((10.0 - 14.0, 20.0 + 12.0, 10.0), 2)


def test_a_whole_image_leads_to_its_middle_and_points_to_theirs() -> None:
    assert point_of(ReportPlace(uid="a"), EARLY.stack, 0) == (
        (10.0 - 2 * 19.5, 20.0 + 3 * 29.5, 0.0), 0,
    )  # fmt: skip
    points = ((1.0, 2.0, 3.0), (3.0, 4.0, 5.0))
    assert point_of(ReportPlace(points_lps_mm=points), EARLY.stack, 0) == ((2.0, 3.0, 4.0), 0)


def test_films_have_rows_and_columns() -> None:
    film = replace(EARLY.stack, affine_lps=None)
    assert point_of(ReportPlace(uid="b", points=((4.0, 7.0),)), film, 1) == ((7.0, 4.0, 0.0), 1)


def test_patients_are_compared_once_for_each_stack(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def compared(one: Patient, other: Patient) -> bool:
        asked.append((one, other))
        return False

    monkeypatch.setattr(object_places, "contradict", compared)
    uids = tuple(f"1.{number}" for number in range(50))
    here = place("ct", of("stack", "ct", *uids))
    made = StudyObject(path="/o", name="SEG", kind=ObjectKind.MASK, series=("ct",), images=uids)
    assert OpenImages([here]).stacks_of(made, here.study) == (here,)
    assert len(asked) == 1


def test_images_of_another_patient_are_told() -> None:
    own = place("ct", of("stack", "ct", "1.1"))
    other = place("mr", of("other", "mr", "1.2"), patient=BERTA, study_uid="theirs")
    images = OpenImages([own, other])
    assert images.is_of_another("1.2", own.study)
    assert not images.is_of_another("1.1", own.study)
    assert not images.is_of_another("1.9", own.study)
