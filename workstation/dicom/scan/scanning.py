"""Scanning: files → headers → studies, with a reason for every file left out."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path

from workstation.dicom.headers.file_header import FileHeader, header_of_reply, header_of_walked
from workstation.dicom.headers.walker import Walker
from workstation.dicom.isolation.sandbox import read_headers
from workstation.dicom.scan.copies import without_copies
from workstation.dicom.scan.files import Found, find_files, is_zip, unpack_archives
from workstation.dicom.scan.grouping import group_studies
from workstation.dicom.scan.guarding import FAULTS, reason_of
from workstation.dicom.scan.media_directory import referenced_files
from workstation.domain.study import ScanReport
from workstation.messages import NOTHING, Message
from workstation.processes.cancel import CancelToken, ProgressFn

PROGRESS_SECONDS = 0.1
_HEAD_BYTES = 16
_GZIP, _TAR = b"\x1f\x8b", b"ustar"
_ENVELOPED = bytes.fromhex("06092a864886f70d010703")  # OID of CMS enveloped data
_FIRST_VRS = frozenset({b"AE", b"CS", b"DA", b"LO", b"PN", b"SH", b"TM", b"UI", b"UL", b"US"})
_FIRST_GROUPS = frozenset({2, 4, 8})


class _Meter:
    """Progress, told at most ten times a second, from any thread."""

    def __init__(self, progress: ProgressFn, total: int) -> None:
        self._progress = progress
        self._total = max(total, 1)
        self._done = 0
        self._told = 0.0
        self._lock = threading.Lock()

    def add(self, total: int) -> None:
        with self._lock:
            self._total += total

    def step(self) -> None:
        with self._lock:
            self._done += 1
            now = time.monotonic()
            tell = now - self._told >= PROGRESS_SECONDS
            if tell:
                self._told = now
            fraction = min(self._done / self._total, 1.0)
        if tell:
            self._progress(fraction, Message("Reading headers"))


def scan_paths(paths: Sequence[Path], token: CancelToken, progress: ProgressFn) -> ScanReport:
    """Scan folders, files, DICOMDIRs and ZIP archives.

    Parameters
    ----------
    paths : sequence of Path
        Where to look; folders are searched to any depth.
    token : CancelToken
        Asked between files.
    progress : ProgressFn
        Told at most ten times a second.

    Returns
    -------
    ScanReport
        Studies, and every file left out with its reason.

    Raises
    ------
    CancelledError
        The token was cancelled.
    """
    found = find_files(paths, token)
    meter = _Meter(progress, len(found.shown))
    headers: list[FileHeader] = []
    archives = _read(list(found.shown), found, headers, token, meter)
    members = unpack_archives(archives, found, token)
    meter.add(len(members))
    for nested in _read(members, found, headers, token, meter):
        found.skip(found.shown.pop(nested), Message("is a ZIP archive within a ZIP archive"))
    progress(1.0, Message("Grouping"))
    kept, twins = without_copies(headers, found)
    left_out: dict[str, Message] = {}
    studies = group_studies(kept, left_out.setdefault, twins)
    for path, reason in left_out.items():
        found.skip(found.shown[path], reason)
    found.skipped.sort(key=lambda each: each.path)
    return ScanReport(
        files=len(kept) - len(left_out) + len(found.skipped),
        read=len(kept) - len(left_out),
        skipped=tuple(found.skipped),
        studies=studies,
    )


def _read(
    paths: Sequence[str],
    found: Found,
    headers: list[FileHeader],
    token: CancelToken,
    meter: _Meter,
) -> list[str]:
    """Read headers into `headers`; returns the ZIP archives that were met."""
    archives: list[str] = []
    special: list[str] = []
    walker = Walker()
    for path in paths:
        token.raise_if_cancelled()
        try:
            walked = walker.walk(path)
            if walked is not None:
                headers.append(header_of_walked(path, walked))
                meter.step()
                continue
            reason = _not_dicom(path)
        except FAULTS as error:
            reason = reason_of(error)
        except OSError as error:
            reason = Message("cannot be opened ({strerror})", strerror=error.strerror)
        if reason is _ZIP:
            archives.append(path)
        elif reason:
            found.skip(found.shown[path], reason)
        else:
            special.append(path)
            continue
        meter.step()
    if special:
        _read_special(special, found, headers, token, meter)
    return archives


def _read_special(
    paths: Sequence[str],
    found: Found,
    headers: list[FileHeader],
    token: CancelToken,
    meter: _Meter,
) -> None:
    replies = read_headers(paths, token, meter.step)
    directories: list[tuple[str, list[list[str]]]] = []
    for path in paths:
        reply = replies[path]
        if reply.get("references") is not None:
            directories.append((path, reply["references"]))
            continue
        try:
            headers.append(header_of_reply(path, reply))
        except FAULTS as error:
            found.skip(found.shown[path], reason_of(error))
    more: dict[str, None] = {}
    known = {Path(path).absolute() for path in found.shown}
    for path, references in directories:
        listed = referenced_files(path, references)
        for name, reason in listed.items():
            if reason:
                found.skip(name, reason)
            elif Path(name).absolute() not in known:
                more[name] = None
        there = sum(not reason for reason in listed.values())
        found.skip(
            found.shown[path],
            Message(
                "is a media directory; {count} of its files is there",
                many="is a media directory; {count} of its files are there",
                count=there,
            ),
        )
    if more:
        found.shown.update({name: name for name in more})
        meter.add(len(more))
        _read(list(more), found, headers, token, meter)


_ZIP = Message("is a ZIP archive")
_PACKED_IMAGE = ".nii.gz"


def _not_dicom(path: str) -> Message:
    """Why a file is surely no DICOM, `_ZIP` too; empty when pydicom should try it."""
    with open(path, "rb") as file:  # noqa: PTH123 - called for every file
        head = file.read(512)
    if not head:
        return Message("is empty")
    if is_zip(head):
        return _ZIP
    packed_image = path.lower().endswith(_PACKED_IMAGE)
    if (head[:2] == _GZIP and not packed_image) or head[257:262] == _TAR:
        return Message("is a gzip or tar archive: unpack it first")
    if head[128:132] == b"DICM":
        return NOTHING
    if _ENVELOPED in head[:64]:
        return Message("is encrypted")
    little = int.from_bytes(head[:2], "little")
    big = int.from_bytes(head[:2], "big")
    if len(head) >= _HEAD_BYTES and (
        little in _FIRST_GROUPS or big in _FIRST_GROUPS or head[4:6] in _FIRST_VRS
    ):
        return NOTHING
    return Message("is not a DICOM file")
