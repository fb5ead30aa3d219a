"""``python -m tests.fuzz``: mutate everything that the program reads and judge what it does.

Prints a table of figures, keeps what fails, and exits with 1 when anything does.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tests.fuzz.cases import AREAS
from tests.fuzz.run import Order, fuzz, table


def main() -> int:
    """Run as asked; the exit status says whether anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("areas", nargs="*", default=list(AREAS), metavar="AREA",
                        help=f"of {', '.join(AREAS)}; default all")  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same files")
    parser.add_argument("--files", type=int, default=200, help="in each area")
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    parser.add_argument("--seconds", type=float, help="stop after so many seconds")
    parser.add_argument("--workers", type=int, default=2, help="processes at a time")
    parser.add_argument("--limit", type=float, default=5.0, help="seconds for one file")
    parser.add_argument("--data", type=Path, help="a folder with more DICOM files to mutate")
    parser.add_argument("--keep", type=Path, default=Path("out/fuzz"), help="folder for findings")
    given = parser.parse_args()
    unknown = set(given.areas) - set(AREAS)
    if unknown:
        parser.error(f"no such area: {', '.join(sorted(unknown))}")
    order = Order(
        areas=tuple(given.areas), seed=given.seed, files=given.files, first=given.first,
        seconds=given.seconds, workers=given.workers, limit_s=given.limit, data=given.data,
        keep=given.keep,
    )  # fmt: skip
    start = time.monotonic()
    figures = fuzz(order)
    sys.stdout.write(table(figures, time.monotonic() - start, order))
    return 1 if any(each.findings for each in figures.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
