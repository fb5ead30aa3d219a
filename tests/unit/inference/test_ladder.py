from __future__ import annotations

import pytest

from workstation.errors import PluginCrashedError
from workstation.inference.ladder import Rung, climb_down, make_ladder


def is_memory(error: BaseException) -> bool:
    return "memory" in str(error)


def test_cuda_goes_down_to_smaller_windows_and_then_the_cpu() -> None:
    rungs = make_ladder("cuda", 4, (96, 96, 96), multiple=8)
    assert [(r.device, r.sw_batch_size, r.roi[0], r.stitch_on_cpu) for r in rungs] == [
        ("cuda", 4, 96, False),
        ("cuda", 1, 96, False),
        ("cuda", 1, 96, True),
        ("cuda", 1, 48, True),
        ("cpu", 1, 96, False),
    ]


def test_the_rung_that_ran_and_those_that_failed_are_told() -> None:
    rungs = make_ladder("cuda", 4, (64, 64, 64), multiple=8)

    def attempt(rung: Rung) -> str:
        if rung.device == "cuda":
            raise RuntimeError("CUDA out of memory")
        return "labels"

    result, rung, notes = climb_down(rungs, attempt, is_memory)
    assert result == "labels"
    assert rung.device == "cpu"
    assert len(notes) == 4
    assert "4 windows at once" in str(notes[0])
    assert "1 window at once" in str(notes[1])


def test_other_errors_are_not_hidden() -> None:
    def attempt(rung: Rung) -> str:
        raise RuntimeError(f"shape mismatch on {rung.device}")

    with pytest.raises(RuntimeError, match="shape mismatch"):
        climb_down(make_ladder("cpu", 2, (32, 32, 32), multiple=8), attempt, is_memory)


def test_when_nothing_has_enough_memory_it_says_so() -> None:
    def attempt(rung: Rung) -> str:
        raise MemoryError(f"memory of {rung.device}")

    with pytest.raises(PluginCrashedError, match="more memory"):
        climb_down(make_ladder("cpu", 1, (), multiple=8), attempt, is_memory)
