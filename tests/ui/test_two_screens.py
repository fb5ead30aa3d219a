"""Windows on two screens, and when one of them is gone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

LEFT = {"name": "Left", "x": 0, "y": 0, "width": 1600, "height": 1000}
RIGHT = {"name": "Right", "x": 1600, "y": 0, "width": 1200, "height": 1600}


def seen_on(folder: Path, *screens: dict[str, Any]) -> dict[str, Any]:
    """What a program saw on these screens."""
    common = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    config = folder / "screens.json"
    config.write_text(json.dumps({"screens": [{**screen, **common} for screen in screens]}))
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.two_screens", str(folder)],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        capture_output=True,
        text=True,
        timeout=800,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert found["crashes"] == []
    assert found["left open"] == 0
    return found


def test_a_second_screen_is_used_and_found_again(tmp_path: Path) -> None:
    first = seen_on(tmp_path, LEFT, RIGHT)
    here, there = first["windows"]
    assert here["screen"] == "Left"
    assert there["screen"] == "Right"
    # Four columns of 1 mm, on either screen.
    assert here["length"] == pytest.approx(4, abs=0.15)
    assert there["length"] == pytest.approx(4, abs=0.15)
    # What is drawn in one window is seen in the other.
    assert max(there["seen"]) == 2
    again = seen_on(tmp_path, LEFT, RIGHT)
    (place,) = again["restored"]
    # The frame of the platform moves it by its margin.
    assert place == pytest.approx([1600, 0, 1200, 1600], abs=4)
    alone = seen_on(tmp_path, LEFT)
    assert alone["restored"] == []
    assert [w["screen"] for w in alone["windows"]] == ["Left", "Left"]
