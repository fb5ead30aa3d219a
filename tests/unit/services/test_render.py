from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ImageDraw

from tests.support.image_phantoms import (
    asymmetric_volume,
    box_mask,
    frames,
    radiograph,
    reoriented,
    rotation,
    smooth_volume,
    tilted_volume,
)
from tests.support.simpleitk_planes import sitk_plane
from workstation.domain.analysis import Heatmap
from workstation.domain.geometry import GeometryHonesty, GeometryIssue, GeometryIssueCode
from workstation.domain.study import WindowSetting
from workstation.errors import GeometryError, InputError
from workstation.imaging import lettering
from workstation.imaging.color_tables import HOT_IRON, color_table
from workstation.imaging.grayscale import apply_window
from workstation.imaging.image_numbers import plane_number
from workstation.imaging.oblique import plane_through
from workstation.imaging.orientation import Turned, flipped_letters
from workstation.imaging.picture_cuts import volume_picture
from workstation.imaging.planes import (
    PlaneName,
    acquisition_plane,
    extract_mask_plane,
    extract_plane,
)
from workstation.messages import Message
from workstation.scene.camera import Camera
from workstation.services.render import render_image

WIDE = WindowSetting(center=290, width=580)


def test_pixels_are_the_windowed_plane() -> None:
    volume = replace(asymmetric_volume())
    for plane in (PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL):
        cut = extract_plane(volume, plane, 2)
        rgb = render_image(volume, plane=plane, index=2, window=WIDE, annotate=False)
        height = cut.values.shape[0] * cut.spacing_rc_mm[0]
        width = cut.values.shape[1] * cut.spacing_rc_mm[1]
        assert rgb.shape[0] / rgb.shape[1] == pytest.approx(height / width, rel=0.05)
        gray = apply_window(cut.values, WIDE)
        assert rgb[0, 0, 0] == gray[0, 0]
        assert rgb[-1, -1, 0] == gray[-1, -1]


def test_oblique_pictures_equal_simpleitk() -> None:
    volume = smooth_volume(rotation=rotation(5, 12, 30))
    plane = plane_through(
        volume.geometry.center_lps_mm, (0.2, 1, 0.3), shape_rc=(20, 20), pixel_mm=0.8
    )
    window = WindowSetting(center=0, width=1200, function="LINEAR_EXACT")
    rgb = render_image(volume, oblique=plane, window=window, annotate=False)
    expected = apply_window(sitk_plane(volume, plane), window)
    assert np.abs(rgb[..., 0].astype(int) - expected).max() <= 1


def test_masks_are_drawn_where_they_lie_in_every_order() -> None:
    volume = asymmetric_volume()
    turned = reoriented(volume, (2, 0, 1), (True, True, False))
    for shown in (volume, turned):
        mask = box_mask(shown)
        rgb = render_image(
            shown,
            plane="coronal",
            index=3,
            window=WIDE,
            masks=[mask],
            annotate=False,
            fill_opacity=0.5,
        )
        tinted = (rgb[..., 1] != rgb[..., 0]).any()
        assert tinted == bool(extract_mask_plane(mask, PlaneName.CORONAL, 3).any())


def test_a_tilted_volume_is_straightened_with_its_mask() -> None:
    volume = tilted_volume()
    rgb = render_image(
        volume,
        plane="sagittal",
        index=5,
        masks=[box_mask(volume)],
        window=WindowSetting(center=250, width=500),
        size=300,
    )
    assert rgb.shape[2] == 3
    assert max(rgb.shape) == 300


def test_positions_in_millimeters_find_their_plane() -> None:
    volume = asymmetric_volume()
    by_index = render_image(volume, plane="axial", index=4, window=WIDE)
    by_place = render_image(volume, plane="axial", position_mm=-500 + 4 * 3.0 + 1.0, window=WIDE)
    np.testing.assert_array_equal(by_index, by_place)
    with pytest.raises(GeometryError, match="no axial plane"):
        render_image(volume, plane="axial", position_mm=100.0)


