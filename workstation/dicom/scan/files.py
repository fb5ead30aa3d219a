"""Finding the files of a scan: folders, single files, DICOMDIR, ZIP.

Every path that is met is either a candidate or left out with a reason.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from workstation.dicom.scan.archives import ZIP_SIGNATURES, remove_leftovers, unpack
from workstation.domain.study import SkippedFile
from workstation.errors import ResourceLimitError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken

_KINDS = (
    (stat.S_ISFIFO, Message("is a named pipe")),
    (stat.S_ISSOCK, Message("is a socket")),
    (stat.S_ISCHR, Message("is a device")),
    (stat.S_ISBLK, Message("is a device")),
)


class Found:
    """Candidates of a scan, with the name shown for each, and what was left out."""

    def __init__(self) -> None:
        self.shown: dict[str, str] = {}
        self.skipped: list[SkippedFile] = []

    def skip(self, path: str, reason: Message) -> None:
        """Leave a path out."""
        self.skipped.append(SkippedFile(path=path, reason=reason))


def find_files(paths: Sequence[Path], token: CancelToken) -> Found:
    """All regular files under the given paths, each once, in a stable order.

    Parameters
    ----------
    paths : sequence of Path
        Folders, files, DICOMDIRs or ZIP archives.
    token : CancelToken
        Asked between folders.

    Raises
    ------
    CancelledError
        The token was cancelled.
    """
    found = Found()
    visited: set[tuple[int, int]] = set()
    for path in paths:
        for name in _walk(str(path.absolute()), visited, found, token):
            found.shown.setdefault(name, name)
    return found


def unpack_archives(archives: Sequence[str], found: Found, token: CancelToken) -> list[str]:
    """Unpack ZIP archives among the candidates; their members become candidates.

    Returns
    -------
    list of str
        Paths of the members on disk.

    Raises
    ------
    CancelledError
        The token was cancelled.
    """
    if archives:
        remove_leftovers()
    members: list[str] = []
    for archive in archives:
        shown = found.shown.pop(archive)
        try:
            unpacked = unpack(archive, token)
        except ResourceLimitError as error:
            found.skip(shown, error.message)
            continue
        except OSError as error:
            found.skip(shown, Message("cannot be unpacked ({strerror})", strerror=error.strerror))
            continue
        found.skipped.extend(unpacked.skipped)
        if not unpacked.files and not unpacked.skipped:
            found.skip(shown, Message("is an empty ZIP archive"))
        for path, name in unpacked.files:
            found.shown[path] = name
            members.append(path)
    return members


def is_zip(head: bytes) -> bool:
    """Whether a file begins as a ZIP archive."""
    return head.startswith(ZIP_SIGNATURES)


def _walk(
    root: str, visited: set[tuple[int, int]], found: Found, token: CancelToken
) -> Iterator[str]:
    try:
        status = Path(root).stat()
    except OSError as error:
        found.skip(root, Message("cannot be opened ({strerror})", strerror=error.strerror))
        return
    if not stat.S_ISDIR(status.st_mode):
        if _is_file(root, status.st_mode, found):
            yield root
        return
    folders = [(root, status)]
    while folders:
        folder, status = folders.pop()
        identity = status.st_dev, status.st_ino
        # A link that leads back is followed once.
        if identity in visited:
            continue
        visited.add(identity)
        token.raise_if_cancelled()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            found.skip(
                folder,
                Message("is a folder that cannot be read ({strerror})", strerror=error.strerror),
            )
            continue
        below: list[tuple[str, os.stat_result]] = []
        for entry in entries:
            try:
                if entry.is_file(follow_symlinks=False):
                    yield entry.path
                elif entry.is_dir(follow_symlinks=True):
                    below.append((entry.path, entry.stat()))
                elif _is_file(entry.path, entry.stat().st_mode, found):
                    yield entry.path
            except OSError as error:
                found.skip(
                    entry.path, Message("cannot be opened ({strerror})", strerror=error.strerror)
                )
        folders.extend(reversed(below))


def _is_file(path: str, mode: int, found: Found) -> bool:
    for test, reason in _KINDS:
        if test(mode):
            found.skip(path, reason)
            return False
    if not stat.S_ISREG(mode):
        found.skip(path, Message("is not a regular file"))
        return False
    return True
