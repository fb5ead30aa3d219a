"""Labels are named by their hash; what is not what was kept is no labels."""

from __future__ import annotations

import io
import stat
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from numpy.typing import NDArray

from workstation.archive.label_files import LabelFiles, hash_of


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int32"])
def test_labels_come_back(tmp_path: Path, dtype: str) -> None:
    files = LabelFiles(tmp_path)
    labels = np.random.default_rng(3).integers(0, 3, (5, 7, 11)).astype(dtype)
    some: list[NDArray[Any]] = [labels, labels[:, ::2], np.asfortranarray(labels), labels[:0]]
    for each in some:
        path = files.write(hash_of(each), each)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        found = files.read(hash_of(each))
        assert found is not None
        assert found.dtype == each.dtype
        assert_array_equal(found, each)


def test_type_shape_and_values_decide_the_name() -> None:
    labels: NDArray[Any] = np.arange(12, dtype=np.uint8).reshape(3, 4)
    others: list[NDArray[Any]] = [
        labels.reshape(4, 3),
        labels.astype(np.uint16),
        labels[::-1],
        labels + 1,
    ]
    names = {hash_of(each) for each in (labels, *others)}
    assert len(names) == 5
    assert hash_of(np.asfortranarray(labels)) == hash_of(labels)


def test_what_is_there_is_not_written_again(tmp_path: Path) -> None:
    files = LabelFiles(tmp_path)
    labels = np.ones((4, 4), np.uint8)
    path = files.write(hash_of(labels), labels)
    before = path.stat().st_mtime_ns, path.stat().st_ino
    files.write(hash_of(labels), labels)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


@pytest.mark.parametrize("damage", ["none", "cut", "letters", "other", "archive"])
def test_damaged_and_exchanged_labels_are_told_from_whole_ones(tmp_path: Path, damage: str) -> None:
    files = LabelFiles(tmp_path)
    labels = np.random.default_rng(3).integers(0, 3, (50, 70)).astype(np.uint8)
    name = hash_of(labels)
    path = files.write(name, labels)
    if damage == "none":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:-30])
    elif damage == "letters":
        path.write_text("no archive")
    else:
        other = io.BytesIO()
        if damage == "other":
            np.savez_compressed(other, labels=labels[::-1])
        else:
            np.savez_compressed(other, values=labels)
        path.write_bytes(other.getvalue())
    again = LabelFiles(tmp_path)
    assert again.read(name) is None
    # The same labels, made anew, mend it.
    again.write(name, labels)
    found = LabelFiles(tmp_path).read(name)
    assert found is not None
    assert_array_equal(found, labels)
