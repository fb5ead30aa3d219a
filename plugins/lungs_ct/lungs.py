"""Left lung, right lung and airways in a CT volume, by threshold, components and morphology.

The lungs are found on a grid of about 1.6 mm, where every step is quick, and their border is
then taken from the full resolution. Side is decided in patient coordinates, never by the
order of the array.

References
----------
Hu S, Hoffman EA, Reinhardt JM. Automatic lung segmentation for accurate quantitation of
volumetric X-ray CT images. IEEE Trans Med Imaging 2001;20:490.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from plugins.lungs_ct.airways import PLAUSIBLE_ML, Airways, find_airways
from plugins.lungs_ct.chest_order import order_doubts, spine_column
from plugins.lungs_ct.morphology import (
    ball_closed,
    ball_dilated,
    binned,
    distance_outside,
    upsampled,
)
from workstation.imaging.canonical import canonical_axes
from workstation.messages import Message

RIGHT_LUNG, LEFT_LUNG = 1, 2
AIR_BELOW_HU = -320
"""Half-way between lung and soft tissue."""

_COARSE_MM = 1.6
_SMALLEST_LUNG_ML = 75.0
_SMALLEST_PART_ML = 3.0
_MOST_LUNG_ML = 12_000.0
"""Of both lungs together; the largest chests hold about 9 L at full inspiration."""
_LUNG_MEAN_HU = (-965.0, -350.0)
"""Mean of a lung; trapped or bowel gas lies below, fat and motion above."""
_CUT_LUNG_ABOVE_HU = -935.0
"""Median of a lung that the field of view cuts; room air measures -950 on some scanners."""
_CLOSING_MM = 4.5
_BRONCHUS_RADIUS_MM = 8.0
"""Of the lumen of a main bronchus, at most."""
_BRONCHUS_BELOW_HU = -900.0
_BRONCHUS_GAP_MM = 4.0
_HILUM_MM = 45.0
_AIR_BELOW_HU = -940.0
_MARKER_SHARE = 0.15
"""A lung holds at least this share of the volume of two lungs that touch."""

Bool = NDArray[np.bool_]
Report = Callable[[float, Message], None]
"""Told the fraction done and the stage."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LungLabels:
    """Lungs on the grid of the volume that they were found in.

    Parameters
    ----------
    labels : (k, j, i) uint8
        0 background, 1 right lung, 2 left lung; small vessels inside count as lung.
    airways : (k, j, i) bool
        Trachea and main bronchi, with their walls.
    notes : tuple of Message
        What the reader should know.
    doubts : tuple of Message
        What speaks against the orientation that the file states (`chest_order`); it is to
        go with every result whose side or place matters.
    """

    labels: NDArray[np.uint8]
    airways: Bool
    notes: tuple[Message, ...] = ()
    doubts: tuple[Message, ...] = ()

    @property
    def found(self) -> bool:
        """Whether there is any lung."""
        return bool(self.labels.any())


def segment_lungs(
    hu: NDArray[Any], affine_lps: NDArray[np.float64], *, report: Report | None = None
) -> LungLabels:
    """Find the lungs.

    Parameters
    ----------
    hu : (k, j, i) int16 or float32
        Hounsfield units on an orthogonal grid.
    affine_lps : (4, 4) float64
        Maps (k, j, i, 1) to LPS mm.
    report : callable or None
        Told the fraction done and the stage.

    Returns
    -------
    LungLabels
        Without any lung when there is none in the volume; that is no error.
    """
    report = report or _untold
    shape = (hu.shape[0], hu.shape[1], hu.shape[2])
    axes = canonical_axes(shape, affine_lps)
    turned = axes.turn(hu)
    spacing = axes.spacing_mm
    steps = tuple(max(1, round(_COARSE_MM / mm)) for mm in spacing)
    coarse = binned(turned, steps)
    coarse_mm = (spacing[0] * steps[0], spacing[1] * steps[1], spacing[2] * steps[2])
    report(0.1, Message("body"))
    body = _body(coarse)
    air = coarse < AIR_BELOW_HU
    inner = (body & air) | _cut_lungs(coarse, air & ~body, coarse_mm)
    kept = _lung_components(coarse, inner, coarse_mm)
    if not kept.any():
        return _none(shape)
    report(0.3, Message("airways"))
    found = find_airways(coarse, inner, coarse_mm)
    lungs = kept & ~found.with_walls
    spine = spine_column(coarse, lungs, coarse_mm)
    midline = spine if spine is not None else _middle(body, lungs)
    airways = found.with_walls | _bronchi(coarse, lungs, found, midline, coarse_mm)
    lungs = _without_specks(lungs & ~airways, coarse_mm)
    report(0.5, Message("left and right"))
    sided, notes = _split(lungs, midline, coarse_mm)
    report(0.7, Message("border"))
    fine = _refined(turned, sided, airways, steps, coarse_mm)
    volume_ml = np.count_nonzero(fine) * float(np.prod(spacing)) / 1000
    if volume_ml > _MOST_LUNG_ML:
        return _none(shape, notes=(_too_much(volume_ml),))
    fine_airways = upsampled(airways, steps, turned.shape)
    return LungLabels(
        labels=axes.turn_back(fine),
        airways=axes.turn_back(fine_airways),
        notes=(*notes, *_airway_notes(found)),
        doubts=order_doubts(coarse, sided > 0, airways if found.plausible else None, coarse_mm),
    )


