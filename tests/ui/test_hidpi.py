"""On a screen of twice the density the picture is twice as fine and nothing else changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from workstation.imaging.thorax_phantom import thorax_geometry
from workstation.services.demo_study import write_demo_study


def seen_at(scale: int, study: Path, scratch: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.scaled_window", str(study), str(scratch)],
        env={**os.environ, "QT_SCALE_FACTOR": str(scale), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=800,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    folder = tmp_path_factory.mktemp("hidpi")
    write_demo_study(folder / "study", thorax_geometry((40, 160, 160), (6.0, 2.2, 2.2)))
    return (
        seen_at(1, folder / "study", folder / "one"),
        seen_at(2, folder / "study", folder / "two"),
    )


def test_the_picture_has_the_resolution_of_the_device(
    seen: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    one, two = seen
    assert (one["ratio"], two["ratio"]) == (1.0, 2.0)
    assert one["logical"] == two["logical"]
    assert one["device"] == one["logical"]
    assert two["device"] == [2 * side for side in two["logical"]]
    # Doubled pixels would be the same in every block of 2 x 2.
    assert two["even_blocks"] < 0.8


def test_clicks_and_lengths_stay(seen: tuple[dict[str, Any], dict[str, Any]]) -> None:
    one, two = seen
    for name in ("start", "end"):
        assert two[name] == pytest.approx(one[name], abs=0.02)
    for a, b in zip(one["points"], two["points"], strict=True):
        assert b == pytest.approx(a, abs=0.02)
    assert two["length_mm"] == pytest.approx(one["length_mm"], abs=0.02)
    assert one["length_mm"] > 20


def test_a_copy_has_the_resolution_of_the_device(
    seen: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    one, two = seen
    assert one["copied"] == one["device"]
    assert two["copied"] == two["device"]


def test_letters_and_handles_keep_their_size_on_the_screen(
    seen: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    one, two = seen
    assert min(one["handle"]) >= 4
    for name, most in (("handle", 2), ("lettered", 6)):
        for a, b in zip(one[name], two[name], strict=True):
            assert b == pytest.approx(2 * a, abs=most)
    assert two["letters"] > 2.5 * one["letters"]
