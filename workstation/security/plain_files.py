"""Reading files of strangers: ordinary ones only, and no more of them than was agreed."""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path


def open_plain(path: Path) -> BufferedReader:
    """Open an ordinary file; pipes and devices, which could be waited for without end, are not.

    Raises
    ------
    OSError
        The file cannot be read, or is no ordinary one.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "no ordinary file")
    return os.fdopen(descriptor, "rb")


def read_small(path: Path, most_bytes: int) -> bytes:
    """Content of an ordinary file.

    Raises
    ------
    OSError
        The file cannot be read, is no ordinary one, or is larger than `most_bytes`.
    """
    with open_plain(path) as stream:
        content = stream.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return content
