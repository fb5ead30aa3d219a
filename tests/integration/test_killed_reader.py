"""A reader is killed fifty times in the middle of work; the next start has what was seen last."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

RUNS = 50


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_fifty_kills_lose_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.edit_storm", str(tmp_path), str(RUNS), "7"],
        capture_output=True,
        text=True,
        check=False,
    )
    runs = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(runs) == RUNS, done.stderr
    assert [run for run in runs if not run["same"]] == []
    # Steps are counted, not time: a busy machine changes nothing.
    assert all(run["steps"] >= run["wanted"] for run in runs)
    assert sum(run["wanted"] for run in runs) > 4 * RUNS
    assert max(run["things"] for run in runs) > 10