def _untold(fraction: float, stage: Message) -> None:
    """What nobody wants to know."""


def _none(shape: tuple[int, int, int], *, notes: tuple[Message, ...] = ()) -> LungLabels:
    return LungLabels(
        labels=np.zeros(shape, dtype=np.uint8), airways=np.zeros(shape, dtype=bool), notes=notes
    )


def _too_much(volume_ml: float) -> Message:
    return Message(
        "What has the density of lung takes {liters:.0f} L, more than any chest holds: the pixel "
        "spacing or the densities of the file are wrong, or this is no chest.",
        liters=volume_ml / 1000,
    )


def _airway_notes(airways: Airways) -> tuple[Message, ...]:
    if airways.plausible:
        return ()
    return (
        Message(
            "No airway tree of plausible size was found ({ml:.1f} mL of air; a trachea with main "
            "bronchi has at least {least_ml:.0f} mL): air of the airways may be counted as lung.",
            ml=airways.air_ml,
            least_ml=PLAUSIBLE_ML,
        ),
    )


def _bronchi(
    coarse: NDArray[np.float32],
    lungs: Bool,
    airways: Airways,
    midline: float,
    spacing_mm: tuple[float, float, float],
) -> Bool:
    """Main bronchi: narrow, dark tubes that go on from the airways where growing stopped.

    Where no trachea is seen they are those near the midline that are as dark as air.
    """
    nothing = np.zeros_like(lungs)
    core = distance_outside(~lungs, spacing_mm) > _BRONCHUS_RADIUS_MM
    if not core.any():
        return nothing
    wide = distance_outside(core, spacing_mm) <= _BRONCHUS_RADIUS_MM + max(spacing_mm)
    if airways.with_walls.any():
        near = distance_outside(airways.with_walls, spacing_mm) <= _BRONCHUS_GAP_MM
        darkest = _BRONCHUS_BELOW_HU
    else:
        near = nothing.copy()
        reach = round(_HILUM_MM / spacing_mm[2])
        near[:, :, max(0, round(midline) - reach) : round(midline) + reach] = True
        darkest = _AIR_BELOW_HU
    labels, count = ndimage.label(lungs & ~wide & (coarse < darkest))
    touching = np.unique(labels[near])
    chosen = np.zeros(count + 1, dtype=bool)
    chosen[touching] = True
    chosen[0] = False
    tubes: Bool = chosen[labels]
    if not tubes.any():
        return nothing
    return ball_dilated(tubes, spacing_mm, 0.5 * max(spacing_mm))


def _body(coarse: NDArray[np.float32]) -> Bool:
    """The largest piece of tissue with its holes filled slice by slice."""
    tissue = coarse >= AIR_BELOW_HU
    opened = ndimage.binary_opening(tissue, structure=np.ones((1, 3, 3), dtype=bool))
    labels, count = ndimage.label(opened)
    if count == 0:
        return np.zeros_like(tissue)
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    body = labels == int(sizes.argmax())
    filled = np.zeros(body.shape, dtype=bool)
    for k in range(body.shape[0]):
        filled[k] = ndimage.binary_fill_holes(body[k])
    return filled


def _cut_lungs(
    coarse: NDArray[np.float32], outside: Bool, spacing_mm: tuple[float, float, float]
) -> Bool:
    """Lung that the edge of the field of view cuts, which no tissue encloses any more."""
    if not outside.any():
        return outside
    # Room air next to the skin would pull the mean up, so only the inside of a part counts.
    deep = ndimage.binary_erosion(outside, iterations=2, border_value=1)
    labels, count = ndimage.label(outside)
    numbers = np.arange(count + 1)
    medians = np.full(count + 1, -2000.0)
    volumes = np.bincount(labels.ravel(), minlength=count + 1) * float(np.prod(spacing_mm)) / 1000
    for number in numbers[1:][volumes[1:] >= _SMALLEST_LUNG_ML]:
        values = coarse[(labels == number) & deep]
        medians[number] = float(np.median(values)) if values.size else -2000.0
    chosen: Bool = ((medians > _CUT_LUNG_ABOVE_HU) & (medians < _LUNG_MEAN_HU[1]))[labels]
    return chosen


def _lung_components(
    coarse: NDArray[np.float32], inner: Bool, spacing_mm: tuple[float, float, float]
) -> Bool:
    labels, count = ndimage.label(inner)
    if count == 0:
        return np.zeros_like(inner)
    numbers = np.arange(count + 1)
    volumes = np.bincount(labels.ravel(), minlength=count + 1) * float(np.prod(spacing_mm)) / 1000
    means = np.asarray(ndimage.mean(coarse, labels, numbers))
    plausible = (means > _LUNG_MEAN_HU[0]) & (means < _LUNG_MEAN_HU[1])
    large = plausible & (volumes >= _SMALLEST_LUNG_ML)
    large[0] = False
    if not large.any():
        return np.zeros_like(inner)
    # Parts cut off by a fissure, a vessel or the end of the scan belong to the lungs too.
    small = plausible & (volumes >= _SMALLEST_PART_ML) & ~large
    small[0] = False
    near = ndimage.binary_dilation(large[labels], iterations=3)
    for number in np.flatnonzero(small):
        small[number] = bool(near[labels == number].any())
    chosen: Bool = (large | small)[labels]
    return chosen


