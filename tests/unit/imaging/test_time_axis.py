"""From statements of single pictures to an axis of time."""

from __future__ import annotations

import pytest

from workstation.domain.moments import Moment, TimeSource
from workstation.imaging.time_axis import (
    common_moment,
    numbered,
    over_midnight,
    time_axis,
    with_durations,
)


def test_the_first_statement_that_tells_all_apart_is_taken() -> None:
    moments = [
        Moment(trigger_ms=5.0, position=n + 1.0, resolution_ms=2500.0, acquired_s=100.0 * n)
        for n in range(3)
    ]
    axis = time_axis(moments)
    assert axis is not None
    assert (axis.source, axis.unit) == (TimeSource.RESOLUTION, "s")
    assert axis.values == (0.0, 2.5, 5.0)


def test_a_statement_that_one_picture_lacks_is_not_used() -> None:
    moments = [Moment(trigger_ms=40.0 * n, cardiac_percent=10.0 * n) for n in range(3)]
    axis = time_axis([*moments, Moment(cardiac_percent=90.0)])
    assert axis is not None
    assert (axis.source, axis.unit) == (TimeSource.CARDIAC, "%")
    assert axis.values == (0.0, 10.0, 20.0, 90.0)
    assert time_axis([Moment(), Moment()]) is None
    assert time_axis([Moment(trigger_ms=1.0)]) is None
    assert numbered(3).values == (1.0, 2.0, 3.0)


def test_frames_must_follow_one_another_where_that_is_asked() -> None:
    falling = [Moment(trigger_ms=t) for t in (80.0, 40.0, 0.0)]
    assert time_axis(falling) is not None
    assert time_axis(falling, rising=True) is None


def test_times_under_one_date_go_on_over_midnight() -> None:
    near_midnight = 23 * 3600 + 59 * 60.0
    clock = [near_midnight, 30.0, near_midnight + 30, 90.0]
    assert over_midnight(clock) == [
        near_midnight,
        86400 + 30.0,
        near_midnight + 30,
        86400 + 90.0,
    ]
    axis = time_axis([Moment(acquired_s=t) for t in clock])
    assert axis is not None
    assert axis.values == (0.0, 90.0, 30.0, 150.0)
    # Two days, each stated: nothing is moved.
    assert over_midnight([10.0, 86400.0 + 20]) == [10.0, 86420.0]
    assert over_midnight([3600.0, 7200.0]) == [3600.0, 7200.0]


def test_the_last_phase_of_a_cycle_lasts_until_the_next_beat() -> None:
    moments = [Moment(trigger_ms=t, cycle_ms=900.0) for t in (20.0, 320.0, 520.0)]
    axis = time_axis(moments)
    assert axis is not None
    assert with_durations(axis, moments).durations_ms == pytest.approx((300, 200, 400))
    percents = [Moment(cardiac_percent=p, cycle_ms=800.0) for p in (0.0, 25.0, 75.0)]
    axis = time_axis(percents)
    assert axis is not None
    assert with_durations(axis, percents).durations_ms == pytest.approx((200, 400, 200))


def test_a_percentage_without_the_length_of_the_cycle_has_no_duration() -> None:
    moments = [Moment(respiratory_percent=p) for p in (0.0, 50.0)]
    axis = time_axis(moments)
    assert axis is not None
    assert with_durations(axis, moments).durations_ms == ()


def test_the_last_frame_of_a_dynamic_scan_lasts_as_it_states() -> None:
    moments = [
        Moment(reference_ms=r, duration_ms=d) for r, d in ((5e3, 10e3), (25e3, 30e3), (70e3, 60e3))
    ]
    axis = time_axis(moments)
    assert axis is not None
    assert axis.values == (5.0, 25.0, 70.0)
    assert with_durations(axis, moments).durations_ms == pytest.approx((20e3, 45e3, 60e3))


def test_a_volume_has_the_middle_of_its_slices() -> None:
    slices = [Moment(trigger_ms=t, duration_ms=d) for t, d in ((10.0, 3.0), (12.0, None), (50, 3))]
    assert common_moment(slices) == Moment(trigger_ms=12.0)
    midnight = [Moment(acquired_s=86399.0), Moment(acquired_s=1.0), Moment(acquired_s=3.0)]
    assert common_moment(midnight).acquired_s == 86401.0
