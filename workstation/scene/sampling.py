"""Whether the values on the screen are those of voxels."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.messages import NOTHING, Message


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the values that are painted came from the voxels.

    Parameters
    ----------
    is_interpolated : bool
        Values lie between voxels: on turned, straightened or rectified planes.
    decimation : int
        Pixels are this many times larger than they could be; more than 1 while dragging.
    pooled : int
        This many by this many pixels are averaged into one, to fit the screen.
    """

    is_interpolated: bool = False
    decimation: int = 1
    pooled: int = 1

    @property
    def words(self) -> Message:
        """What must be said on the screen; empty when nothing is missing from the picture."""
        return (
            Message("Decimated {decimation}× while dragging", decimation=self.decimation)
            if self.decimation > 1
            else NOTHING
        )
