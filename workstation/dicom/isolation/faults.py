"""What goes wrong in a reading process, and how it is told."""

from __future__ import annotations

import struct
import zlib

from pydicom.errors import BytesLengthException, InvalidDicomError

FAULTS = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    NotImplementedError,
    EOFError,
    OSError,
    ArithmeticError,
    LookupError,
    struct.error,
    zlib.error,
    BytesWarning,
    RuntimeError,
    AssertionError,
    ImportError,
    BytesLengthException,
    InvalidDicomError,
)
"""What damaged files make of the libraries that read them."""


class UnreadableError(Exception):
    """A file that cannot be read, with the reason in words."""
