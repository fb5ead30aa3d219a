"""Which terms of Specific Character Set name one (PS3.3 C.12.1.1.2).

pydicom passes what it does not know to Python, whose codecs include some that are no character
set (`idna`, `rot13`, `unicode_escape`) and decode, or fail, in ways of their own.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from pydicom.charset import convert_encodings, decode_bytes, python_encoding

__all__ = ["convert_encodings", "decode_bytes", "is_character_set"]

# Slips of the pen that pydicom corrects: ISO-IR 100, ISO_2022_IR_100.
_SLIPS = (
    (re.compile(r"ISO[^_]IR(.*)"), "ISO_IR"),
    (re.compile(r"ISO.2022.IR.(.*)"), "ISO 2022 IR "),
)


@lru_cache(maxsize=256)
def is_character_set(term: str) -> bool:
    """Whether a term is defined, is a known slip of the pen, or names the same codec in Python."""
    if term in python_encoding:
        return True
    for slip, right in _SLIPS:
        found = slip.fullmatch(term)
        if found:
            return right + found[1] in python_encoding
    return _codec(term) in _CODECS


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""


_CODECS = frozenset(_codec(name) for name in python_encoding.values()) - {""}
