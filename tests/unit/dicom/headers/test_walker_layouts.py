"""Files laid out like one before are read as a walk of their own would read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from tests.support.dicom_phantoms import (
    SeriesPhantom,
    blank,
    put_pixels,
    ramp,
    save,
    straight,
    write_series,
)
from workstation.dicom.headers.walker import Walked, Walker, walk
from workstation.dicom.standard.tags import tag


def walked(walker: Walker, path: Path) -> Walked:
    found = walker.walk(str(path))
    assert found is not None
    return found


def test_a_series_is_read_as_file_by_file(tmp_path: Path) -> None:
    paths = write_series(tmp_path, SeriesPhantom(stored=ramp(12), positions=straight(12)))
    walker = Walker()
    for path in paths:
        assert walked(walker, path) == walk(str(path))


def longer_id(data_set: Dataset) -> None:
    data_set.PatientName, data_set.PatientID = "Abcd", "Phantom^One "


def another_time(data_set: Dataset) -> None:
    del data_set.StudyTime
    data_set.SeriesTime = "030405"


def another_vr(data_set: Dataset) -> None:
    data_set[0x00100020] = DataElement(0x00100020, "SH", "Abcd")


@pytest.mark.parametrize("change", [longer_id, another_time, another_vr])
def test_other_layouts_of_one_size_are_walked(
    tmp_path: Path, change: Callable[[Dataset], None]
) -> None:
    first = blank()
    first.PatientName, first.PatientID = "Phantom^One ", "Abcd"
    put_pixels(first, np.zeros((4, 4), np.uint16))
    save(first, tmp_path / "a")
    second = Dataset(first)
    second.file_meta = first.file_meta
    change(second)
    save(second, tmp_path / "b")
    walker = Walker()
    walked(walker, tmp_path / "a")
    assert walked(walker, tmp_path / "b") == walk(str(tmp_path / "b"))


def test_values_are_those_of_each_file(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, np.zeros((4, 4), np.uint16))
    walker = Walker()
    for name in ("One^A", "Two^B"):
        data_set.PatientName = name
        save(data_set, tmp_path / name)
        raw = walked(walker, tmp_path / name).raw
        assert raw[tag("PatientName")].strip() == name.encode()


def test_a_file_cut_within_its_header_is_not_plain(tmp_path: Path) -> None:
    data_set = blank()
    put_pixels(data_set, np.zeros((64, 64), np.uint16))
    save(data_set, tmp_path / "a")
    whole = (tmp_path / "a").read_bytes()
    walker = Walker()
    offset = walked(walker, tmp_path / "a").pixel_offset
    (tmp_path / "b").write_bytes(whole[: offset - 20] + b"\0" * (len(whole) - offset + 20))
    assert walker.walk(str(tmp_path / "b")) == walk(str(tmp_path / "b"))
