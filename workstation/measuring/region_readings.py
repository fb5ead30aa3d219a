"""The numbers of a region: its area and the values of the pixels inside. Pure functions."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.image import Volume
from workstation.imaging.planes import PlaneName
from workstation.imaging.regions import Pixels
from workstation.imaging.sphere_peak import sphere_peak
from workstation.measuring.shapes import Region
from workstation.measuring.stored_values import pixels_with_values, reads_voxels, values_under
from workstation.messages import NOTHING, Message, listed
from workstation.scene.sources import ImageView, ViewFrame, VolumeView, no_unit, unit_of
from workstation.session.annotations import Reading

NO_PIXELS = Message("no pixels")
CROSSING = Message("outline crosses itself: pixels counted")
BEYOND = Message("reaches beyond the image: values are of the part within it")


def known_values(region: Region, frame: ViewFrame) -> NDArray[Any]:
    """The values of a region without padding and without what is not finite; none in color."""
    if frame.is_color:
        return np.zeros(0)
    rows, columns = known_pixels(region, frame)
    values = frame.values[rows, columns].astype(np.float64)
    kept: NDArray[Any] = values[np.isfinite(values)]
    return kept


def region_values(
    region: Region,
    view: ImageView,
    frame: ViewFrame,
    *,
    place: tuple[PlaneName, int] | None,
) -> NDArray[Any]:
    """The values of a region: stored ones, also where the picture was interpolated.

    Parameters
    ----------
    place : tuple or None
        Plane and index; None for a slab, whose values are those of the picture.
    """
    if place is None or not isinstance(view, VolumeView) or not reads_voxels(view, frame):
        return known_values(region, frame)
    return values_under(view, *place, region.rows, region.columns)


def known_pixels(region: Region, frame: ViewFrame) -> Pixels:
    """The pixels of a region without padding."""
    if frame.padding is None:
        return region.rows, region.columns
    known = ~frame.padding[region.rows, region.columns]
    return region.rows[known], region.columns[known]


def _without_value(
    region: Region, view: ImageView, frame: ViewFrame, *, place: tuple[PlaneName, int] | None
) -> Message:
    """What share of a region has no value, in words: padding, and where no slice lies."""
    count = len(region.rows)
    if place is not None and isinstance(view, VolumeView) and reads_voxels(view, frame):
        known = pixels_with_values(view, *place, region.rows, region.columns)
    else:
        known = known_values(region, frame).size
    if known == count:
        return NOTHING
    percent = 100 * (count - known) / count
    if percent < 1:
        return Message("< 1 % of its pixels have no value: left out")
    return Message(
        "{percent:.0f} % of its pixels have no value: left out", percent=min(percent, 99)
    )


def area_reading(
    region: Region, view: ImageView, frame: ViewFrame, *, empty: bool, missing: Message = NOTHING
) -> Reading:
    """The area, mm² only where spacing is trusted."""
    caveats: list[Message] = [CROSSING] if region.crosses else []
    if region.beyond:
        caveats.append(BEYOND)
    if missing:
        caveats.append(missing)
    if empty:
        caveats.append(NO_PIXELS)
    if frame.spacing_rc_mm is None:
        return Reading(
            name=Message("Area"), value=region.area_px, unit="px²", caveat=listed(caveats)
        )
    dr, dc = frame.spacing_rc_mm
    caveats.insert(0, view.scale_word())
    return Reading(
        name=Message("Area"), value=region.area_px * dr * dc, unit="mm²", caveat=listed(caveats)
    )


def region_readings(
    region: Region,
    view: ImageView,
    frame: ViewFrame,
    *,
    place: tuple[PlaneName, int] | None = None,
    drawing: bool = False,
    caveat: Message = NOTHING,
) -> tuple[Reading, ...]:
    """Area, mean, SD (of the population), minimum, maximum and, of uptake, the peak.

    Parameters
    ----------
    place : tuple or None
        Plane and index, for the peak, which looks at the slices around it.
    drawing : bool
        The region is still being drawn: leave out what takes long.
    caveat : Message
        Stands beside every number of the values.
    """
    at = None if caveat else place
    values = region_values(region, view, frame, place=at)
    empty = not drawing and not frame.is_color and not values.size
    missing = NOTHING if frame.is_color or empty else _without_value(region, view, frame, place=at)
    area = area_reading(region, view, frame, empty=empty, missing=missing)
    if values.size == 0:
        return (area,)
    unit = unit_of(view.image)
    beside = listed((caveat, no_unit(view.image), BEYOND if region.beyond else NOTHING, missing))
    found = [
        Reading(name=name, value=float(value), unit=unit, caveat=beside)
        for name, value in (
            (Message("Mean"), values.mean()),
            (Message("SD"), values.std()),
            (Message("Min"), values.min()),
            (Message("Max"), values.max()),
        )
    ]
    if unit.startswith("SUV") and place is not None and not drawing and not caveat:
        peak = _peak(known_pixels(region, frame), view, *place)
        if peak is not None:
            found.append(
                Reading(
                    name=Message("Peak"), value=peak, unit=unit, caveat=Message("sphere of 1 mL")
                )
            )
    return (area, *found)


def _peak(pixels: Pixels, view: ImageView, plane: PlaneName, index: int) -> float | None:
    """The highest mean in a sphere of 1 mL around a voxel under one of these pixels."""
    volume = getattr(view, "shown", None)
    if not isinstance(volume, Volume) or not view.trusts(plane) or not len(pixels[0]):
        return None
    origin = np.array(view.to_point(plane, index, 0, 0))
    down = np.array(view.to_point(plane, index, 1, 0)) - origin
    right = np.array(view.to_point(plane, index, 0, 1)) - origin
    points = origin + pixels[0][:, None] * down + pixels[1][:, None] * right
    centers = np.unique(np.rint(volume.geometry.to_kji(points)).astype(np.int64), axis=0)
    return sphere_peak(volume, centers)
