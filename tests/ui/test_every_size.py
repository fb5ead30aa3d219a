"""Every panel, menu and dialog can be read, on small and large screens, in both languages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workstation.imaging.thorax_phantom import thorax_geometry
from workstation.services.demo_study import write_demo_study

SCREENS = [
    ("1", 1920, 1080, "en"),
    ("1", 1366, 768, "en"),
    ("1", 1366, 768, "zh_CN"),
    ("2", 1920, 1080, "en"),
    ("2", 1920, 1080, "zh_CN"),
]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("thorax")
    write_demo_study(folder, thorax_geometry((120, 180, 180), (2.0, 1.95, 1.95)))
    return folder


@pytest.mark.parametrize(("scale", "width", "height", "language"), SCREENS)
def test_everything_can_be_read(
    study: Path, tmp_path: Path, scale: str, width: int, height: int, language: str
) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.support.walk_window"),
            *(str(width), str(height), language, str(study), str(tmp_path)),
        ],
        env={**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=800,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout.splitlines()[-1]) == []
