"""Values that make no sense stay with their file: it is named, the rest opens."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
import pytest
from pydicom.uid import (
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLSLossless,
    RLELossless,
)

from tests.support.dicom_phantoms import (
    SeriesPhantom,
    blank,
    compress,
    image_data_set,
    put_pixels,
    ramp,
    save,
    straight,
    write_series,
)
from workstation.dicom.headers import file_header
from workstation.dicom.headers.file_header import FileHeader
from workstation.dicom.headers.frame_geometry import FrameHeader, classic_frames
from workstation.dicom.isolation.sandbox import ReaderProcess
from workstation.dicom.objects.source_header import source_header
from workstation.dicom.scan import grouping
from workstation.dicom.standard.attributes import Attributes
from workstation.domain.geometry import GeometryIssueCode
from workstation.domain.image import Volume
from workstation.domain.study import Series
from workstation.errors import PixelDecodeError
from workstation.services.open_study import open_series, scan


def named(folder: Path) -> dict[str, str]:
    return {Path(each.path).name: str(each.reason) for each in scan(folder).skipped}


# Place and order of the pixels


@pytest.mark.parametrize("meta", [ImplicitVRLittleEndian, ExplicitVRLittleEndian])
def test_pixels_are_read_where_they_stand_whatever_the_file_meta_says(
    tmp_path: Path, meta: str
) -> None:
    phantom = SeriesPhantom(stored=ramp(), positions=straight(6))
    for k in range(6):
        data_set = image_data_set(phantom, k)
        path = save(data_set, tmp_path / f"{k}", implicit=meta == ExplicitVRLittleEndian)
        data = path.read_bytes()
        right = data_set.file_meta.TransferSyntaxUID.encode()
        wrong = meta.encode()
        start = data.index(b"\x02\x00\x10\x00UI")
        length = len(right) + len(right) % 2
        value = wrong + b"\0" * (len(wrong) % 2)
        element = b"\x02\x00\x10\x00UI" + len(value).to_bytes(2, "little") + value
        changed = data[:start] + element + data[start + 8 + length :]
        group = int.from_bytes(changed[140:144], "little") + len(value) - length
        path.write_bytes(changed[:140] + group.to_bytes(4, "little") + changed[144:])
    volume = open_series(tmp_path)
    assert isinstance(volume, Volume)
    np.testing.assert_array_equal(volume.array, ramp().astype(int) - 1024)


def test_pixels_alone_may_be_explicit(tmp_path: Path) -> None:
    """An implicit data set with an explicit pixel element, small enough to be taken wrongly."""
    data_set = blank()
    values = ramp(1, 90, 100)[0]
    put_pixels(data_set, values)
    path = save(data_set, tmp_path / "a", implicit=True)
    data = path.read_bytes()
    at = data.rindex(b"\xe0\x7f\x10\x00")
    path.write_bytes(data[: at + 4] + b"OW\0\0" + data[at + 4 :])
    np.testing.assert_array_equal(open_series(path).array[0], values)


# One file and the rest


@pytest.mark.parametrize(
    "fault", [ValueError, OverflowError, UnicodeError, KeyError, RecursionError, MemoryError]
)
@pytest.mark.parametrize("place", ["grouping", "header"])
def test_a_file_that_cannot_be_handled_is_left_out_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: type[Exception], place: str
) -> None:
    phantom = SeriesPhantom(stored=ramp(), positions=straight(6))
    paths = write_series(tmp_path, phantom)
    bad = paths[2].name

    if place == "grouping":
        group = grouping._series

        def fail(files: list[FileHeader], twins: Collection[str]) -> Series:
            if any(Path(file.path).name == bad for file in files):
                raise fault
            return group(files, twins)

        monkeypatch.setattr(grouping, "_series", fail)
    else:

        def fail_header(attributes: Attributes, count: int) -> tuple[FrameHeader, ...]:
            if attributes.integer(0x00200013) == 4:
                raise fault
            return classic_frames(attributes, count)

        monkeypatch.setattr(file_header, "classic_frames", fail_header)
    report = scan(tmp_path)
    assert (report.files, report.read) == (6, 5)
    (skipped,) = report.skipped
    assert Path(skipped.path).name == bad
    assert fault.__name__ in str(skipped.reason)
    ((_study, series),) = report.all_series()
    assert len(series.stacks[0].frames) == 5


def test_a_character_set_that_is_none_is_said(tmp_path: Path) -> None:
    for name in ("idna", "rot13", "unicode_escape", "punycode", "ISO_IR 999"):
        data_set = blank()
        put_pixels(data_set, ramp(1)[0])
        path = save(data_set, tmp_path / name.replace(" ", ""))
        data = pydicom.dcmread(path)
        data.PatientName = "Mueller^Anna"
        data.SpecificCharacterSet = "ISO_IR 100"
        data.StudyDescription = "Sch\u00e4del"
        data.save_as(path, enforce_file_format=True)
        raw = path.read_bytes()
        at = raw.index(b"\x08\x00\x05\x00CS")
        value = name.encode() + b" " * (len(name) % 2)
        path.write_bytes(raw[: at + 6] + len(value).to_bytes(2, "little") + value + raw[at + 18 :])
    report = scan(tmp_path)
    assert report.read == 5
    for study, series in report.all_series():
        assert study.patient.name == "Mueller^Anna"
        (issue,) = [
            each
            for each in series.stacks[0].geometry.issues
            if each.code is GeometryIssueCode.CHARACTER_SET
        ]
        assert "not known" in str(issue.message)


@pytest.mark.parametrize("name", ["ISO_IR 100", "ISO_IR 192", "ISO-IR 100", "ISO IR 144", "utf-8"])
def test_character_sets_and_slips_of_the_pen_are_followed(name: str) -> None:
    from workstation.dicom.standard.character_sets import is_character_set

    assert is_character_set(name)


def test_derived_objects_can_be_made_of_files_with_damaged_names(tmp_path: Path) -> None:
    """What is copied into a derived object: characters that nobody can read, a name of numbers."""
    data_set = blank()
    put_pixels(data_set, ramp(1)[0])
    path = save(data_set, tmp_path / "a")
    raw = path.read_bytes()
    at = raw.index(b"\x08\x00\x16\x00UI")
    raw = raw[:at] + b"\x08\x00\x05\x00CS\x04\x00idna" + raw[at:]
    name = raw.index(b"\x10\x00\x10\x00PN")
    path.write_bytes(raw[: name + 4] + b"UL" + raw[name + 6 :])
    header = source_header(str(path))
    assert header.PatientName == ""
    assert header.PatientID == "P1"
    assert header.SpecificCharacterSet == "ISO_IR 192"


# Samples and sizes


def test_a_stream_of_three_samples_in_an_image_of_one_is_refused(tmp_path: Path) -> None:
    color = np.zeros((40, 64, 3), np.uint8)
    for syntax, stream in (
        (JPEGLSLossless, imagecodecs.jpegls_encode(color)),
        (JPEG2000Lossless, imagecodecs.jpeg2k_encode(color, codecformat="j2k", level=0)),
    ):
        data_set = blank()
        put_pixels(data_set, color[..., 0])
        compress(data_set, syntax, [bytes(stream)])
        path = save(data_set, tmp_path / syntax)
        with pytest.raises(PixelDecodeError, match="samples"):
            open_series(path)


@pytest.mark.parametrize(
    ("samples", "photometric"), [(1, "RGB"), (3, "MONOCHROME2"), (3, "HSV"), (3, "PALETTE COLOR")]
)
def test_samples_that_the_colors_do_not_have_are_refused(
    tmp_path: Path, samples: int, photometric: str
) -> None:
    data_set = blank()
    put_pixels(data_set, np.zeros((8, 8, 3) if samples == 3 else (8, 8), np.uint8))
    data_set.PhotometricInterpretation = photometric
    save(data_set, tmp_path / "a")
    assert photometric in named(tmp_path)["a"]


def test_more_bits_in_the_stream_than_the_header_allows_are_refused(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, np.zeros((40, 64), np.uint8))
    wide = ramp(1, 40, 64)[0]
    compress(data_set, JPEGLSLossless, [bytes(imagecodecs.jpegls_encode(wide))])
    with pytest.raises(PixelDecodeError, match="bits per sample"):
        open_series(save(data_set, tmp_path / "a"))


def test_fragments_under_an_uncompressed_syntax_are_refused(tmp_path: Path) -> None:
    """They may be longer than the pixels, and would be shown as noise."""
    values = np.random.default_rng(1).integers(0, 65536, (32, 32)).astype(np.uint16)
    data_set = blank()
    put_pixels(data_set, values)
    compress(data_set, JPEG2000Lossless, [values.tobytes() * 2])
    path = save(data_set, tmp_path / "a")
    right = JPEG2000Lossless.encode()
    wrong = ExplicitVRLittleEndian.encode().ljust(len(right), b"\0")
    path.write_bytes(path.read_bytes().replace(right, wrong, 1))
    assert "does not state how" in named(tmp_path)["a"]


def test_single_bits_in_rle_are_refused_in_words(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, np.ones((32, 32), np.uint8))
    data_set.compress(RLELossless)
    data_set.BitsAllocated = data_set.BitsStored = 1
    data_set.HighBit = 0
    with pytest.raises(PixelDecodeError, match="single bits"):
        open_series(save(data_set, tmp_path / "a"))


def test_floats_of_another_size_than_theirs_are_refused(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, np.zeros((8, 8), np.uint16))
    del data_set.PixelData
    data_set.FloatPixelData = np.ones((8, 8), "<f4").tobytes()
    save(data_set, tmp_path / "a")
    assert "bits allocated" in named(tmp_path)["a"]


def test_a_huge_blank_frame_in_a_few_bytes_is_refused_by_the_scan(tmp_path: Path) -> None:
    stream = bytes(imagecodecs.jpeg2k_encode(np.zeros((64, 64), np.uint16), codecformat="j2k"))
    data_set = blank()
    put_pixels(data_set, np.zeros((64, 64), np.uint16))
    data_set.Rows = data_set.Columns = 16000
    compress(data_set, JPEG2000Lossless, [stream])
    save(data_set, tmp_path / "a")
    assert "holds only" in named(tmp_path)["a"]


def test_a_large_frame_is_decoded_in_a_process_of_bounded_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[int] = []
    start = ReaderProcess.__init__

    def note(self: ReaderProcess, *, memory_bytes: int, seconds: float) -> None:
        limits.append(memory_bytes)
        start(self, memory_bytes=memory_bytes, seconds=seconds)

    monkeypatch.setattr(ReaderProcess, "__init__", note)
    monkeypatch.setattr("workstation.dicom.pixels.frame_reader.LARGE_SAMPLES", 1000)
    values = ramp(1, 40, 64)[0]
    data_set = blank()
    put_pixels(data_set, values)
    compress(data_set, JPEGLSLossless, [bytes(imagecodecs.jpegls_encode(values))])
    path = save(data_set, tmp_path / "a")
    image = open_series(path)
    np.testing.assert_array_equal(image.array[0], values)
    assert all(issue.code is not GeometryIssueCode.PIXELS for issue in image.honesty.issues)
    assert min(limits) < 1024**3


# Decoders that stand in


def second_choice(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A CT slice that the first library is made to refuse."""
    values = ramp(1, 40, 64)[0]
    phantom = SeriesPhantom(stored=values[None], positions=straight(1), slope=2.0)
    data_set = image_data_set(phantom, 0)
    compress(data_set, JPEGLSLossless, [bytes(imagecodecs.jpegls_encode(values))])

    def refuse(_data: bytes) -> None:
        raise ValueError

    monkeypatch.setattr(imagecodecs, "jpegls_decode", refuse)
    return save(data_set, path)


def test_a_second_library_changes_no_value_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = open_series(second_choice(tmp_path / "a", monkeypatch))
    np.testing.assert_array_equal(image.array[0], ramp(1, 40, 64)[0].astype(int) * 2 - 1024)
    (issue,) = [i for i in image.honesty.issues if i.code is GeometryIssueCode.PIXELS]
    assert issue.blocks_volume
    assert issue.files == (str(tmp_path / "a"),)


def test_an_answer_of_another_shape_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = second_choice(tmp_path / "a", monkeypatch)
    ask = ReaderProcess.ask

    def three_samples(
        self: ReaderProcess, request: dict[str, object], *, more_seconds: float = 0.0
    ) -> tuple[dict[str, object], bytes]:
        reply, payload = ask(self, request, more_seconds=more_seconds)
        if request["job"] != "decode":
            return reply, payload
        return {**reply, "shape": [40, 64, 3], "dtype": "|u1"}, bytes(40 * 64 * 3)

    monkeypatch.setattr(ReaderProcess, "ask", three_samples)
    with pytest.raises(PixelDecodeError, match="another size"):
        open_series(path)
