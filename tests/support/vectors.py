"""Published known answers of `tests/data/clinical_vectors.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

_FILE = Path(__file__).parents[1] / "data" / "clinical_vectors.json"
_TABLE: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))


def rows(formula: str) -> list[dict[str, Any]]:
    """Every vector of one formula: id, inputs, expected, tolerance."""
    found = [row for row in _TABLE["vectors"] if row["formula"] == formula]
    if not found or not _TABLE["sources"].get(formula):
        raise LookupError(f"no vectors, or no source, of {formula}")
    return found


def known(formula: str) -> list[ParameterSet]:
    """Test parameters (inputs, expected, tolerance) of every vector of one formula."""
    return [
        pytest.param(row["inputs"], row["expected"], row["tolerance"], id=row["id"])
        for row in rows(formula)
    ]
