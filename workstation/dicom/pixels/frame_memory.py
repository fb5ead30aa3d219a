"""Memory for many frames, brought in frame by frame by the threads that fill it.

Huge pages are the quickest to fill, except where a virtual machine has given free memory back
to its host: the first touch of each then takes several milliseconds. So the first frames are
tried with huge pages, and the rest takes small ones when those turn out slow.
"""

from __future__ import annotations

import ctypes
import math
import mmap
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

LEAST_BYTES = 2**22
"""Smaller arrays are NumPy's own."""
SLOW_S = 0.0012
"""A huge page at hand takes a third of this, one that the host has taken back four times it."""
MOST_SLOW = 3
# madvise(2), since Linux 5.14; Python has no name for it.
_MADV_POPULATE_WRITE = 23


class FrameMemory:
    """An array whose values are not set yet.

    Parameters
    ----------
    shape : tuple of int
        (frames, rows, columns), or with a last axis of samples.
    dtype : dtype
        Type of the values.

    Raises
    ------
    MemoryError
        There is no room.
    """

    def __init__(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
        size = dtype.itemsize * math.prod(shape)
        self._is_own = size >= LEAST_BYTES and _madvise is not None
        self._slow = 0
        self.array: NDArray[Any]
        if not self._is_own:
            self.array = np.empty(shape, dtype)
            return
        try:
            pages = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        except OSError as error:
            raise MemoryError(str(error)) from error
        self.array = np.frombuffer(pages, dtype).reshape(shape)
        _advise(self.array, mmap.MADV_HUGEPAGE)

    def bring_in(self, k: int) -> None:
        """Take the pages of frame k before it is written to; only a hint to the system."""
        if not self._is_own:
            return
        start = time.perf_counter()
        _advise(self.array[k], _MADV_POPULATE_WRITE)
        if self._slow < MOST_SLOW and time.perf_counter() - start > SLOW_S:
            self._slow += 1
            if self._slow >= MOST_SLOW:
                _advise(self.array, mmap.MADV_NOHUGEPAGE)


def _advise(part: NDArray[Any], advice: int) -> None:
    if _madvise is None:
        return
    start = part.ctypes.data
    first = start - start % mmap.PAGESIZE
    _madvise(first, start + part.nbytes - first, advice)


def _system_call() -> Callable[[int, int, int], int] | None:
    """By ctypes, which lets other threads run meanwhile; `mmap.madvise` does not."""
    if not sys.platform.startswith("linux"):
        return None
    call = ctypes.CDLL(None).madvise
    call.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    call.restype = ctypes.c_int
    return call


_madvise = _system_call()
