"""Programs timed in turns, so that a slow minute of the machine hits all of them alike."""

from __future__ import annotations

import gc
import json
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each repeat."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """Median of the repeats, s."""
        return statistics.median(self.seconds)

    @property
    def best(self) -> float:
        """Fastest repeat, s."""
        return min(self.seconds)


def run_in_turns(work: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, Timing]:
    """Time each callable `repeats` times, in alternating order, after one untimed round."""
    names = list(work)
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(repeats + 1):
        for name in names if turn % 2 else reversed(names):
            gc.collect()
            start = time.perf_counter()
            result = work[name]()
            elapsed = time.perf_counter() - start
            del result
            if turn:
                seconds[name].append(elapsed)
    return {name: Timing(tuple(values)) for name, values in seconds.items()}


def table(title: str, timings: Mapping[str, Timing], reference: str) -> str:
    """A Markdown table with the ratio to the reference program."""
    lines = [f"### {title}", "", "| program | median s | best s | ratio |", "|---|---|---|---|"]
    base = timings[reference].median
    lines += [
        f"| {name} | {timing.median:.4f} | {timing.best:.4f} | {timing.median / base:.3f} |"
        for name, timing in timings.items()
    ]
    return "\n".join([*lines, ""])


def as_json(results: Mapping[str, Mapping[str, object]]) -> str:
    """Results as JSON text; timings become medians, bests and all repeats."""
    return json.dumps(results, indent=2, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Timing):
        return {"median_s": value.median, "best_s": value.best, "repeats_s": value.seconds}
    raise TypeError(type(value).__name__)
