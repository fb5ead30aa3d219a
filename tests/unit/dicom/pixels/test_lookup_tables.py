"""Tables of a file: the sign of their first value, segments, and damage that stays with them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRBigEndian

from tests.support.dicom_phantoms import blank, put_pixels, save
from workstation.dicom.pixels.segmented_palettes import expand_segments
from workstation.domain.geometry import GeometryIssueCode
from workstation.domain.image import FrameSequence, Radiograph
from workstation.errors import DicomReadError
from workstation.imaging.grayscale import apply_window
from workstation.services.open_study import open_series, scan


def radiograph(
    path: Path, *, first: int, vr: str, intercept: int = 0, signed: bool = False
) -> Path:
    """A ramp of 4096 values with a VOI LUT that is the identity on them."""
    low = -2048 if signed else 0
    values = np.arange(low, low + 4096).reshape(64, 64).astype(np.int16 if signed else np.uint16)
    data_set = blank()
    put_pixels(data_set, values, bits_stored=12)
    data_set.Modality = "CR"
    if intercept:
        data_set.RescaleSlope, data_set.RescaleIntercept = "1", str(intercept)
    item = Dataset()
    item.LUTDescriptor = [4096, first, 12]
    item["LUTDescriptor"].VR = vr
    item.LUTExplanation = "RAMP"
    item.LUTData = np.arange(4096, dtype="<u2").tobytes()
    item["LUTData"].VR = "OW"
    data_set.VOILUTSequence = Sequence([item])
    return save(data_set, path)


@pytest.mark.parametrize(
    ("first", "vr", "intercept", "signed"),
    [
        (0, "US", 0, False),
        (-2048, "SS", -2048, False),
        (-2048, "SS", 0, True),
        # The sign of the values decides, not that of the stored pixels (PS3.3 C.11.2.1.1).
        (0, "US", 2048, True),
        (63488, "US", -2048, False),
        (40000, "US", 40000, False),
    ],
)
def test_the_first_value_of_a_voi_lut_has_the_sign_of_what_goes_in(
    tmp_path: Path, first: int, vr: str, intercept: int, signed: bool
) -> None:
    image = open_series(radiograph(tmp_path / "a", first=first, vr=vr, intercept=intercept,
                                   signed=signed))  # fmt: skip
    assert isinstance(image, Radiograph)
    ((name, (mapped, entries, bits)),) = image.voi_luts
    assert (name, bits) == ("RAMP", 12)
    assert mapped == image.array.min()
    assert entries[(image.array - mapped).ravel().astype(int)].tolist() == list(range(4096))


def palette_image(path: Path, *, signed: bool) -> Path:
    values = np.arange(256).reshape(16, 16)
    data_set = blank()
    put_pixels(data_set, values.astype(np.uint8))
    data_set.PhotometricInterpretation = "PALETTE COLOR"
    data_set.PixelRepresentation = int(signed)
    data_set.PixelData = (values - (128 if signed else 0)).astype(np.int16).astype("u1").tobytes()
    for number, color in enumerate(("Red", "Green", "Blue")):
        name = f"{color}PaletteColorLookupTable"
        setattr(data_set, f"{name}Descriptor", [256, -128 if signed else 0, 16])
        data_set[f"{name}Descriptor"].VR = "SS" if signed else "US"
        table = (np.arange(256) * 257 * (number + 1) // 3).astype("<u2")
        setattr(data_set, f"{name}Data", table.tobytes())
    return save(data_set, path)


@pytest.mark.parametrize("signed", [False, True])
def test_a_palette_begins_at_the_smallest_index_signed_or_not(tmp_path: Path, signed: bool) -> None:
    image = open_series(palette_image(tmp_path / "a", signed=signed))
    assert isinstance(image, FrameSequence)
    found = image.array[0].reshape(256, 3)
    for index in (0, 1, 100, 255):
        assert found[index].tolist() == [index * 257 * (n + 1) // 3 >> 8 for n in range(3)]


def test_indirect_segments_are_copied_from_their_place() -> None:
    # Discrete 10; line of 2 to 30; then both once more.
    words = (0, 1, 10, 1, 2, 30, 2, 2, 0, 0)
    assert expand_segments(words, wide=True, most=256) == [10, 20, 30, 10, 20, 30]
    # The offset counts bytes: the line alone, from the value that stands last.
    words = (0, 1, 10, 1, 2, 30, 2, 1, 6, 0)
    assert expand_segments(words, wide=True, most=256) == [10, 20, 30, 30, 30]
    narrow = (0, 1, 10, 1, 2, 30, 2, 1, 3, 0, 0, 0)
    assert expand_segments(narrow, wide=False, most=256) == [10, 20, 30, 30, 30]


@pytest.mark.parametrize(
    "words",
    [
        (1, 4, 100),  # a line from nowhere
        (0, 1, 5, 1, 4),  # a line to nowhere
        (0, 1, 5, 2, 1),  # a reference to nowhere
        (0, 1, 5, 7, 1, 0),  # no such segment
        (0, 0, 2, 65535, 0, 0),  # a segment that copies itself
    ],
)
def test_damaged_segments_are_said(words: tuple[int, ...]) -> None:
    with pytest.raises(DicomReadError, match="damaged"):
        expand_segments(words, wide=True, most=256)


def test_segments_that_copy_each_other_end() -> None:
    words = (0, 0) * 100 + tuple(n for _ in range(100) for n in (2, 65535, 0, 0))
    with pytest.raises(DicomReadError, match="damaged"):
        expand_segments(words, wide=True, most=65536)


def test_a_bad_voi_lut_is_left_out_alone_and_named(tmp_path: Path) -> None:
    bad = radiograph(tmp_path / "bad", first=0, vr="US")
    data = bad.read_bytes()
    at = data.index(b"\x28\x00\x02\x30")
    bad.write_bytes(data[: at + 8] + b"\xff\xff" + data[at + 10 :])
    radiograph(tmp_path / "good", first=0, vr="US")
    report = scan(tmp_path)
    assert report.read == 2
    assert report.skipped == ()
    stacks = {
        Path(stack.frames[0].path).name: stack
        for _study, series in report.all_series()
        for stack in series.stacks
    }
    assert stacks["bad"].voi_luts == ()
    assert len(stacks["good"].voi_luts) == 1
    (issue,) = [i for i in stacks["bad"].geometry.issues if i.code is GeometryIssueCode.DISPLAY]
    assert "too short" in str(issue.message)
    assert issue.files == (str(bad),)
    assert all(i.code is not GeometryIssueCode.DISPLAY for i in stacks["good"].geometry.issues)


def test_an_unknown_voi_function_is_linear_and_said(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, np.arange(256, dtype=np.uint16).reshape(16, 16))
    data_set.WindowCenter, data_set.WindowWidth, data_set.VOILUTFunction = "128", "256", "CUBIC"
    path = save(data_set, tmp_path / "a")
    ((_study, series),) = scan(path).all_series()
    (stack,) = series.stacks
    assert [window.function for window in stack.windows] == ["LINEAR"]
    assert any("CUBIC" in str(issue.message) for issue in stack.geometry.issues)
    grey = apply_window(open_series(path).array[0], stack.windows[0])
    assert (grey.min(), grey.max()) == (0, 255)


@pytest.mark.parametrize(("scale", "blue"), [(257, 0), (1, 127)], ids=["16 bits", "8 bits"])
def test_a_dark_color_of_a_palette_stays_dark(tmp_path: Path, scale: int, blue: int) -> None:
    """Entries below 256 are those of 8 bits only where those of all colors are."""
    data_set = blank()
    put_pixels(data_set, np.arange(256, dtype=np.uint8).reshape(16, 16))
    data_set.PhotometricInterpretation = "PALETTE COLOR"
    for color, table in (
        ("Red", np.arange(256) * scale),
        ("Green", np.arange(256) * scale),
        ("Blue", np.arange(256) // 2),
    ):
        setattr(data_set, f"{color}PaletteColorLookupTableDescriptor", [256, 0, 16])
        setattr(data_set, f"{color}PaletteColorLookupTableData", table.astype("<u2").tobytes())
    save(data_set, tmp_path / "a")
    image = open_series(tmp_path)
    assert image.array[0, 15, 15].tolist() == [255, 255, blue]


def test_packed_entries_of_a_big_endian_palette_keep_their_order(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, np.arange(64, dtype=np.uint8).reshape(8, 8))
    data_set.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
    data_set["PixelData"].VR = "OB"
    data_set.PhotometricInterpretation = "PALETTE COLOR"
    tables = np.arange(64) * 4, 255 - np.arange(64) * 4, np.arange(64)
    for color, table in zip(("Red", "Green", "Blue"), tables, strict=True):
        words = table.astype("<u1").view("<u2").byteswap().tobytes()
        setattr(data_set, f"{color}PaletteColorLookupTableDescriptor", [64, 0, 8])
        setattr(data_set, f"{color}PaletteColorLookupTableData", words)
    image = open_series(save(data_set, tmp_path / "a"))
    np.testing.assert_array_equal(image.array[0].reshape(64, 3), np.stack(tables, axis=-1))
