"""What a decoder gives back."""

from __future__ import annotations

from typing import Any, NamedTuple

from numpy.typing import NDArray

from workstation.errors import PixelDecodeError


class UnusableFrameError(PixelDecodeError):
    """A frame that is cut short or is not what its header says.

    No other decoder is asked: some of them fill what is missing, or take one shape for another.
    """


class Decoded(NamedTuple):
    """One decoded frame.

    Attributes
    ----------
    array : (rows, columns) or (rows, columns, 3)
        Values as the codec gives them.
    precision : int or None
        Bits of the codec's own sample format; None when the header's Bits Stored applies.
    is_rgb : bool
        The samples are RGB, whatever the photometric interpretation says.
    exact : bool
        The codec gives back the very values that were stored.
    """

    array: NDArray[Any]
    precision: int | None = None
    is_rgb: bool = False
    exact: bool = True
