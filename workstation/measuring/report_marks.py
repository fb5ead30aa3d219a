"""What the measurements of a structured report look like on the images that they were drawn on."""

from __future__ import annotations

from collections.abc import Iterable

from workstation.domain.display_objects import (
    DrawnGraphics,
    Graphic,
    GraphicKind,
    Reference,
    TextObject,
)
from workstation.domain.structured_report import ReportLine, ReportPlace, StructuredReport

_KINDS = {
    "POINT": GraphicKind.POINT,
    "POLYLINE": GraphicKind.POLYLINE,
    "CIRCLE": GraphicKind.CIRCLE,
    "ELLIPSE": GraphicKind.ELLIPSE,
}
_MOST_WORDS = 3


def marks_of(report: StructuredReport) -> tuple[DrawnGraphics, ...]:
    """Shapes of a report with its numbers beside, as the report writes them.

    A shape stands under the number that was inferred from it, or beside the numbers of its
    group (PS3.16 TID 300, TID 1410). Shapes in the patient are on no image.

    Parameters
    ----------
    report : StructuredReport
        Its points are (column, row) of the stored image.
    """
    marks: list[DrawnGraphics] = []
    for number, line in enumerate(report.lines):
        place = line.place
        if line.kind != "SCOORD" or place is None or not place.points:
            continue
        reference = Reference(images=((place.uid, place.frames),))
        words = "\n".join(_words(report, number))
        marks.append(
            DrawnGraphics(
                label=line.name,
                tracking_uid="",
                reference=reference,
                graphics=tuple(_graphics(place, reference)),
                text=TextObject(text=words, anchor=place.points[-1], reference=reference)
                if words
                else None,
            )
        )
    return tuple(marks)


def _graphics(place: ReportPlace, reference: Reference) -> Iterable[Graphic]:
    if place.shape == "MULTIPOINT":
        for point in place.points:
            yield Graphic(kind=GraphicKind.POINT, points=(point,), reference=reference)
    elif place.shape in _KINDS:
        yield Graphic(kind=_KINDS[place.shape], points=place.points, reference=reference)


def _words(report: StructuredReport, number: int) -> list[str]:
    """What was measured at a shape: its own number, else the first of its group."""
    above = _above(report, number)
    if above is None:
        return []
    if report.lines[above].kind == "NUM":
        return [_number(report.lines[above])]
    depth = report.lines[above].depth + 1
    beside = [report.lines[n] for n in report.within(above) if report.lines[n].depth == depth]
    return [_number(line) for line in beside if line.kind == "NUM"][:_MOST_WORDS]


def _number(line: ReportLine) -> str:
    return f"{line.name} {line.value}".strip()


def _above(report: StructuredReport, number: int) -> int | None:
    depth = report.lines[number].depth
    return next((n for n in range(number - 1, -1, -1) if report.lines[n].depth < depth), None)
