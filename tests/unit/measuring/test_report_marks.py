"""Shapes of a structured report with the numbers that were measured at them."""

from __future__ import annotations

from workstation.domain.display_objects import GraphicKind
from workstation.domain.structured_report import ReportLine, ReportPlace, StructuredReport
from workstation.measuring.report_marks import marks_of


def shape(kind: str, *points: tuple[float, float], frames: tuple[int, ...] = ()) -> ReportPlace:
    return ReportPlace(uid="1.2", shape=kind, points=points, frames=frames)


def report(*lines: ReportLine) -> StructuredReport:
    return StructuredReport(uid="1", title="T", lines=lines)


def line(
    depth: int, kind: str, name: str, value: str = "", place: ReportPlace | None = None
) -> ReportLine:
    return ReportLine(depth=depth, kind=kind, name=name, value=value, place=place)


def test_a_number_stands_at_the_shape_that_it_was_inferred_from() -> None:
    line_of = shape("POLYLINE", (1.0, 2.0), (4.0, 2.0), frames=(3,))
    (mark,) = marks_of(
        report(line(0, "NUM", "Length", "3 mm"), line(1, "SCOORD", "", "POLYLINE", line_of))
    )
    assert [graphic.kind for graphic in mark.graphics] == [GraphicKind.POLYLINE]
    assert mark.graphics[0].points == ((1.0, 2.0), (4.0, 2.0))
    assert mark.reference.includes("1.2", 3)
    assert not mark.reference.includes("1.2", 2)
    assert not mark.reference.includes("1.3", 3)
    assert mark.text is not None
    assert (mark.text.text, mark.text.anchor) == ("Length 3 mm", (4.0, 2.0))


def test_numbers_of_a_group_stand_at_its_region_three_at_most() -> None:
    circle = shape("CIRCLE", (5.0, 5.0), (5.0, 8.0))
    lines = [
        line(0, "CONTAINER", "Group"),
        line(1, "SCOORD", "Region", "CIRCLE", circle),
        *(line(1, "NUM", f"N{n}", f"{n} mm") for n in range(5)),
        line(2, "NUM", "deeper", "9 mm"),
        line(0, "NUM", "outside", "8 mm"),
    ]
    (mark,) = marks_of(report(*lines))
    assert mark.text is not None
    assert mark.text.text.split("\n") == ["N0 0 mm", "N1 1 mm", "N2 2 mm"]


def test_shapes_on_no_image_and_of_unknown_kind_draw_nothing() -> None:
    in_space = ReportPlace(points_lps_mm=((1.0, 2.0, 3.0),), frame_of_reference_uid="1")
    assert marks_of(report(line(0, "SCOORD3D", "", "POINT", in_space))) == ()
    (mark,) = marks_of(report(line(0, "SCOORD", "", "SPIRAL", shape("SPIRAL", (1.0, 1.0)))))
    assert (mark.graphics, mark.text) == ((), None)


def test_several_points_are_points_each() -> None:
    points = shape("MULTIPOINT", (1.0, 1.0), (2.0, 3.0))
    (mark,) = marks_of(report(line(0, "SCOORD", "", "MULTIPOINT", points)))
    assert [graphic.points for graphic in mark.graphics] == [((1.0, 1.0),), ((2.0, 3.0),)]
