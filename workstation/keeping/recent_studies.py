"""What was opened last, with what a person knows it by: name, date, kind, a small picture.

One JSON file beside the archive, and one PNG for each study; only this user may read them. What
cannot be read is left out, and nothing here stops the reading.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from workstation.errors import OutputError
from workstation.security.integrity import write_whole
from workstation.security.plain_files import read_small

_LARGEST_FILE, _LARGEST_PICTURE = 4 * 1024**2, 1024**2
_LONGEST = 1024
_PATIENCE_S = 2.0
_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentStudy:
    """A study that was opened.

    Parameters
    ----------
    path : str
        Folder or file that was opened.
    name, patient_id : str
        Of the patient, as the files state them.
    date : str
        Study date as YYYYMMDD; empty where none is stated.
    what : str
        Modalities and description.
    more : int
        Further studies that were opened with it.
    opened : str
        Day of the last opening, YYYYMMDD.
    """

    path: str
    name: str = ""
    patient_id: str = ""
    date: str = ""
    what: str = ""
    more: int = 0
    opened: str = ""


class RecentStudies:
    """Keeps what was opened last.

    Parameters
    ----------
    folder : Path
        Where it is kept; made when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "recent.json"

    def all(self) -> tuple[RecentStudy, ...]:
        """What was opened, the last one first."""
        try:
            plain = json.loads(read_small(self._file, _LARGEST_FILE))
        except (OSError, ValueError, RecursionError):
            return ()
        listed = plain if isinstance(plain, list) else []
        return tuple(found for each in listed if (found := _study(each)) is not None)

    def note(self, study: RecentStudy, *, most: int) -> None:
        """A study was opened; of each path the last opening counts, of all `most` are kept."""
        self._change(
            lambda known: [study, *(each for each in known if each.path != study.path)][
                : max(most, 0)
            ]
        )

    def forget(self, path: str) -> None:
        """Take one out of the list; its files stay."""
        self._change(lambda known: [each for each in known if each.path != path])

    def keep_at_most(self, most: int) -> None:
        """Forget what goes beyond a number."""
        if len(self.all()) > most:
            self._change(lambda known: known[: max(most, 0)])

    def picture(self, path: str) -> bytes:
        """The small picture of a study as PNG; empty where there is none."""
        try:
            return read_small(self._picture_file(path), _LARGEST_PICTURE)
        except OSError:
            return b""

    def keep_picture(self, path: str, png: bytes) -> None:
        """Keep the small picture of a study that is in the list."""
        if len(png) <= _LARGEST_PICTURE and any(each.path == path for each in self.all()):
            with contextlib.suppress(OSError, OutputError):
                write_whole(self._picture_file(path), png, mode=_OWNER_ONLY)

    def _picture_file(self, path: str) -> Path:
        name = hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:32]
        return self._folder / f"{name}.png"

    def _change(self, change: Callable[[list[RecentStudy]], list[RecentStudy]]) -> None:
        """Write the list anew; programs that run side by side wait for each other."""
        with contextlib.suppress(OSError, OutputError, Timeout):
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / "recent.lock", timeout=_PATIENCE_S):
                known = change(list(self.all()))
                plain = json.dumps([asdict(each) for each in known]).encode("ascii")
                write_whole(self._file, plain, mode=_OWNER_ONLY)
                kept = {self._picture_file(each.path).name for each in known}
                for file in self._folder.glob("*.png"):
                    if file.name not in kept:
                        file.unlink(missing_ok=True)


def _study(plain: Any) -> RecentStudy | None:  # noqa: ANN401 - whatever the file holds
    if not isinstance(plain, dict) or not isinstance(plain.get("path"), str) or not plain["path"]:
        return None
    made = RecentStudy(path=plain["path"])
    for field in ("name", "patient_id", "date", "what", "opened"):
        if isinstance(plain.get(field), str):
            made = replace(made, **{field: plain[field][:_LONGEST]})
    more = plain.get("more")
    return replace(made, more=more if isinstance(more, int) and more > 0 else 0)
