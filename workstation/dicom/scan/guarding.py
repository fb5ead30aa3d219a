"""One file that cannot be handled is left out by name; it never takes others with it."""

from __future__ import annotations

import logging
import struct
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from workstation.dicom.headers.file_header import FileHeader
from workstation.errors import DicomReadError
from workstation.messages import Message

FAULTS = (
    ArithmeticError, AssertionError, AttributeError, DicomReadError, LookupError, MemoryError,
    RecursionError, TypeError, ValueError, struct.error,
)  # fmt: skip
"""What damaged values make of code that was written for good ones."""

Built = TypeVar("Built")
Skip = Callable[[str, Message], object]
"""Told path and reason of a file that is left out."""

_log = logging.getLogger(__name__)


def reason_of(fault: Exception) -> Message:
    """Why a file is left out, as the end of "the file …"."""
    if isinstance(fault, DicomReadError):
        return fault.message
    # The text of the fault may hold values of the file; its kind and place do not.
    place = traceback.extract_tb(fault.__traceback__)[-1]
    name = Path(place.filename).name
    _log.info("a file is left out: %s at %s:%s", type(fault).__name__, name, place.lineno)
    return Message("is damaged: its values cannot be used ({fault})", fault=type(fault).__name__)


def guarded(
    files: Sequence[FileHeader], build: Callable[[list[FileHeader]], Built], skip: Skip
) -> Built | None:
    """What `build` makes of files, without those that it cannot handle.

    Parameters
    ----------
    files : sequence of FileHeader
        Files that belong together.
    build : callable
        May fail in any way on a damaged file.
    skip : callable
        Told of each file that is left out, and why.

    Returns
    -------
    object or None
        None when nothing is left.
    """
    try:
        return build(list(files))
    except FAULTS as fault:
        together = reason_of(fault)
    good: list[FileHeader] = []
    for file in files:
        try:
            build([file])
        except FAULTS as fault:
            skip(file.path, reason_of(fault))
        else:
            good.append(file)
    if good and len(good) < len(files):
        return guarded(good, build, skip)
    for file in good:
        skip(file.path, together)
    return None
