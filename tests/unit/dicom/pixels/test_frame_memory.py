"""Memory of a series: what is written is read, on huge pages, small ones, and without advice."""

from __future__ import annotations

import mmap
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from numpy.typing import NDArray

from workstation.dicom.pixels import frame_memory
from workstation.dicom.pixels.frame_memory import LEAST_BYTES, MOST_SLOW, FrameMemory

# Frames that end within a page, so that two of them share one.
SHAPE = (37, 251, 257)


def filled(memory: FrameMemory) -> NDArray[Any]:
    expected = np.random.default_rng(1).integers(-(2**15), 2**15, SHAPE).astype(np.int16)
    for k in (18, *range(0, 37, 4), *range(37)):
        memory.bring_in(k)
        memory.array[k] = expected[k]
    return expected


def test_every_frame_keeps_its_values() -> None:
    memory = FrameMemory(SHAPE, np.dtype(np.int16))
    assert memory.array.nbytes >= LEAST_BYTES
    assert_array_equal(filled(memory), memory.array)
    assert memory.array.flags.writeable
    assert memory.array.flags.c_contiguous


def test_the_array_outlives_its_memory_object() -> None:
    memory = FrameMemory(SHAPE, np.dtype(np.int16))
    expected = filled(memory)
    array = memory.array[3:]
    del memory
    assert_array_equal(array, expected[3:])


def advised(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Length and kind of every advice, given all the same."""
    given: list[tuple[int, int]] = []
    call: Callable[[int, int, int], int] | None = frame_memory._madvise
    if call is None:
        pytest.skip("this system takes no advice")

    def told(start: int, length: int, advice: int) -> int:
        assert start % mmap.PAGESIZE == 0
        given.append((length, advice))
        return call(start, length, advice)

    monkeypatch.setattr(frame_memory, "_madvise", told)
    return given


def test_pages_that_come_slowly_are_small_from_then_on(monkeypatch: pytest.MonkeyPatch) -> None:
    given = advised(monkeypatch)
    monkeypatch.setattr(frame_memory, "SLOW_S", 0.0)
    memory = FrameMemory(SHAPE, np.dtype(np.int16))
    assert_array_equal(filled(memory), memory.array)
    kinds = [advice for _length, advice in given]
    populate = frame_memory._MADV_POPULATE_WRITE
    start = [mmap.MADV_HUGEPAGE, *[populate] * MOST_SLOW, mmap.MADV_NOHUGEPAGE]
    assert kinds[: len(start)] == start
    assert set(kinds[len(start) :]) == {populate}


def test_pages_that_come_quickly_stay_huge(monkeypatch: pytest.MonkeyPatch) -> None:
    given = advised(monkeypatch)
    monkeypatch.setattr(frame_memory, "SLOW_S", 3600.0)
    memory = FrameMemory(SHAPE, np.dtype(np.int16))
    assert_array_equal(filled(memory), memory.array)
    assert given[0] == (memory.array.nbytes, mmap.MADV_HUGEPAGE)
    assert mmap.MADV_NOHUGEPAGE not in {advice for _length, advice in given}


def test_a_system_that_takes_no_advice_gives_the_same_array(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(frame_memory, "_madvise", None)
    memory = FrameMemory(SHAPE, np.dtype(np.int16))
    assert_array_equal(filled(memory), memory.array)


def test_small_series_and_none_at_all_have_room() -> None:
    for shape in ((0, 512, 512), (3, 0, 5), (2, 7, 5, 3)):
        memory = FrameMemory(shape, np.dtype(np.uint8))
        for k in range(shape[0]):
            memory.bring_in(k)
        assert memory.array.shape == shape
