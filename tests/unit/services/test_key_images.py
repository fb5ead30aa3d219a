"""Pictures of findings and organs for the report: what they show, and where they are cut."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.image_phantoms import asymmetric_volume, radiograph, tilted_volume
from tests.support.masks import a_mask, segment
from tests.support.studies import finding
from workstation.domain.finding import Finding
from workstation.domain.image import Image, Volume
from workstation.domain.mask import Mask
from workstation.services.key_images import finding_pictures, organ_picture

RED, BLUE = (255, 0, 0), (0, 0, 255)


def two_organs(volume: Volume) -> Mask:
    """Red low and blue high columns of a slice row, through the whole height."""
    labels = np.zeros(volume.geometry.shape_kji, np.uint8)
    _, rows, columns = labels.shape
    labels[1:-1, rows // 2, 1 : columns // 2 - 1] = 1
    labels[1:-1, rows // 2, columns // 2 + 1 : -1] = 2
    labels[0, 0, 0] = 3
    segments = [segment(1, "Right", RED), segment(2, "Left", BLUE), segment(3, "Else", (0, 255, 0))]
    return a_mask(labels, volume.geometry, segments)


def organs_on(volume: Volume, mask: Mask) -> list[Finding]:
    _, rows, columns = mask.labels.shape
    return [
        replace(
            finding(f"o{number}"),
            label=label,
            mask_id=mask.id,
            segment_number=number,
            position_lps_mm=tuple(volume.geometry.to_lps_mm((3, rows // 2, column)).tolist()),
        )
        for number, label, column in ((1, "Right lung", columns // 4), (2, "Left lung", columns))
    ]


def share_of(pixels: NDArray[np.uint8], color: tuple[int, int, int]) -> NDArray[np.bool_]:
    """Where a picture has more of a color than of the others."""
    wanted = int(np.argmax(color))
    others = [n for n in range(3) if n != wanted]
    values = pixels.astype(int)
    tinted: NDArray[np.bool_] = values[..., wanted] > values[..., others].max(axis=2) + 60
    return tinted


@pytest.mark.parametrize("volume", [asymmetric_volume(), tilted_volume()], ids=["plain", "tilted"])
def test_all_organs_stand_on_one_coronal_picture_through_the_first(volume: Volume) -> None:
    mask = two_organs(volume)
    (picture,) = organ_picture(volume, [mask], organs_on(volume, mask))
    assert str(picture.caption) == "Right lung, Left lung, coronal"
    red, blue = share_of(picture.pixels, RED), share_of(picture.pixels, BLUE)
    assert red.any()
    assert blue.any()
    # Columns grow to the left of the patient, which is the right of the picture.
    assert np.nonzero(red)[1].mean() < np.nonzero(blue)[1].mean()


def test_what_is_no_organ_of_the_report_is_not_outlined() -> None:
    volume = asymmetric_volume()
    mask = two_organs(volume)
    right, _left = organs_on(volume, mask)
    (picture,) = organ_picture(volume, [mask], [right])
    assert share_of(picture.pixels, RED).any()
    assert not share_of(picture.pixels, BLUE).any()
    of_another = replace(right, mask_id="elsewhere")
    (picture,) = organ_picture(volume, [mask], [of_another])
    assert not share_of(picture.pixels, RED).any()


def test_organs_without_a_place_give_no_picture_of_a_volume() -> None:
    volume = asymmetric_volume()
    mask = two_organs(volume)
    unplaced = replace(organs_on(volume, mask)[0], position_lps_mm=None)
    assert organ_picture(volume, [mask], [unplaced]) == ()
    assert finding_pictures(volume, [mask], unplaced) == ()


def film_mask(image: Image) -> Mask:
    labels = np.zeros((1, *image.array.shape[-2:]), np.uint8)
    labels[0, 10:30, 5:25] = 1
    return a_mask(labels, None, [segment(1, "Field", RED)])


def test_a_film_is_shown_whole_with_its_organs() -> None:
    film = radiograph()
    mask = film_mask(film)
    organ = replace(finding("o1"), label="Right lung", mask_id=mask.id, position_lps_mm=None)
    (picture,) = organ_picture(film, [mask], [organ])
    assert str(picture.caption) == "Right lung"
    rows, columns = np.nonzero(share_of(picture.pixels, RED))
    # 60 x 80 pixels of 0.2 x 0.1 mm: the field lies in the upper left.
    height, width = picture.pixels.shape[:2]
    assert rows.min() / height == pytest.approx(10 / 60, abs=0.03)
    assert rows.max() / height == pytest.approx(30 / 60, abs=0.03)
    assert columns.min() / width == pytest.approx(5 / 80, abs=0.03)
    assert columns.max() / width == pytest.approx(25 / 80, abs=0.03)


def test_a_large_finding_is_shown_on_a_coronal_picture() -> None:
    """From 60 mm on its surroundings do not fit; a smaller one is shown twice, axial."""
    volume = asymmetric_volume()
    affine = volume.geometry.affine_lps.copy()
    affine[:3, :3] *= 10
    volume = replace(volume, geometry=replace(volume.geometry, affine_lps=affine))
    labels = np.zeros(volume.geometry.shape_kji, np.uint8)
    labels[2, 3, 2:8] = 1
    labels[4, 4, 2:7] = 2
    mask = a_mask(labels, volume.geometry, [segment(1), segment(2)])
    captions = []
    for number in (1, 2):
        about = replace(finding(), mask_id=mask.id, segment_number=number)
        captions.append(
            [str(each.caption).split(", ")[1:3] for each in finding_pictures(volume, [mask], about)]
        )
    large, small = captions
    assert [words[0] for words in large] == ["coronal"]
    assert small == [["axial", "outlined"], ["axial", "plain"]]


def test_a_finding_without_an_outline_is_shown_once() -> None:
    volume = asymmetric_volume()
    (picture,) = finding_pictures(volume, [], finding())
    assert str(picture.caption).split(", ")[1] == "axial"
    assert "outlined" not in str(picture.caption)
