"""The end of what a child writes to standard error; the rest is read and forgotten."""

from __future__ import annotations

import contextlib
import os
import threading
from typing import IO

STDERR_TAIL_BYTES = 4000
_CHUNK = 1 << 16
_WAIT_S = 1.0


class StderrTail:
    """Listens on a thread of its own, so that the child never waits for a reader."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._kept = b""
        self._reader = threading.Thread(target=self._read, daemon=True, name="child-stderr")
        self._reader.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            while chunk := os.read(self._stream.fileno(), _CHUNK):
                self._kept = (self._kept + chunk)[-STDERR_TAIL_BYTES:]

    def text(self, *, ended: bool) -> str:
        """What is kept; of a child that has ended all that it wrote is waited for."""
        if ended:
            self._reader.join(_WAIT_S)
        return self._kept.decode("utf-8", errors="replace")

    def close(self) -> None:
        """Stop listening."""
        self._reader.join(_WAIT_S)
        if not self._reader.is_alive():
            self._stream.close()
