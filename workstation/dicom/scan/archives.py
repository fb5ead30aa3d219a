"""ZIP archives, unpacked into a private folder under limits on count, size and ratio.

Members are written under numbers, never under their own names, so no name can lead out of
the folder. Folders go when the program ends, and those of killed programs at the next start.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import zipfile
import zlib
from pathlib import Path

import psutil

from workstation.domain.study import SkippedFile
from workstation.errors import ResourceLimitError
from workstation.messages import NOTHING, Message
from workstation.processes.cancel import CancelToken

MOST_MEMBERS = 200_000
LARGEST_TOTAL = 32 * 1024**3
LARGEST_RATIO = 200
FREE_RATIO_BYTES = 512 * 1024**2
_PREFIX = "lightbox-zip-"
_CHUNK = 1 << 20
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)

ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")


class Unpacked:
    """What came out of one archive: paths of the members, and those left out."""

    def __init__(self) -> None:
        self.files: list[tuple[str, str]] = []
        self.skipped: list[SkippedFile] = []


def unpack(archive: str, token: CancelToken) -> Unpacked:
    """Unpack one ZIP archive.

    Returns
    -------
    Unpacked
        `files` holds (path on disk, name shown to the person) of each member.

    Raises
    ------
    ResourceLimitError
        The archive is a bomb, or the disk is too small for it.
    CancelledError
        The token was cancelled; nothing is left behind.
    """
    result = Unpacked()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    done = False
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [member for member in opened.infolist() if not member.is_dir()]
            budget = _budget(members, archive, folder)
            for number, member in enumerate(members):
                token.raise_if_cancelled()
                shown = f"{archive}!/{member.filename}"
                target = folder / f"{number:06d}"
                reason, written = _unpack_member(opened, member, target, budget)
                budget -= written
                if reason:
                    result.skipped.append(SkippedFile(path=shown, reason=reason))
                else:
                    result.files.append((str(target), shown))
        done = True
    except _FAULTS as error:
        raise ResourceLimitError(
            Message("is a damaged ZIP archive"), detail=type(error).__name__
        ) from error
    finally:
        if not done:
            shutil.rmtree(folder, ignore_errors=True)
    return result


def _budget(members: list[zipfile.ZipInfo], archive: str, folder: Path) -> int:
    total = sum(member.file_size for member in members)
    packed = max(Path(archive).stat().st_size, 1)
    if len(members) > MOST_MEMBERS:
        raise ResourceLimitError(Message("is a ZIP archive of {count} files", count=len(members)))
    if total > LARGEST_TOTAL:
        raise ResourceLimitError(Message("is a ZIP archive that expands to an absurd size"))
    if total > FREE_RATIO_BYTES and total > LARGEST_RATIO * packed:
        raise ResourceLimitError(Message("is a ZIP archive that expands to an absurd size"))
    if total > shutil.disk_usage(folder).free:
        raise ResourceLimitError(
            Message("is a ZIP archive that does not fit on the disk when unpacked")
        )
    return max(total, 1)


def _unpack_member(
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, budget: int
) -> tuple[Message, int]:
    """Reason for leaving the member out, empty when it was written; and bytes written."""
    if member.flag_bits & 1:
        return Message("is encrypted in the ZIP archive"), 0
    written = 0
    limit = min(member.file_size, budget)
    try:
        with opened.open(member) as source, target.open("xb") as sink:
            while chunk := source.read(_CHUNK):
                written += len(chunk)
                if written > limit:
                    return Message("is larger than the ZIP archive says"), written
                sink.write(chunk)
    except _FAULTS:
        return Message("is damaged in the ZIP archive"), written
    return NOTHING, written


def remove_leftovers() -> None:
    """Remove unpacked archives of programs that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        own = folder.stat().st_uid == os.getuid() if hasattr(os, "getuid") else True
        if number.isdecimal() and own and not psutil.pid_exists(int(number)):
            shutil.rmtree(folder, ignore_errors=True)
