"""``python -m tests.mutation``: change the code in small ways and see whether its tests notice.

Prints what came of the mutants of each module and writes those that survived to a file. It may be
stopped and started again; it exits with 1 when the tests of a module fail without any mutant.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tests.mutation.areas import chosen
from tests.mutation.run import Figures, Order, run


def main() -> int:
    """Run as asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", help="words of paths of modules; default all")
    parser.add_argument("--sample", type=int, default=15, help="mutants per module; 0 for all")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same mutants")
    parser.add_argument("--workers", type=int, default=1, help="modules at a time")
    parser.add_argument("--again", action="store_true", help="run those that survived once more")
    parser.add_argument("--keep", type=Path, default=Path("out/mutation"), help="folder of results")
    given = parser.parse_args()
    try:
        areas = chosen(" ".join(given.modules))
    except ValueError as error:
        parser.error(str(error))
    order = Order(
        most=given.sample, seed=given.seed, folder=given.keep.resolve(), again=given.again
    )
    found: list[Figures] = []
    with ProcessPoolExecutor(given.workers, max_tasks_per_child=1) as pool:
        for done in as_completed([pool.submit(run, path, t, order) for path, t in areas.items()]):
            found.append(done.result())
            sys.stdout.write(line(found[-1]))
            sys.stdout.flush()
    sys.stdout.write(total(found))
    _write_survivors(found, order.folder / "survivors.diff")
    return 1 if any(each.fault for each in found) else 0


def line(each: Figures) -> str:
    """The figures of a module as a line of a Markdown table."""
    if each.fault:
        return f"{each.module}: its tests fail without any mutant\n{each.fault}\n"
    return (
        f"| `{each.module}` | {each.killed} | {len(each.survivors)} | {each.timeouts} "
        f"| {100 * each.rate:.0f} % | {each.seconds:.0f} s |\n"
    )


def total(found: list[Figures]) -> str:
    """The figures of all modules together."""
    return line(
        Figures(
            module="all",
            killed=sum(each.killed for each in found),
            timeouts=sum(each.timeouts for each in found),
            seconds=sum(each.seconds for each in found),
            survivors=[diff for each in found for diff in each.survivors],
        )
    )


def _write_survivors(found: list[Figures], path: Path) -> None:
    diffs = [diff for each in sorted(found, key=lambda f: f.module) for diff in each.survivors]
    path.write_text("\n\n".join(diffs) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(diffs)} survivors: {path}\n")


if __name__ == "__main__":
    sys.exit(main())
