"""Thick slabs: how thick, and which projection."""

from __future__ import annotations

from workstation.language import tr
from workstation.messages import Message

SLAB_WORDS = {"max": Message("MIP"), "min": Message("MinIP"), "mean": Message("Mean")}
"""Name of each projection in a reading room."""

_THICKEST_MM = 200.0


def next_thickness_mm(thickness_mm: float, steps: int) -> float:
    """Thickness some notches further: by 1 mm up to 10 mm, by 5 mm above; 0 is a single plane."""
    for _ in range(abs(steps)):
        if steps > 0:
            thickness_mm += 1.0 if thickness_mm < 10.0 else 5.0
        else:
            thickness_mm -= 1.0 if thickness_mm <= 10.0 else 5.0
    return min(max(thickness_mm, 0.0), _THICKEST_MM)


def slab_text(thickness_mm: float, mode: str) -> str:
    """What stands in the corner, e.g. "Slab 10 mm MIP"."""
    return tr("Slab {thickness_mm:g} mm {mode}", thickness_mm=thickness_mm, mode=SLAB_WORDS[mode])