def _without_specks(mask: Bool, spacing_mm: tuple[float, float, float]) -> Bool:
    labels, count = ndimage.label(mask)
    volumes = np.bincount(labels.ravel(), minlength=count + 1) * float(np.prod(spacing_mm)) / 1000
    keep = volumes >= 1.0
    keep[0] = False
    kept: Bool = keep[labels]
    return kept


def _middle(body: Bool, lungs: Bool) -> float:
    """Column of the body's middle at the level of the lungs."""
    columns = np.flatnonzero(body[lungs.any(axis=(1, 2))].any(axis=(0, 1)))
    return float(columns.mean()) if columns.size else lungs.shape[2] / 2


def _split(
    lungs: Bool, midline: float, spacing_mm: tuple[float, float, float]
) -> tuple[NDArray[np.uint8], tuple[Message, ...]]:
    """Label each voxel right or left; lungs that touch are cut where they are thinnest.

    Axis 2 runs to the patient's left.
    """
    from skimage.segmentation import watershed

    inside = distance_outside(~lungs, spacing_mm)
    markers: NDArray[np.int32] | None = None
    sides: list[int] = []
    for depth_mm in (0.0, 1.7, 3.3, 5.0, 7.0, 9.0, 12.0, 15.0):
        parts, count = ndimage.label(inside > depth_mm)
        if count == 0:
            break
        sizes = np.bincount(parts.ravel(), minlength=count + 1).astype(np.float64)
        sizes[0] = 0
        centers = np.asarray(ndimage.center_of_mass(parts > 0, parts, np.arange(1, count + 1)))
        sides = [0, *(LEFT_LUNG if c[2] > midline else RIGHT_LUNG for c in centers)]
        best = {
            side: max((sizes[n] for n in range(1, count + 1) if sides[n] == side), default=0.0)
            for side in (RIGHT_LUNG, LEFT_LUNG)
        }
        markers = np.asarray(sides, dtype=np.int32)[parts]
        if min(best.values()) >= _MARKER_SHARE * sizes.sum():
            flooded = watershed(-inside, markers, mask=lungs)
            return flooded.astype(np.uint8), ()
    # One lung only, or one far smaller than the other: go by the midline, part by part.
    parts, count = ndimage.label(lungs)
    centers = np.asarray(ndimage.center_of_mass(lungs, parts, np.arange(1, count + 1)))
    sides = [0, *(LEFT_LUNG if c[2] > midline else RIGHT_LUNG for c in centers)]
    labels = np.asarray(sides, dtype=np.uint8)[parts]
    counts = np.bincount(labels.ravel(), minlength=3)
    if counts[RIGHT_LUNG] == 0 or counts[LEFT_LUNG] == 0:
        side = "right" if counts[LEFT_LUNG] == 0 else "left"
        note = Message(
            "Only one lung was found; it lies on the {side} of the spine or of the "
            "middle of the body and was taken for that side: check it.",
            side=side,
        )
    else:
        note = Message("The lungs differ much in size; check which part was given to which side.")
    return labels, (note,)


def _refined(
    turned: NDArray[Any],
    sided: NDArray[np.uint8],
    airways: Bool,
    steps: tuple[int, ...],
    coarse_mm: tuple[float, float, float],
) -> NDArray[np.uint8]:
    """Labels at full resolution: air near a lung, and what a lung encloses."""
    result = np.zeros(turned.shape, dtype=np.uint8)
    indices = ndimage.distance_transform_edt(
        sided == 0, sampling=coarse_mm, return_distances=False, return_indices=True
    )
    nearest = sided[tuple(indices)]
    near = ball_dilated(sided > 0, coarse_mm, 1.5 * max(coarse_mm))
    near &= ~airways
    enclosed = np.zeros(sided.shape, dtype=bool)
    for side in (RIGHT_LUNG, LEFT_LUNG):
        closed = ball_closed(sided == side, coarse_mm, _CLOSING_MM)
        for k in range(closed.shape[0]):
            closed[k] = ndimage.binary_fill_holes(closed[k])
        enclosed |= ndimage.binary_erosion(closed) & (nearest == side)
    enclosed &= ~airways
    fine_near = upsampled(near, steps, turned.shape)
    fine_enclosed = upsampled(enclosed, steps, turned.shape)
    lung = (fine_near & (turned < AIR_BELOW_HU)) | fine_enclosed
    fine_sides = np.asarray(nearest)
    for axis, step in enumerate(steps):
        if step > 1:
            fine_sides = np.repeat(fine_sides, step, axis=axis)
    fine_sides = fine_sides[tuple(slice(0, n) for n in turned.shape)]
    result[lung] = fine_sides[lung]
    return result
