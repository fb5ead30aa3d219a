"""What is drawn over which image and frame."""

from __future__ import annotations

import numpy as np
import pytest

from workstation.domain.display_objects import (
    DisplayedArea,
    OverlayPlane,
    PresentationState,
    Reference,
    SoftcopyVoi,
)


@pytest.mark.parametrize(
    ("first", "frames", "shown"),
    [(0, 0, [0, 1, 2, 3, 4]), (1, 2, [1, 2]), (0, 1, [0]), (3, 1, [3])],
)
def test_an_overlay_lies_on_its_frames(first: int, frames: int, shown: list[int]) -> None:
    plane = OverlayPlane(group=0x6000, bits=np.ones((2, 3), bool), first_frame=first, frames=frames)
    assert [frame for frame in range(5) if plane.is_on(frame)] == shown


@pytest.mark.parametrize(
    ("images", "uid", "frame", "included"),
    [
        ((), "1.2", 7, True),
        ((("1.2", ()),), "1.2", 7, True),
        ((("1.2", ()),), "1.3", 0, False),
        ((("1.2", (0, 3)),), "1.2", 3, True),
        ((("1.2", (0, 3)),), "1.2", 1, False),
        ((("1.2", (0,)), ("1.3", ())), "1.3", 5, True),
    ],
)
def test_references(
    images: tuple[tuple[str, tuple[int, ...]], ...], uid: str, frame: int, included: bool
) -> None:
    assert Reference(images=images).includes(uid, frame) is included


def test_windows_and_areas_are_those_of_the_image() -> None:
    first, second = (Reference(images=((uid, ()),)) for uid in ("1.2", "1.3"))
    every = SoftcopyVoi(name="every")
    one, two = SoftcopyVoi(name="one", reference=first), SoftcopyVoi(name="two", reference=second)
    area = DisplayedArea(top_left=(0, 0), bottom_right=(9, 9), reference=second)
    state = PresentationState(uid="1.9", label="", vois=(one, every, two), areas=(area,))
    assert state.vois_of("1.2", 0) == (one, every)
    assert state.vois_of("1.3", 4) == (every, two)
    assert state.area_of("1.3", 0) is area
    assert state.area_of("1.2", 0) is None


@pytest.mark.parametrize(
    ("label", "description", "created", "title"),
    [
        ("LUNG", "of lungs", "20260102030405", "LUNG 2026-01-02"),
        ("", "of lungs", "20260102", "of lungs 2026-01-02"),
        ("", "", "2026", "unnamed"),
        ("LUNG", "", "", "LUNG"),
    ],
)
def test_titles_of_states(label: str, description: str, created: str, title: str) -> None:
    state = PresentationState(uid="1.9", label=label, description=description, created=created)
    assert str(state.title) == title
