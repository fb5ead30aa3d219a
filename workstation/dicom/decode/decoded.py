"""What a decoder gives back."""

from __future__ import annotations

from typing import Any, NamedTuple

from numpy.typing import NDArray


class Decoded(NamedTuple):
    """One decoded frame.

    Attributes
    ----------
    array : (rows, columns) or (rows, columns, 3)
        Values as the codec gives them.
    precision : int or None
        Bits of the codec's own sample format; None when the header's Bits Stored applies.
    is_rgb : bool
        The codec has already turned YBR into RGB.
    """

    array: NDArray[Any]
    precision: int | None = None
    is_rgb: bool = False
