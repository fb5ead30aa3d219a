"""Segments that reach the border of their image: what lies beyond it is in no number."""

from __future__ import annotations

from typing import NamedTuple

from workstation.messages import Message

Box = tuple[slice, ...]


class Place(NamedTuple):
    """Where a part lies in a whole image: first voxel, and shape of the whole, (k, j, i)."""

    start: tuple[int, ...]
    shape: tuple[int, ...]

    def of(self, box: Box) -> Box:
        """A box of the part, in the whole."""
        return tuple(
            slice(side.start + start, side.stop + start)
            for side, start in zip(box, self.start, strict=True)
        )


def cut_by_image(box: Box, shape: tuple[int, ...], *, slices: bool) -> tuple[Message, ...]:
    """A sentence where a segment reaches a border of its image; none where it does not.

    Parameters
    ----------
    box : three slices
        The box of the segment, (k, j, i).
    shape : tuple of int
        That of the image.
    slices : bool
        Whether the first axis is one of space, so that it has ends as well.
    """
    ends = slices and shape[0] > 1 and _reaches(box[0], shape[0])
    sides = any(_reaches(side, length) for side, length in zip(box[1:], shape[1:], strict=True))
    if not ends and not sides:
        return ()
    if ends and sides:
        words = Message(
            "reaches the ends and the sides of the image; what lies beyond is not measured"
        )
    elif ends:
        words = Message("reaches the first or last slice; what lies beyond is not measured")
    else:
        words = Message("reaches the side of the image; what lies beyond is not measured")
    return (words,)


def _reaches(side: slice, length: int) -> bool:
    return bool(side.start <= 0 or side.stop >= length)
