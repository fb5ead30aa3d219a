"""What a window needs before it shows a stack: thumbnail, first slice, straightened display."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.ct_series import write_series
from tests.support.dicom_phantoms import SeriesPhantom, ramp, straight
from tests.support.dicom_phantoms import write_series as write_phantom
from tests.support.image_phantoms import box_mask, frames, radiograph, tilted_volume
from tests.support.masks import geometry
from workstation.domain.analysis import Heatmap
from workstation.domain.image import Image, Volume
from workstation.domain.study import Series, Stack, StackKind, Study, WindowSetting
from workstation.errors import CancelledError
from workstation.imaging.rectify import rectify, source_kji
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.services.open_study import load, read_frame, scan
from workstation.services.prepare_view import (
    FirstSlice,
    LoadFn,
    PreparedImage,
    first_slice,
    prepare_heatmap,
    prepare_image,
    prepare_mask,
    thumbnail,
)

SOFT_TISSUE = ("Soft tissue", 40.0, 400.0)
Place = tuple[Stack, Study, Series]
ReadFn = Callable[[Stack, int], NDArray[Any]]


def place_in(folder: Path) -> Place:
    """The only stack of a folder."""
    study, series = scan(folder).all_series()[0]
    return series.stacks[0], study, series


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Six slices of 8 x 10 with 100 k + 10 j + i - 1024 HU, rows of 0.7 mm, columns of 0.5 mm."""
    write_phantom(tmp_path, SeriesPhantom(stored=ramp(), positions=straight(6)))
    return place_in(tmp_path)


def cancelled() -> CancelToken:
    token = CancelToken()
    token.cancel()
    return token


def first(place: Place, read: ReadFn = read_frame, token: CancelToken | None = None) -> Any:
    return first_slice(read, *place, token=token or CancelToken(), progress=no_progress)


def test_the_first_slice_lies_at_its_own_place_where_slices_are_missing(tmp_path: Path) -> None:
    for k, path in enumerate(write_series(tmp_path, geometry((12, 20, 24)))):
        if k in {2, 3, 4}:
            path.unlink()
    stack, study, series = place_in(tmp_path)
    found = first((stack, study, series))
    volume = load(stack, study, series)
    assert isinstance(found, FirstSlice)
    assert isinstance(volume, Volume)
    origins = volume.slice_origins_lps_mm
    assert origins is not None
    np.testing.assert_allclose(
        found.image.geometry.affine_lps[:3, 3], origins[found.index], atol=1e-6
    )


def test_the_first_slice_is_what_the_whole_volume_will_show_there(place: Place) -> None:
    found = first(place)
    volume = load(*place)
    assert isinstance(found, FirstSlice)
    assert isinstance(volume, Volume)
    assert found.index == 3
    np.testing.assert_array_equal(found.image.array[0], volume.array[3])
    np.testing.assert_allclose(found.geometry.affine_lps, volume.geometry.affine_lps)
    np.testing.assert_allclose(
        found.image.geometry.to_lps_mm((0, 2, 5)), volume.geometry.to_lps_mm((3, 2, 5))
    )
    assert found.image.quantity == volume.quantity == "HU"
    assert found.image.honesty == volume.honesty
    # Who and what it is stands over the picture at once.
    for name in ("patient", "study_date", "modality", "description", "series_number"):
        assert getattr(found.image.source, name) == getattr(volume.source, name) != ""
    assert found.windows == prepared(lambda *_a, **_k: volume, place).windows


def test_there_is_no_first_slice_of_what_is_no_volume(place: Place) -> None:
    stack, study, series = place
    for changed in (
        replace(stack, kind=StackKind.SLICES),
        replace(stack, affine_lps=None),
        replace(stack, is_color=True),
    ):
        assert first((changed, study, series)) is None


@pytest.mark.parametrize("shape", [(8, 10, 3), (10, 8)])
def test_a_frame_that_is_not_as_its_stack_says_is_not_shown(
    place: Place, shape: tuple[int, ...]
) -> None:
    assert first(place, lambda _stack, _k: np.zeros(shape)) is None


def test_nothing_is_read_once_it_is_cancelled(place: Place) -> None:
    def read(_stack: Stack, _k: int) -> NDArray[Any]:
        raise AssertionError("read")

    with pytest.raises(CancelledError):
        first(place, read, cancelled())
    with pytest.raises(CancelledError):
        thumbnail(read, *place, 40, token=cancelled(), progress=no_progress)


# The whole image


