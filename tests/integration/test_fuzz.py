"""A short run of the mutations finds nothing, and the judge would notice if it did."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.fuzz import checks, judging
from tests.fuzz.cases import Case, make_case, seeds_of
from tests.fuzz.dicom_mutations import cut_fragment
from tests.fuzz.elements import PIXELS, layout_of
from tests.fuzz.judging import Judge
from tests.fuzz.mutant import Harm, Mutant
from tests.fuzz.outcomes import FINDINGS, Kind, Outcome
from tests.fuzz.pool import Worker, judge_all
from tests.fuzz.run import Order, fuzz, table
from tests.fuzz.seed import Seed, Seeds, write
from tests.fuzz.seeds import build
from workstation.dicom.pixels.decode.decoded import Decoded
from workstation.domain.image import Volume
from workstation.domain.pixel_source import PixelFormat
from workstation.services.open_files import ImageFiles
from workstation.services.prepare_view import PreparedImage, prepare_image

SEED, FILES, LIMIT_S = 7, 48, 60.0
"""The limit is far from what any file takes on a machine that does other things, too."""


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return build()


@pytest.fixture
def judge(seeds: Seeds, tmp_path: Path) -> Judge:
    return Judge(seeds, tmp_path / "sound")


def seed_of(seeds: Seeds, name: str) -> Seed:
    return next(seed for seed in seeds.images if seed.name == name)


def case_of(seed: Seed, mutant: Mutant, folder: Path) -> Case:
    write({**seed.files, seed.victim: mutant.content}, folder)
    return Case(0, seed, mutant, folder)


def test_no_mutation_is_a_finding(tmp_path: Path) -> None:
    order = Order(seed=SEED, files=FILES, limit_s=LIMIT_S, keep=tmp_path)
    figures = fuzz(order)
    assert [f"{area}: {one}" for area in figures for one in figures[area].findings] == []
    assert {sum(found.kinds.values()) for found in figures.values()} == {FILES}
    # A run that refuses everything, or nothing, has not mutated what it meant to.
    assert all(found.kinds[Kind.OK] for found in figures.values())
    assert all(found.kinds[Kind.REFUSED] for found in figures.values())


@pytest.mark.parametrize("area", ["render", "masks", "states", "plugins"])
def test_every_sound_file_is_ok(seeds: Seeds, judge: Judge, tmp_path: Path, area: str) -> None:
    sound = [
        case_of(seed, Mutant(seed.files[seed.victim], "", Harm.CUT), tmp_path / f"{place:03d}")
        for place, seed in enumerate(seeds_of(area, seeds))
    ]
    outcomes = judge.judge(area, sound)
    assert {case.seed.name for case, one in zip(sound, outcomes, strict=True)
            if one.kind is not Kind.OK} == set()  # fmt: skip


def test_the_same_seed_makes_the_same_files(seeds: Seeds, tmp_path: Path) -> None:
    for number in range(12):
        first = make_case("open", seeds, 3, number, tmp_path / "a")
        again = make_case("open", seeds, 3, number, tmp_path / "b")
        other = make_case("open", seeds, 4, number, tmp_path / "c")
        assert first.mutant == again.mutant
        assert other.mutant != first.mutant
        assert first.victim.read_bytes() == first.mutant.content


def test_the_elements_of_a_file_are_found(seeds: Seeds) -> None:
    plain = seed_of(seeds, "explicit-12")
    data = plain.files[plain.victim]
    pixels = layout_of(data).tag(PIXELS)
    assert pixels is not None
    assert (pixels.vr, pixels.end - pixels.value, pixels.end) == (b"OW", 34 * 36 * 2, len(data))
    packed = seed_of(seeds, "jpegls-gdcm-12")
    (fragment,) = layout_of(packed.files[packed.victim]).fragments
    assert packed.files[packed.victim][fragment.value :][:4] == b"\xff\xd8\xff\xf7"


# What the judge would notice


class _Changed:
    """`prepare_image`, with something done to the values."""

    def __init__(self, change: Any) -> None:
        self._change = change

    def __call__(self, *args: Any, **kwargs: Any) -> PreparedImage:
        prepared = prepare_image(*args, **kwargs)
        image = self._change(prepared.image)
        return replace(prepared, image=image, shown=image)


def test_values_that_a_cut_changed_without_a_word_are_noticed(
    seeds: Seeds, judge: Judge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = seed_of(seeds, "explicit-16")
    case = case_of(seed, Mutant(seed.files[seed.victim], "", Harm.CUT), tmp_path / "c")
    changed = _Changed(lambda image: replace(image, array=image.array + 1))
    monkeypatch.setattr(judging, "prepare_image", changed)
    (outcome,) = judge.judge("open", [case])
    assert outcome.kind is Kind.DAMAGE


def test_values_that_are_not_finite_are_noticed(
    seeds: Seeds, judge: Judge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = seed_of(seeds, "ct")
    case = case_of(seed, Mutant(seed.files[seed.victim], ""), tmp_path / "c")

    def spoil(image: Volume) -> Volume:
        return replace(image, array=np.full(image.array.shape, np.inf, np.float32))

    monkeypatch.setattr(judging, "prepare_image", _Changed(spoil))
    (outcome,) = judge.judge("open", [case])
    assert (outcome.kind, "finite" in outcome.words) == (Kind.DAMAGE, True)


def test_a_cut_stream_is_refused_and_would_be_noticed(
    seeds: Seeds, judge: Judge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = seed_of(seeds, "j2k-openjpeg-12")
    cut = cut_fragment(seed.files[seed.victim], random.Random(2))
    assert cut.harm is Harm.CUT
    sound = case_of(seed, Mutant(seed.files[seed.victim], ""), tmp_path / "sound")
    assert judge.judge("open", [sound])[0].kind is Kind.OK
    case = case_of(seed, cut, tmp_path / "cut")
    assert judge.judge("open", [case])[0].kind is Kind.REFUSED
    monkeypatch.setattr("workstation.dicom.pixels.frame_reader.decode_frame", _half_a_frame)
    monkeypatch.setattr(
        "workstation.dicom.pixels.frame_reader.frame_fragments", lambda *_: [[(0, 8)]]
    )
    assert judge.judge("open", [case])[0].kind is Kind.DAMAGE


def _half_a_frame(_data: bytes, _coding: object, image_format: PixelFormat) -> Decoded:
    values = np.ones((image_format.rows, image_format.columns), np.uint16)
    values[image_format.rows // 2 :] = 0
    return Decoded(values)


@pytest.mark.parametrize("fault", [ValueError, MemoryError, RecursionError, SystemExit])
def test_an_exception_that_is_no_known_fault_is_noticed(
    seeds: Seeds,
    judge: Judge,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: type[BaseException],
) -> None:
    seed = seed_of(seeds, "ct")
    case = case_of(seed, Mutant(seed.files[seed.victim], ""), tmp_path / "c")

    def fail(*_args: object, **_kwargs: object) -> None:
        raise fault("x")

    monkeypatch.setattr(checks, "render_image", fail)
    (outcome,) = judge.judge("render", [case])
    assert (outcome.kind, outcome.words.split()[0]) == (Kind.CRASH, fault.__name__)


def test_a_file_that_is_said_nothing_of_is_noticed(
    seeds: Seeds, judge: Judge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = seed_of(seeds, "ct")
    case = case_of(seed, Mutant(b"no image at all" * 20, ""), tmp_path / "c")
    real = ImageFiles.scan

    def forget(self: Any, paths: Sequence[Path]) -> Any:
        return replace(real(self, paths), skipped=())

    monkeypatch.setattr(ImageFiles, "scan", forget)
    (outcome,) = judge.judge("scan", [case])
    assert (outcome.kind, outcome.words) == (Kind.LOST, f"{seed.victim} is nowhere")


class _Stubborn(Worker):
    """A worker that never ends, or that dies, on file number 1."""

    dies = False

    def ask(self, area: str, seed: int, numbers: Sequence[int], seconds: float) -> list[Outcome]:
        if 1 in numbers:
            process = self._running()
            os.kill(process.pid, signal.SIGKILL if self.dies else signal.SIGSTOP)
        return super().ask(area, seed, numbers, seconds)


@pytest.mark.parametrize(("dies", "kind"), [(True, Kind.CRASH), (False, Kind.HANG)])
def test_a_worker_that_dies_or_hangs_costs_its_file_alone(
    seeds: Seeds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, dies: bool, kind: Kind
) -> None:
    import pickle

    (tmp_path / "seeds").write_bytes(pickle.dumps(seeds))
    monkeypatch.setattr(_Stubborn, "dies", dies)
    monkeypatch.setattr("tests.fuzz.pool.Worker", _Stubborn)
    found: list[Outcome] = []
    judge_all(
        [("plugins", (0, 1, 2))], 1, tmp_path / "seeds", lambda _area, one: found.append(one),
        workers=1, limit_s=2.0, until=time.monotonic() + 600,
    )  # fmt: skip
    assert [one.number for one in found] == [0, 1, 2]
    assert [one.kind in FINDINGS for one in found] == [False, True, False]
    assert found[1].kind is kind


def test_the_table_says_how_to_meet_a_finding_again(seeds: Seeds, tmp_path: Path) -> None:
    from tests.fuzz.run import Figures, _keep

    order = Order(areas=("scan",), seed=5, keep=tmp_path)
    outcome = Outcome(number=3, kind=Kind.CRASH, words="ValueError", seed_name="ct", seconds=1.25)
    figures = Figures()
    figures.add(outcome)
    _keep(order, seeds, "scan", outcome)
    text = table({"scan": figures}, 10.0, order)
    assert "| scan | 1 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 1.25 | 0 |" in text
    assert "360 an hour" in text
    kept = tmp_path / "scan-5-3-crash"
    assert "tests.fuzz scan --seed 5 --first 3 --files 1" in (kept / "finding.txt").read_text()
    made = make_case("scan", seeds, 5, 3, tmp_path / "again")
    assert (kept / "0000003" / made.seed.victim).read_bytes() == made.mutant.content
