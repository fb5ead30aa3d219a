"""How fast frames were taken, and how fast they are to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.moments import TimeAxis


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameTiming:
    """Times of the frames of one image, as its file states them.

    Parameters
    ----------
    axis : TimeAxis or None
        When each frame was taken; None where the file does not tell.
    durations_ms : tuple of float
        How long each frame lasts until the next one, one entry per frame; empty where the
        file gives no time for each frame, or the same for all.
    display_rate : float or None
        Frames per second at which the file asks to be shown.
    sweeps : bool
        Whether it asks to be played back and forth.
    trim : tuple of int or None
        First and last frame, from 0, that the file asks to be played.

    References
    ----------
    PS3.3 C.7.6.5 (Cine module): Frame Time Vector, Cine Rate, Recommended Display Frame
    Rate, Preferred Playback Sequencing, Start Trim, Stop Trim.
    """

    axis: TimeAxis | None = None
    durations_ms: tuple[float, ...] = ()
    display_rate: float | None = None
    sweeps: bool = False
    trim: tuple[int, int] | None = None

    def start_ms(self, frame: int) -> float | None:
        """When a frame begins, ms after the first one; None where times are not stated."""
        if self.axis is None or self.axis.unit != "s":
            return None
        if not 0 <= frame < len(self.axis.values):
            return None
        return (self.axis.values[frame] - self.axis.values[0]) * 1000
