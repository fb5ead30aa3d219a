"""Frames of one series → groups of one geometry and one meaning.

Some differences always separate frames: matrix, orientation, spacing, the kind of image, the
part of a complex image, captures of screens, echo and b-value beyond their jitter. Others
(settings, time, phase, acquisition) separate them where positions repeat, or where one kind
lies between the slices of another. Images of one plane that lie beside each other in it, such as
two topograms, are at different places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from workstation.dicom.headers.frame_geometry import FrameHeader
from workstation.dicom.stacks.frame_traits import (
    FINE_B_VALUE,
    FINE_ECHO_MS,
    MAY_CHANGE_IN_A_COURSE,
    RANKS,
    TIMES,
    Discriminator,
    LastingTraits,
    Levels,
    Placed,
    Trait,
    Traits,
    settings,
    trait_of,
)
from workstation.dicom.stacks.geometry_check import SAME_POSITION_MM, slice_normal
from workstation.dicom.stacks.interleaving import are_interleaved, runs_along
from workstation.messages import Message

BESIDE_MM = 1.0
"""Images of one plane that are farther apart in it lie beside each other."""
MOST_SURPLUS = 0.1
"""Share of the images of a course that may be there twice."""
_BEHIND_PLACE = 1 + FrameHeader._fields.index("position")


class Group(NamedTuple):
    """Frames that belong together, and the words that set them apart from others.

    `repeated` is whether another group lies at the same positions without a stated reason,
    `guessed` whether only instance numbers tell which image belongs to which group, `mixed`
    whether slices of several acquisitions alternate in it, `at_one_place` whether its frames are
    a course of one slice.
    """

    members: list[Placed]
    traits: Traits
    repeated: bool = False
    guessed: bool = False
    mixed: bool = False
    at_one_place: bool = False


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
    lasting = LastingTraits(placed)
    groups: defaultdict[Hashable, list[Placed]] = defaultdict(list)
    traits: dict[Hashable, Traits] = {}
    for member in placed:
        key, words = lasting.of(member)
        groups[key].append(member)
        traits.setdefault(key, words)
    frames_of_reference = _frame_of_reference_key(placed)
    found: list[Group] = []
    for key, members in groups.items():
        parts: defaultdict[Hashable, list[Placed]] = defaultdict(list)
        for member in members:
            parts[frames_of_reference(member)].append(member)
        for part in parts.values():
            found.extend(_separate_repeats(part, traits[key]))
    return found


def _frame_of_reference_key(placed: Sequence[Placed]) -> Callable[[Placed], str]:
    """Frames of Reference separate, unless nearly every slice has one of its own."""
    distinct = {member.file.frame_of_reference_uid for member in placed}
    files = {member.file.path for member in placed}
    if len(distinct) == 1 or len(distinct) * 2 > len(files):
        return lambda _member: ""
    return lambda member: member.file.frame_of_reference_uid


def _separate_repeats(members: list[Placed], traits: Traits) -> list[Group]:
    distances, order = _sorted(members)
    members = [members[i] for i in order]
    slots = _slots(distances[order])
    repeats = len(slots) - (slots[-1] + 1)
    if repeats == 0:
        return _separate_interleaved(members, distances[order], traits)
    beside = _indices(members, _place_in_plane(members))
    if len(beside) > 1 and _share_places(beside.values(), slots):
        return [
            group
            for number, indices in enumerate(beside.values(), 1)
            for group in _separate_repeats(
                [members[i] for i in indices],
                {**traits, "place": Trait(Message("place {number}", number=number))},
            )
        ]
    if slots[-1] == 0:
        return _at_one_place(members, traits)
    for name, value_of in _levels(members):
        levels = _indices(members, value_of)
        if len(levels) > 1 and _share_places(levels.values(), slots):
            return _each_by_itself(members, name, levels, traits)
    placed = _Slotted(members, distances[order], slots)
    return (
        _by_one_of(settings(members), placed, traits)
        or _by_a_setting_throughout(members, slots, traits)
        or _by_one_of(TIMES, placed, traits)
        or _by_time_but_for_a_few(members, slots, traits)
        or _by_occurrence(members, slots, traits)
    )


class _Slotted(NamedTuple):
    """Members along the normal, where they lie on it, and the numbers of their positions."""

    members: list[Placed]
    distances: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    slots: list[int]


def _by_one_of(
    discriminators: Sequence[Discriminator], placed: _Slotted, traits: Traits
) -> list[Group]:
    """Groups by the first thing in which all images of one position differ; empty for none."""
    for name, value_of in discriminators:
        parts = _split(placed.members, placed.slots, value_of)
        if parts is not None:
            return [
                group
                for value, indices in parts
                for group in _separate_interleaved(
                    [placed.members[i] for i in indices],
                    placed.distances[indices],
                    {**traits, name: trait_of(name, value)},
                )
            ]
    return []


def _by_a_setting_throughout(
    members: list[Placed], slots: Sequence[int], traits: Traits
) -> list[Group]:
    """Courses of several things, e.g. of water and of fat, each by itself; empty for none."""
    for name, value_of in settings(members):
        parts = _indices(members, value_of)
        if name not in MAY_CHANGE_IN_A_COURSE and _cross(parts.values(), slots):
            return _each_by_itself(members, name, parts, traits)
    return []


def _by_time_but_for_a_few(
    members: list[Placed], slots: Sequence[int], traits: Traits
) -> list[Group]:
    """Phases of which a few images are there twice; empty for none."""
    for name, value_of in TIMES:
        parts = _indices(members, value_of)
        surplus = len(members) - sum(len({slots[i] for i in part}) for part in parts.values())
        if surplus <= MOST_SURPLUS * len(members) and _cross(parts.values(), slots):
            return _each_by_itself(members, name, parts, traits)
    return []


def _each_by_itself(
    members: list[Placed], name: str, parts: Mapping[Hashable, list[int]], traits: Traits
) -> list[Group]:
    return [
        group
        for value, indices in parts.items()
        for group in _separate_repeats(
            [members[i] for i in indices], {**traits, name: trait_of(name, value)}
        )
    ]


def _cross(parts: Collection[Sequence[int]], slots: Sequence[int]) -> bool:
    """Whether each of several parts has images at most of the positions."""
    half = len(set(slots)) / 2
    return len(parts) > 1 and all(len({slots[i] for i in part}) > half for part in parts)


def _place_in_plane(members: Sequence[Placed]) -> Callable[[Placed], Hashable]:
    """Where a frame lies within its plane, up to what motion or rounding make of one place."""
    first = members[0].frame
    axes = np.array(first.orientation).reshape(2, 3)
    inside = np.array([member.frame.position for member in members]) @ axes.T
    along = [Levels(map(float, column), BESIDE_MM) for column in inside.T]
    numbers = {
        id(member): tuple(
            level.level(float(value)) for level, value in zip(along, row, strict=True)
        )
        for member, row in zip(members, inside, strict=True)
    }
    return lambda member: numbers[id(member)]


def _levels(members: Sequence[Placed]) -> tuple[Discriminator, ...]:
    """Echo and b-value by the differences that are no jitter."""
    echo = Levels((member.frame.echo_time for member in members), FINE_ECHO_MS)
    b_value = Levels((member.frame.b_value for member in members), FINE_B_VALUE)
    return (
        ("echo", lambda member: echo.level(member.frame.echo_time)),
        ("b", lambda member: b_value.level(member.frame.b_value)),
    )


def _share_places(parts: Iterable[Sequence[int]], slots: Sequence[int]) -> bool:
    """Whether one position is in several parts."""
    seen: set[int] = set()
    for part in parts:
        places = {slots[i] for i in part}
        if seen & places:
            return True
        seen |= places
    return False


def _at_one_place(members: list[Placed], traits: Traits) -> list[Group]:
    """Images of one position: a course in time, parted by what was set differently."""
    for name, value_of in settings(members):
        values = {value_of(member) for member in members}
        if 1 < len(values) <= len(members) // 2:
            return [
                group
                for value in sorted(values, key=str)
                for group in _at_one_place(
                    [member for member in members if value_of(member) == value],
                    {**traits, name: trait_of(name, value)},
                )
            ]
    words = {**traits, "time": Trait(Message("time series"))} if len(members) > 1 else traits
    return [Group(sorted(members, key=_time_order), words, at_one_place=len(members) > 1)]


def _separate_interleaved(
    members: list[Placed],
    distances: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    traits: Traits,
) -> list[Group]:
    """Part what lies between the slices of another kind, at no common position.

    Interleaved packages of MR are acquired at two times, and are one volume; images of another
    setting, or of CT and PET taken at another time, are not.
    """
    modality = members[0].file.modality
    for name, value_of in _parting(members, modality) if _differ(members) else ():
        parts = _indices(members, value_of)
        if are_interleaved(list(parts.values()), distances):
            return [
                Group([members[i] for i in indices], {**traits, name: trait_of(name, value)})
                for value, indices in sorted(
                    parts.items(), key=lambda part: min(_time_order(members[i]) for i in part[1])
                )
            ]
    if modality == "MR":
        runs = list(_indices(members, lambda member: member.frame.acquisition).values())
    else:
        runs = runs_along(distances, [member.file.instance_number for member in members])
    return [Group(members, traits, mixed=are_interleaved(runs, distances))]


def _parting(members: Sequence[Placed], modality: str) -> tuple[Discriminator, ...]:
    return settings(members) if modality == "MR" else settings(members) + TIMES


def _differ(members: Sequence[Placed]) -> bool:
    """Whether frames differ in anything but their place and their number in the file."""
    first = members[0].frame[_BEHIND_PLACE:]
    return any(member.frame[_BEHIND_PLACE:] != first for member in members)


def _indices(
    members: Sequence[Placed], value_of: Callable[[Placed], Hashable]
) -> dict[Hashable, list[int]]:
    parts: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, member in enumerate(members):
        parts[value_of(member)].append(index)
    return parts


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
    parts = _indices(members, value_of)
    if len(parts) < 2 or len(parts) > len(members) // 2:
        return None
    for indices in parts.values():
        if len({slots[i] for i in indices}) < len(indices):
            return None
    return sorted(parts.items(), key=lambda part: min(_time_order(members[i]) for i in part[1]))


def _by_occurrence(members: Sequence[Placed], slots: Sequence[int], traits: Traits) -> list[Group]:
    """The n-th frame at each position goes to the n-th group, by time where it is stated."""
    at_slot: defaultdict[int, list[Placed]] = defaultdict(list)
    for member, slot in zip(members, slots, strict=True):
        at_slot[slot].append(member)
    rank = next((value_of for value_of in RANKS if _ranks(value_of, at_slot.values())), None)
    parts: defaultdict[int, list[Placed]] = defaultdict(list)
    for slot in sorted(at_slot):
        for number, member in enumerate(sorted(at_slot[slot], key=rank or _time_order)):
            parts[number].append(member)
    even = len({len(part) for part in parts.values()}) == 1
    return [
        Group(
            part,
            {**traits, "repeat": Trait(Message("volume {number}", number=number + 1))},
            repeated=not even,
            guessed=rank is None and not _follow_each_other(parts.values()),
        )
        for number, part in sorted(parts.items())
    ]


def _follow_each_other(parts: Iterable[Sequence[Placed]]) -> bool:
    """Whether instance numbers run through one volume after the other."""
    ranges = sorted(
        (min(numbers), max(numbers))
        for numbers in ([member.file.instance_number for member in part] for part in parts)
    )
    return all(before[1] < after[0] for before, after in pairwise(ranges))


def _ranks(value_of: Callable[[Placed], Any], slots: Iterable[Sequence[Placed]]) -> bool:
    """Whether a time is stated for every image, and differs between those of one position."""
    for members in slots:
        values = [value_of(member) for member in members]
        if None in values or "" in values or len(set(values)) < len(values):
            return False
    return True


def _time_order(member: Placed) -> tuple[float, float, int, int, int]:
    frame = member.frame
    return (
        frame.temporal if frame.temporal is not None else 0.0,
        frame.trigger if frame.trigger is not None else 0.0,
        frame.acquisition or 0,
        member.file.instance_number,
        frame.number,
    )
