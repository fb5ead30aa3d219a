"""Everything that a window needs of a stack before it can show it without waiting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from workstation.domain.analysis import Heatmap
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import Image, ImageSource, Volume, named_tables
from workstation.domain.mask import Mask
from workstation.domain.study import Series, Stack, StackKind, Study, WindowSetting
from workstation.imaging.grayscale import apply_voi_lut, apply_window
from workstation.imaging.rectify import rectify, rectify_map, rectify_mask
from workstation.imaging.windows import (
    file_table,
    initial_window,
    offered_windows,
    opens_inverted,
    opens_with_voi_lut,
)
from workstation.messages import Message
from workstation.presets.window_presets import window_presets
from workstation.processes.cancel import CancelToken, ProgressFn

_WARM_UP = 0.95


class LoadFn(Protocol):
    """Read a whole stack."""

    def __call__(
        self,
        stack: Stack,
        study: Study,
        series: Series,
        *,
        token: CancelToken | None,
        progress: ProgressFn,
        on_slice: Callable[[int, NDArray[Any]], None] | None,
    ) -> Image:
        """The image; `on_slice` is told each slice as it is decoded, on any thread."""


@dataclass(frozen=True, slots=True, eq=False)
class PreparedImage:
    """An image, what of it is shown, and its windows.

    `shown` is the volume on a straight, even grid; the image itself where nothing is wrong.
    """

    image: Image
    shown: Image
    window: WindowSetting
    windows: tuple[WindowSetting, ...]
    has_two_values: bool = False
    """A volume of whole numbers that are 0 or one other, as masks are."""


def prepare_image(
    load: LoadFn,
    stack: Stack,
    study: Study,
    series: Series,
    *,
    token: CancelToken,
    progress: ProgressFn,
    on_slice: Callable[[int, NDArray[Any]], None] | None = None,
) -> PreparedImage:
    """Read a stack, straighten it for display, and find its windows.

    Raises
    ------
    WorkstationError
        It cannot be read.
    CancelledError
        The token was cancelled.
    """

    def reading(fraction: float, stage: Message) -> None:
        progress(fraction * _WARM_UP, stage)

    image = load(stack, study, series, token=token, progress=reading, on_slice=on_slice)
    token.raise_if_cancelled()
    progress(_WARM_UP, Message("Preparing the display"))
    shown: Image = rectify(image, token=token) if isinstance(image, Volume) else image
    two = isinstance(image, Volume) and _has_two_values(np.asarray(image.array))
    return PreparedImage(image, shown, *_windows(image), has_two_values=two)


def _has_two_values(array: NDArray[Any]) -> bool:
    largest = array.max()
    if not largest > 0 or largest != np.rint(largest):
        return False
    # Images are told by their first slices; the others are looked at where these are alike.
    return all(bool(((part == 0) | (part == largest)).all()) for part in array)


def _windows(image: Image) -> tuple[WindowSetting, tuple[WindowSetting, ...]]:
    """The window that an image opens with, and all that are offered."""
    presets = window_presets()
    return initial_window(image, presets), offered_windows(image, presets)


def prepare_mask(mask: Mask, image: Volume, *, token: CancelToken, progress: ProgressFn) -> Mask:
    """A mask on the grid that is shown of its volume."""
    progress(0.0, Message("Preparing the mask"))
    token.raise_if_cancelled()
    return rectify_mask(mask, image)


def prepare_heatmap(
    heatmap: Heatmap, image: Volume, *, token: CancelToken, progress: ProgressFn
) -> Heatmap:
    """A saliency map on the grid that is shown of its volume."""
    progress(0.0, Message("Preparing the saliency map"))
    return replace(heatmap, values=rectify_map(heatmap.values, image, token=token).array)


@dataclass(frozen=True, slots=True, eq=False)
class FirstSlice:
    """The middle slice of a volume that is still being read, and where it lies."""

    image: Volume
    geometry: VolumeGeometry
    index: int
    window: WindowSetting
    windows: tuple[WindowSetting, ...]


def first_slice(
    read_frame: Callable[[Stack, int], NDArray[Any]],
    stack: Stack,
    study: Study,
    series: Series,
    *,
    token: CancelToken,
    progress: ProgressFn,
) -> FirstSlice | None:
    """Read the middle slice alone, to show it at once; None where the stack is no volume.

    Raises
    ------
    WorkstationError
        It cannot be read.
    """
    if stack.kind is not StackKind.VOLUME or stack.affine_lps is None or stack.is_color:
        return None
    token.raise_if_cancelled()
    progress(0.0, Message("Reading the first image"))
    middle = stack.shape_kji[0] // 2
    values = np.asarray(read_frame(stack, middle))
    if values.ndim != 2 or values.shape != stack.shape_kji[1:]:
        return None
    geometry = VolumeGeometry(
        shape_kji=stack.shape_kji,
        affine_lps=stack.affine_lps,
        frame_of_reference_uid=stack.frame_of_reference_uid,
    )
    affine = stack.affine_lps.copy()
    # Slices may lie unevenly: the real position, where it is stated.
    position = stack.frames[middle].position_lps_mm
    affine[:3, 3] = geometry.to_lps_mm((middle, 0, 0)) if position is None else position
    image = Volume(
        array=values[np.newaxis],
        geometry=VolumeGeometry(shape_kji=(1, *values.shape), affine_lps=affine),
        quantity=stack.quantity,
        source=_source(stack, study, series),
        honesty=stack.geometry,
        windows=stack.windows,
        inverted=stack.inverted,
        voi_luts=named_tables(stack.voi_luts),
    )
    return FirstSlice(image, geometry, middle, *_windows(image))


def _source(stack: Stack, study: Study, series: Series) -> ImageSource:
    return ImageSource(
        patient=study.patient,
        study_instance_uid=study.study_instance_uid,
        series_instance_uid=series.series_instance_uid,
        modality=series.modality,
        description=series.description,
        series_number=series.number,
        study_date=study.date,
        study_description=study.description,
        body_part=stack.body_part,
        lossy=stack.lossy,
    )


def thumbnail(
    read_frame: Callable[[Stack, int], NDArray[Any]],
    stack: Stack,
    study: Study,
    series: Series,
    size_px: int,
    *,
    token: CancelToken,
    progress: ProgressFn,
) -> NDArray[np.uint8]:
    """A small square picture of the middle frame, (size, size, 3) uint8 RGB.

    Raises
    ------
    WorkstationError
        The frame cannot be read.
    """
    token.raise_if_cancelled()
    progress(0.0, Message("Reading a thumbnail"))
    values = np.asarray(read_frame(stack, len(stack.frames) // 2))
    step = max(1, min(values.shape[:2]) // (2 * size_px))
    small = values[::step, ::step]
    if small.ndim == 2:
        volume = Volume(
            array=np.ascontiguousarray(small)[np.newaxis],
            geometry=VolumeGeometry(shape_kji=(1, *small.shape), affine_lps=np.eye(4)),
            quantity=stack.quantity,
            source=_source(stack, study, series),
            windows=stack.windows,
            inverted=stack.inverted,
            voi_luts=named_tables(stack.voi_luts),
        )
        table, inverted = file_table(volume), opens_inverted(volume)
        if table is not None and opens_with_voi_lut(volume):
            grey = apply_voi_lut(small, table, inverted=inverted)
        else:
            window = initial_window(volume, window_presets())
            grey = apply_window(small, window, inverted=inverted)
        small = np.repeat(grey[..., np.newaxis], 3, axis=2)
    return _squared(small, _pixel_shape(stack), size_px)


def _pixel_shape(stack: Stack) -> float:
    rows, columns = stack.spacing_kji_mm[1:]
    return rows / columns if rows and columns else 1.0


def _squared(pixels: NDArray[Any], row_to_column: float, size_px: int) -> NDArray[np.uint8]:
    height, width = pixels.shape[0] * row_to_column, float(pixels.shape[1])
    scale = size_px / max(height, width)
    rows, columns = max(1, round(height * scale)), max(1, round(width * scale))
    r = np.minimum((np.arange(rows) / rows * pixels.shape[0]).astype(int), pixels.shape[0] - 1)
    c = np.minimum(
        (np.arange(columns) / columns * pixels.shape[1]).astype(int), pixels.shape[1] - 1
    )
    out = np.zeros((size_px, size_px, 3), dtype=np.uint8)
    top, left = (size_px - rows) // 2, (size_px - columns) // 2
    out[top : top + rows, left : left + columns] = pixels[np.ix_(r, c)]
    return out
