"""A lock on an open file that ends with the process that holds it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def hold(descriptor: int) -> bool:
        """Lock an open file; False when another process or descriptor holds it."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def hold(descriptor: int) -> bool:
        """Lock an open file; False when another process or descriptor holds it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def is_held(file: Path) -> bool:
    """Whether a program that lives holds a file; one that cannot be looked at counts as held."""
    try:
        descriptor = os.open(file, os.O_RDWR)
    except OSError:
        return True
    try:
        return not hold(descriptor)
    finally:
        os.close(descriptor)
