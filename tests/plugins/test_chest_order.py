"""Chests turned and mirrored against what their headers state."""

from __future__ import annotations

from pathlib import Path

import nibabel
import numpy as np
import pytest
from scipy import ndimage

from plugins.lungs_ct.chest_order import dome_slope, heart_shift_mm
from plugins.lungs_ct.lungs import segment_lungs
from workstation.domain.image import Volume
from workstation.imaging.canonical import canonical_axes
from workstation.plugin_api.phantoms import ThoraxPhantom, thorax_phantom
from workstation.services.open_study import open_series

HEART, SPINE, APEX = "the heart seems to lie", "the spine lies in front", "stand on their heads"
FLIPS = [
    ((2,), [HEART]),
    ((1,), [SPINE]),
    ((0,), [APEX]),
    ((1, 2), [SPINE]),
    ((0, 1), [SPINE, APEX]),
]


@pytest.fixture(scope="module")
def phantom() -> ThoraxPhantom:
    return thorax_phantom(spacing_kji_mm=(2.5, 2.0, 2.0), vessels=10, heart=True)


def doubts(hu: np.ndarray, affine: np.ndarray) -> tuple[str, ...]:
    found = segment_lungs(np.ascontiguousarray(hu), affine).doubts
    return tuple(str(doubt) for doubt in found)


def test_a_chest_as_its_header_says_is_not_doubted(phantom: ThoraxPhantom) -> None:
    assert doubts(phantom.hu, phantom.affine_lps) == ()


@pytest.mark.parametrize(("axes", "words"), FLIPS)
def test_a_phantom_against_its_header_is_doubted(
    phantom: ThoraxPhantom, axes: tuple[int, ...], words: list[str]
) -> None:
    found = doubts(np.flip(phantom.hu, axes), phantom.affine_lps)
    assert len(found) == len(words)
    assert all(word in doubt for word, doubt in zip(words, found, strict=True))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ct_chest_nodule_lidc0314/dicom", {0: APEX, 1: SPINE, 2: HEART}),
        # The right half of a chest that ends amid the lung: neither heart nor apex are seen.
        ("ct_chest_tumour_ibsi1_rtstruct/ct", {1: SPINE}),
    ],
)
def test_real_chests(shared_data: Path, name: str, told: dict[int, str]) -> None:
    """As they are, nothing is doubted; mirrored or upside down they are."""
    volume = open_series(shared_data / name)
    assert isinstance(volume, Volume)
    axes = canonical_axes(volume.geometry.shape_kji, volume.geometry.affine_lps)
    hu, affine = axes.turn(volume.array), axes.affine_lps
    if hu.shape[1] > 300:
        affine = affine.copy()
        affine[:3, 1:3] *= 3
        hu = hu[:, ::3, ::3]
    assert doubts(hu, affine) == ()
    for axis, words in told.items():
        (found,) = doubts(np.flip(hu, axis), affine)
        assert words in found


def test_a_slab_of_lung_bases_or_tops_says_nothing_either_way(phantom: ThoraxPhantom) -> None:
    for part in (slice(None, 45), slice(40, 70), slice(55, None)):
        assert doubts(phantom.hu[part], phantom.affine_lps) == ()


def test_the_lung_bases_of_an_abdomen_are_not_doubted(shared_data: Path) -> None:
    image = nibabel.load(shared_data / "ct_abdomen_organs_totalseg" / "wholebody_lowres_ct.nii.gz")
    array = np.asarray(image.dataobj).transpose(2, 1, 0).astype(np.float32)  # type: ignore[attr-defined]
    affine = np.diag([-1.0, -1, 1, 1]) @ image.affine[:, [2, 1, 0, 3]]  # type: ignore[attr-defined]
    found = segment_lungs(array, affine)
    assert found.found
    assert found.doubts == ()


@pytest.mark.parametrize("roll_degrees", [0, -20, 20])
def test_the_shift_of_the_heart_is_odd_and_in_millimeters(
    phantom: ThoraxPhantom, roll_degrees: float
) -> None:
    """The left border reaches 75 mm at most, the right one 35 mm, however the patient lies."""
    lungs = phantom.truth > 0
    spine = ((lungs.shape[1] - 1) / 2 + 36.0, (lungs.shape[2] - 1) / 2)
    plain = heart_shift_mm(lungs, spine, (2.5, 2.0, 2.0))
    assert plain is not None
    assert 15 < plain < 40
    turn = np.deg2rad(roll_degrees)
    matrix = np.eye(3)
    matrix[1:, 1:] = [[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]
    center = np.array([0.0, *spine])
    rolled = ndimage.affine_transform(
        lungs.astype(np.uint8), matrix, offset=center - matrix @ center, order=0
    )
    shift = heart_shift_mm(rolled > 0, spine, (2.5, 2.0, 2.0))
    back = heart_shift_mm(rolled[:, :, ::-1] > 0, spine, (2.5, 2.0, 2.0))
    assert shift == pytest.approx(plain, abs=8.0)
    assert back == pytest.approx(-plain, abs=8.0)


def test_domes_rise_to_the_middle_of_a_lung_that_stands_upright() -> None:
    k, j, i = np.ogrid[0:80, 0:60, 0:60]
    far = ((j - 30) ** 2 + (i - 30) ** 2) / 25.0**2
    lung = (far < 1) & (k < 70 - 25 * far) & (k > 30 - 20 * far)
    slope = dome_slope(lung, (2.0, 2.0, 2.0))
    assert slope is not None
    assert slope > 1.0
    assert dome_slope(lung[::-1], (2.0, 2.0, 2.0)) == pytest.approx(-slope)
    assert dome_slope(lung[35:45], (2.0, 2.0, 2.0)) is None
