"""Telling a signed report from any other file, so that none is ever written over."""

from __future__ import annotations

import re
from pathlib import Path

SIGNED, DRAFT = "signed", "draft"
_LARGEST = 256 << 20
_SUBJECT = re.compile(rb"/Subject \((?:(signed|draft), )?document hash sha256:[0-9a-f]{64}\)")
_NOT_SIGNED = re.compile(rb"/Author \(not signed\)")


def subject_of(digest: str, *, signed: bool) -> str:
    """What the document information of a report says of it."""
    return f"{SIGNED if signed else DRAFT}, document hash sha256:{digest}"


def is_signed_report(path: Path) -> bool:
    """Whether a report of this program that somebody signed lies at a path.

    Reports of earlier versions do not say so themselves: what may be signed counts as signed.
    """
    try:
        if path.stat().st_size > _LARGEST:
            return False
        content = path.read_bytes()
    except OSError:
        return False
    found = _SUBJECT.search(content) if content.startswith(b"%PDF") else None
    if found is None:
        return False
    if found[1] is None:
        return _NOT_SIGNED.search(content) is None
    return found[1] == SIGNED.encode()
