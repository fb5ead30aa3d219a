"""One picture of an image, with masks and annotation, and no screen.

The same functions feed the viewport, the report's key images and the `render` command.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image as PilImage

from workstation.domain.analysis import Heatmap
from workstation.domain.image import FrameSequence, Image, Volume
from workstation.domain.mask import Mask
from workstation.domain.study import WindowSetting
from workstation.errors import InputError
from workstation.imaging.annotation import shown_words, window_text
from workstation.imaging.color_tables import GREY, colored
from workstation.imaging.compositing import blend_masks, gray_to_rgb, keeping_all_numbers
from workstation.imaging.grayscale import apply_voi_lut, apply_window
from workstation.imaging.heatmaps import blend_heat
from workstation.imaging.lettering import draw_color_legend, draw_heat_legend, letter_picture
from workstation.imaging.oblique import ObliquePlane
from workstation.imaging.orientation import Turned
from workstation.imaging.picture_cuts import (
    CutPicture,
    flat_picture,
    trusts_lengths,
    volume_picture,
)
from workstation.imaging.planes import (
    PlaneName,
)
from workstation.imaging.presentation import VoiTable
from workstation.imaging.windows import (
    file_table,
    initial_window,
    opens_inverted,
    opens_with_voi_lut,
    window_by_name,
)
from workstation.language import ENGLISH, catalog, shown
from workstation.messages import Message
from workstation.presets.window_presets import window_presets

_LARGEST_PX = 8192


def render_image(
    image: Image,
    *,
    plane: PlaneName | str | None = None,
    index: int | None = None,
    position_mm: float | None = None,
    window: WindowSetting | str | None = None,
    inverted: bool | None = None,
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
    position_words: bool = True,
    table: VoiTable | None = None,
    color_table: str = GREY,
    turned: Turned = Turned(),  # noqa: B008 - frozen
    language: str = ENGLISH,
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
    inverted : bool or None
        Exchange white and black; None is as the image opens.
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
    position_words : bool
        Whether the annotation says which plane this is: not where a part was cut out, whose
        planes have other numbers than those of the image.
    table : tuple or None
        Gives the greys in the place of the window, see `apply_voi_lut`.
    color_table : str
        Of gray images, see `workstation.imaging.color_tables`.
    turned : Turned
        How the whole picture is turned and mirrored; its letters follow.
    language : str
        Of the words of the annotation, e.g. "zh_CN".

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
        raise InputError(
            Message("A picture of {size} pixels cannot be made.", size=size),
            hint=Message("Use 16 to 8192."),
        )
    setting = _window(image, window)
    if isinstance(image, Volume):
        picture = volume_picture(
            image, plane, index, position_mm, masks, heatmap, slab_mm, slab_mode, oblique
        )
        if not (acknowledged or trusts_lengths(image, plane, oblique)):
            picture = replace(picture, spacing_rc_mm=None)
    else:
        picture = flat_picture(image, index, masks, heatmap)
    table = table or (_opening_table(image) if window is None else None)
    is_inverted = opens_inverted(image) if inverted is None else inverted
    gray = _shown_values(image, picture, setting, inverted=is_inverted, table=table)
    has_colors = gray.ndim == 2 and color_table != GREY
    if has_colors:
        gray = colored(gray, color_table)
    rows, columns = _output_shape(picture, size)
    rgb = _scaled(gray, rows, columns)
    if picture.heat is not None:
        rgb = blend_heat(rgb, _smooth(picture.heat, rows, columns), opacity=heatmap_opacity)
    rgb = turned.of(_outlined(rgb, masks, picture, fill_opacity, visible or {}))
    if not annotate:
        return rgb
    say = catalog(language).say
    lines = [shown(picture.caption, say)] if position_words else []
    if table is not None:
        lines.append(say(Message("VOI LUT")))
    elif setting:
        lines.append(window_text(setting))
    lines += map(say, (*shown_words(image), *turned.words))
    mm_per_px = None
    if picture.spacing_rc_mm is not None:
        mm_per_px = picture.values.shape[1] * picture.spacing_rc_mm[1] / columns
    rgb = letter_picture(
        rgb,
        letters=turned.letters(picture.letters),
        caption="   ".join(lines),
        mm_per_px=mm_per_px,
        scale_word=say(picture.scale_word),
    )
    if picture.heat is not None:
        return draw_heat_legend(rgb, say)
    if has_colors and setting is not None and table is None:
        return draw_color_legend(rgb, color_table, setting, inverted=is_inverted)
    return rgb


def _outlined(
    rgb: NDArray[np.uint8],
    masks: Sequence[Mask],
    picture: CutPicture,
    fill_opacity: float,
    visible: Mapping[str, frozenset[int]],
) -> NDArray[np.uint8]:
    rows, columns = rgb.shape[:2]
    for mask, labels in zip(masks, picture.labels, strict=True):
        rgb = blend_masks(
            rgb,
            _nearest(labels, rows, columns),
            {segment.number: segment.color_rgb for segment in mask.segments},
            fill_opacity=fill_opacity,
            visible=visible.get(mask.id),
            outline_thickness=2 if max(rows, columns) >= 700 else 1,
        )
    return rgb


def _opening_table(image: Image) -> VoiTable | None:
    return file_table(image) if opens_with_voi_lut(image) else None


def _window(image: Image, window: WindowSetting | str | None) -> WindowSetting | None:
    if isinstance(image, FrameSequence) and image.is_color:
        return None
    if isinstance(window, WindowSetting):
        return window
    if window is None:
        return initial_window(image, window_presets())
    found = window_by_name(image, window, window_presets())
    if found is None:
        raise InputError(
            Message("There is no window called “{window}” for this image.", window=window),
            hint=Message("Give a width and a level, or a preset such as lung, bone or brain."),
        )
    return found


def _shown_values(
    image: Image,
    picture: CutPicture,
    setting: WindowSetting | None,
    *,
    inverted: bool,
    table: VoiTable | None,
) -> NDArray[np.uint8]:
    if setting is None:
        color: NDArray[np.uint8] = picture.values
        return color
    shows_padding = not isinstance(image, FrameSequence) and image.shows_padding
    padding = None if shows_padding else picture.padding
    if table is not None:
        return apply_voi_lut(picture.values, table, inverted=inverted, padding=padding)
    return apply_window(picture.values, setting, inverted=inverted, padding=padding)


def _output_shape(picture: CutPicture, size: int | None) -> tuple[int, int]:
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
    highest = int(labels.max(initial=0))
    return keeping_all_numbers(labels, r, c, highest=highest)[np.ix_(r, c)]
