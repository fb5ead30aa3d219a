"""Every standard number about each segment of a mask."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import find_objects

from workstation import __version__
from workstation.domain import coding
from workstation.domain.coding import Code
from workstation.domain.geometry import Calibration, ProjectionGeometry
from workstation.domain.image import FrameSequence, Image, Volume
from workstation.domain.mask import Mask, Segment, new_id
from workstation.domain.measurement import Measurement
from workstation.domain.provenance import Provenance
from workstation.domain.value_codes import value_concept, value_unit
from workstation.errors import MaskReadError
from workstation.imaging.rectify import slice_thicknesses_mm, source_lps_mm
from workstation.messages import NOTHING, Message, joined, listed
from workstation.quantification.diameters import largest_part, long_short_axis, max_diameter_3d_mm
from workstation.quantification.field_of_view import Place, cut_by_image
from workstation.quantification.intensity import IntensityStatistics, intensity_statistics
from workstation.quantification.surface import surface_mesh

Box = tuple[slice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentMeasurement:
    """Numbers about one segment; None where the geometry does not allow one.

    `blocked` says in words why numbers that depend on slice positions are withheld, `caveats`
    what they leave out: what the file of the mask has lost, and what lies beyond the image.
    `axis_caveat` stands beside the axes alone.
    `area_mm2` is given for projection images only; of a clip it is that of the frame where the
    segment is largest, because frames show one thing at several times.
    """

    number: int
    label: Message | str
    voxel_count: int
    volume_ml: float | None = None
    long_axis_mm: float | None = None
    short_axis_mm: float | None = None
    axis_slice: int | None = None
    max_diameter_3d_mm: float | None = None
    surface_area_mm2: float | None = None
    sphericity: float | None = None
    area_mm2: float | None = None
    intensity: IntensityStatistics | None = None
    centroid_lps_mm: tuple[float, float, float] | None = None
    centroid_kji: tuple[float, float, float] | None = None
    blocked: Message = NOTHING
    calibration: Message = NOTHING
    caveats: tuple[Message, ...] = ()
    axis_caveat: Message = NOTHING


def measure_segments(
    image: Image,
    mask: Mask,
    *,
    acknowledged: bool = False,
    surface: bool = True,
    within: Place | None = None,
) -> tuple[SegmentMeasurement, ...]:
    """Measure every segment of `mask` on `image`.

    Parameters
    ----------
    image : Volume, Radiograph or FrameSequence
        The mask's own grid.
    acknowledged : bool
        A person accepted the geometry issues; numbers that they block are then given.
    surface : bool
        Whether to compute the mesh (area, sphericity, largest 3-D diameter).
    within : Place or None
        Where `image` lies in the whole one, when it is a part of it.

    Raises
    ------
    MaskReadError
        Mask and image do not share a grid.
    """
    _require_same_grid(image, mask)
    blocked = NOTHING
    if image.honesty.blocks_volume and not acknowledged:
        reasons = [issue.message for issue in image.honesty.issues if issue.blocks_volume]
        blocked = joined(" ", reasons)
    boxes = find_objects(mask.labels)
    place = within or Place((0, 0, 0), mask.labels.shape)
    measured = []
    for segment in mask.segments:
        box = boxes[segment.number - 1] if segment.number <= len(boxes) else None
        if box is None:
            measured.append(_empty(image, segment, blocked))
            continue
        inside = mask.labels[box] == segment.number
        common = _counts(image, inside, box, segment)
        if isinstance(image, Volume):
            row = _in_volume(image, inside, box, common, blocked, surface=surface)
        else:
            row = _in_projection(image.geometry, inside, box, common, place.of(box))
        cut = cut_by_image(place.of(box), place.shape, slices=isinstance(image, Volume))
        missing = () if isinstance(image, FrameSequence) else _without_value(row)
        measured.append(replace(row, caveats=(*segment.caveats, *cut, *missing)))
    return tuple(measured)


def _without_value(row: SegmentMeasurement) -> tuple[Message, ...]:
    """What share of a segment has no value, padding or no number, in a sentence."""
    missing = row.voxel_count - (row.intensity.count if row.intensity else 0)
    if missing <= 0:
        return ()
    percent = 100 * missing / row.voxel_count
    if percent < 1:
        return (Message("< 1 % of the segment has no value; intensities are of the rest."),)
    return (
        Message(
            "{percent:.0f} % of the segment has no value; intensities are of the rest.",
            percent=percent,
        ),
    )


def to_measurements(
    measured: SegmentMeasurement, mask: Mask, *, caveat: Message = NOTHING
) -> tuple[Measurement, ...]:
    """The numbers of one segment as coded measurements with provenance."""
    provenance = Provenance(
        method="workstation.quantification.segments", version=__version__, inputs=(mask.id,)
    )
    rows: list[tuple[Code, float | None, Code, Code | None]] = [
        (coding.VOLUME, _scaled(measured.volume_ml, 1000.0), coding.UNIT_MM3, None),
        (coding.LONG_AXIS, measured.long_axis_mm, coding.UNIT_MM, None),
        (coding.SHORT_AXIS, measured.short_axis_mm, coding.UNIT_MM, None),
        (coding.AREA, measured.area_mm2, coding.UNIT_MM2, None),
    ]
    if measured.intensity is not None:
        quantity = measured.intensity.unit
        concept, unit = value_concept(quantity), value_unit(quantity)
        rows.append((concept, measured.intensity.mean, unit, coding.MEAN))
    of_values = listed((caveat, *measured.caveats))
    calibrated = listed((of_values, measured.calibration))
    of_axes = listed((measured.axis_caveat, calibrated))
    beside = {coding.LONG_AXIS: of_axes, coding.SHORT_AXIS: of_axes}
    return tuple(
        Measurement(
            id=new_id(),
            concept=concept,
            value=value,
            unit=unit,
            derivation=derivation,
            provenance=provenance,
            mask_id=mask.id,
            mask_version=mask.version,
            segment_number=measured.number,
            # Where the millimeters come from says nothing about intensities.
            caveat=of_values if derivation is coding.MEAN else beside.get(concept, calibrated),
        )
        for concept, value, unit, derivation in rows
        if value is not None
    )


def _scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


def _require_same_grid(image: Image, mask: Mask) -> None:
    if isinstance(image, Volume):
        fits = mask.geometry is not None and mask.geometry.same_grid(image.geometry)
        fits = fits or (mask.geometry is None and mask.labels.shape == image.array.shape)
    else:
        fits = mask.labels.shape[1:] == image.array.shape[-2:] or (
            isinstance(image, FrameSequence)
            and image.is_color
            and mask.labels.shape[1:] == image.array.shape[1:3]
        )
    if not fits:
        raise MaskReadError(
            Message("The mask does not lie on the grid of the image."),
            hint=Message("Choose the series that the mask was made on."),
        )


def _empty(image: Image, segment: Segment, blocked: Message) -> SegmentMeasurement:
    """A segment without a voxel: its volume is zero, and nothing else is defined."""
    empty = SegmentMeasurement(
        number=segment.number, label=segment.label, voxel_count=0, caveats=segment.caveats
    )
    if isinstance(image, Volume):
        return replace(empty, volume_ml=None if blocked else 0.0, blocked=blocked)
    geometry = image.geometry
    if geometry.spacing_ji_mm is None or geometry.calibration is Calibration.UNKNOWN:
        return replace(empty, calibration=Message.term(Calibration.UNKNOWN.value))
    return replace(
        empty,
        area_mm2=0.0,
        calibration=geometry.calibration_word or Message.term(geometry.calibration.value),
    )


def _counts(
    image: Image, inside: NDArray[np.bool_], box: Box, segment: Segment
) -> SegmentMeasurement:
    """Voxels, intensities and center of gravity of one segment, given in its own box."""
    count = int(np.count_nonzero(inside))
    statistics = None
    if not isinstance(image, FrameSequence):
        array = image.array if image.array.ndim == 3 else image.array[None]
        valid = inside
        if image.padding is not None:
            unmeasured = (
                image.padding[box] if isinstance(image, Volume) else image.padding[box[1:]][None]
            )
            valid = inside & ~unmeasured
        statistics = intensity_statistics(array[box][valid], image.quantity)
    centroid = [
        side.start
        + float((inside.sum(axis=axes) * np.arange(side.stop - side.start)).sum()) / count
        for side, axes in zip(box, ((1, 2), (0, 2), (0, 1)), strict=True)
    ]
    return SegmentMeasurement(
        number=segment.number,
        label=segment.label,
        voxel_count=count,
        intensity=statistics,
        centroid_kji=(centroid[0], centroid[1], centroid[2]),
    )


def _volume_ml(image: Volume, inside: NDArray[np.bool_], box: Box) -> float:
    """Each slice counts with what it stands for: uneven slices are not all alike."""
    geometry = image.geometry
    plane_mm2 = geometry.voxel_volume_mm3 / geometry.spacing_kji_mm[0]
    counts = inside.sum(axis=(1, 2))
    return float(counts @ slice_thicknesses_mm(image)[box[0]]) * plane_mm2 / 1000.0


def _in_volume(
    image: Volume,
    inside: NDArray[np.bool_],
    box: Box,
    common: SegmentMeasurement,
    blocked: Message,
    *,
    surface: bool,
) -> SegmentMeasurement:
    start = np.array([side.start for side in box], dtype=np.float64)
    # The mean position of the voxels; between uneven slices that of the mean index is another.
    shares = inside.sum(axis=(1, 2)) / common.voxel_count
    planes = np.zeros((len(shares), 3))
    planes[:, 0] = np.arange(len(shares)) + start[0]
    planes[:, 1:] = np.array(common.centroid_kji)[1:]
    x, y, z = (float(v) for v in shares @ source_lps_mm(image, planes))
    if blocked:
        return replace(common, blocked=blocked, centroid_lps_mm=(x, y, z))
    _, dj, di = image.geometry.spacing_kji_mm
    part, count = largest_part(inside)
    planar = long_short_axis(part, (dj, di))
    mesh = surface_mesh(inside, lambda v: source_lps_mm(image, v + start)) if surface else None
    return replace(
        common,
        volume_ml=_volume_ml(image, inside, box),
        long_axis_mm=planar.long_axis_mm if planar else None,
        short_axis_mm=planar.short_axis_mm if planar else None,
        axis_slice=planar.slice_index + box[0].start if planar else None,
        axis_caveat=_of_parts(count),
        max_diameter_3d_mm=max_diameter_3d_mm(mesh.vertices_lps_mm) if mesh else None,
        surface_area_mm2=mesh.area_mm2 if mesh else None,
        sphericity=mesh.sphericity if mesh else None,
        centroid_lps_mm=(x, y, z),
    )


def _of_parts(count: int) -> Message:
    return Message("of the largest of {count} parts", count=count) if count > 1 else NOTHING


def _in_projection(
    geometry: ProjectionGeometry,
    inside: NDArray[np.bool_],
    box: Box,
    common: SegmentMeasurement,
    whole_box: Box,
) -> SegmentMeasurement:
    """`whole_box` is the box of the segment in the whole image, where the scale holds in parts."""
    if geometry.spacing_ji_mm is None or geometry.calibration is Calibration.UNKNOWN:
        return replace(common, calibration=Message.term(Calibration.UNKNOWN.value))
    rows, columns = whole_box[1:]
    ends = [(rows.start, columns.start), (rows.stop - 1, columns.stop - 1)]
    if not geometry.has_scale_at(ends):
        return replace(
            common, calibration=Message("outside of the part of the picture that is calibrated")
        )
    # Frames show one thing at several times: what touches from one to the next is no one part.
    found = [largest_part(frame[np.newaxis]) for frame in inside]
    planar = long_short_axis(np.concatenate([part for part, _ in found]), geometry.spacing_ji_mm)
    dj, di = geometry.spacing_ji_mm
    return replace(
        common,
        area_mm2=int(inside.sum(axis=(1, 2)).max()) * dj * di,
        long_axis_mm=planar.long_axis_mm if planar else None,
        short_axis_mm=planar.short_axis_mm if planar else None,
        axis_slice=planar.slice_index + box[0].start if planar else None,
        axis_caveat=_of_parts(found[planar.slice_index][1]) if planar else NOTHING,
        calibration=geometry.calibration_word or Message.term(geometry.calibration.value),
    )
