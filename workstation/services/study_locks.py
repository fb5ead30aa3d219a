"""Which studies this program has open, so that a second one can say so."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from workstation.security.file_lock import hold


class StudyLocks:
    """One locked file for each open study; a lock ends with the program that holds it.

    Nothing here may stop the reading: where the folder cannot be written, nothing is locked.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, int] = {}

    def take(self, study_instance_uid: str) -> bool:
        """Claim a study; False while another running program has it open."""
        if study_instance_uid in self._held:
            return True
        name = hashlib.sha256(study_instance_uid.encode()).hexdigest()[:24]
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = self._folder / f"{name}.lock"
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return True
        if not hold(descriptor):
            os.close(descriptor)
            return False
        self._held[study_instance_uid] = descriptor
        return True

    def release(self) -> None:
        """Let go of every study, when they are closed."""
        for descriptor in self._held.values():
            with contextlib.suppress(OSError):
                os.close(descriptor)
        self._held.clear()
