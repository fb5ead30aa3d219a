"""Names, sizes and times as people and files state them."""

from __future__ import annotations

import pytest

from workstation.domain.frame_timing import FrameTiming
from workstation.domain.geometry import GeometryIssueCode
from workstation.domain.moments import TimeAxis
from workstation.domain.person_name import readable_name
from workstation.domain.sizes import implausible_size, is_place, is_plausible, is_size


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Doe^Jane", "Doe, Jane"),
        ("Doe^Jane^Q^Dr.^PhD", "Doe, Dr. Jane Q, PhD"),
        ("Doe", "Doe"),
        ("^Jane", "Jane"),
        ("", ""),
        ("Doe^Jane^^^", "Doe, Jane"),
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "Yamada, Tarou (山田 太郎) (やまだ たろう)"),
        ("=山田^太郎", "山田 太郎"),
        ("=山田^太郎=やまだ^たろう", "山田 太郎 (やまだ たろう)"),
        ("Hong^Gildong==홍^길동", "Hong, Gildong (홍 길동)"),
        (" Doe ^ Jane ", "Doe, Jane"),
    ],
)
def test_person_names(value: str, words: str) -> None:
    assert readable_name(value) == words


@pytest.mark.parametrize(
    ("values", "size"),
    [([1e-6, 1e5], True), ([9e-7], False), ([1.1e5], False), ([0.0], False), ([-1.0], False),
     ([1.0, float("nan")], False), ([], True)],
)  # fmt: skip
def test_lengths_that_can_be_computed_with(values: list[float], size: bool) -> None:
    assert is_size(values) is size


@pytest.mark.parametrize(
    ("values", "place"),
    [([0.0, -1e5, 1e5], True), ([1.1e5], False), ([-1.1e5], False), ([float("nan")], False)],
)
def test_places_that_can_be_computed_with(values: list[float], place: bool) -> None:
    assert is_place(values) is place


@pytest.mark.parametrize(
    ("sizes", "counts", "plausible"),
    [
        ([1.0, 0.7, 0.7], [600, 512, 512], True),
        ([1e-3], [1], True),
        ([9e-4], [1], False),
        ([200.0], [20], True),
        ([200.0], [21], False),
        ([200.1], [1], False),
        ([0.7, 8.0], [512, 501], False),
        ([0.7, 8.0], [512, 500], True),
    ],
)
def test_voxels_that_a_person_fits_into(
    sizes: list[float], counts: list[int], plausible: bool
) -> None:
    assert is_plausible(sizes, counts) is plausible


def test_implausible_voxels_are_told_and_block_volumes() -> None:
    issue = implausible_size([0.0005, 2.0], ("a.dcm",))
    assert issue.code is GeometryIssueCode.IMPLAUSIBLE
    assert issue.blocks_volume
    assert issue.files == ("a.dcm",)
    assert "0.0005 × 2 mm" in str(issue.message)


@pytest.mark.parametrize(("frame", "ms"), [(0, 0.0), (1, 40.0), (2, 140.0), (3, None), (-1, None)])
def test_when_frames_begin(frame: int, ms: float | None) -> None:
    timing = FrameTiming(axis=TimeAxis((1.0, 1.04, 1.14), "s"))
    assert timing.start_ms(frame) == (None if ms is None else pytest.approx(ms))
    assert FrameTiming().start_ms(0) is None
    assert FrameTiming(axis=TimeAxis((0.0, 10.0), "%")).start_ms(1) is None
