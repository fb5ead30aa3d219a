from __future__ import annotations

import numpy as np

from workstation.imaging.livewire import edge_cost, trace_edge


def disk(size: int, radius: float, aspect: float = 1.0) -> np.ndarray:
    r, c = np.indices((size, size))
    middle = size // 2
    noise = np.random.default_rng(5).normal(0, 20, (size, size))
    return np.asarray(
        500.0 * ((aspect * (r - middle)) ** 2 + (c - middle) ** 2 < radius**2) + noise
    )


def test_the_line_follows_an_edge_around() -> None:
    line = np.array(trace_edge(disk(200, 40), (60, 100), (100, 140)))
    away = np.abs(np.hypot(line[:, 0] - 100, line[:, 1] - 100) - 40)
    assert away.max() < 2
    straight = np.array([60 + np.arange(41), 100 + np.arange(41)])
    assert np.abs(np.hypot(straight[0] - 100, straight[1] - 100) - 40).max() > 10


def test_edges_are_found_on_pixels_that_are_not_square() -> None:
    line = np.array(trace_edge(disk(200, 40, aspect=2.0), (80, 100), (100, 140), (2.0, 1.0)))
    away = np.abs(np.hypot(2 * (line[:, 0] - 100), line[:, 1] - 100) - 40)
    assert away.max() < 3


def test_it_begins_and_ends_at_its_points_and_steps_to_neighbors() -> None:
    line = trace_edge(disk(200, 40), (60.3, 100.2), (100.0, 139.6))
    assert (line[0], line[-1]) == ((60.3, 100.2), (100.0, 139.6))
    inner = np.array(line[1:-1])
    assert np.abs(np.diff(inner, axis=0)).max() == 1


def test_far_points_are_joined_on_a_coarser_grid() -> None:
    line = np.array(trace_edge(disk(900, 200), (250, 450), (450, 650)))
    assert len(line) < 200
    away = np.abs(np.hypot(line[:, 0] - 450, line[:, 1] - 450) - 200)
    assert np.median(away) < 4


def test_what_cannot_be_traced_is_straight() -> None:
    flat = np.zeros((30, 30))
    assert trace_edge(flat, (-4, 5), (9, 9)) == ((-4, 5), (9, 9))
    assert trace_edge(flat, (4, 5), (4, 5.2)) == ((4, 5), (4, 5.2))
    assert trace_edge(np.zeros((30, 30, 3)), (4, 5), (9, 9)) == ((4, 5), (9, 9))
    along = np.array(trace_edge(flat, (4, 4), (4, 20)))
    assert (along[:, 0] == 4).all()
    single = trace_edge(np.zeros((1, 30)), (0, 2), (0, 9))
    assert single[0] == (0, 2)


def test_costs_are_bounded_and_blind_to_what_is_not_finite() -> None:
    values = disk(60, 12)
    values[3, 3] = np.nan
    cost = edge_cost(values, (1.0, 1.0))
    assert np.isfinite(cost).all()
    assert cost.min() >= 0.03
    assert cost.max() <= 1.03 + 1e-9
