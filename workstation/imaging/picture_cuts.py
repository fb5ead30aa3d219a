"""The plane, film or frame that a picture is made of, before windowing and scaling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.analysis import Heatmap
from workstation.domain.image import FrameSequence, Radiograph, Volume
from workstation.domain.mask import Mask
from workstation.errors import GeometryError, InputError
from workstation.imaging.annotation import calibration_word, position_text
from workstation.imaging.image_numbers import plane_number
from workstation.imaging.oblique import ObliquePlane, reslice, reslice_labels
from workstation.imaging.orientation import opposite_letters
from workstation.imaging.plane_index import index_at_mm
from workstation.imaging.planes import (
    PlaneImage,
    PlaneName,
    acquisition_plane,
    extract_mask_plane,
    extract_plane,
    extract_slab,
    plane_count,
)
from workstation.imaging.rectify import needs_rectifying, rectify, rectify_map, rectify_mask
from workstation.messages import NOTHING, Message, joined


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CutPicture:
    """One plane before scaling; spacing is None where no length may be shown."""

    values: NDArray[Any]
    pixel_rc: tuple[float, float]
    """Relative height and width of a pixel."""
    spacing_rc_mm: tuple[float, float] | None
    letters: tuple[str, str, str, str]
    caption: Message | str
    labels: tuple[NDArray[Any], ...]
    heat: NDArray[Any] | None = None
    padding: NDArray[np.bool_] | None = None
    scale_word: Message = NOTHING


def trusts_lengths(
    volume: Volume, plane: PlaneName | str | None, oblique: ObliquePlane | None
) -> bool:
    """Whether lengths may be given in mm: within acquired slices only Pixel Spacing counts."""
    if not volume.honesty.blocks_volume:
        return True
    acquired = acquisition_plane(volume.geometry)
    name = acquired if plane is None else _plane_name(plane)
    return oblique is None and name in (acquired, PlaneName.NATIVE)


def volume_picture(
    volume: Volume,
    plane: PlaneName | str | None,
    index: int | None,
    position_mm: float | None,
    masks: Sequence[Mask],
    heatmap: Heatmap | None,
    slab_mm: float,
    slab_mode: str,
    oblique: ObliquePlane | None,
) -> CutPicture:
    """Cut a plane, a slab or a turned plane out of a volume, with masks and saliency on it.

    Parameters are those of `render_image`.

    Raises
    ------
    GeometryError
        There is no such plane, or a mask or the saliency map lies on another grid.
    InputError
        The name of the plane is unknown.
    """
    for mask in masks:
        if mask.geometry is None or not mask.geometry.same_grid(volume.geometry):
            raise GeometryError(
                Message("A mask does not lie on the grid of this image."),
                hint=Message("Use the mask that was made on this series."),
                detail=f"mask={mask.id}",
            )
    name = acquisition_plane(volume.geometry) if plane is None else _plane_name(plane)
    # As acquired means untouched: no resampling.
    untouched = name is PlaneName.NATIVE and oblique is None
    shown = volume if untouched else rectify(volume)
    laid = masks if untouched else [rectify_mask(mask, volume) for mask in masks]
    heat = None if heatmap is None else _heat_volume(heatmap, volume, untouched=untouched)
    if oblique is not None:
        cut = reslice(shown, oblique, slab_mm=slab_mm, mode=slab_mode)
        warm = (
            None
            if heat is None
            else reslice(heat, oblique, slab_mm=slab_mm, mode=slab_mode, fill=0.0)
        )
        labels = [reslice_labels(m.labels, shown.geometry, oblique) for m in laid]
        return _picture_of(cut, Message("Oblique"), labels, warm)
    chosen = _index(shown, name, index, position_mm)

    def plane_of(source: Volume) -> PlaneImage:
        if slab_mm > 0:
            return extract_slab(source, name, chosen, thickness_mm=slab_mm, mode=slab_mode)
        return extract_plane(source, name, chosen)

    cut = plane_of(shown)
    middle = cut.to_lps_mm((cut.values.shape[0] - 1) / 2, (cut.values.shape[1] - 1) / 2)
    parts: list[Message | str] = [
        position_text(name, middle),
        _number_words(volume, shown, name, chosen),
    ]
    if slab_mm > 0:
        parts.append(Message("{mode} {mm:g} mm", mode=Message.term(slab_mode), mm=slab_mm))
    caption = joined("   ", parts)
    labels = [extract_mask_plane(m, name, chosen) for m in laid]
    return _picture_of(cut, caption, labels, None if heat is None else plane_of(heat))


def _number_words(volume: Volume, shown: Volume, plane: PlaneName, index: int) -> str:
    """An acquired image by the number of its file, as viewports and reports name it."""
    found = None if needs_rectifying(volume) else plane_number(volume, plane, index)
    if found is None:
        return f"{index + 1}/{plane_count(shown, plane)}"
    number = f" #{found.number}" if found.number is not None else ""
    return f"{found.at}/{found.count}{number}"


def _heat_volume(heatmap: Heatmap, volume: Volume, *, untouched: bool) -> Volume:
    if heatmap.values.shape != volume.geometry.shape_kji:
        raise _no_fit()
    if not untouched:
        return rectify_map(heatmap.values, volume)
    return replace(volume, array=heatmap.values, quantity="US", windows=(), padding=None)


def _no_fit() -> GeometryError:
    return GeometryError(
        Message("A saliency map does not lie on the grid of this image."),
        hint=Message("Use the one that was made on this image."),
    )


def _plane_name(plane: PlaneName | str) -> PlaneName:
    try:
        return PlaneName(plane)
    except ValueError as error:
        raise InputError(
            Message("There is no plane called “{plane}”.", plane=plane),
            hint=Message("Use axial, coronal or sagittal."),
        ) from error


def _picture_of(
    cut: PlaneImage, caption: Message, labels: Sequence[NDArray[Any]], heat: PlaneImage | None
) -> CutPicture:
    return CutPicture(
        values=cut.values,
        pixel_rc=cut.spacing_rc_mm,
        spacing_rc_mm=cut.spacing_rc_mm,
        letters=cut.letters,
        caption=caption,
        labels=tuple(labels),
        heat=None if heat is None else heat.values,
        padding=cut.padding,
    )


def _index(volume: Volume, plane: PlaneName, index: int | None, position_mm: float | None) -> int:
    count = plane_count(volume, plane)
    if position_mm is not None:
        return index_at_mm(volume, plane, position_mm)
    return count // 2 if index is None else index


def flat_picture(
    image: Radiograph | FrameSequence,
    index: int | None,
    masks: Sequence[Mask],
    heatmap: Heatmap | None,
) -> CutPicture:
    """Take a film or one frame, with masks and saliency on its pixels.

    Raises
    ------
    GeometryError
        There is no such frame, or a mask or the saliency map has other pixels.
    """
    for mask in masks:
        if mask.geometry is not None or mask.labels.shape[1:] != image.geometry.shape_ji:
            raise GeometryError(Message("A mask does not lie on the pixels of this image."))
    geometry = image.geometry
    caption: Message | str
    if isinstance(image, Radiograph):
        frame, values, padding, caption = 0, image.array, image.padding, image.source.view_position
    else:
        count = image.array.shape[0]
        frame = count // 2 if index is None else index
        if not 0 <= frame < count:
            raise GeometryError(
                Message("There is no frame {frame}.", frame=frame),
                hint=Message(
                    "There is {count} frame.", many="There are {count} frames.", count=count
                ),
            )
        values, padding, caption = (
            image.array[frame],
            None,
            Message("Frame {number}/{total}", number=frame + 1, total=count),
        )
    heat = None
    if heatmap is not None:
        heat = heatmap.values if heatmap.values.ndim == 2 else heatmap.values[frame]
        if heat.shape != values.shape[:2]:
            raise _no_fit()
    right, bottom = geometry.orientation_letters
    return CutPicture(
        values=values,
        pixel_rc=geometry.spacing_ji_mm or (geometry.aspect_ratio_ji, 1.0),
        spacing_rc_mm=geometry.spacing_ji_mm,
        letters=(opposite_letters(right), right, opposite_letters(bottom), bottom),
        caption=caption,
        labels=tuple(m.labels[min(frame, m.labels.shape[0] - 1)] for m in masks),
        heat=heat,
        padding=padding,
        scale_word=calibration_word(geometry),
    )
