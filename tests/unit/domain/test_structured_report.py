"""What lies in a line of a report, and where a line points."""

from __future__ import annotations

import pytest

from workstation.domain.structured_report import ReportLine, ReportPlace, StructuredReport
from workstation.domain.study_object import LABEL_IMAGE, ObjectKind, kind_of_object

IMAGE = ReportPlace(uid="1.2")
SHAPE = ReportPlace(uid="1.2", shape="CIRCLE", points=((1.0, 2.0), (1.0, 5.0)))


def line(depth: int, kind: str, place: ReportPlace | None = None) -> ReportLine:
    return ReportLine(depth=depth, kind=kind, name=kind, place=place)


REPORT = StructuredReport(
    uid="1",
    title="T",
    lines=(
        line(0, "CONTAINER"),
        line(1, "CONTAINER"),
        line(2, "TEXT"),
        line(2, "SCOORD", SHAPE),
        line(3, "IMAGE", IMAGE),
        line(2, "NUM"),
        line(3, "CODE"),
        line(1, "NUM"),
        line(2, "SCOORD", IMAGE),
        line(1, "NUM"),
        line(0, "TEXT"),
    ),
)


def test_a_line_holds_what_lies_deeper_until_the_next_of_its_depth() -> None:
    assert list(REPORT.within(0)) == list(range(1, 10))
    assert list(REPORT.within(1)) == [2, 3, 4, 5, 6]
    assert list(REPORT.within(10)) == []


def test_a_number_points_to_its_shape_else_to_that_of_its_group() -> None:
    assert REPORT.places_of(7) == (IMAGE,)
    assert REPORT.places_of(5) == (SHAPE, IMAGE)
    # Its group holds numbers alone, and another group with a shape of its own.
    assert REPORT.places_of(9) == ()


def test_words_point_nowhere_because_a_shape_stands_beside() -> None:
    assert REPORT.places_of(2) == ()
    assert REPORT.places_of(6) == ()
    assert REPORT.places_of(1) == (SHAPE, IMAGE)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Segmentation", ObjectKind.MASK),
        ("Label Map Segmentation", ObjectKind.MASK),
        ("RT Structure Set", ObjectKind.MASK),
        (LABEL_IMAGE, ObjectKind.MASK),
        ("Surface Segmentation", ObjectKind.OTHER),
        ("Comprehensive 3D SR", ObjectKind.REPORT),
        ("X-Ray Radiation Dose SR", ObjectKind.REPORT),
        ("Procedure Log", ObjectKind.REPORT),
        ("Key Object Selection Document", ObjectKind.KEY_OBJECTS),
        ("Encapsulated PDF", ObjectKind.PDF),
        ("Parametric Map", ObjectKind.MAP),
        ("Grayscale Softcopy Presentation State", ObjectKind.STATE),
        ("Blending Softcopy Presentation State", ObjectKind.STATE),
        ("Volume Rendering Volumetric Presentation State", ObjectKind.OTHER),
        ("RT Plan", ObjectKind.OTHER),
        ("Encapsulated STL", ObjectKind.OTHER),
    ],
)
def test_the_class_of_an_object_tells_how_it_is_shown(name: str, kind: ObjectKind) -> None:
    assert kind_of_object(name) is kind
