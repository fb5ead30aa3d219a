"""Playback follows the clock."""

from __future__ import annotations

import pytest

from workstation.imaging.cine import (
    CineMode,
    due_frame,
    even_durations,
    scaled_durations,
)

FOUR = even_durations(4, 10)


def shown(mode: CineMode, *, start: int = 0, steps: int = 9) -> list[int]:
    return [due_frame(100.0 * n + 50, FOUR, mode, start=start).index for n in range(steps)]


def test_each_kind_of_playback_shows_its_order() -> None:
    assert shown(CineMode.LOOP) == [0, 1, 2, 3, 0, 1, 2, 3, 0]
    assert shown(CineMode.SWEEP) == [0, 1, 2, 3, 2, 1, 0, 1, 2]
    assert shown(CineMode.ONCE) == [0, 1, 2, 3, 3, 3, 3, 3, 3]
    assert shown(CineMode.LOOP, start=2, steps=4) == [2, 3, 0, 1]
    assert shown(CineMode.SWEEP, start=2, steps=4) == [2, 3, 2, 1]


def test_late_calls_pass_frames_over_instead_of_slowing_down() -> None:
    due = due_frame(275.0, FOUR, CineMode.LOOP)
    assert due.index == 2
    assert due.left_ms == pytest.approx(25.0)


def test_once_ends_at_the_last_frame() -> None:
    assert not due_frame(299.0, FOUR, CineMode.ONCE).ended
    assert due_frame(300.0, FOUR, CineMode.ONCE).ended
    assert due_frame(0.0, (40.0,), CineMode.LOOP).ended


def test_uneven_frames_keep_their_shares_at_another_rate() -> None:
    assert scaled_durations((10.0, 30.0), 50) == pytest.approx((10.0, 30.0))
    assert scaled_durations((10.0, 30.0), 25) == pytest.approx((20.0, 60.0))
    assert due_frame(25.0, (10.0, 30.0), CineMode.LOOP).index == 1
    assert due_frame(45.0, (10.0, 30.0), CineMode.LOOP).index == 0


@pytest.mark.parametrize(("durations", "start"), [((), 0), ((10.0, 0.0), 0), ((10.0,), 1)])
def test_nonsense_is_refused(durations: tuple[float, ...], start: int) -> None:
    with pytest.raises(ValueError, match="positive duration"):
        due_frame(0.0, durations, CineMode.LOOP, start=start)


def test_a_span_is_played_alone() -> None:
    def order(mode: CineMode, start: int) -> list[int]:
        durations = even_durations(8, 10)
        return [
            due_frame(100.0 * n + 50, durations, mode, start=start, span=(2, 4)).index
            for n in range(6)
        ]

    assert order(CineMode.LOOP, 3) == [3, 4, 2, 3, 4, 2]
    assert order(CineMode.SWEEP, 2) == [2, 3, 4, 3, 2, 3]
    assert order(CineMode.ONCE, 0) == [2, 3, 4, 4, 4, 4]
    assert due_frame(1e6, even_durations(8, 10), CineMode.ONCE, span=(2, 4)).ended
    with pytest.raises(ValueError, match="playback"):
        due_frame(0.0, even_durations(8, 10), CineMode.LOOP, span=(5, 4))
