"""The process in which mutated files are judged: it may be killed at any moment.

It reads one JSON line per request on standard input and answers one on standard output.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
import resource
import shutil
import sys
import warnings
from pathlib import Path

from tests.fuzz.cases import make_case
from tests.fuzz.judging import Judge
from tests.fuzz.seed import Seeds

ADDRESS_SPACE_BYTES = 8 * 1024**3
"""A stop for what the measured limit is too late for."""


def main(seeds_path: Path, folder: Path) -> None:
    """Answer until standard input ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    seeds: Seeds = pickle.loads(seeds_path.read_bytes())
    judge = Judge(seeds, folder / "sound")
    answers.write("ready\n")
    answers.flush()
    for line in sys.stdin:
        request = json.loads(line)
        mutated = folder / "mutated"
        area, seed = request["area"], request["seed"]
        cases = [make_case(area, seeds, seed, n, mutated) for n in request["numbers"]]
        outcomes = judge.judge(area, cases)
        shutil.rmtree(mutated)
        answers.write(json.dumps([each.plain() for each in outcomes]) + "\n")
        answers.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
