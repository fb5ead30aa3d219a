"""What a database may answer instead of doing what it was asked."""

from __future__ import annotations


class RefusedError(OSError):
    """It takes or gives nothing now: full, locked, read-only, gone, or not reached."""


class DamagedError(Exception):
    """Its file is damaged."""
