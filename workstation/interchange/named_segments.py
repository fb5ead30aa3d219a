"""Names, colors and layers of segments in the header of a `.seg.nrrd` of 3D Slicer.

References
----------
3D Slicer, developer guide, "Segmentations: NRRD file format": keys `SegmentN_Name`,
`SegmentN_Color` (three numbers from 0 to 1), `SegmentN_LabelValue`, `SegmentN_Layer`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from workstation.domain.mask import Segment

LONGEST_NAME = 200
_KEY = re.compile(r"Segment(\d+)_(Name|Color|LabelValue|Layer)")


@dataclass(frozen=True, slots=True)
class NamedSegment:
    """One segment as the header has it; `value` is its number in the voxels of its layer."""

    value: int
    layer: int
    name: str
    color_rgb: tuple[int, int, int] | None
    shared: bool = False
    """The header gives this number to several names; `name` has them all."""

    def segment(self, plain: Segment) -> Segment:
        """The segment with this name and color."""
        return replace(
            plain,
            label=self.name or plain.label,
            color_rgb=self.color_rgb or plain.color_rgb,
        )

    def also(self, other: NamedSegment) -> NamedSegment:
        """The segment with the name of another that has its number, too."""
        if other.name == self.name:
            return self
        names = " / ".join(name for name in (self.name, other.name) if name)
        return replace(self, name=names, shared=True)


def named_segments(tags: Mapping[str, str]) -> tuple[NamedSegment, ...]:
    """The segments that a header describes; none where it describes none.

    Parameters
    ----------
    tags : mapping of str
        Keys and values of the header.
    """
    rows: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for key, text in tags.items():
        match = _KEY.fullmatch(key)
        if match:
            rows[int(match.group(1))][match.group(2)] = text
    found: dict[tuple[int, int], NamedSegment] = {}
    for number in sorted(rows):
        row = rows[number]
        value, layer = _whole(row.get("LabelValue", number + 1)), _whole(row.get("Layer", 0))
        if value is None or layer is None or value < 1:
            continue
        name = " ".join(row.get("Name", "").split())[:LONGEST_NAME]
        segment = NamedSegment(value, layer, name, _color(row.get("Color", "")))
        known = found.get((layer, value))
        found[layer, value] = known.also(segment) if known else segment
    return tuple(found.values())


def _whole(text: str | int) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


def _color(text: str) -> tuple[int, int, int] | None:
    try:
        red, green, blue = (round(255 * min(max(float(part), 0.0), 1.0)) for part in text.split())
    except ValueError:
        return None
    return red, green, blue
