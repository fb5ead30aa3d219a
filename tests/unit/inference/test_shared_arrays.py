from __future__ import annotations

import socket
from pathlib import Path

import numpy as np
import pytest

from workstation.inference.shared_arrays import ArrayLayout, SharedArray, receive_array
from workstation.processes.channel import Channel


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_copy_is_seen_at_the_other_end_and_writing_goes_back() -> None:
    left, right = socket.socketpair()
    mine, theirs = Channel(left), Channel(right)
    values = np.arange(24, dtype=np.int16).reshape(2, 3, 4)
    source = SharedArray.copy_of(values)
    result = SharedArray(ArrayLayout(shape=(2, 3, 4), dtype="<u2", writable=True))
    source.send(mine)
    result.send(mine)
    seen = receive_array(theirs, source.layout)
    np.testing.assert_array_equal(seen, values)
    with pytest.raises(ValueError, match="read-only"):
        seen[0, 0, 0] = 1
    receive_array(theirs, result.layout)[...] = values + 1
    np.testing.assert_array_equal(result.view(), values + 1)
    for part in (source, result, mine, theirs):
        part.close()


def test_closing_frees_the_descriptor_and_leaves_no_named_memory() -> None:
    shm = Path("/dev/shm")
    before = descriptors(), set(shm.iterdir())
    arrays = [SharedArray.copy_of(np.ones(1000)) for _ in range(5)]
    for array in arrays:
        array.close()
        array.close()
    assert (descriptors(), set(shm.iterdir())) == before
    with pytest.raises(ValueError, match="closed"):
        arrays[0].view()
