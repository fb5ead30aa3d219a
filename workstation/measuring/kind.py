"""One kind of measurement: what it says, where its lines run, and what follows from its points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from workstation.domain.drawn_measurement import ShapeType
from workstation.imaging.planes import PlaneName
from workstation.measuring.coded_form import AREA_AND_VALUES, Coded, Shape
from workstation.measuring.picture import Picture
from workstation.measuring.region_readings import region_readings
from workstation.measuring.shapes import PicturePoint, Region, outline_region
from workstation.messages import Message
from workstation.scene.sources import ImageView, Point, ViewFrame
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Reading

Stroke = tuple[PicturePoint, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Points on a picture.

    Parameters
    ----------
    points : tuple of (row, column)
        Fractional; pixel centers are whole numbers.
    path : tuple of (row, column)
        The traced line of a livewire.
    view, frame, plane
        The image, its picture and the plane; a frame without `spacing_rc_mm` gives no millimeters.
    index : int or None
        Which plane; None leaves out what looks at the slices around it.
    drawing : bool
        It is still being drawn: leave out what takes long.
    caveat : Message
        Stands beside every number that comes from values.
    """

    points: tuple[PicturePoint, ...]
    path: tuple[PicturePoint, ...]
    view: ImageView
    frame: ViewFrame
    plane: PlaneName
    index: int | None
    drawing: bool
    caveat: Message

    @property
    def place(self) -> tuple[PlaneName, int] | None:
        """Plane and index, where both are known."""
        return None if self.index is None else (self.plane, self.index)


class MeasurementKind:
    """A kind; without more, lines from point to point that say nothing."""

    kind: ClassVar[AnnotationKind]
    has_ends: ClassVar[bool] = False
    """Whether its points are drawn also while it is not selected."""
    words_at: ClassVar[int | None] = None
    """The point beside which its words stand; None for the box around its lines."""
    codes: ClassVar[Mapping[Message, Coded]] = {}
    """How each of its readings is coded in structured reports, by the name of the reading."""
    is_note: ClassVar[bool] = False
    """Whether its words are what it says: they are asked for when it is drawn."""
    needs_words: ClassVar[bool] = False
    """Whether nothing is left of it without words."""
    is_stroke: ClassVar[bool] = False
    """Whether it is drawn in one stroke, whose corners become its points."""
    whole_by: ClassVar[tuple[int, ...]] = ()
    """The points by which it is moved as a whole."""
    keeps_sides: ClassVar[bool] = False
    """Whether its points say where it lies only with the directions that it was drawn along."""

    def readings(self, drawn: Drawn) -> tuple[Reading, ...]:
        """Its numbers. Millimeters only where the frame has a spacing; else pixels."""
        del drawn
        return ()

    def strokes(self, points: Stroke) -> tuple[Stroke, ...] | None:
        """Its straight lines on a picture; None where `outline` tells how it runs."""
        return (points,)

    def outline(
        self, points: NDArray[np.float64], path: NDArray[np.float64] | None
    ) -> NDArray[np.float64]:
        """The outline of a region, (n, 2), without its first point again.

        Points are (row, column) in units of equal length along rows and columns of the plane
        that it was drawn on, as `path`, the traced line of a livewire, is.
        """
        return points if path is None or not len(path) else path

    def completed(
        self,
        picture: Picture,
        points: tuple[Point, ...],
        path: tuple[Point, ...],
        *,
        moved: int | None,
        drawing: bool,
    ) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
        """Points and path with what follows from the points, in coordinates of the image.

        `moved` tells which point was put elsewhere last; None for the last one, or all.
        """
        del picture, moved, drawing
        return points, path

    def dragged(
        self,
        picture: Picture,
        points: tuple[Point, ...],
        *,
        handle: int,
        to: Point,
    ) -> tuple[Point, ...]:
        """The points when one of them is dragged elsewhere, in coordinates of the image."""
        del picture
        return tuple(to if n == handle else p for n, p in enumerate(points))

    def shapes(
        self, points: NDArray[np.float64], path: NDArray[np.float64] | None
    ) -> tuple[Shape, ...]:
        """What structured reports draw of it; points and path as of `outline`."""
        del path
        places = tuple((row, column) for row, column in points.tolist())
        return tuple(
            Shape(ShapeType.POLYLINE, np.array(line)) for line in self.strokes(places) or ()
        )

    def marks(self, points: Stroke) -> tuple[Stroke, ...]:
        """Further lines at points of the screen, logical pixels: a cross, an arrow's head."""
        del points
        return ()

    def dotted(self, points: Stroke) -> tuple[Stroke, ...]:
        """Thin dotted lines at points of the screen."""
        del points
        return ()


class RegionKind(MeasurementKind):
    """A kind that encloses pixels."""

    codes = AREA_AND_VALUES

    def region(
        self, points: Sequence[PicturePoint], path: Stroke, frame: ViewFrame, *, drawing: bool
    ) -> Region:
        """The region that points (row, column) on a picture enclose."""
        scale = np.array(frame.pixel_rc)
        traced = np.array(path) * scale if path else None
        outline = self.outline(np.array(points) * scale, traced) / scale
        return outline_region(outline, points, frame, drawing=drawing)

    def readings(self, drawn: Drawn) -> tuple[Reading, ...]:
        """Area and the statistics of the values inside."""
        region = self.region(drawn.points, drawn.path, drawn.frame, drawing=drawn.drawing)
        return region_readings(
            region,
            drawn.view,
            drawn.frame,
            place=drawn.place,
            drawing=drawn.drawing,
            caveat=drawn.caveat,
        )

    def strokes(self, points: Stroke) -> tuple[Stroke, ...] | None:
        """See `outline`."""
        del points
        return None

    def shapes(
        self, points: NDArray[np.float64], path: NDArray[np.float64] | None
    ) -> tuple[Shape, ...]:
        """Its outline."""
        return (Shape(ShapeType.POLYGON, self.outline(points, path)),)
