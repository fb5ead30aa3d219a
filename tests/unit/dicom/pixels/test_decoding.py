"""Every pydicom test file and every shared syntax decodes, and equals a second decoder."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
import SimpleITK
from numpy.typing import NDArray
from pydicom.pixels.utils import pixel_array

from tests.support.dicom_frames import decoded_frames, header_of
from workstation.dicom.headers.file_header import FileHeader
from workstation.domain.pixel_source import PixelKind
from workstation.errors import DicomReadError

_PYDICOM_FILES = Path(pydicom.__file__).parent / "data" / "test_files"
_BROKEN = {
    "JPEG2000-embedded-sequence-delimiter.dcm": "its codestream is not JPEG 2000",
    "emri_small_jpeg_2k_lossless_too_short.dcm": "one frame is missing",
}
# libjpeg versions differ by rounding in the inverse DCT and the chroma upsampling.
_LOSSY_LEVELS = 4.0


def _candidates(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix in {".dcm", ""} and "DICOMDIR" not in path.name:
            yield path


def _images(root: Path) -> Iterator[tuple[Path, FileHeader]]:
    for path in _candidates(root):
        try:
            header = header_of(path)
        except DicomReadError:
            continue
        if header.pixels is not None:
            yield path, header


def _second_decoder(path: Path, header: FileHeader) -> tuple[NDArray[Any], bool] | None:
    """Stored values or RGB by pydicom; quantity values by SimpleITK; and which of the two."""
    assert header.pixels is not None
    color = header.pixels.format.samples == 3
    try:
        return np.asarray(pixel_array(path, raw=not color)), False
    except (RuntimeError, ValueError, AttributeError, NotImplementedError, TypeError):
        pass
    try:
        image = SimpleITK.ReadImage(str(path))
    except RuntimeError:
        return None
    return SimpleITK.GetArrayFromImage(image), True


def _check(path: Path, header: FileHeader) -> str | None:
    """A sentence when our pixels differ from the second decoder's."""
    assert header.pixels is not None
    second = _second_decoder(path, header)
    if path.name in _BROKEN:
        return None
    if second is None:
        decoded_frames(header)
        return None
    reference, rescaled = second
    ours = decoded_frames(header, quantity=rescaled)
    if reference.ndim == ours.ndim - 1:
        reference = reference[None]
    if reference.shape != ours.shape:
        return f"{path.name}: {ours.shape} is not {reference.shape}"
    if rescaled and header.pixels.format.photometric == "MONOCHROME1":
        # GDCM inverts such images; so is the reference turned back.
        reference = reference.max() + reference.min() - reference
        ours = ours + (reference.min() - ours.min())
    difference = float(np.abs(reference.astype(np.float64) - ours).max())
    limit = _LOSSY_LEVELS if header.syntax.lossy else 0.0
    if header.pixels.format.photometric.startswith("YBR") and not header.syntax.lossy:
        limit = 1.0
    return f"{path.name}: differs by {difference}" if difference > limit else None


def _differences(root: Path) -> tuple[int, list[str]]:
    faults, count = [], 0
    for path, header in _images(root):
        count += 1
        fault = _check(path, header)
        if fault is not None:
            faults.append(fault)
    return count, faults


@pytest.mark.filterwarnings("ignore")
def test_pydicom_test_files_decode_and_equal_a_second_decoder() -> None:
    count, faults = _differences(_PYDICOM_FILES)
    assert faults == []
    assert count > 80


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "folder", ["syntaxes", "enhanced_multiframe", "us_cine", "nm_cine", "cr_chest_and_mg"]
)
def test_shared_syntaxes_decode_and_equal_a_second_decoder(shared_data: Path, folder: str) -> None:
    count, faults = _differences(shared_data / folder)
    assert faults == []
    assert count > 0


@pytest.mark.filterwarnings("ignore")
def test_every_shared_syntax_file_is_an_image(shared_data: Path) -> None:
    assert [path.name for path in _candidates(shared_data / "syntaxes")
            if header_of(path).pixels is None] == []  # fmt: skip


@pytest.mark.filterwarnings("ignore")
def test_golden_ranges_of_the_manifest(shared_data: Path) -> None:
    """Minimum, maximum and mean that were noted when the data were gathered."""
    wrong = []
    with (shared_data / "MANIFEST.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["sha1_pixels"]]
    chosen = [row for row in rows if row["path"].startswith(("awkward/", "syntaxes/", "enhanced"))]
    for row in chosen:
        try:
            header = header_of(shared_data / row["path"])
        except DicomReadError:
            wrong.append(row["path"])
            continue
        if header.pixels is None or header.pixels.format.photometric.startswith("YBR"):
            continue
        if header.pixels.format.palette is not None or header.syntax.lossy:
            continue
        values = decoded_frames(header)
        ours = values.min(), values.max(), round(float(values.mean()), 3)
        noted = float(row["min"]), float(row["max"]), float(row["mean"])
        if not np.allclose(ours, noted, atol=2e-3):
            wrong.append(f"{row['path']} {ours} {noted}")
    assert len(chosen) > 100
    assert wrong == []


@pytest.mark.filterwarnings("ignore")
def test_pixel_hashes_of_the_manifest(shared_data: Path) -> None:
    """SHA-1 of the stored values as they were decoded when the data were gathered."""
    wrong, count = [], 0
    with (shared_data / "MANIFEST.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["sha1_pixels"]]
    for row in rows:
        try:
            header = header_of(shared_data / row["path"])
        except DicomReadError:
            continue
        found = header.pixels and header.pixels.format
        if not found or found.kind is not PixelKind.INTEGER or header.syntax.lossy:
            continue
        if found.photometric.startswith("YBR"):
            continue
        order = ">" if header.syntax.big_endian else "<"
        kind = "i" if found.signed else "u"
        dtype = np.dtype(f"{order}{kind}{-(-found.bits_allocated // 8)}")
        values = decoded_frames(header, quantity=False).astype(dtype)
        count += 1
        if hashlib.sha1(values.tobytes()).hexdigest()[:12] != row["sha1_pixels"]:
            wrong.append(row["path"])
    assert count > 800
    assert wrong == []


def test_one_ct_slice_in_nine_lossless_syntaxes_is_one_image(shared_data: Path) -> None:
    lossless = []
    for path in sorted((shared_data / "syntaxes" / "ct_same_slice").iterdir()):
        header = header_of(path)
        if not header.syntax.lossy:
            lossless.append(decoded_frames(header, quantity=False)[0])
    assert len(lossless) == 10 or len(lossless) == 9
    for other in lossless[1:]:
        np.testing.assert_array_equal(other, lossless[0])
    assert (lossless[0].min(), lossless[0].max()) == (-2000, 2402)
    assert float(lossless[0].mean()) == pytest.approx(74.924, abs=1e-3)
