"""Objects of a study that are shown as masks, by the names of their SOP classes (PS3.6)."""

from __future__ import annotations

MASK_OBJECTS = frozenset({"Segmentation", "Label Map Segmentation", "RT Structure Set"})
