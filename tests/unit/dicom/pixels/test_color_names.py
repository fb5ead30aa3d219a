"""Names of colors that belong to one coding are believed there alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from openjpeg.utils import encode_array
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    UID,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLSLossless,
    RLELossless,
)

from tests.support.dicom_phantoms import blank, compress, save
from workstation.services.open_study import load, scan

COLORS = np.random.default_rng(3).integers(0, 256, (64, 80, 3), dtype=np.uint8)


def color_image(name: str) -> Dataset:
    data_set = blank()
    data_set.Modality = "OT"
    data_set.SamplesPerPixel, data_set.PlanarConfiguration = 3, 0
    data_set.PhotometricInterpretation = name
    data_set.Rows, data_set.Columns = COLORS.shape[:2]
    data_set.BitsAllocated = data_set.BitsStored = 8
    data_set.HighBit, data_set.PixelRepresentation = 7, 0
    data_set.PixelData = COLORS.tobytes()
    return data_set


@pytest.mark.parametrize("name", ["YBR_ICT", "YBR_RCT", "YBR_PARTIAL_420"])
def test_pixels_that_are_not_compressed_have_no_such_colors(tmp_path: Path, name: str) -> None:
    save(color_image(name), tmp_path / "c.dcm")
    report = scan(tmp_path)
    (left_out,) = report.skipped
    assert f"names its colors {name}, which uncompressed pixels cannot have" in str(left_out.reason)
    assert report.studies == ()


@pytest.mark.parametrize("syntax", [RLELossless, JPEGLSLossless, JPEGBaseline8Bit])
@pytest.mark.parametrize("name", ["YBR_ICT", "YBR_RCT"])
def test_other_codings_do_not_have_them(tmp_path: Path, name: str, syntax: str) -> None:
    data_set = color_image(name)
    data_set.PixelData = encapsulate([bytes(4000)])
    data_set["PixelData"].is_undefined_length = True
    data_set.file_meta.TransferSyntaxUID = UID(syntax)
    save(data_set, tmp_path / "c.dcm")
    (left_out,) = scan(tmp_path).skipped
    assert f"names its colors {name}" in str(left_out.reason)


@pytest.mark.parametrize("name", ["YBR_RCT", "RGB"])
def test_jpeg_2000_undoes_its_own_colors(tmp_path: Path, name: str) -> None:
    stream = encode_array(COLORS, bits_stored=8, photometric_interpretation=1)
    data_set = color_image(name)
    compress(data_set, JPEG2000Lossless, [stream])
    save(data_set, tmp_path / "c.dcm")
    (study,) = scan(tmp_path).studies
    image = load(study.series[0].stacks[0], study, study.series[0])
    np.testing.assert_array_equal(image.array[0], COLORS)
