"""What a measurement is drawn on: one plane of an image, on a screen or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from workstation.imaging.planes import PlaneName
from workstation.scene.sources import ImageView, ViewFrame


class Picture(Protocol):
    """A plane of an image; a viewport is one, and so is `PlanePicture`."""

    @property
    def view(self) -> ImageView | None:
        """What is looked at, None for nothing."""

    @property
    def plane(self) -> PlaneName:
        """Which way it is cut."""

    @property
    def index(self) -> int:
        """Which plane, from 0."""

    @property
    def slab_mm(self) -> float:
        """Thickness that is projected, mm; 0 for a plane."""

    @property
    def slab_mode(self) -> str:
        """How it is projected: "max", "min" or "mean"."""

    def frame(self) -> ViewFrame | None:
        """The picture, None while there is none."""


@dataclass(frozen=True, slots=True)
class PlanePicture:
    """A plane of an image without a screen."""

    view: ImageView
    plane: PlaneName
    index: int
    slab_mm: float = 0.0
    slab_mode: str = "max"

    def frame(self) -> ViewFrame:
        """The picture."""
        return self.view.frame(self.plane, self.index)
