"""Word the faults of mask objects for the person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pydicom
from pydicom.errors import InvalidDicomError

from workstation.dicom.isolation.faults import FAULTS as OF_LIBRARIES
from workstation.errors import MaskReadError, WorkstationError
from workstation.messages import Message

FAULTS = (*OF_LIBRARIES, MemoryError)
"""What damaged objects make of what reads and uses them."""


@contextmanager
def damage_worded(path: Path) -> Iterator[None]:
    """Turn what a damaged object makes of its reader into one clear error.

    Raises
    ------
    MaskReadError
        The file is cut or nested too deeply, or an attribute that is needed is absent, empty,
        or not of its type.
    """
    try:
        yield
    except WorkstationError:
        raise
    except FAULTS as error:
        raise MaskReadError(
            Message("{name} is damaged or incomplete.", name=path.name),
            hint=Message("Fetch it again, or export it again from the program that made it."),
            detail=f"{type(error).__name__}: {error}",
        ) from error


def sop_class_of(path: Path) -> str:
    """SOP Class UID of a DICOM file; empty where it has none, or is no DICOM.

    Raises
    ------
    MaskReadError
        The file is damaged.
    """
    with damage_worded(path):
        try:
            found = pydicom.dcmread(path, specific_tags=["SOPClassUID"], stop_before_pixels=True)
        except (InvalidDicomError, OSError):
            return ""
        return str(found.get("SOPClassUID") or "")


def shared_number() -> Message:
    """The caveat of a structure or segment whose number is also another's."""
    return Message("The file gives several structures one number; the name may be another's.")
