"""How values of a volume become color and opacity in three dimensions."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, model_validator

Curve = tuple[tuple[float, float], ...]
Colors = tuple[tuple[float, float, float, float], ...]


class Projection(StrEnum):
    """What becomes of the values along a ray."""

    COMPOSITE = "composite"
    """Color and opacity add up from front to back."""
    MAXIMUM = "maximum"
    """The largest value is shown (MIP)."""


class VolumePreset(BaseModel):
    """A named look, read from a file.

    `opacity` holds (value, opacity per mm; a maximum projection ignores it) and `colors` (value,
    red, green, blue), all from 0 to 1 but the values. Values are those of the image, e.g. HU;
    where `relative` is set, 0 and 1 are the ends of the window of the slices, for images without
    a unit.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    title: str = Field(min_length=1)
    modalities: tuple[str, ...] = ()
    """Where it is offered; empty is everywhere but in `except_modalities`."""
    except_modalities: tuple[str, ...] = ()
    rank: int = 100
    """Presets of lower rank come first."""
    projection: Projection = Projection.COMPOSITE
    relative: bool = False
    opacity: Curve = Field(min_length=2)
    colors: Colors = Field(min_length=2)
    shading: bool = True
    source: str = ""
    """Where the values of tissues come from."""

    @model_validator(mode="after")
    def _check(self) -> VolumePreset:
        for name, points in (("opacity", self.opacity), ("colors", self.colors)):
            values = [point[0] for point in points]
            if values != sorted(set(values)):
                raise ValueError(f"values of {name} must rise")
            if any(not 0.0 <= part <= 1.0 for point in points for part in point[1:]):
                raise ValueError(f"{name} must lie between 0 and 1")
        return self

    def suits(self, modality: str) -> bool:
        """Whether it is offered for images of a modality."""
        if modality in self.except_modalities:
            return False
        return not self.modalities or modality in self.modalities

    def curves(
        self, low: float, high: float, *, shift: float = 0.0, stretch: float = 1.0
    ) -> tuple[Curve, Colors]:
        """The curves in values of the image.

        Parameters
        ----------
        low, high : float
            Ends of the window of the slices; they matter where the preset is relative.
        shift : float
            Added to every value: a positive one hides more.
        stretch : float
            The curves are made this much wider around the middle of the opacity curve.

        Returns
        -------
        tuple
            Opacity per mm and colors.
        """
        width = high - low if self.relative else 1.0
        start = low if self.relative else 0.0
        middle = start + width * (self.opacity[0][0] + self.opacity[-1][0]) / 2

        def place(value: float) -> float:
            return middle + (start + width * value - middle) * stretch + shift

        return (
            tuple((place(v), a) for v, a in self.opacity),
            tuple((place(v), r, g, b) for v, r, g, b in self.colors),
        )

    @property
    def span(self) -> float:
        """How far the opacity curve reaches, in its own values."""
        return self.opacity[-1][0] - self.opacity[0][0]
