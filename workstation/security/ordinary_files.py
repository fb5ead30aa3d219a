"""Reading files from folders of others: ordinary files only, and never without end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_BLOCK = 1 << 20


class TooLarge(Exception):  # noqa: N818 - a limit, which each reader words in its own way
    """The file is over the limit of its reader."""


def open_ordinary(path: Path) -> int:
    """A file descriptor of an ordinary file; named pipes and devices are not waited for.

    Raises
    ------
    OSError
        It is no ordinary file, or cannot be read.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(f"{path.name} is no ordinary file")
    return handle


def read_ordinary(path: Path, limit: int) -> bytes:
    """All bytes of an ordinary file.

    Raises
    ------
    TooLarge
        It has more than `limit` bytes.
    OSError
        It is no ordinary file, or cannot be read.
    """
    with os.fdopen(open_ordinary(path), "rb") as stream:
        found = stream.read(limit + 1)
    if len(found) > limit:
        raise TooLarge(path.name)
    return found
