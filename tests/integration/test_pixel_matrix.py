"""Every storable form of pixels reads as it was written, and as a second decoder reads it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from openjpeg.utils import decode
from pydicom.dataset import Dataset
from pydicom.encaps import generate_frames
from pydicom.pixels.processing import convert_color_space
from pydicom.pixels.utils import pixel_array

from tests.support.dicom_frames import header_of
from tests.support.pixel_matrix import Form, Written, has_dcmtk, written
from workstation.dicom.headers.file_header import FileHeader
from workstation.dicom.pixels.frame_reader import FallbackDecoder, FrameReader
from workstation.dicom.pixels.pixel_values import quantity_values, rgb_values, stored_values
from workstation.domain.study import FrameRef
from workstation.errors import DicomReadError

needs_dcmtk = pytest.mark.skipif(not has_dcmtk(), reason="DCMTK is not installed")

# Inverse transforms of two libraries round differently: by one level of 8 bits in gray, by more
# where colors are converted, and in proportion to the range of more bits.
_LOSSY_GRAY, _LOSSY_COLOR = 2 / 255, 6 / 255


class Read:
    """One file as the program reads it."""

    def __init__(self, header: FileHeader) -> None:
        assert header.pixels is not None
        frame = header.frames[0]
        reference = FrameRef(
            path=header.path,
            sop_instance_uid=header.sop_instance_uid,
            sop_class_uid=header.sop_class_uid,
            transfer_syntax_uid=header.syntax.uid,
            rescale=frame.rescaling[:2],
            pixels=header.pixels,
        )
        fallback = FallbackDecoder()
        try:
            with FrameReader(reference, fallback) as reader:
                decoded = reader.decode(reference)
        finally:
            fallback.close()
        image_format = header.pixels.format
        self.second_choice = fallback.used
        self.shown: NDArray[Any] | None = None
        self.stored: NDArray[Any] | None = None
        self.quantity: NDArray[Any] | None = None
        if image_format.samples == 3 or image_format.palette is not None:
            self.shown = rgb_values(decoded, image_format)
        if image_format.samples == 1:
            self.stored = stored_values(decoded, image_format)
            self.quantity = quantity_values(self.stored, frame.rescaling[:2], None)


def _expected_colors(form: Form, values: NDArray[Any]) -> NDArray[Any]:
    """RGB of 8 bits of the values that were stored."""
    if form.photometric == "PALETTE COLOR":
        first = -(2 ** (form.stored - 1)) if form.signed else 0
        count = 2**form.stored
        tables = [
            (np.arange(count) * (n + 1) * 65535 / count / 3).astype("<u2") >> 8 for n in range(3)
        ]
        return np.stack([table[values - first] for table in tables], axis=-1)
    eight = (values >> (form.stored - 8)).astype(np.uint8)
    if form.photometric.startswith("YBR"):
        return np.asarray(convert_color_space(eight, "YBR_FULL", "RGB"))
    return eight


def _fault_of_lossless(each: Written, read: Read) -> str:
    form = each.form
    if read.shown is not None:
        limit = 1 if form.photometric.startswith("YBR") else 0
        expected = _expected_colors(form, each.values)
        difference = np.abs(read.shown.astype(int) - expected.astype(int)).max()
        return f"colors differ by {difference}" if difference > limit else ""
    assert read.stored is not None
    assert read.quantity is not None
    if not np.array_equal(read.stored.astype(np.int64), each.values):
        return f"{read.stored.min()}..{read.stored.max()} is not what was stored"
    slope, intercept = form.rescale
    if not np.allclose(read.quantity, each.values * slope + intercept, rtol=1e-12, atol=1e-9):
        return "the modality transform differs"
    return ""


def _second(each: Written) -> tuple[NDArray[Any], Dataset]:
    """The image by DCMTK, or by OpenJPEG's other binding: stored values, or colors of 8 bits.

    GDCM is not asked for lossy JPEG: it ends the process on 12 bits.
    """
    data_set = pydicom.dcmread(each.path)
    if "j2k" in each.writer:
        array = decode(next(generate_frames(data_set.PixelData, number_of_frames=1)))
    else:
        plain = each.path.with_suffix(".plain")
        command = "dcmdjpls" if "jpegls" in each.writer else "dcmdjpeg"
        subprocess.run([command, "-q", str(each.path), str(plain)], check=True, timeout=300)
        data_set = pydicom.dcmread(plain)
        array = pixel_array(data_set, raw=True)
    if data_set.SamplesPerPixel == 3:
        if data_set.PhotometricInterpretation.startswith("YBR_FULL"):
            array = convert_color_space(array, "YBR_FULL", "RGB")
        array = array >> (data_set.BitsStored - 8)
    return array, data_set


def _fault_of_lossy(each: Written, read: Read) -> str:
    second, data_set = _second(each)
    color = second.ndim == 3
    ours = read.shown if color else read.stored
    if ours is None or ours.shape != second.shape:
        return f"is not read as {second.shape}"
    span = 255.0 if color else 2.0**data_set.BitsStored - 1
    limit = _LOSSY_COLOR if color else _LOSSY_GRAY
    difference = np.abs(ours.astype(np.float64) - second.astype(np.float64)).max() / span
    return f"differs by {difference:.4f} of the range" if difference > limit else ""


def _faults(folder: Path, *, dcmtk: bool) -> tuple[int, list[str]]:
    faults: list[str] = []
    count = 0
    for each in written(folder, dcmtk=dcmtk):
        count += 1
        try:
            read = Read(header_of(each.path))
        except DicomReadError as error:
            faults.append(f"{each.path.name}: {type(error).__name__} {error}")
            continue
        check = _fault_of_lossy if each.lossy else _fault_of_lossless
        fault = check(each, read)
        if read.second_choice:
            fault += " (the first library refused it)"
        if fault:
            faults.append(f"{each.path.name}: {fault}")
    return count, faults


@needs_dcmtk
@pytest.mark.filterwarnings("ignore")
def test_every_form_that_dcmtk_stores_reads_as_it_was_stored(tmp_path: Path) -> None:
    count, faults = _faults(tmp_path, dcmtk=True)
    assert faults == []
    assert count >= 360


@needs_dcmtk
@pytest.mark.filterwarnings("ignore")
def test_every_form_that_other_writers_store_reads_as_it_was_stored(tmp_path: Path) -> None:
    """By pydicom, GDCM, OpenJPEG and OpenJPH; lossy JPEG beside DCMTK."""
    count, faults = _faults(tmp_path, dcmtk=False)
    assert faults == []
    assert count >= 560