def test_letters_and_scale_change_only_an_annotated_picture() -> None:
    volume = smooth_volume()
    plain = render_image(volume, plane="axial", size=400, annotate=False)
    lettered = render_image(volume, plane="axial", size=400)
    assert plain.shape == lettered.shape
    assert (plain != lettered).any()
    middle = plain.shape[0] // 2
    assert (plain[middle, :40] != lettered[middle, :40]).any()


def test_radiographs_and_frames() -> None:
    film = radiograph()
    rgb = render_image(film, annotate=False)
    assert rgb.shape[0] / rgb.shape[1] == pytest.approx(60 * 0.2 / (80 * 0.1))
    inverted = render_image(replace(film, inverted=True), annotate=False)
    assert abs(int(inverted[0, 0, 0]) - (255 - int(rgb[0, 0, 0]))) <= 1
    assert render_image(frames(), index=4).shape == (30, 40, 3)
    color = frames(color=True)
    np.testing.assert_array_equal(render_image(color, index=1, annotate=False), color.array[1])
    with pytest.raises(GeometryError, match="no frame 9"):
        render_image(color, index=9)


def test_a_films_own_lut_is_used_until_a_window_is_asked_for() -> None:
    lut = (0, np.linspace(0, 1023, 700).astype(np.uint16), 10)
    film = replace(radiograph(), voi_lut=lut)
    own = render_image(film, annotate=False)
    windowed = render_image(film, window=WindowSetting(center=100, width=50), annotate=False)
    assert (own != windowed).any()


def test_wrong_requests_are_named() -> None:
    volume = asymmetric_volume()
    with pytest.raises(InputError, match="no window"):
        render_image(volume, window="moon")
    with pytest.raises(InputError, match="no plane"):
        render_image(volume, plane="diagonal")
    with pytest.raises(InputError, match="cannot be made"):
        render_image(volume, size=1_000_000)
    with pytest.raises(GeometryError, match="grid"):
        render_image(volume, masks=[box_mask(smooth_volume())])


