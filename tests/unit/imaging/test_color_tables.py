from __future__ import annotations

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.data import get_palette_files
from pydicom.pixels.processing import apply_color_lut

from workstation.imaging.color_tables import COLOR_TABLES, color_table, colored, fused_rgba

_FILES = {
    "Hot iron": "hotiron.dcm",
    "PET": "pet.dcm",
    "Hot metal blue": "hotmetalblue.dcm",
    "PET 20 step": "pet20step.dcm",
    "Spring": "spring.dcm",
    "Summer": "summer.dcm",
    "Fall": "fall.dcm",
    "Winter": "winter.dcm",
}


@pytest.mark.parametrize(("name", "file"), _FILES.items())
def test_the_palettes_are_those_of_the_standard(name: str, file: str) -> None:
    dataset = dcmread(get_palette_files(file)[0], force=True)
    expected = apply_color_lut(np.arange(256, dtype=np.uint8)[np.newaxis], dataset)[0]
    np.testing.assert_array_equal(color_table(name), expected)


@pytest.mark.parametrize("name", COLOR_TABLES)
def test_every_table_has_256_colors(name: str) -> None:
    table = color_table(name)
    assert table.shape == (256, 3)
    assert table.dtype == np.uint8
    assert len(np.unique(table, axis=0)) >= 19


def test_ends_of_well_known_tables() -> None:
    assert color_table("Hot iron")[[0, 128, 255]].tolist() == [[0] * 3, [255, 0, 0], [255] * 3]
    assert color_table("Rainbow")[0].argmax() == 2
    assert color_table("Rainbow")[255].argmax() == 0
    assert colored(np.array([[0, 255]], dtype=np.uint8), "Grey").tolist() == [[[0] * 3, [255] * 3]]


def test_what_is_below_the_threshold_or_unknown_is_transparent() -> None:
    values = np.array([[np.nan, 0.0, 1.0, 5.0, 10.0, 20.0]], dtype=np.float32)
    rgba = fused_rgba(values, "Hot iron", low=0, high=10, threshold=1.0, opacity=0.5)
    assert rgba[0, :, 3].tolist() == [0, 0, 128, 128, 128, 128]
    assert rgba[0, 3, :3].tolist() == color_table("Hot iron")[128].tolist()
    assert rgba[0, 4, :3].tolist() == rgba[0, 5, :3].tolist() == [255, 255, 255]
