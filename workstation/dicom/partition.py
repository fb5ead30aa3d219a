"""Frames of one series → groups of one geometry and one meaning.

Some differences always separate frames: matrix, orientation, spacing, the kind of image,
echo, b-value. Others (further image types, time, phase, acquisition) separate them only
where positions repeat.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from workstation.dicom.frame_geometry import FrameHeader
from workstation.dicom.geometry_check import SAME_POSITION_MM, slice_normal
from workstation.dicom.headers import FileHeader
from workstation.words import said

ORIENTATION_TOLERANCE = 1e-3
SPACING_TOLERANCE = 1e-3
LOCALIZER_WORDS = frozenset({"LOCALIZER", "SCOUT", "TOPOGRAM", "SURVIEW", "REF_SURVIEW"})


class Placed(NamedTuple):
    """One frame and the file it stands in."""

    file: FileHeader
    frame: FrameHeader


class Group(NamedTuple):
    """Frames that belong together, and the words that set them apart from others.

    `repeated` is whether another group lies at the same positions without a stated reason.
    """

    members: list[Placed]
    traits: dict[str, str]
    repeated: bool = False


class _Clusters:
    """Numbers for vectors that are equal within a tolerance."""

    def __init__(self, tolerance: float) -> None:
        self._tolerance = tolerance
        self._seen: dict[tuple[float, ...], int] = {}
        self._centers: list[tuple[float, ...]] = []

    def number(self, vector: tuple[float, ...]) -> int:
        known = self._seen.get(vector)
        if known is not None:
            return known
        for number, center in enumerate(self._centers):
            scale = max(1.0, *map(abs, center)) if len(center) == 2 else 1.0
            if all(
                abs(a - b) <= self._tolerance * scale for a, b in zip(vector, center, strict=True)
            ):
                self._seen[vector] = number
                return number
        self._centers.append(vector)
        self._seen[vector] = len(self._centers) - 1
        return self._seen[vector]


def partition(placed: Sequence[Placed]) -> list[Group]:
    """Split the spatial frames of a series.

    Parameters
    ----------
    placed : sequence of Placed
        Frames with position, orientation and spacing.

    Returns
    -------
    list of Group
        Members sorted along the slice normal; no position twice in a group, except in a
        group whose frames all lie at one position (a time series of one slice).
    """
    orientations, spacings = _Clusters(ORIENTATION_TOLERANCE), _Clusters(SPACING_TOLERANCE)
    groups: defaultdict[Hashable, list[Placed]] = defaultdict(list)
    traits: dict[Hashable, dict[str, str]] = {}
    for member in placed:
        key, words = _lasting_key(member, orientations, spacings)
        groups[key].append(member)
        traits[key] = words
    frames_of_reference = _frame_of_reference_key(placed)
    found: list[Group] = []
    for key, members in groups.items():
        parts: defaultdict[Hashable, list[Placed]] = defaultdict(list)
        for member in members:
            parts[frames_of_reference(member)].append(member)
        for part in parts.values():
            found.extend(_separate_repeats(part, traits[key]))
    return found


def _lasting_key(
    member: Placed, orientations: _Clusters, spacings: _Clusters
) -> tuple[Hashable, dict[str, str]]:
    file, frame = member
    if file.pixels is None or frame.orientation is None or frame.spacing_ji is None:
        raise ValueError("only placed frames are partitioned")
    image_format = file.pixels.format
    echo = None if frame.echo_time is None else round(frame.echo_time, 2)
    b_value = None if frame.b_value is None else round(frame.b_value)
    kind = frame.image_type[2] if len(frame.image_type) > 2 else ""
    spacing = said(
        "{spacing_ji:.4g} x {spacing_ji2:.4g} mm",
        spacing_ji=frame.spacing_ji[0],
        spacing_ji2=frame.spacing_ji[1],
    )
    orientation = orientations.number(frame.orientation)
    traits = {
        "orientation": f"{plane_name(frame.orientation)}\0{orientation}",
        "matrix": f"{image_format.columns} x {image_format.rows}",
        "spacing": f"{spacing}\0{spacings.number(frame.spacing_ji)}",
        "echo": "" if echo is None else said("echo {echo:g} ms", echo=echo),
        "b": "" if b_value is None else f"b {b_value}",
        "type": kind,
        "localizer": "localizer" if LOCALIZER_WORDS & set(frame.image_type) else "",
        "photometric": image_format.photometric,
        "stack": said("stack {stack_id}", stack_id=frame.stack_id) if frame.stack_id else "",
    }
    return tuple(
        value.rpartition("\0")[2] if name in {"orientation", "spacing"} else value
        for name, value in traits.items()
    ), traits


def _frame_of_reference_key(placed: Sequence[Placed]) -> Callable[[Placed], str]:
    """Frames of Reference separate, unless nearly every slice has one of its own."""
    distinct = {member.file.frame_of_reference_uid for member in placed}
    files = {member.file.path for member in placed}
    if len(distinct) == 1 or len(distinct) * 2 > len(files):
        return lambda _member: ""
    return lambda member: member.file.frame_of_reference_uid


def plane_name(orientation: Sequence[float]) -> str:
    """Axial, coronal or sagittal: the plane nearest to the image plane."""
    normal = np.abs(slice_normal(orientation))
    return ("sagittal", "coronal", "axial")[int(np.argmax(normal))]


def _separate_repeats(members: list[Placed], traits: dict[str, str]) -> list[Group]:
    distances, order = _sorted(members)
    members = [members[i] for i in order]
    slots = _slots(distances[order])
    repeats = len(slots) - (slots[-1] + 1)
    if repeats == 0:
        return [Group(members, traits)]
    if slots[-1] == 0:
        return [Group(sorted(members, key=_time_order), {**traits, "time": said("time series")})]
    for name, value_of in _DISCRIMINATORS:
        parts = _split(members, slots, value_of)
        if parts is not None:
            return [
                Group([members[i] for i in indices], {**traits, name: f"{name} {_words(value)}"})
                for value, indices in parts
            ]
    return _by_occurrence(members, slots, traits)


def _sorted(
    members: Sequence[Placed],
) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.float64]], list[int]]:
    orientation = members[0].frame.orientation or (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
    normal = slice_normal(orientation)
    distances = np.array([member.frame.position for member in members], dtype=np.float64) @ normal
    rank = sorted(
        range(len(members)),
        key=lambda i: (
            round(float(distances[i]) / SAME_POSITION_MM),
            members[i].file.instance_number,
            members[i].frame.number,
        ),
    )
    return distances, rank


def _slots(distances: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> list[int]:
    """The number of the position of each frame, equal for frames at one place."""
    slots = [0]
    for before, after in pairwise(distances):
        slots.append(slots[-1] + (1 if after - before > SAME_POSITION_MM else 0))
    return slots


def _split(
    members: Sequence[Placed], slots: Sequence[int], value_of: Callable[[Placed], Hashable]
) -> list[tuple[Hashable, list[int]]] | None:
    parts: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, member in enumerate(members):
        parts[value_of(member)].append(index)
    if len(parts) < 2 or len(parts) > len(members) // 2:
        return None
    for indices in parts.values():
        if len({slots[i] for i in indices}) < len(indices):
            return None
    return sorted(parts.items(), key=lambda part: min(_time_order(members[i]) for i in part[1]))


def _by_occurrence(
    members: Sequence[Placed], slots: Sequence[int], traits: dict[str, str]
) -> list[Group]:
    """The n-th frame at each position goes to the n-th group."""
    seen: defaultdict[int, int] = defaultdict(int)
    parts: defaultdict[int, list[Placed]] = defaultdict(list)
    for member, slot in zip(members, slots, strict=True):
        parts[seen[slot]].append(member)
        seen[slot] += 1
    even = len({len(part) for part in parts.values()}) == 1
    return [
        Group(
            part,
            {**traits, "repeat": said("volume {number}", number=number + 1)},
            repeated=not even,
        )
        for number, part in sorted(parts.items())
    ]


def _time_order(member: Placed) -> tuple[float, float, int, int, int]:
    frame = member.frame
    return (
        frame.temporal if frame.temporal is not None else 0.0,
        frame.trigger if frame.trigger is not None else 0.0,
        frame.acquisition or 0,
        member.file.instance_number,
        frame.number,
    )


def _words(value: Hashable) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


_DISCRIMINATORS: tuple[tuple[str, Callable[[Placed], Hashable]], ...] = (
    ("image type", lambda member: " ".join(filter(None, member.frame.image_type[3:]))),
    # Before time: what was set differently is not one thing at several times.
    ("flip angle", lambda member: member.frame.flip_angle),
    ("inversion time", lambda member: member.frame.inversion_time),
    ("kV", lambda member: member.frame.kvp),
    ("kernel", lambda member: member.frame.kernel),
    ("time point", lambda member: member.frame.temporal),
    ("phase", lambda member: member.frame.trigger),
    ("phase", lambda member: member.frame.moment.cardiac_percent),
    ("phase", lambda member: member.frame.moment.respiratory_percent),
    ("direction", lambda member: member.frame.gradient),
    ("echo number", lambda member: member.frame.echo_number),
    ("time", lambda member: member.frame.moment.reference_ms),
    ("acquisition", lambda member: member.frame.acquisition),
    ("time", lambda member: member.frame.time),
)