def test_a_saliency_map_colors_what_it_covers_and_says_what_it_is() -> None:
    film = radiograph()
    values = np.zeros(film.array.shape, np.float32)
    rows, columns = film.geometry.shape_ji
    values[: rows // 2, : columns // 2] = 1.0
    heat = Heatmap(name=Message("saliency"), values=values)
    plain = render_image(film, annotate=False)
    warm = render_image(film, annotate=False, heatmap=heat)
    changed = (plain != warm).any(axis=2)
    half = warm.shape[0] // 2, warm.shape[1] // 2
    assert changed[: half[0] - 1, : half[1] - 1].all()
    assert not changed[half[0] + 1 :, half[1] + 1 :].any()
    lettered = render_image(film, heatmap=heat, size=400)
    bare = render_image(film, size=400)
    assert (lettered[-40:, :100] != bare[-40:, :100]).any()


def test_a_saliency_map_of_a_tilted_volume_follows_its_planes() -> None:
    volume = tilted_volume()
    values = np.ones(volume.geometry.shape_kji, np.float32)
    warm = render_image(volume, annotate=False, heatmap=Heatmap(name=Message("s"), values=values))
    assert (warm[..., 0] != warm[..., 2]).any()
    with pytest.raises(GeometryError, match="saliency"):
        render_image(volume, heatmap=Heatmap(name=Message("s"), values=values[1:]))


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("plane", ["axial", "coronal", "sagittal"])
def test_no_saliency_is_painted_where_nothing_was_acquired(plane: str, turned: bool) -> None:
    volume = replace(tilted_volume(), array=np.full((10, 24, 20), 100, np.float32))
    values = np.full(volume.geometry.shape_kji, 0.7, np.float32)
    normal = {"axial": (0.2, 0.1, 1), "coronal": (0.2, 1, 0.1), "sagittal": (1, 0.2, 0.1)}[plane]
    center = volume.geometry.center_lps_mm
    cut = plane_through(center, normal, shape_rc=(60, 60), pixel_mm=0.8) if turned else None
    picture = volume_picture(
        volume, plane, 2, None, (), Heatmap(name=Message("s"), values=values), 0.0, "max", cut
    )
    assert picture.heat is not None
    assert picture.padding is not None
    assert picture.padding.any()
    assert not picture.heat[picture.padding].any()
    # It may fade within the last voxel.
    assert np.median(picture.heat[~picture.padding]) == pytest.approx(0.7)


def test_no_scale_bar_across_slices_whose_positions_are_doubtful() -> None:
    volume = asymmetric_volume()
    issue = GeometryIssue(
        code=next(iter(GeometryIssueCode)), message=Message("Doubtful."), blocks_volume=True
    )
    doubtful = replace(volume, honesty=GeometryHonesty(issues=(issue,)))
    acquired = acquisition_plane(volume.geometry)
    across = next(p for p in (PlaneName.CORONAL, PlaneName.AXIAL) if p is not acquired)
    middle = volume.geometry.center_lps_mm
    cut = plane_through(middle, (0.3, 0.4, 0.866), shape_rc=(60, 60), pixel_mm=1.0)
    for plane, oblique in ((across, None), (None, cut)):
        known = render_image(volume, plane=plane, oblique=oblique, size=400)
        held_back = render_image(doubtful, plane=plane, oblique=oblique, size=400)
        noted = render_image(doubtful, plane=plane, oblique=oblique, size=400, acknowledged=True)
        assert not np.array_equal(known, held_back)
        assert np.array_equal(known, noted)
    usual, doubted = (render_image(v, plane=acquired, size=400) for v in (volume, doubtful))
    assert np.array_equal(usual, doubted)


def test_words_in_a_picture_are_those_of_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    write = lettering._text

    def record(
        draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str, *rest: Any
    ) -> None:
        written.append(text)
        write(draw, place, text, *rest)

    monkeypatch.setattr(lettering, "_text", record)
    volume = asymmetric_volume()
    film = radiograph()
    heat = Heatmap(name=Message("saliency"), values=np.full(film.array.shape, 0.5, np.float32))
    english = render_image(volume, size=300, slab_mm=4.0)
    assert any("Axial" in text for text in written)
    written.clear()
    chinese = render_image(volume, size=300, slab_mm=4.0, language="zh_CN")
    render_image(film, heatmap=heat, size=300, language="zh_CN")
    # Units, letters of directions and kinds of slab are the same in every language.
    words = [word for text in written for word in re.findall(r"[A-Za-z]{3,}", text)]
    assert set(words) == {"max"}
    assert "少" in written
    assert not np.array_equal(english, chinese)


def test_letters_of_chinese_are_drawn_and_not_their_absence() -> None:
    def drawn(text: str) -> NDArray[np.uint8]:
        black = np.zeros((80, 200, 3), np.uint8)
        return lettering.letter_picture(
            black, letters=("", "", "", ""), caption=text, mm_per_px=None
        )

    assert drawn("肺").any()
    assert not np.array_equal(drawn("肺"), drawn("肝"))
    assert not np.array_equal(drawn("肺 1"), drawn("肺 2"))


def test_an_acquired_picture_is_lettered_with_the_number_of_its_file() -> None:
    volume = asymmetric_volume()
    count = volume.geometry.shape_kji[0]
    plane = acquisition_plane(volume.geometry)
    source = replace(
        volume.source,
        instance_numbers=tuple(range(100 + count, 100, -1)),
        frame_indices=(0,) * count,
    )
    numbered = replace(volume, source=source)
    nothing_over: Any = (None, (), None, 0.0, "max", None)
    for index in range(count):
        found = plane_number(numbered, plane, index)
        assert found is not None
        told = str(volume_picture(numbered, plane, index, *nothing_over).caption)
        assert told.endswith(f"{found.at}/{count} #{found.number}")
    across = next(p for p in PlaneName if p not in (plane, PlaneName.NATIVE))
    assert "#" not in str(volume_picture(numbered, across, 1, *nothing_over).caption)


@pytest.mark.parametrize("first", [2001, 2003, 2005, 2007])
def test_a_segment_of_a_few_pixels_is_seen_on_a_large_film(first: int) -> None:
    shape = (4000, 3000)
    small = radiograph()
    film = replace(
        small,
        array=np.full(shape, 100, np.uint16),
        geometry=replace(small.geometry, shape_ji=shape),
    )
    labels = np.zeros((1, *shape), np.uint8)
    labels[0, first : first + 5, 1501:1506] = 1
    mask = replace(box_mask(asymmetric_volume()), labels=labels, geometry=None)
    rgb = render_image(film, masks=[mask], size=480, fill_opacity=0.0, annotate=False)
    rows, columns = np.nonzero(rgb[..., 1] > rgb[..., 0])
    assert 0 < rows.size <= 4
    # A pixel of the picture is 8.3 x 0.2 mm high; it lies where the segment does.
    assert np.abs((rows + 0.5) * shape[0] / rgb.shape[0] - (first + 2.5)).max() < 10
    assert np.abs((columns + 0.5) * shape[1] / rgb.shape[1] - 1503.5).max() < 10


def test_the_words_of_a_film_shown_by_its_table_name_no_window(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = []

    def letters(rgb: NDArray[np.uint8], **words: Any) -> NDArray[np.uint8]:
        said.append(words["caption"])
        return rgb

    monkeypatch.setattr("workstation.services.render.letter_picture", letters)
    table = np.arange(2000, dtype=np.uint16)[::-1].copy()
    film = replace(radiograph(), voi_lut=(0, table, 11), windows=())
    render_image(film)
    render_image(film, window=WIDE)
    assert "VOI LUT" in said[0]
    assert "W " not in said[0]
    assert "W 580 L 290" in said[1]


@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("horizontal", [False, True])
@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_picture_is_turned_and_mirrored_as_a_viewport_shows_it(
    turns: int, horizontal: bool, vertical: bool
) -> None:
    film = radiograph()
    values = np.zeros((40, 80), np.uint16)
    values[3, 10] = 1000
    flat = replace(film.geometry, shape_ji=(40, 80), spacing_ji_mm=(0.2, 0.2))
    film = replace(film, array=values, geometry=flat, voi_lut=None, voi_luts=(), padding=None)
    turned = Turned(turns, horizontal, vertical)
    picture = render_image(
        film, window=WindowSetting(center=500, width=1000), annotate=False, turned=turned
    )
    ((row, column),) = np.argwhere(picture[..., 0] > 128)
    camera = Camera(
        scale=1.0, quarter_turns=turns, flip_horizontal=horizontal, flip_vertical=vertical
    )
    height, width = picture.shape[:2]
    # A viewport's middle is that of the picture; pixels are centered on whole numbers.
    x, y = camera.transform((40, 80), (1.0, 1.0), (width - 1, height - 1)).to_screen(3, 10)
    assert (x, y) == pytest.approx((column, row))
    assert turned.letters(("R", "L", "A", "P")) == flipped_letters(
        ("R", "L", "A", "P"), quarter_turns=turns, horizontal=horizontal, vertical=vertical
    )
    is_mirror_image = horizontal != vertical
    assert ("mirrored" in [str(each) for each in turned.words]) is is_mirror_image


def test_a_picture_has_the_colors_and_the_table_that_are_asked_for() -> None:
    film = replace(radiograph(), voi_lut=None, voi_luts=(), windows=())
    square = replace(film.geometry, spacing_ji_mm=(0.2, 0.2))
    film = replace(film, geometry=square)
    window = WindowSetting(center=500, width=1000)
    gray = render_image(film, window=window, annotate=False)[..., 0]
    hot = render_image(film, window=window, annotate=False, color_table=HOT_IRON)
    np.testing.assert_array_equal(hot, color_table(HOT_IRON)[gray])
    entries = np.array([255, 0], np.uint16)
    by_table = render_image(film, window=window, annotate=False, table=(0, entries, 8))
    np.testing.assert_array_equal(
        np.unique(by_table), np.unique(np.where(np.rint(film.array) > 0, 0, 255))
    )
