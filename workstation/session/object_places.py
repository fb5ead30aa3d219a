"""Which open images an object of a study was made on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from workstation.domain.same_patient import contradict
from workstation.domain.structured_report import PointXY, ReportPlace, StructuredReport
from workstation.domain.study import Stack, Study
from workstation.domain.study_object import ObjectKind, StudyObject
from workstation.messages import NOTHING, Message
from workstation.session.open_studies import StackPlace


class OpenImages:
    """What is open, by the UIDs of series and images.

    Objects of a study never lead to images of another patient, whatever UIDs they name.

    Parameters
    ----------
    places : iterable of StackPlace
        What is open.
    """

    def __init__(self, places: Iterable[StackPlace]) -> None:
        self._series: dict[str, list[StackPlace]] = {}
        self._frames: dict[str, list[tuple[int, StackPlace, int]]] = {}
        self._spaces: dict[str, list[StackPlace]] = {}
        for place in places:
            self._series.setdefault(place.series.series_instance_uid, []).append(place)
            if place.stack.frame_of_reference_uid:
                self._spaces.setdefault(place.stack.frame_of_reference_uid, []).append(place)
            for number, frame in enumerate(place.stack.frames):
                known = self._frames.setdefault(frame.sop_instance_uid, [])
                known.append((frame.frame_index, place, number))

    def stacks_of(self, made: StudyObject, study: Study) -> tuple[StackPlace, ...]:
        """The stacks that an object of a study names, one of each series.

        Of the stacks of one series (phases, echoes) it is the one with most of the named images.
        An object that names no image stands under the first stack in its Frame of Reference.
        """
        counts = Counter(
            place.stack.id
            for uid in made.images
            for place in {p.stack.id: p for _frame, p, _n in self._frames.get(uid, ())}.values()
        )
        best: dict[str, StackPlace] = {}
        # Each once: an object names hundreds of images of one stack.
        for place in {each.stack.id: each for each in self._named_by(made)}.values():
            uid = place.series.series_instance_uid
            if contradict(study.patient, place.study.patient):
                continue
            if uid not in best or counts[place.stack.id] > counts[best[uid].stack.id]:
                best[uid] = place
        if best or made.series or made.images:
            return tuple(best.values())
        spaces = (place for uid in made.frames_of_reference for place in self._spaces.get(uid, ()))
        own = [p for p in spaces if p.study.study_instance_uid == study.study_instance_uid]
        return tuple(own[:1])

    def why_without(self, made: StudyObject, study: Study) -> Message:
        """Why an object stands under no series; `NOTHING` where it names none."""
        if made.refused is not None:
            return Message("cannot be read: it {reason}", reason=made.refused)
        if made.kind is ObjectKind.OTHER:
            return Message("kept, not shown")
        if not made.series and not made.images:
            return NOTHING
        if any(contradict(study.patient, each.study.patient) for each in self._named_by(made)):
            return Message("states another patient than the images that it names")
        return Message("made on a series that is not open")

    def is_of_another(self, uid: str, study: Study) -> bool:
        """Whether an image is open, and of another patient than a study is."""
        return any(
            contradict(study.patient, place.study.patient)
            for _frame, place, _number in self._frames.get(uid, ())
        )

    def _named_by(self, made: StudyObject) -> Iterator[StackPlace]:
        for uid in made.series:
            yield from self._series.get(uid, ())
        for uid in made.images:
            yield from (place for _frame, place, _number in self._frames.get(uid, ()))

    def first_place(
        self, report: StructuredReport, number: int, study: Study
    ) -> tuple[ReportPlace, StackPlace, int] | None:
        """Where a line of a report leads: the first of its places that is open.

        Points come before whole images, for they say where on the image.

        Returns
        -------
        tuple or None
            The place, its stack, and the frame in the order of the stack.
        """
        found = report.places_of(number)
        for place in sorted(found, key=lambda each: not (each.points or each.points_lps_mm)):
            for stack, frame in self._where(place):
                if not contradict(study.patient, stack.study.patient):
                    return place, stack, frame
        return None

    def _where(self, place: ReportPlace) -> Iterator[tuple[StackPlace, int]]:
        if place.points_lps_mm:
            yield from ((each, 0) for each in self._spaces.get(place.frame_of_reference_uid, ()))
            return
        for frame, stack, number in self._frames.get(place.uid, ()):
            if not place.frames or frame in place.frames:
                yield stack, number


def point_of(
    place: ReportPlace, stack: Stack, number: int
) -> tuple[tuple[float, float, float], int]:
    """Where a place lies on an image of a stack, as viewports go to it.

    Parameters
    ----------
    number : int
        Frame of the stack, in its order.

    Returns
    -------
    tuple
        Millimetres in the patient (LPS), or (row, column, 0) where the stack has no place in
        space; and the frame.
    """
    if place.points_lps_mm:
        count = len(place.points_lps_mm)
        x, y, z = (sum(axis) / count for axis in zip(*place.points_lps_mm, strict=True))
        return (x, y, z), number
    _slices, rows, columns = stack.shape_kji
    column, row = (columns - 1) / 2, (rows - 1) / 2
    if place.points:
        column, row = _middle_of(place)
    frame = stack.frames[number]
    _step, row_mm, column_mm = stack.spacing_kji_mm
    if (
        stack.affine_lps is None
        or frame.position_lps_mm is None
        or frame.orientation is None
        or row_mm is None
        or column_mm is None
    ):
        return (row, column, 0.0), number
    along_row, along_column = frame.orientation[:3], frame.orientation[3:]
    x, y, z = (
        origin + r * column_mm * column + c * row_mm * row
        for origin, r, c in zip(frame.position_lps_mm, along_row, along_column, strict=True)
    )
    return (x, y, z), number


def _middle_of(place: ReportPlace) -> PointXY:
    """The middle of a shape; a circle is (middle, point on it)."""
    points = place.points[:1] if place.shape == "CIRCLE" else place.points
    columns, rows = zip(*points, strict=True)
    return sum(columns) / len(points), sum(rows) / len(points)
