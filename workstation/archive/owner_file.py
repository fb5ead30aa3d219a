"""Files of the program's own folder: whole or not at all, and for their owner alone."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO


@contextlib.contextmanager
def owner_file(path: Path) -> Iterator[IO[bytes]]:
    """Write what then stands at `path`, on the disk; until then, nothing there changes.

    Raises
    ------
    OSError
        The disk refuses; nothing is left behind.
    """
    part = path.with_suffix(f"{path.suffix}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
