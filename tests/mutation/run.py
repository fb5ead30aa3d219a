"""Run the mutants of a module in a copy of the tree, and keep what came of each."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cosmic_ray.commands.init import init
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkResult

from tests.mutation.forked import TIMEOUT, baseline, forget_compiled, tried
from tests.mutation.places import sample

_COPIED = ("workstation", "tests", "pyproject.toml")
_LEAST_TIMEOUT_S = 20.0
_TIMES_BASELINE = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is wanted: mutants per module (0 for all places), seed, folder to keep results in.

    `again` runs those that survived once more, after tests were added; `root` is the repository.
    """

    most: int
    seed: int
    folder: Path
    again: bool = False
    root: Path = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What came of the mutants of a module; `survivors` are their differences to the source."""

    module: str
    killed: int = 0
    timeouts: int = 0
    seconds: float = 0.0
    survivors: list[str] = field(default_factory=list)
    fault: str = ""

    @property
    def rate(self) -> float:
        """Share that tests noticed, by failing or by never ending; 1 where nothing was run."""
        total = self.killed + self.timeouts + len(self.survivors)
        return (self.killed + self.timeouts) / total if total else 1.0


def run(module: str, tests: tuple[str, ...], order: Order) -> Figures:
    """Every mutant of the sample that has no result yet, then the figures of all of them.

    It may be stopped at any time; what was run is kept and not run again while the text of the
    module is the same.
    """
    root = order.root
    text = (root / module).read_bytes()
    print_of_text = hashlib.sha256(text).hexdigest()[:12]
    order.folder.mkdir(parents=True, exist_ok=True)
    kept = order.folder / f"{module.replace('/', '.')}-{order.seed}-{print_of_text}.sqlite"
    start = time.monotonic()
    with _tree(root, order.folder) as tree, use_db(str(kept), WorkDB.Mode.create) as work:
        os.chdir(tree)
        if not work.num_work_items:
            init([Path(module)], work, {})
        drawn = sample(Path(module), work.work_items, most=order.most, seed=order.seed)
        there = tuple(path for path in tests if Path(path).exists())
        results = dict(work.results)
        pending = [
            item
            for item in drawn
            if item.job_id not in results
            or (order.again and results[item.job_id].test_outcome is TestOutcome.SURVIVED)
        ]
        if pending:
            seconds, fault = baseline(there)
            if fault:
                return Figures(module=module, fault=fault)
            forget_compiled(Path(module))
            limit = max(_LEAST_TIMEOUT_S, _TIMES_BASELINE * seconds)
            for item in pending:
                work.set_result(item.job_id, tried(item.mutations[0], there, limit))
        os.chdir(root)
        results = dict(work.results)
        found = [results[item.job_id] for item in drawn]
        return _figures(module, found, time.monotonic() - start)


def _figures(module: str, results: list[WorkResult], seconds: float) -> Figures:
    killed, timeouts, survivors = 0, 0, []
    for result in results:
        if result.test_outcome is TestOutcome.SURVIVED:
            survivors.append(result.diff or "")
        elif result.output == TIMEOUT:
            timeouts += 1
        else:
            killed += 1
    return Figures(
        module=module,
        killed=killed,
        timeouts=timeouts,
        seconds=seconds,
        survivors=sorted(survivors),
    )


@contextmanager
def _tree(root: Path, folder: Path) -> Iterator[Path]:
    """A copy of the code, so that the sources are never touched; the rest is linked."""
    place = folder.resolve() / f"tree-{os.getpid()}"
    shutil.rmtree(place, ignore_errors=True)
    tree = place / "lightbox"
    tree.mkdir(parents=True)
    try:
        for each in root.iterdir():
            if each.name in _COPIED:
                _copy(each, tree / each.name)
            elif not each.name.startswith(".") and each.name != "out":
                (tree / each.name).symlink_to(each)
        if (root.parent / "shared").exists():
            (place / "shared").symlink_to(root.parent / "shared")
        before = os.environ.get("PYTHONPATH", "")
        os.environ["PYTHONPATH"] = str(tree)
        try:
            yield tree
        finally:
            os.chdir(root)
            os.environ["PYTHONPATH"] = before
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy2(source, target)
