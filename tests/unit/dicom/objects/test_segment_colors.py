"""Recommended Display CIELab Value of segments: white point D50, as the standard has it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray

from tests.support.ct_series import a_series
from tests.support.masks import a_mask, asymmetric_labels, geometry, segment
from workstation.dicom.objects.lab_colors import encoded_lab, lab_color
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.services.read_masks import read_masks

Color = tuple[int, int, int]
# CIE L*a*b* of the corners of sRGB, D50 by the method of Bradford.
KNOWN: list[tuple[Color, tuple[float, float, float]]] = [
    ((255, 0, 0), (54.29, 80.81, 69.89)),
    ((0, 255, 0), (87.82, -79.29, 80.99)),
    ((0, 0, 255), (29.57, 68.30, -112.03)),
    ((255, 255, 255), (100.0, 0.0, 0.0)),
    ((0, 0, 0), (0.0, 0.0, 0.0)),
    ((128, 128, 128), (53.59, 0.0, 0.0)),
]
ADAPTED = np.array(
    [
        [1.0478112, 0.0228866, -0.0501270],
        [0.0295424, 0.9904844, -0.0170491],
        [-0.0092345, 0.0150436, 0.7521316],
    ]
)
"""From D65 to D50 by the method of Bradford."""
OF_SRGB = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
"""Linear sRGB to XYZ (IEC 61966-2-1), white point D65."""


def by_formula(rgb: Color) -> NDArray[np.float64]:
    """L*, a*, b* step by step: sRGB, XYZ of D65, XYZ of D50, CIELab."""
    value = np.array(rgb) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    xyz = ADAPTED @ OF_SRGB @ linear / np.array([0.9642, 1.0, 0.8249])
    x, y, z = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def stored(lab: NDArray[np.float64] | tuple[float, float, float]) -> NDArray[np.float64]:
    """As PS3.3 C.10.7.1.1 encodes it."""
    return np.array([lab[0] / 100, (lab[1] + 128) / 255, (lab[2] + 128) / 255]) * 65535


@pytest.mark.parametrize(("rgb", "lab"), KNOWN)
def test_known_colors(rgb: Color, lab: tuple[float, float, float]) -> None:
    np.testing.assert_allclose(by_formula(rgb), lab, atol=0.06)
    np.testing.assert_allclose(encoded_lab(rgb), stored(lab), atol=30)
    assert lab_color(stored(lab).tolist()) == pytest.approx(rgb, abs=1)


def test_a_segment_is_written_and_read_in_the_color_of_the_standard(tmp_path: Path) -> None:
    image = a_series(tmp_path / "ct", geometry((6, 20, 24)))
    colors: list[Color] = [(255, 80, 80), (30, 200, 40)]
    labels = asymmetric_labels((6, 20, 24))
    segments = [segment(number, color=color) for number, color in enumerate(colors, start=1)]
    mask = a_mask(labels, image.geometry, segments)
    write_segmentation(mask, image, tmp_path / "m.seg.dcm")
    data_set = pydicom.dcmread(tmp_path / "m.seg.dcm")
    for item, meant in zip(data_set.SegmentSequence, segments, strict=True):
        expected = stored(by_formula(meant.color_rgb))
        np.testing.assert_allclose(item.RecommendedDisplayCIELabValue, expected, atol=40)
    # As another program states them.
    for item, color in zip(data_set.SegmentSequence, reversed(colors), strict=True):
        item.RecommendedDisplayCIELabValue = [round(v) for v in stored(by_formula(color)).tolist()]
    data_set.save_as(tmp_path / "o.seg.dcm")
    (read,) = read_masks(tmp_path / "o.seg.dcm", image)
    found = [each.color_rgb for each in read.segments]
    np.testing.assert_allclose(found, list(reversed(colors)), atol=1)