def prepared(
    load: LoadFn,
    place: Place,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> PreparedImage:
    return prepare_image(load, *place, token=token or CancelToken(), progress=progress)


def giving(image: Image) -> LoadFn:
    def loaded(*_place: object, progress: ProgressFn, **_more: object) -> Image:
        progress(0.5, Message("Reading"))
        progress(1.0, Message("Reading"))
        return image

    return loaded


def test_a_straight_volume_is_shown_as_it_is(place: Place) -> None:
    made = prepared(load, place)
    assert made.shown is made.image
    assert isinstance(made.image, Volume)


def test_a_file_without_a_window_opens_with_the_first_preset_of_its_quantity(place: Place) -> None:
    volume = load(*place)
    values = np.linspace(-1000, 400, volume.array.size).reshape(volume.array.shape)
    made = prepared(giving(replace(volume, array=values.astype(np.int16))), place)
    assert made.window in made.windows
    assert (str(made.window.explanation), made.window.center, made.window.width) == SOFT_TISSUE
    assert len(made.windows) > 3


def test_the_windows_of_the_file_come_first(place: Place) -> None:
    own = WindowSetting(center=-600.0, width=1500.0, explanation="MINE")
    image = load(*place)
    made = prepared(giving(replace(image, windows=(own,))), place)
    assert made.window == made.windows[0] == own


@pytest.mark.parametrize("uneven", [False, True])
def test_a_tilted_volume_is_straightened_for_display_alone(place: Place, uneven: bool) -> None:
    tilted = tilted_volume(uneven=uneven)
    untouched = tilted.array.copy()
    made = prepared(giving(tilted), place)
    assert made.image is tilted
    np.testing.assert_array_equal(tilted.array, untouched)
    assert isinstance(made.shown, Volume)
    assert made.shown.slice_origins_lps_mm is None
    assert not made.shown.geometry.is_sheared


@pytest.mark.parametrize("image", [radiograph(), frames()])
def test_films_and_clips_are_shown_as_they_are(place: Place, image: Image) -> None:
    assert prepared(giving(image), place).shown is image


def test_the_bar_does_not_end_before_the_display_is_ready(place: Place) -> None:
    told: list[tuple[float, str]] = []
    prepared(
        giving(tilted_volume()), place, progress=lambda part, words: told.append((part, str(words)))
    )
    assert [part for part, _words in told] == pytest.approx([0.475, 0.95, 0.95])
    assert [words for _part, words in told] == ["Reading", "Reading", "Preparing the display"]


def test_a_volume_that_nobody_waits_for_any_more_is_not_straightened(place: Place) -> None:
    token, told = CancelToken(), []

    def loaded(*_place: object, **_more: object) -> Image:
        token.cancel()
        return tilted_volume()

    with pytest.raises(CancelledError):
        prepared(loaded, place, token, lambda _part, words: told.append(str(words)))
    assert told == []


# Masks and saliency on the grid that is shown


@pytest.mark.parametrize("uneven", [False, True])
def test_masks_and_saliency_stay_on_their_structure(uneven: bool) -> None:
    tilted = tilted_volume(uneven=uneven)
    mask = box_mask(tilted)
    inside = (mask.labels > 0).astype(np.float32)
    shown_mask = prepare_mask(mask, tilted, token=CancelToken(), progress=no_progress)
    heat = Heatmap(name=Message("saliency"), values=inside)
    shown_heat = prepare_heatmap(heat, tilted, token=CancelToken(), progress=no_progress)
    grid = shown_mask.geometry
    assert grid is not None
    assert shown_heat.values.shape == shown_mask.labels.shape == grid.shape_kji
    assert shown_heat.name == heat.name
    # Where each voxel that is shown lies in the box that was marked, 0 being its border, in
    # voxels of the source; within half a one, where values are between, it may be either.
    low, high = (np.argwhere(inside > 0).min(axis=0), np.argwhere(inside > 0).max(axis=0))
    source = source_kji(tilted, grid.to_lps_mm(np.argwhere(np.ones(grid.shape_kji))))
    depth = np.minimum(source - (low - 0.5), (high + 0.5) - source).min(axis=1)
    # Half way between two slices either of them is the nearest.
    sure = ~np.isclose(source[:, 0] % 1, 0.5)
    for shown in (shown_mask.labels > 0, shown_heat.values > 0.5):
        assert shown.ravel()[sure & (depth > 0.5)].all()
        assert not shown.ravel()[sure & (depth < -0.5)].any()
        assert (sure & (depth > 0.5)).sum() > 20


@pytest.mark.parametrize("uneven", [False, True])
def test_no_saliency_is_shown_where_nothing_was_acquired(uneven: bool) -> None:
    tilted = tilted_volume(uneven=uneven)
    heat = Heatmap(name=Message("saliency"), values=np.full(tilted.array.shape, 0.7, np.float32))
    shown = prepare_heatmap(heat, tilted, token=CancelToken(), progress=no_progress).values
    acquired = ~np.asarray(rectify(tilted).padding)
    assert 0.2 < acquired.mean() < 0.8
    np.testing.assert_allclose(shown[acquired], 0.7, rtol=1e-6)
    assert not shown[~acquired].any()


def test_saliency_on_a_straight_grid_is_that_of_the_network(place: Place) -> None:
    volume = load(*place)
    assert isinstance(volume, Volume)
    values = np.linspace(0.3, 1, volume.array.size, dtype=np.float32).reshape(volume.array.shape)
    heat = Heatmap(name=Message("saliency"), values=values)
    shown = prepare_heatmap(heat, volume, token=CancelToken(), progress=no_progress)
    np.testing.assert_array_equal(shown.values, values)


def test_a_mask_that_nobody_waits_for_is_not_made() -> None:
    tilted = tilted_volume()
    heat = Heatmap(name=Message("saliency"), values=np.ones(tilted.array.shape, np.float32))
    with pytest.raises(CancelledError):
        prepare_mask(box_mask(tilted), tilted, token=cancelled(), progress=no_progress)
    with pytest.raises(CancelledError):
        prepare_heatmap(heat, tilted, token=cancelled(), progress=no_progress)


# Thumbnails

SIZE = 40


def small(place: Place, values: NDArray[Any] | None = None, **changed: object) -> NDArray[np.uint8]:
    stack, study, series = place
    stack = replace(stack, **changed)  # type: ignore[arg-type]
    read = read_frame if values is None else lambda _stack, _k: values
    return thumbnail(read, stack, study, series, SIZE, token=CancelToken(), progress=no_progress)


def test_a_thumbnail_shows_the_middle_frame(place: Place) -> None:
    asked: list[int] = []

    def read(stack: Stack, k: int) -> NDArray[Any]:
        asked.append(k)
        return read_frame(stack, k)

    made = thumbnail(read, *place, SIZE, token=CancelToken(), progress=no_progress)
    assert asked == [3]
    assert made.shape == (SIZE, SIZE, 3)
    assert made.dtype == np.uint8


def test_a_thumbnail_has_the_shape_of_the_picture_in_millimeters(place: Place) -> None:
    """8 rows of 0.7 mm are 5.6 mm, 10 columns of 0.5 mm are 5.0 mm: 40 and 36 pixels."""
    white = np.full((8, 10), 3000, np.int16)
    ink = small(place, white).max(axis=2) > 0
    assert ink.any(axis=1).all()
    assert np.flatnonzero(ink.any(axis=0)).tolist() == list(range(2, 38))
    # Without a size, pixels are square: 10 columns are 40 pixels, 8 rows are 32.
    for sizes in ((None, None, None), (None, 0.7, None), (None, None, 0.5), (None, 0.0, 0.5)):
        ink = small(place, white, spacing_kji_mm=sizes).max(axis=2) > 0
        assert ink.any(axis=0).all()
        assert np.flatnonzero(ink.any(axis=1)).tolist() == list(range(4, 36))


def test_a_thumbnail_is_not_mirrored(place: Place) -> None:
    corner = np.full((8, 10), -3000, np.int16)
    corner[0:2, 7:10] = 3000
    lit = small(place, corner)[..., 0] > 128
    # Rows 0 and 1 of 8, columns 7 to 9 of 10, after a margin of 2 columns.
    assert np.flatnonzero(lit.any(axis=1)).tolist() == list(range(10))
    assert np.flatnonzero(lit.any(axis=0)).tolist() == list(range(28, 38))


def test_a_large_picture_is_thinned_evenly(place: Place) -> None:
    """Of 320 x 400 every fourth pixel is looked at; halves stay halves."""
    halves = np.full((320, 400), -3000, np.int16)
    halves[:, 200:] = 3000
    lit = small(place, halves, spacing_kji_mm=(2.5, 0.5, 0.5))[..., 0] > 128
    assert np.flatnonzero(lit.any(axis=0)).tolist() == list(range(20, 40))
    assert np.flatnonzero(lit.any(axis=1)).tolist() == list(range(4, 36))


def test_a_thumbnail_has_the_grey_of_the_picture_it_stands_for(place: Place) -> None:
    window = (WindowSetting(center=50.0, width=100.0, function="LINEAR_EXACT"),)
    ramp_of = np.tile(np.linspace(0, 100, 10).astype(np.float32), (8, 1))
    plain = small(place, ramp_of, windows=window)[20, 2:38, 0]
    assert (plain[0], plain[-1]) == (0, 255)
    assert (np.diff(plain.astype(int)) >= 0).all()
    turned = small(place, ramp_of, windows=window, inverted=True)[20, 2:38, 0]
    np.testing.assert_array_equal(turned, 255 - plain)


def test_colors_stay_what_they_are(place: Place) -> None:
    red = np.zeros((8, 10, 3), np.uint8)
    red[...] = (200, 30, 10)
    made = small(place, red, is_color=True, kind=StackKind.FRAMES)
    assert made[20, 20].tolist() == [200, 30, 10]
    assert made[20, 0].tolist() == [0, 0, 0]
