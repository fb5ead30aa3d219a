"""The mutation run finds what tests let pass, and nothing that they could not see."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from cosmic_ray.commands.init import init
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import WorkItem

from tests.mutation.__main__ import line, total
from tests.mutation.areas import AREAS, chosen
from tests.mutation.places import sample, unseen
from tests.mutation.run import Figures, Order, run

ROOT = Path(__file__).resolve().parents[2]
MODULE = "workstation/toy.py"
CODE = """
from __future__ import annotations

from functools import cache

LIMIT: int | None = 10


@cache
def grade(value: int | float) -> str | None:
    return "high" if value > LIMIT else "low"


def area(a: float, b: float) -> float:
    return a * b
"""
TESTS = """
from workstation.toy import area, grade


def test_area():
    assert area(2, 3) == 6
    assert area(7, 2) == 14


def test_grade():
    assert grade(50) == "high"
    assert grade(-50) == "low"
"""
EDGES = """
from workstation.toy import grade


def test_edges():
    assert grade(10) == "low"
    assert grade(10.5) == "high"
    assert grade(11) == "high"
    assert grade(9.5) == "low"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder, name, text in (
        ("workstation", "__init__.py", ""),
        ("workstation", "toy.py", CODE),
        ("tests", "__init__.py", ""),
        ("tests", "test_toy.py", TESTS),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\n", encoding="utf-8")
    return tmp_path


def figures(root: Path, tests: tuple[str, ...], **more: bool) -> Figures:
    order = Order(most=0, seed=1, folder=root / "out", root=root, **more)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(run, MODULE, tests, order).result()


def mutants(root: Path) -> list[WorkItem]:
    with use_db(str(root / "all.sqlite"), WorkDB.Mode.create) as work:
        init([root / MODULE], work, {})
        return list(work.work_items)


def test_survivors_are_shown_and_killed_by_better_tests(root: Path) -> None:
    first = figures(root, ("tests/test_toy.py",))
    assert first.fault == ""
    assert first.killed >= 2
    assert first.survivors
    assert all("LIMIT" in diff for diff in first.survivors)
    assert not any("a * b" in diff for diff in first.survivors)
    assert (root / MODULE).read_text(encoding="utf-8") == CODE
    (root / "tests" / "test_edges.py").write_text(EDGES, encoding="utf-8")
    kept = figures(root, ("tests/test_toy.py", "tests/test_edges.py"))
    assert kept.survivors == first.survivors
    again = figures(root, ("tests/test_toy.py", "tests/test_edges.py"), again=True)
    assert again.survivors == []
    assert again.killed == first.killed + len(first.survivors)
    assert again.rate == 1.0


def test_tests_that_fail_without_a_mutant_are_told(root: Path) -> None:
    (root / "tests" / "test_toy.py").write_text("def test_no():\n    assert 0\n", encoding="utf-8")
    found = figures(root, ("tests/test_toy.py",))
    assert "test_no" in found.fault
    assert "fail without any mutant" in line(found)


def test_annotations_and_decorators_are_no_places(root: Path) -> None:
    lines = {
        item.mutations[0].start_pos[0]
        for item in sample(root / MODULE, mutants(root), most=0, seed=1)
    }
    texts = {CODE.splitlines()[number - 1].strip() for number in lines}
    assert texts == {
        "LIMIT: int | None = 10",
        'return "high" if value > LIMIT else "low"',
        "return a * b",
    }
    assert len(unseen(CODE)) == 7


def test_a_larger_sample_holds_the_smaller_one(root: Path) -> None:
    items = mutants(root)

    def drawn(most: int, seed: int) -> list[str]:
        return [item.job_id for item in sample(root / MODULE, items, most=most, seed=seed)]

    assert drawn(2, 5) == drawn(3, 5)[:2]
    assert len({tuple(drawn(0, seed)) for seed in range(8)}) > 1


def test_every_module_and_its_tests_are_there() -> None:
    for module, tests in AREAS.items():
        assert (ROOT / module).is_file()
        assert tests
        for path in tests:
            assert (ROOT / path).exists(), path


def test_modules_are_chosen_by_words_of_their_paths() -> None:
    assert set(chosen("suv, sr_write")) == {
        "workstation/dicom/pet/suv.py",
        "workstation/dicom/objects/sr_write.py",
    }
    assert set(chosen("workstation.risk.mayo")) == {"workstation/risk/mayo.py"}
    assert chosen("") == AREAS
    with pytest.raises(ValueError, match="nowhere"):
        chosen("nowhere")


def test_the_table_says_what_share_was_noticed() -> None:
    found = Figures(module="a.py", killed=7, timeouts=1, survivors=["x", "y"], seconds=12.3)
    assert line(found) == "| `a.py` | 7 | 2 | 1 | 80 % | 12 s |\n"
    assert total([found, found]) == "| `all` | 14 | 4 | 2 | 80 % | 25 s |\n"
