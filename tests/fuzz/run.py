"""One run: which files, what was found, and what of it is kept."""

from __future__ import annotations

import pickle
import shutil
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.cases import AREAS, make_case
from tests.fuzz.outcomes import FINDINGS, Kind, Outcome
from tests.fuzz.pool import Batch, judge_all
from tests.fuzz.seed import Seeds
from tests.fuzz.seeds import build

_BATCH = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a run does; see the options of `python -m tests.fuzz`."""

    areas: tuple[str, ...] = AREAS
    seed: int = 1
    files: int = 200
    first: int = 0
    seconds: float | None = None
    workers: int = 2
    limit_s: float = 5.0
    data: Path | None = None
    keep: Path


@dataclass(slots=True)
class Figures:
    """Of one area."""

    kinds: Counter[Kind] = field(default_factory=Counter)
    longest_s: float = 0.0
    grown_mb: float = 0.0
    findings: list[Outcome] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one file."""
        self.kinds[outcome.kind] += 1
        self.longest_s = max(self.longest_s, outcome.seconds)
        self.grown_mb = max(self.grown_mb, outcome.grown_mb)
        if outcome.kind in FINDINGS:
            self.findings.append(outcome)


def fuzz(order: Order) -> dict[str, Figures]:
    """Mutate and judge; findings are kept with a line how to meet them again."""
    figures = {area: Figures() for area in order.areas}
    seeds = build(order.data)

    def tell(area: str, outcome: Outcome) -> None:
        figures[area].add(outcome)
        if outcome.kind in FINDINGS:
            _keep(order, seeds, area, outcome)

    with tempfile.TemporaryDirectory(prefix="lightbox-fuzz-") as name:
        path = Path(name) / "seeds"
        path.write_bytes(pickle.dumps(seeds))
        judge_all(
            _batches(order), order.seed, path, tell, workers=order.workers, limit_s=order.limit_s,
            until=time.monotonic() + (order.seconds or 1e9),
        )  # fmt: skip
    return figures


def _batches(order: Order) -> list[Batch]:
    """Areas take turns, so that a run that is stopped has seen them all."""
    end = order.first + order.files
    return [
        (area, range(start, min(start + _BATCH, end)))
        for start in range(order.first, end, _BATCH)
        for area in order.areas
    ]


def _keep(order: Order, seeds: Seeds, area: str, outcome: Outcome) -> None:
    folder = order.keep / f"{area}-{order.seed}-{outcome.number}-{outcome.kind}"
    shutil.rmtree(folder, ignore_errors=True)
    case = make_case(area, seeds, order.seed, outcome.number, folder)
    data = f" --data {order.data}" if order.data else ""
    (folder / "finding.txt").write_text(
        f"{outcome.kind}: {outcome.words}\n{case.seed.name}: {case.mutant.words}\n"
        f"python -m tests.fuzz {area} --seed {order.seed} --first {outcome.number} --files 1"
        f"{data}\n"
    )


def table(figures: dict[str, Figures], seconds: float, order: Order) -> str:
    """The figures of a run, and one line for each finding."""
    lines = [f"| area | files | {' | '.join(Kind)} | longest s | memory MB |"]
    lines.append("|---|" + "---|" * (len(Kind) + 3))
    total = 0
    for area, found in figures.items():
        count = sum(found.kinds.values())
        total += count
        kinds = " | ".join(str(found.kinds[kind]) for kind in Kind)
        lines.append(
            f"| {area} | {count} | {kinds} | {found.longest_s:.2f} | {found.grown_mb:.0f} |"
        )
    lines.append("")
    lines.append(
        f"{total} files in {seconds:.0f} s with {order.workers} workers,"
        f" {total / seconds * 3600:.0f} an hour; seed {order.seed}."
    )
    lines += [
        f"{area} {one.number} {one.kind}: {one.words} ({one.seed_name}: {one.mutation})"
        for area, found in figures.items()
        for one in found.findings
    ]
    return "\n".join(lines) + "\n"
