"""How the reader saw a volume in three dimensions, to be seen so again."""

from __future__ import annotations

from dataclasses import dataclass, replace

Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeLook:
    """Camera, colors and cuts of a picture in three dimensions.

    Parameters
    ----------
    center, toward, up : tuple of float
        LPS mm in the middle of the picture; unit vectors toward the viewer and up, LPS.
    width_mm, height_mm : float
        Of what is seen.
    preset : str
        Id of the preset; `shift` and `stretch` are what the reader changed of it.
    box : tuple of float
        First and last part of the grid that is shown, along k, j and i, from 0 to 1.
    cuts : tuple of (str, int)
        Name of a plane, and the side of it that is taken away.
    cut_planes : tuple of (point, normal)
        Where these planes lie: LPS mm, and a unit vector to the side that is kept.
    """

    center: Vector
    toward: Vector
    up: Vector
    width_mm: float
    height_mm: float
    preset: str
    shift: float = 0.0
    stretch: float = 1.0
    shading: bool = True
    box: tuple[float, float, float, float, float, float] = (0.0, 1.0, 0.0, 1.0, 0.0, 1.0)
    cuts: tuple[tuple[str, int], ...] = ()
    cut_planes: tuple[tuple[Vector, Vector], ...] = ()
    shows_volume: bool = True
    shows_segments: bool = True
    only_segments: bool = False

    @property
    def place(self) -> tuple[object, ...]:
        """What tells one look from another, whatever the shape of its viewport."""
        seen = round(min(self.width_mm, self.height_mm), 3)
        return (seen, replace(self, width_mm=0.0, height_mm=0.0))
