"""Whether the slices of one kind lie between those of another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

EQUAL_STEP_SHARE = 0.1
LEAST_EQUAL_STEPS = 0.8
"""Share of steps that are one step; the others are gaps of several, where slices are missing."""
LEAST_SLICES = 2


def are_interleaved(parts: Sequence[Sequence[int]], distances_mm: NDArray[np.float64]) -> bool:
    """Whether parts of a stack alternate along it, each a regular series of its own.

    Blocks that follow each other (steps of the table, parts of a long scan) do not alternate;
    parts whose own slices are unevenly spaced are no series.

    Parameters
    ----------
    parts : sequence of sequences of int
        Indices into `distances_mm`, each part ascending.
    distances_mm : (n,) float64
        Places of all slices along the normal, ascending.
    """
    if len(parts) < 2 or any(len(part) < LEAST_SLICES for part in parts):
        return False
    owner = np.empty(len(distances_mm), np.intp)
    for number, part in enumerate(parts):
        owner[list(part)] = number
    changes = int(np.count_nonzero(np.diff(owner)))
    if changes < len(parts):
        return False
    return all(_is_regular(distances_mm[list(part)]) for part in parts)


def _is_regular(distances_mm: NDArray[np.float64]) -> bool:
    steps = np.diff(distances_mm)
    typical = float(np.median(steps))
    if typical <= 0:
        return False
    count = np.rint(steps / typical)
    is_whole = np.abs(steps - count * typical) <= EQUAL_STEP_SHARE * typical
    return bool(np.all(is_whole & (count >= 1)) and np.mean(count == 1) >= LEAST_EQUAL_STEPS)


def runs_along(distances_mm: NDArray[np.float64], order: Sequence[int]) -> list[list[int]]:
    """Runs in which slices follow each other along the stack, in the order of their numbers.

    Parameters
    ----------
    distances_mm : (n,) float64
        Places along the normal, ascending.
    order : sequence of int
        Instance Number of each slice.

    Returns
    -------
    list of lists of int
        Indices, ascending in each run; a run ends where the direction or the step changes.
    """
    by_number = sorted(range(len(order)), key=lambda index: order[index])
    runs: list[list[int]] = [[]]
    usual = 0.0
    for index in by_number:
        run = runs[-1]
        step = float(distances_mm[index] - distances_mm[run[-1]]) if run else 0.0
        if usual and abs(step - usual) > EQUAL_STEP_SHARE * abs(usual):
            runs.append([index])
            usual = 0.0
        else:
            run.append(index)
            usual = usual or step
    return [sorted(run) for run in runs]
