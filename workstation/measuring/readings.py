"""The numbers of a measurement, from the image that it lies on. Pure functions."""

from __future__ import annotations

from dataclasses import replace

from workstation.imaging.planes import PlaneName
from workstation.measuring.kind import Drawn, RegionKind
from workstation.measuring.registry import measurement
from workstation.measuring.shapes import PicturePoint, Region
from workstation.messages import NOTHING, Message
from workstation.scene.sources import FlatView, ImageView, ViewFrame
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Reading


def readings(
    kind: AnnotationKind,
    points: tuple[PicturePoint, ...],
    view: ImageView,
    frame: ViewFrame,
    plane: PlaneName,
    *,
    index: int | None = None,
    path: tuple[PicturePoint, ...] = (),
    drawing: bool = False,
    caveat: Message = NOTHING,
) -> tuple[Reading, ...]:
    """What a measurement says.

    Parameters
    ----------
    kind : AnnotationKind
        What was drawn.
    points : tuple of (row, column)
        On the picture, fractional; pixel centers are whole numbers.
    view, frame, plane
        The image, its picture and the plane that it was drawn on.
    index : int or None
        Which plane; None leaves out what looks at the slices around it.
    path : tuple of (row, column)
        The traced line of a livewire.
    drawing : bool
        It is still being drawn: leave out what takes long.
    caveat : Message
        Stands beside every number that comes from values, e.g. that they are of a slab.

    Returns
    -------
    tuple of Reading
        Millimeters only where `view.trusts(plane)` and the pixel size holds; else pixels. No
        values for shapes that hold no pixel.
    """
    if isinstance(view, FlatView) and not view.image.geometry.has_scale_at((*points, *path)):
        frame = replace(frame, spacing_rc_mm=None)
    drawn = Drawn(points, path, view, frame, plane, index, drawing, caveat)
    return measurement(kind).readings(drawn)


def region_of(
    kind: AnnotationKind,
    points: tuple[PicturePoint, ...],
    path: tuple[PicturePoint, ...],
    frame: ViewFrame,
) -> Region:
    """The region that points (row, column) on a picture enclose.

    Raises
    ------
    TypeError
        The kind encloses none.
    """
    found = measurement(kind)
    if not isinstance(found, RegionKind):
        raise TypeError(f"a {kind} encloses nothing")
    return found.region(points, path, frame, drawing=False)
