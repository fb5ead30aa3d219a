"""A structured report as text: its statements in order, and where on images they point."""

from __future__ import annotations

from dataclasses import dataclass, field

PointXY = tuple[float, float]
PointLps = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlace:
    """Where a statement points.

    Parameters
    ----------
    uid : str
        SOP Instance UID of an image, or of an object that was made on images; empty where the
        place is in the patient.
    frames : tuple of int
        Frames of it from 0; none for all.
    segment : int
        Of a segmentation; 0 for none.
    shape : str
        Graphic Type (0070,0023); empty without coordinates.
    points : tuple of (float, float)
        (column, row) of the image as it is stored, (0, 0) the center of its first pixel.
    points_lps_mm : tuple of (float, float, float)
        In the Frame of Reference `frame_of_reference_uid`.
    """

    uid: str = ""
    frames: tuple[int, ...] = ()
    segment: int = 0
    shape: str = ""
    points: tuple[PointXY, ...] = ()
    points_lps_mm: tuple[PointLps, ...] = ()
    frame_of_reference_uid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One content item (PS3.3 C.17.3).

    Parameters
    ----------
    depth : int
        How deep it lies; 0 for what stands in the document itself.
    kind : str
        Value Type (0040,A040), e.g. "NUM".
    name, value : str
        Concept name and value as text, with its unit.
    relation : str
        Relationship Type (0040,A010) to what it lies in.
    place : ReportPlace or None
        Of images and coordinates.
    """

    depth: int
    kind: str
    name: str
    value: str = ""
    relation: str = ""
    place: ReportPlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuredReport:
    """A structured report or key object selection.

    Parameters
    ----------
    is_complete, is_verified : bool or None
        Completion and Verification Flag; None where not stated.
    verified_by : tuple of str
        Names, each with the time as far as stated.
    left_out : int
        Items beyond what is read.
    """

    uid: str
    title: str
    patient_id: str = ""
    patient_name: str = ""
    created: str = ""
    is_complete: bool | None = None
    is_verified: bool | None = None
    verified_by: tuple[str, ...] = ()
    lines: tuple[ReportLine, ...] = field(default=())
    left_out: int = 0

    def within(self, number: int) -> range:
        """The lines that lie in a line."""
        depth, end = self.lines[number].depth, number + 1
        while end < len(self.lines) and self.lines[end].depth > depth:
            end += 1
        return range(number + 1, end)

    def places_of(self, number: int) -> tuple[ReportPlace, ...]:
        """Where a line points: itself and what lies in it; a number also what stands beside it.

        A number of TID 1411 stands in one group with the image region that it was measured in.
        """
        own = [self.lines[number].place, *(self.lines[n].place for n in self.within(number))]
        found = tuple(place for place in own if place is not None)
        if found or self.lines[number].kind != "NUM":
            return found
        group = self._group_of(number)
        if group is None:
            return ()
        depth = self.lines[group].depth + 1
        beside = [
            n
            for n in self.within(group)
            if self.lines[n].depth == depth and self.lines[n].kind in _PLACED
        ]
        inside = [m for n in beside for m in (n, *self.within(n))]
        return tuple(place for n in inside if (place := self.lines[n].place) is not None)

    def _group_of(self, number: int) -> int | None:
        """The measurement group that a line stands in."""
        depth = self.lines[number].depth
        for above in range(number - 1, -1, -1):
            line = self.lines[above]
            if line.depth < depth:
                depth = line.depth
                if line.kind == "CONTAINER":
                    return above
        return None


_PLACED = frozenset({"IMAGE", "SCOORD", "SCOORD3D"})
