"""How the window bears many measurements, many findings, and many studies one after another.

``python -m benchmarks.many_marks`` opens the synthetic thorax and prints, in ms: what adding a
length and a finding takes while there are more and more of them, one scroll step with all of
them, and reopening the study in a new window. Then it opens and closes the study over and over,
and prints by how much the memory of the program grows in one such cycle.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from benchmarks.tour import Tour, synthetic_thorax
from benchmarks.window_latency import say
from workstation.app.main import keep_collections_short
from workstation.domain import coding
from workstation.domain.finding import Finding
from workstation.domain.image import Volume
from workstation.domain.provenance import Provenance
from workstation.messages import Message
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation
from workstation.ui.studies.feature import StudiesFeature
from workstation.ui.widgets.theme import apply_theme

_BATCH = 500
_STEPS = 60
_ROW, _COLUMN = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)
_PROVENANCE = Provenance(method="benchmark", version="1")
Point = tuple[float, float, float]


def points_of(volume: Volume, count: int) -> list[Point]:
    """Places in the volume, LPS mm, the same at each start."""
    random = np.random.default_rng(7)
    shape = np.array(volume.geometry.shape_kji)
    places = [volume.geometry.to_lps_mm(random.uniform(0, shape - 1)) for _ in range(count)]
    return [(float(x), float(y), float(z)) for x, y, z in places]


def a_length(
    number: int, start: Point, study_uid: str, stack_id: str, volume: Volume
) -> Annotation:
    """A length in the axial plane."""
    end = (start[0] + 12.0, start[1] + 9.0, start[2])
    return Annotation(
        id=f"length-{number}",
        kind=AnnotationKind.LENGTH,
        study_instance_uid=study_uid,
        series_instance_uid=volume.source.series_instance_uid,
        stack_id=stack_id,
        frame_of_reference_uid=volume.geometry.frame_of_reference_uid,
        points=(start, end),
        in_patient=True,
        row_direction=_ROW,
        column_direction=_COLUMN,
    )


def a_finding(number: int, place: Point, volume: Volume) -> Finding:
    """A finding that a reader made."""
    return Finding(
        id=f"finding-{number}",
        label=f"Finding {number}",
        code=coding.NODULE,
        provenance=_PROVENANCE,
        series_instance_uid=volume.source.series_instance_uid,
        position_lps_mm=place,
    )


def measure_marks(scratch: Path, folder: Path, lengths: int, findings: int) -> None:
    """Add, scroll and open again."""
    tour = Tour(scratch, scratch / "marks")
    tour.open(folder)
    workspace = tour.window.workspace
    volume = workspace.active_image
    (place, *_rest) = tour.window.features[StudiesFeature].model.stacks()
    if not isinstance(volume, Volume):
        raise SystemExit("the phantom is no volume")
    study_uid = volume.source.study_instance_uid
    points = points_of(volume, max(lengths, findings))
    for kind, count in (("length", lengths), ("finding", findings)):
        for first in range(0, count, _BATCH):
            times = []
            for number in range(first, min(first + _BATCH, count)):
                start = time.perf_counter()
                if kind == "length":
                    mark = a_length(number, points[number], study_uid, place.stack.id, volume)
                    workspace.put_annotation(mark, text=Message("Length"))
                else:
                    workspace.add_finding(a_finding(number, points[number], volume), study_uid)
                QApplication.processEvents()
                times.append((time.perf_counter() - start) * 1000)
            say(f"add a {kind}, {first} to {first + len(times)} there", times)
    viewport = tour.viewport
    middle = viewport.index
    steps = []
    for number in range(_STEPS):
        start = time.perf_counter()
        viewport.set_index(middle - 5 + number % 10)
        QApplication.processEvents()
        steps.append((time.perf_counter() - start) * 1000)
    say(f"scroll, {lengths} lengths, {findings} findings", steps)
    tour.window.close()
    again = Tour(scratch, scratch / "marks")
    start = time.perf_counter()
    again.open(folder)
    again.wait("the marks", lambda: len(again.window.workspace.annotations) == lengths)
    say("open the study again, with all of them", [(time.perf_counter() - start) * 1000])
    kept = len(again.window.workspace.findings.all)
    if kept != findings:
        raise SystemExit(f"{kept} of {findings} findings came back")
    again.window.close()


def measure_cycles(scratch: Path, folder: Path, cycles: int) -> None:
    """Open and close one study over and over; memory per cycle after the first fifth."""
    tour = Tour(scratch, scratch / "cycles")
    memory = []
    for _ in range(cycles):
        tour.open(folder)
        tour.do("close_all")
        # No event loop runs here that would delete what was handed to `deleteLater`.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        memory.append(psutil.Process().memory_info().rss / 1e6)
    settled = memory[cycles // 5 :]
    slope = float(np.polyfit(np.arange(len(settled)), settled, 1)[0])
    print(f"{cycles} cycles: {memory[0]:.0f} MB after the first, {memory[-1]:.0f} after the last")
    print(f"growth {slope:.2f} MB a cycle")
    tour.window.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--lengths", type=int, default=2000)
    parser.add_argument("--findings", type=int, default=1000)
    parser.add_argument("--cycles", type=int, default=50)
    chosen = parser.parse_args()
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if isinstance(app, QApplication):
        apply_theme(app)
    keep_collections_short()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        folder = synthetic_thorax(scratch)
        measure_marks(scratch, folder, chosen.lengths, chosen.findings)
        measure_cycles(scratch, folder, chosen.cycles)


if __name__ == "__main__":
    main()
