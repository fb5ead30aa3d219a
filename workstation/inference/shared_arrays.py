"""Arrays that two processes see without copying, and that cannot outlive them.

The memory has no name (memfd, or an unlinked temporary file), so there is nothing to unlink
when a process is killed: the kernel frees it with the last process that holds it. Its size
is not bound by /dev/shm either, which containers make small.
"""

from __future__ import annotations

import contextlib
import fcntl
import mmap
import os
import tempfile
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.processes.channel import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrayLayout:
    """Shape and type of a shared array, and whether the receiver may write."""

    shape: tuple[int, ...]
    dtype: str
    writable: bool = False

    @property
    def nbytes(self) -> int:
        """Size in bytes; at least one, since nothing cannot be mapped."""
        return max(1, int(np.prod(self.shape, dtype=np.int64)) * np.dtype(self.dtype).itemsize)


class SharedArray:
    """One array in shared memory, owned by the process that made it.

    Pages take memory when they are first written, so a result array costs what is used of it.
    """

    def __init__(self, layout: ArrayLayout) -> None:
        self.layout = layout
        self._fd = _anonymous_file(layout.nbytes)
        self._map: mmap.mmap | None = mmap.mmap(self._fd, layout.nbytes)

    @classmethod
    def copy_of(cls, array: NDArray[Any]) -> SharedArray:
        """Shared memory that holds a copy of `array`, read only for the receiver."""
        layout = ArrayLayout(shape=array.shape, dtype=array.dtype.newbyteorder("=").str)
        shared = cls(layout)
        shared.view()[...] = array
        return shared

    def view(self) -> NDArray[Any]:
        """The array itself; not valid after `close`."""
        if self._map is None:
            raise ValueError("the shared array is closed")
        return np.frombuffer(self._map, dtype=self.layout.dtype, count=_count(self.layout)).reshape(
            self.layout.shape
        )

    def send(self, channel: Channel) -> None:
        """Hand the memory to the process at the other end, which calls `receive_array`."""
        channel.send_descriptor(self._fd)

    def close(self) -> None:
        """Give up this process's hold; call when no view is used any more."""
        if self._map is not None:
            # While a view is alive somewhere the map stays, and is freed with it.
            with contextlib.suppress(BufferError):
                self._map.close()
            self._map = None
            os.close(self._fd)


def receive_array(channel: Channel, layout: ArrayLayout) -> NDArray[Any]:
    """The array that the other end sent with `SharedArray.send`."""
    fd = channel.receive_descriptor()
    try:
        access = mmap.ACCESS_WRITE if layout.writable else mmap.ACCESS_READ
        memory = mmap.mmap(fd, layout.nbytes, access=access)
    finally:
        os.close(fd)
    array = np.frombuffer(memory, dtype=layout.dtype, count=_count(layout))
    return array.reshape(layout.shape)


def _count(layout: ArrayLayout) -> int:
    return int(np.prod(layout.shape, dtype=np.int64))


def _anonymous_file(nbytes: int) -> int:
    if hasattr(os, "memfd_create"):
        fd = os.memfd_create("lightbox-array", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.truncate(fd, nbytes)
        # A receiver that cut the memory short would end its owner with a bus error.
        fcntl.fcntl(
            fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
        )
        return fd
    with tempfile.TemporaryFile(prefix="lightbox-") as stream:
        fd = os.dup(stream.fileno())
    os.truncate(fd, nbytes)
    return fd
