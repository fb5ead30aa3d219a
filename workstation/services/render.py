"""One picture of an image, with masks and annotation, and no screen.

The same functions feed the viewport, the report's key images and the `render` command.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image as PilImage

from workstation.domain.analysis import Heatmap
from workstation.domain.image import FrameSequence, Image, Radiograph, Volume
from workstation.domain.mask import Mask
from workstation.domain.study import WindowSetting
from workstation.errors import GeometryError, InputError
from workstation.imaging.annotation import (
    calibration_word,
    plane_axis,
    position_text,
    window_text,
)
from workstation.imaging.compositing import blend_masks, gray_to_rgb
from workstation.imaging.grayscale import apply_voi_lut, apply_window
from workstation.imaging.heatmaps import blend_heat
from workstation.imaging.lettering import draw_heat_legend, letter_picture
from workstation.imaging.oblique import ObliquePlane, reslice, reslice_labels
from workstation.imaging.orientation import opposite_letters
from workstation.imaging.planes import (
    PlaneImage,
    PlaneName,
    acquisition_plane,
    extract_mask_plane,
    extract_plane,
    extract_slab,
    plane_count,
    plane_point_lps_mm,
    plane_position,
)
from workstation.imaging.rectify import rectify, rectify_mask
from workstation.imaging.windows import (
    initial_window,
    opens_inverted,
    opens_with_voi_lut,
    window_by_name,
)

_LARGEST_PX = 8192


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Picture:
    """One plane before scaling; spacing is None where no length may be shown."""

    values: NDArray[Any]
    pixel_rc: tuple[float, float]
    """Relative height and width of a pixel."""
    spacing_rc_mm: tuple[float, float] | None
    letters: tuple[str, str, str, str]
    caption: str
    labels: tuple[NDArray[Any], ...]
    heat: NDArray[Any] | None = None
    padding: NDArray[np.bool_] | None = None
    scale_word: str = ""


def render_image(
    image: Image,
    *,
    plane: PlaneName | str | None = None,
    index: int | None = None,
    position_mm: float | None = None,
    window: WindowSetting | str | None = None,
    masks: Sequence[Mask] = (),
    size: int | None = None,
    slab_mm: float = 0.0,
    slab_mode: str = "max",
    annotate: bool = True,
    oblique: ObliquePlane | None = None,
    fill_opacity: float = 0.25,
    visible: Mapping[str, frozenset[int]] | None = None,
    heatmap: Heatmap | None = None,
    heatmap_opacity: float = 0.4,
    acknowledged: bool = False,
) -> NDArray[np.uint8]:
    """Draw one plane or frame as an RGB picture with square pixels.

    Parameters
    ----------
    image : Image
        A volume, radiograph or frame sequence; tilted and uneven volumes are resampled first.
    plane : PlaneName or str or None
        Ignored for radiographs and frames; None takes the plane nearest to the acquisition.
    index : int or None
        Plane (see `extract_plane`) or frame, 0-based; None takes the middle.
    position_mm : float or None
        Instead of `index`: coordinate of the plane along its patient axis, LPS mm.
    window : WindowSetting, str or None
        A window, the name of a preset, or None for the one that the image opens with.
    masks : sequence of Mask
        On the grid of the image.
    size : int or None
        Longer side in pixels; None shows each pixel at least once.
    slab_mm, slab_mode
        Thickness of a slab and its projection: "max", "min" or "mean".
    annotate : bool
        Whether to draw orientation letters, a scale bar and the position.
    oblique : ObliquePlane or None
        Cut here instead; `plane`, `index` and `position_mm` are not used.
    fill_opacity : float
        Of the masks, 0..1; their rims are opaque.
    visible : mapping or None
        Mask id to the segment numbers to draw; masks that are not named are drawn whole.
    heatmap : Heatmap or None
        A saliency map on the grid of the image, laid under the masks; its legend is drawn
        when `annotate` is set.
    heatmap_opacity : float
        0..1.
    acknowledged : bool
        Whether a reader took note of a doubtful geometry; otherwise planes across its slices
        have no scale bar.

    Returns
    -------
    (rows, columns, 3) uint8 ndarray
        RGB.

    Raises
    ------
    GeometryError
        There is no such plane, or the masks or the saliency map do not fit.
    InputError
        The window name or the size is unknown.
    """
    if size is not None and not 16 <= size <= _LARGEST_PX:
        raise InputError(f"A picture of {size} pixels cannot be made.", hint="Use 16 to 8192.")
    setting = _window(image, window)
    if isinstance(image, Volume):
        picture = _volume_picture(
            image, plane, index, position_mm, masks, heatmap, slab_mm, slab_mode, oblique
        )
        if not (acknowledged or _trusts(image, plane, oblique)):
            picture = replace(picture, spacing_rc_mm=None)
    else:
        picture = _flat_picture(image, index, masks, heatmap)
    gray = _shown_values(image, picture, setting, use_voi_lut=window is None)
    rows, columns = _output_shape(picture, size)
    rgb = _scaled(gray, rows, columns)
    if picture.heat is not None:
        rgb = blend_heat(rgb, _smooth(picture.heat, rows, columns), opacity=heatmap_opacity)
    for mask, labels in zip(masks, picture.labels, strict=True):
        rgb = blend_masks(
            rgb,
            _nearest(labels, rows, columns),
            {segment.number: segment.color_rgb for segment in mask.segments},
            fill_opacity=fill_opacity,
            visible=None if visible is None else visible.get(mask.id),
            outline_thickness=2 if max(rows, columns) >= 700 else 1,
        )
    if annotate:
        caption = picture.caption if not setting else f"{picture.caption}   {window_text(setting)}"
        mm_per_px = None
        if picture.spacing_rc_mm is not None:
            mm_per_px = picture.values.shape[1] * picture.spacing_rc_mm[1] / columns
        rgb = letter_picture(
            rgb,
            letters=picture.letters,
            caption=caption,
            mm_per_px=mm_per_px,
            scale_word=picture.scale_word,
        )
        if picture.heat is not None:
            rgb = draw_heat_legend(rgb)
    return rgb


def _window(image: Image, window: WindowSetting | str | None) -> WindowSetting | None:
    if isinstance(image, FrameSequence) and image.is_color:
        return None
    if isinstance(window, WindowSetting):
        return window
    if window is None:
        return initial_window(image)
    found = window_by_name(image, window)
    if found is None:
        raise InputError(
            f"There is no window called “{window}” for this image.",
            hint="Give a width and a level, or a preset such as lung, bone or brain.",
        )
    return found


def _trusts(volume: Volume, plane: PlaneName | str | None, oblique: ObliquePlane | None) -> bool:
    """Whether lengths may be given in mm: within acquired slices only Pixel Spacing counts."""
    if not volume.honesty.blocks_volume:
        return True
    acquired = acquisition_plane(volume.geometry)
    name = acquired if plane is None else _plane_name(plane)
    return oblique is None and name in (acquired, PlaneName.NATIVE)


def _volume_picture(
    volume: Volume,
    plane: PlaneName | str | None,
    index: int | None,
    position_mm: float | None,
    masks: Sequence[Mask],
    heatmap: Heatmap | None,
    slab_mm: float,
    slab_mode: str,
    oblique: ObliquePlane | None,
) -> _Picture:
    for mask in masks:
        if mask.geometry is None or not mask.geometry.same_grid(volume.geometry):
            raise GeometryError(
                "A mask does not lie on the grid of this image.",
                hint="Use the mask that was made on this series.",
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
        warm = None if heat is None else reslice(heat, oblique, slab_mm=slab_mm, mode=slab_mode)
        labels = [reslice_labels(m.labels, shown.geometry, oblique) for m in laid]
        return _picture_of(cut, "Oblique", labels, warm)
    chosen = _index(shown, name, index, position_mm)

    def plane_of(source: Volume) -> PlaneImage:
        if slab_mm > 0:
            return extract_slab(source, name, chosen, thickness_mm=slab_mm, mode=slab_mode)
        return extract_plane(source, name, chosen)

    cut = plane_of(shown)
    middle = cut.to_lps_mm((cut.values.shape[0] - 1) / 2, (cut.values.shape[1] - 1) / 2)
    caption = f"{position_text(name, middle)}   {chosen + 1}/{plane_count(shown, name)}"
    if slab_mm > 0:
        caption += f"   {slab_mode} {slab_mm:g} mm"
    labels = [extract_mask_plane(m, name, chosen) for m in laid]
    return _picture_of(cut, caption, labels, None if heat is None else plane_of(heat))


def _heat_volume(heatmap: Heatmap, volume: Volume, *, untouched: bool) -> Volume:
    if heatmap.values.shape != volume.geometry.shape_kji:
        raise _no_fit()
    heat = replace(volume, array=heatmap.values, quantity="US", windows=(), padding=None)
    return heat if untouched else rectify(heat)


def _no_fit() -> GeometryError:
    return GeometryError(
        "A saliency map does not lie on the grid of this image.",
        hint="Use the one that was made on this image.",
    )


def _plane_name(plane: PlaneName | str) -> PlaneName:
    try:
        return PlaneName(plane)
    except ValueError as error:
        raise InputError(
            f"There is no plane called “{plane}”.", hint="Use axial, coronal or sagittal."
        ) from error


def _picture_of(
    cut: PlaneImage, caption: str, labels: Sequence[NDArray[Any]], heat: PlaneImage | None
) -> _Picture:
    return _Picture(
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


def index_at_mm(volume: Volume, plane: PlaneName, position_mm: float) -> int:
    """The plane nearest to a coordinate along its patient axis, measured in mid-plane.

    Parameters
    ----------
    volume : Volume
        The volume that is cut.
    plane : PlaneName
        Axial, coronal or sagittal.
    position_mm : float
        LPS mm along S, P or L.

    Raises
    ------
    GeometryError
        The coordinate is outside the volume, or the plane has no patient axis.
    """
    axis = plane_axis(plane)
    if axis is None:
        raise GeometryError(
            "A position in millimeters needs an anatomical plane.",
            hint="Use axial, coronal or sagittal.",
        )
    center = volume.geometry.center_lps_mm
    _, row, column = plane_position(volume.geometry, plane, center)
    ends = [
        plane_point_lps_mm(volume.geometry, plane, k, row, column)[axis]
        for k in (0, plane_count(volume, plane) - 1)
    ]
    count = plane_count(volume, plane)
    step = (ends[1] - ends[0]) / (count - 1) if count > 1 else 1.0
    found = round((position_mm - ends[0]) / step)
    if not 0 <= found < count:
        low, high = sorted(float(end) for end in ends)
        raise GeometryError(
            f"There is no {plane.value} plane at {position_mm:g} mm.",
            hint=f"This volume spans {low:.1f} to {high:.1f} mm there.",
        )
    return int(found)


def _flat_picture(
    image: Radiograph | FrameSequence,
    index: int | None,
    masks: Sequence[Mask],
    heatmap: Heatmap | None,
) -> _Picture:
    for mask in masks:
        if mask.geometry is not None or mask.labels.shape[1:] != image.geometry.shape_ji:
            raise GeometryError("A mask does not lie on the pixels of this image.")
    geometry = image.geometry
    if isinstance(image, Radiograph):
        frame, values, padding, caption = 0, image.array, image.padding, image.source.view_position
    else:
        count = image.array.shape[0]
        frame = count // 2 if index is None else index
        if not 0 <= frame < count:
            raise GeometryError(f"There is no frame {frame}.", hint=f"There are {count} frames.")
        values, padding, caption = image.array[frame], None, f"Frame {frame + 1}/{count}"
    heat = None
    if heatmap is not None:
        heat = heatmap.values if heatmap.values.ndim == 2 else heatmap.values[frame]
        if heat.shape != values.shape[:2]:
            raise _no_fit()
    right, bottom = geometry.orientation_letters
    return _Picture(
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


def _shown_values(
    image: Image, picture: _Picture, setting: WindowSetting | None, *, use_voi_lut: bool
) -> NDArray[np.uint8]:
    if setting is None:
        color: NDArray[np.uint8] = picture.values
        return color
    inverted = opens_inverted(image)
    if (
        use_voi_lut
        and isinstance(image, Radiograph)
        and image.voi_lut is not None
        and opens_with_voi_lut(image)
    ):
        return apply_voi_lut(
            picture.values, image.voi_lut, inverted=inverted, padding=picture.padding
        )
    return apply_window(picture.values, setting, inverted=inverted, padding=picture.padding)


def _output_shape(picture: _Picture, size: int | None) -> tuple[int, int]:
    rows, columns = picture.values.shape[:2]
    height, width = rows * picture.pixel_rc[0], columns * picture.pixel_rc[1]
    if size is None:
        size = min(round(max(height, width) / min(picture.pixel_rc)), _LARGEST_PX)
    scale = size / max(height, width)
    return max(1, round(height * scale)), max(1, round(width * scale))


def _scaled(gray: NDArray[np.uint8], rows: int, columns: int) -> NDArray[np.uint8]:
    if gray.shape[:2] == (rows, columns):
        return gray_to_rgb(gray) if gray.ndim == 2 else np.ascontiguousarray(gray)
    picture = PilImage.fromarray(np.ascontiguousarray(gray))
    shrinks = rows < gray.shape[0] or columns < gray.shape[1]
    method = PilImage.Resampling.BOX if shrinks else PilImage.Resampling.BILINEAR
    scaled = np.asarray(picture.resize((columns, rows), method))
    return gray_to_rgb(scaled) if scaled.ndim == 2 else scaled


def _smooth(values: NDArray[Any], rows: int, columns: int) -> NDArray[np.float32]:
    picture = PilImage.fromarray(np.ascontiguousarray(values, dtype=np.float32))
    return np.asarray(picture.resize((columns, rows), PilImage.Resampling.BILINEAR))


def _nearest(labels: NDArray[Any], rows: int, columns: int) -> NDArray[Any]:
    if labels.shape == (rows, columns):
        return labels
    r = np.minimum(
        ((np.arange(rows) + 0.5) * labels.shape[0] / rows).astype(int), labels.shape[0] - 1
    )
    c = np.minimum(
        ((np.arange(columns) + 0.5) * labels.shape[1] / columns).astype(int), labels.shape[1] - 1
    )
    return labels[np.ix_(r, c)]
