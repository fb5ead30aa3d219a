"""Where the main window and its docks were, in a state file beside the settings.

Qt keeps the place of a window and the state of its docks in bytes that only it can read, and
that a person neither chooses nor edits: they are no settings. A state that cannot be read is
forgotten; the window then has its first place.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from pathlib import Path

from workstation.security.integrity import make_folder, write_whole
from workstation.security.plain_files import read_small

_LARGEST_FILE = 1 << 20
_OWNERS = 0o600


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """What Qt calls the geometry of a window and the state of its docks; empty at first."""

    geometry: bytes = b""
    docks: bytes = b""


class KeptWindowPlace:
    """Reads and writes the state file.

    Parameters
    ----------
    path : Path
        Need not be there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def beside(cls, settings: Path) -> KeptWindowPlace:
        """That of the settings in a file."""
        return cls(settings.with_name("window-state.json"))

    def read(self) -> WindowPlace:
        """The place of the last time, or none."""
        try:
            plain = json.loads(read_small(self._path, _LARGEST_FILE))
            return WindowPlace(
                base64.b64decode(plain["geometry"], validate=True),
                base64.b64decode(plain["docks"], validate=True),
            )
        except (OSError, ValueError, KeyError, TypeError, binascii.Error, RecursionError):
            return WindowPlace()

    def write(self, place: WindowPlace) -> None:
        """Keep a place for the next start.

        Raises
        ------
        OutputError
            The file system refuses.
        """
        plain = {
            "geometry": base64.b64encode(place.geometry).decode(),
            "docks": base64.b64encode(place.docks).decode(),
        }
        make_folder(self._path.parent)
        write_whole(self._path, json.dumps(plain, indent=1).encode(), mode=_OWNERS)

    def carry_over(self, place: WindowPlace) -> None:
        """Take the place that a program before the settings file kept, unless one is there.

        Raises
        ------
        OutputError
            The file system refuses.
        """
        if not self._path.exists() and (place.geometry or place.docks):
            self.write(place)
