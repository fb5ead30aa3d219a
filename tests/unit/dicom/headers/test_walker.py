"""The light walker gives what pydicom gives, or nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from tests.support.dicom_phantoms import blank, put_pixels, save
from workstation.dicom.headers.walker import Walked, walk
from workstation.dicom.reader_process.main import answer


def assert_same(path: Path, walked: Walked) -> None:
    reply, _payload = answer({"job": "header", "path": str(path)})
    assert "reason" not in reply, path.name
    assert reply["syntax"] == walked.syntax.uid
    assert not reply["big_endian"]
    assert reply["sequences"] in ({}, {k: [] for k in reply["sequences"]}), path.name
    theirs = {int(number): value.encode("latin-1") for number, value in reply["raw"].items()}
    ours = dict(walked.raw)
    for number in (0x00080005,):
        # pydicom keeps the character set decoded; padding may be gone.
        assert ours.pop(number, b"").strip(b" \0") == theirs.pop(number, b"").strip(b" \0")
    assert ours == {number: value for number, value in theirs.items() if value}
    assert reply["pixel"] == (walked.pixel_tag, walked.pixel_offset, walked.pixel_length)


def compare_all(root: Path) -> int:
    plain = 0
    for path in sorted(root.rglob("*")):
        if not path.is_file():
            continue
        walked = walk(str(path))
        if walked is not None:
            assert_same(path, walked)
            plain += 1
    return plain


@pytest.mark.filterwarnings("ignore")
def test_walker_equals_pydicom_on_its_own_files() -> None:
    assert compare_all(Path(pydicom.__file__).parent / "data" / "test_files") > 50


@pytest.mark.filterwarnings("ignore")
def test_walker_equals_pydicom_on_all_shared_files(shared_data: Path) -> None:
    assert compare_all(shared_data) > 500


@pytest.mark.parametrize("implicit", [False, True])
@pytest.mark.parametrize("undefined", [False, True])
def test_sequences_are_stepped_over(tmp_path: Path, implicit: bool, undefined: bool) -> None:
    data_set = blank()
    inner, outer = Dataset(), Dataset()
    inner.CodeValue, inner.CodeMeaning = "1", "inner"
    outer.PurposeOfReferenceCodeSequence = Sequence([inner, inner])
    data_set.SourceImageSequence = Sequence([outer, outer])
    for sequence in (data_set["SourceImageSequence"], outer["PurposeOfReferenceCodeSequence"]):
        sequence.is_undefined_length = undefined
    for item in (inner, outer):
        item.is_undefined_length_sequence_item = undefined
    put_pixels(data_set, np.zeros((4, 4), np.uint8))
    path = save(data_set, tmp_path / "file", implicit=implicit)
    walked = walk(str(path))
    assert walked is not None
    assert_same(path, walked)


def test_header_longer_than_the_first_read(tmp_path: Path) -> None:
    data_set = blank()
    data_set.add_new(0x00091001, "OB", b"\1" * 100_000)
    data_set.ImageComments = "x" * 9000
    put_pixels(data_set, np.zeros((4, 4), np.uint8))
    path = save(data_set, tmp_path / "file")
    walked = walk(str(path))
    assert walked is not None
    assert_same(path, walked)


def test_huge_length_claims_are_left_to_the_child(tmp_path: Path) -> None:
    data_set = blank()
    data_set.add_new(0x00091001, "OB", b"\1" * 64)
    put_pixels(data_set, np.zeros((4, 4), np.uint8))
    path = save(data_set, tmp_path / "file")
    content = path.read_bytes()
    start = content.index(b"\x09\x00\x01\x10OB")
    path.write_bytes(content[: start + 8] + b"\xf0\xff\xff\x7f" + content[start + 12 :])
    assert walk(str(path)) is None
