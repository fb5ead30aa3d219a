"""Measures how soon the window answers, and how long it is deaf during the main job.

``python -m benchmarks.window_latency`` opens the nodule CT of ``../shared/data`` where it is,
else the synthetic thorax, and prints p50, p95 and the largest time in ms from an event to
the painted window, with no mask and with a two-lung mask and a speckled threshold mask. Then
it opens, runs a plugin, reviews and reports while a timer beats every 5 ms, and prints the
longest pauses of the beat by step: the time during which the main thread did nothing else.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.tour import SHARED, Tour, synthetic_thorax
from workstation.app.main import keep_collections_short
from workstation.domain.coding import Code
from workstation.domain.finding import FindingStatus
from workstation.domain.image import Volume
from workstation.domain.mask import Mask, Segment
from workstation.domain.provenance import Provenance
from workstation.ui.board.feature import BoardFeature
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.report.feature import ReportFeature
from workstation.ui.risk.feature import RiskFeature
from workstation.ui.studies.feature import StudiesFeature
from workstation.ui.widgets.theme import apply_theme
from workstation.viewer.slice_viewport import SliceViewport

_BEAT_MS = 5
_EVENTS = 60
_LUNG = Code("39607008", "SCT", "Lung")
_TISSUE = Code("85756007", "SCT", "Tissue")


def _segment(number: int, color: tuple[int, int, int]) -> Segment:
    return Segment(
        number=number, label=f"Segment {number}", category=_TISSUE, type=_LUNG, color_rgb=color
    )


def bench_masks(volume: Volume) -> tuple[Mask, Mask]:
    """Two lungs, smooth; and everything in a noisy range of values, speckled."""
    air = volume.array < -500
    half = volume.array.shape[2] // 2
    lungs = air.astype(np.uint8)
    lungs[..., half:] *= 2
    speckled = ((volume.array > -900) & (volume.array < -820)).astype(np.uint8)
    speckled |= ((volume.array > 20) & (volume.array < 60)).astype(np.uint8) << 1
    speckled[speckled > 2] = 2
    made = []
    for name, labels in (("lungs", lungs), ("speckled", speckled)):
        made.append(
            Mask(
                labels=labels,
                geometry=volume.geometry,
                segments=(_segment(1, (90, 170, 230)), _segment(2, (230, 170, 90))),
                provenance=Provenance(method=name, version="1"),
                id=name,
                series_instance_uid=volume.source.series_instance_uid,
            )
        )
    return made[0], made[1]


class Heartbeat:
    """A timer on the main thread; gaps between beats are times in which it was busy."""

    def __init__(self) -> None:
        self.step = ""
        self.gaps_ms: dict[str, list[float]] = {}
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.setdefault(self.step, []).append((now - self._last) * 1000)
        self._last = now

    @contextmanager
    def during(self, step: str) -> Iterator[None]:
        """Beat during one step."""
        self.step = step
        self._last = time.perf_counter()
        self._timer.start()
        yield
        QApplication.processEvents()
        self._timer.stop()


def timed(act: Callable[[int], object]) -> list[float]:
    """Milliseconds of each of many events, until they are painted."""
    times = []
    for number in range(_EVENTS):
        QApplication.processEvents()
        start = time.perf_counter()
        act(number)
        QApplication.processEvents()
        times.append((time.perf_counter() - start) * 1000)
    return times


def say(name: str, times: list[float]) -> None:
    """Print one line of the table."""
    half, most = np.percentile(times, [50, 95])
    print(f"{name:44s} p50 {half:7.1f}   p95 {most:7.1f}   max {max(times):7.1f} ms")


def _scrolling(viewport: SliceViewport, middle: int) -> Callable[[int], None]:
    return lambda n: viewport.set_index(middle - _EVENTS // 2 + n)


def measure_events(tour: Tour, words: str) -> None:
    """Scroll, window and move the crosshair on the open volume."""
    stage = tour.window.features[BoardFeature].area.stage
    for viewport in stage.viewports:
        middle = viewport.index
        say(f"scroll {viewport.plane.value}, {words}", timed(_scrolling(viewport, middle)))
        viewport.set_index(middle)
    say(
        f"window drag, three planes, {words}",
        timed(lambda n: stage.nudge_window(3.0 if n % 20 < 10 else -3.0, 8.0, narrowest=1.0)),
    )
    center = stage.crosshair
    if center is not None:
        say(
            f"crosshair, three planes, {words}",
            timed(
                lambda n: stage.set_crosshair(
                    (center[0] + n % 30 - 15, center[1] + n % 20 - 10, center[2] + n % 24 - 12)
                )
            ),
        )
        stage.set_crosshair(center)
    say(
        f"zoom, {words}",
        timed(
            lambda n: stage.active.set_camera(
                stage.active.camera.panned(1.0 if n % 2 else -1.0, 2.0)
            )
        ),
    )
    stage.active.set_camera(stage.active.camera.fitted())


def main_job(scratch: Path, folder: Path) -> None:
    """Start, open, run, review, report; print the longest pause of each step."""
    beat = Heartbeat()
    start = time.perf_counter()
    tour = Tour(scratch, scratch / "job", settle=False)
    window = tour.window
    print(f"window made and shown in {(time.perf_counter() - start) * 1000:.0f} ms")
    keep_collections_short()
    with beat.during("idle after the start"):
        tour.settle(1.5)
    with beat.during("open and read"):
        tour.open(folder)
        tour.settle(1.0)
    with beat.during("run lung_nodules_ct"):
        tour.run("lung_nodules_ct")
        tour.settle(1.0)
    with beat.during("go to findings"):
        for _ in range(3):
            window.features[FindingsFeature].panel.step(1)
            tour.settle(0.1)
    with beat.during("accept, reject"):
        for number, finding in enumerate(window.workspace.findings.all):
            status = FindingStatus.REJECTED if number else FindingStatus.ACCEPTED
            window.features[FindingsFeature].review.decide([finding.id], status)
            tour.settle(0.05)
    with beat.during("prefill a score"):
        window.docks.bring_to_front(window.features[RiskFeature].panel)
        if window.workspace.findings.all:
            window.features[RiskFeature].panel.choose(
                "brock_2b", window.workspace.findings.all[0].id
            )
        tour.settle(0.2)
    with beat.during("report"):
        window.docks.bring_to_front(window.features[ReportFeature].panel)
        window.features[ReportFeature].panel.sign_button.click()
        tour.wait("the report", lambda: tour.pdf.exists() and not window.jobs.running)
    with beat.during("import report"):
        window.features[StudiesFeature].opening.show_import_report()
        tour.settle(0.5)
    for step, gaps in beat.gaps_ms.items():
        longest = sorted(gaps, reverse=True)[:3]
        print(f"{step:28s} longest pauses {', '.join(f'{gap:.0f}' for gap in longest)} ms")
    window.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--events", action="store_true", help="only the events")
    parser.add_argument("--job", action="store_true", help="only the main job")
    chosen = parser.parse_args()
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if isinstance(app, QApplication):
        apply_theme(app)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        real = SHARED / "ct_chest_nodule_lidc0314"
        folder = real if real.is_dir() else synthetic_thorax(scratch)
        if not chosen.job:
            tour = Tour(scratch, scratch / "events")
            tour.open(folder)
            measure_events(tour, "no mask")
            image = tour.window.workspace.active_image
            if isinstance(image, Volume):
                for mask in bench_masks(image):
                    tour.window.workspace.add_mask(mask)
                tour.settle(1.0)
                measure_events(tour, "masks")
            tour.window.close()
        if not chosen.events:
            main_job(scratch, folder)


if __name__ == "__main__":
    main()
