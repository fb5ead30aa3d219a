"""Measures what a reader waits for: the window, a long series, another series; and memory.

``python -m benchmarks.viewer_marks`` prints, in one run:

- how long after its start the program's window is painted, beside an empty Qt window of the same
  interpreter, and whether torch, monai or VTK were imported;
- a made-up CT of 2 000 slices: from opening the folder to a painted coronal plane, beside
  SimpleITK reading the series and cutting the plane, in turns, the best of each;
- switching a viewport to another series that was read before;
- the peak memory of the whole program while it shows a series, over the size of its voxels.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import SimpleITK
from PySide6.QtWidgets import QApplication

from benchmarks.common.phantom_series import slices, write_series
from benchmarks.tour import Tour
from workstation.imaging.planes import PlaneName
from workstation.scene.sources import VolumeView
from workstation.ui.board.feature import BoardFeature
from workstation.ui.studies.feature import StudiesFeature
from workstation.ui.widgets.theme import apply_theme

_START = """
import sys, time
from pathlib import Path
started = time.perf_counter()
from PySide6.QtWidgets import QApplication
app = QApplication([])
{make}
window.show()
while not window.isVisible():
    app.processEvents()
window.repaint()
app.processEvents()
painted = time.perf_counter() - started
heavy = [name for name in ("torch", "monai", "vtkmodules", "SimpleITK") if name in sys.modules]
print(painted, " ".join(heavy) or "none")
import os
sys.stdout.flush()
os._exit(0)
"""
_OURS = """
from workstation.app.composition import build_window
from workstation.keeping.kept_settings import KeptSettings
from workstation.ui.widgets.theme import apply_theme
apply_theme(app)
window = build_window(
    data_folder=Path(sys.argv[1]), on_crash=print,
    settings=KeptSettings(Path(sys.argv[1]) / "settings.toml"))
"""
_EMPTY = """
from PySide6.QtWidgets import QMainWindow
window = QMainWindow()
window.resize(1600, 960)
"""


def start_times(make: str, repeats: int) -> tuple[list[float], str]:
    """Seconds from the first line of Python to the painted window, and heavy imports."""
    times, heavy = [], ""
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [sys.executable, "-c", _START.format(make=make), folder],
                capture_output=True,
                text=True,
                check=True,
            )
        seconds, heavy = done.stdout.strip().splitlines()[-1].split(maxsplit=1)
        times.append(float(seconds))
    return times, heavy


def coronal_after_opening(tour: Tour, folder: Path) -> tuple[float, float]:
    """Seconds from opening the folder to the first picture and to a painted coronal plane."""
    window = tour.window
    started = time.perf_counter()
    window.open_paths([folder])
    tour.wait("a picture", lambda: window.features[BoardFeature].area.stage.view is not None)
    first = time.perf_counter() - started
    tour.wait(
        "the volume", lambda: isinstance(window.features[BoardFeature].area.stage.view, VolumeView)
    )
    for frame in window.features[BoardFeature].area.frames:
        if frame.viewport.plane is PlaneName.CORONAL:
            frame.viewport.repaint()
    return first, time.perf_counter() - started


def coronal_with_simpleitk(folder: Path) -> float:
    """Seconds to read the series and cut the middle coronal plane."""
    started = time.perf_counter()
    reader = SimpleITK.ImageSeriesReader()
    series = reader.GetGDCMSeriesIDs(str(folder))
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder), series[0]))
    image = reader.Execute()
    plane = SimpleITK.GetArrayFromImage(image[:, image.GetSize()[1] // 2, :])
    np.ascontiguousarray(plane[::-1])
    return time.perf_counter() - started


def switching_ms(tour: Tour, events: int) -> list[float]:
    """Milliseconds from choosing a series that was read to its painted picture."""
    window = tour.window
    stacks = [place.stack.id for place in window.features[StudiesFeature].model.stacks()][:2]
    window.actions_table["layout_grid-1x1"].trigger()
    for stack_id in stacks:
        window.features[BoardFeature].display.show_stack(stack_id)
        tour.wait(
            "the series",
            lambda: window.workspace.active_image is not None and not window.jobs.running,
        )
    times = []
    for number in range(events):
        started = time.perf_counter()
        window.features[BoardFeature].display.show_stack(stacks[number % 2])
        window.features[BoardFeature].area.frames[0].viewport.repaint()
        times.append((time.perf_counter() - started) * 1000)
        QApplication.processEvents()
    return times


def resident_mb(field: str) -> float:
    """A line of /proc/self/status in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    return 0.0


def measure(count: int, scratch: Path, repeats: int) -> dict[str, object]:
    """Everything, as one record."""
    results: dict[str, object] = {}
    ours, heavy = start_times(_OURS, repeats)
    empty, _ = start_times(_EMPTY, repeats)
    results["window_s"] = float(np.median(ours))
    results["empty_window_s"] = float(np.median(empty))
    results["heavy_imports_at_start"] = heavy
    first, second = scratch / "long", scratch / "short"
    write_series(first, slices(count), "uncompressed")
    write_series(second, slices(200, seed=5), "uncompressed")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app)
    tour = Tour(scratch, scratch / "program")
    before = resident_mb("VmRSS")
    turns = [coronal_after_opening(tour, first)]
    peak, resident = resident_mb("VmHWM") - before, resident_mb("VmRSS") - before
    peers = []
    for _ in range(2):
        peers.append(coronal_with_simpleitk(first))
        tour.window.workspace.close_all()
        tour.settle(0.5)
        turns.append(coronal_after_opening(tour, first))
    shown, coronal = (min(times) for times in zip(*turns, strict=True))
    peer = min(peers)
    voxels_mb = count * 512 * 512 * 2 / 2**20
    results |= {
        "slices": count,
        "first_picture_s": shown,
        "coronal_s": coronal,
        "simpleitk_coronal_s": peer,
        "ratio_to_simpleitk": coronal / peer,
        "peak_memory_over_voxels": peak / voxels_mb,
        "resident_memory_over_voxels": resident / voxels_mb,
    }
    window = tour.window
    window.open_paths([second])
    tour.wait(
        "both series",
        lambda: len(window.features[StudiesFeature].model.stacks()) > 1 and not window.jobs.running,
    )
    times = switching_ms(tour, 40)
    results["switch_p50_ms"], results["switch_p95_ms"] = (
        float(np.percentile(times, q)) for q in (50, 95)
    )
    window.close()
    return results


def main(report: Callable[[str], None] = print) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--slices", type=int, default=2000)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="lightbox-bench-") as scratch:
        results = measure(options.slices, Path(scratch), options.repeats)
    if options.json:
        report(json.dumps(results))
        return
    for name, value in results.items():
        report(f"{name:32s} {value:.3f}" if isinstance(value, float) else f"{name:32s} {value}")


if __name__ == "__main__":
    main()
