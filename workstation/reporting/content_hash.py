"""One hash over everything that a report says."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import datetime
from enum import Enum
from typing import Any

import numpy as np

from workstation.domain.report import ReportContent
from workstation.messages import Message


def document_hash(content: ReportContent) -> str:
    """SHA-256 of the content in canonical JSON, pictures by their pixels; 64 hex digits."""
    text = json.dumps(_plain(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    # JSON can smuggle in lone surrogates, which plain UTF-8 refuses.
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:  # noqa: ANN401 - any domain value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Message):
        return value.plain
    if isinstance(value, np.ndarray):
        pixels = np.ascontiguousarray(value)
        digest = hashlib.sha256(pixels.tobytes()).hexdigest()
        return {"shape": list(pixels.shape), "dtype": str(pixels.dtype), "sha256": digest}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(_plain(item) for item in value)
    return value
