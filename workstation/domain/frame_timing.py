"""How fast frames were taken, and how fast they are to be shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameTiming:
    """Times of the frames of one image, as its file states them.

    Parameters
    ----------
    durations_ms : tuple of float
        How long each frame lasts until the next one, one entry per frame; empty where the
        file gives no time for each frame.
    display_rate : float or None
        Frames per second at which the file asks to be shown.
    sweeps : bool
        Whether it asks to be played back and forth.

    References
    ----------
    PS3.3 C.7.6.5 (Cine module): Frame Time Vector, Cine Rate, Recommended Display Frame
    Rate, Preferred Playback Sequencing.
    """

    durations_ms: tuple[float, ...] = ()
    display_rate: float | None = None
    sweeps: bool = False

    def start_ms(self, frame: int) -> float | None:
        """When a frame begins, ms after the first one; None where times are not stated."""
        if not 0 <= frame < len(self.durations_ms):
            return None
        return sum(self.durations_ms[:frame])
