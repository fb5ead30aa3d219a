"""Measures how soon a stroke of the brush is seen, on a volume of 512 x 512 x 600.

``python -m benchmarks.painting`` opens a synthetic volume in the real window with two
segments, drags brushes over each plane, and prints p50, p95 and the largest time in ms from
a mouse event until the labels are changed and the viewport is painted; then the time to end a
stroke (its patch, the journal's line) and to undo it; and the same for edits of the whole volume.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from workstation.domain.geometry import GeometryHonesty, VolumeGeometry
from workstation.domain.image import ImageSource, Volume
from workstation.domain.label_patch import LabelPatch
from workstation.domain.study import Patient, ScanReport, Series, Stack, StackKind, Study
from workstation.keeping.kept_settings import KeptSettings
from workstation.messages import Message
from workstation.scene.sources import VolumeView
from workstation.tools.base import ToolName
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.widgets.theme import apply_theme
from workstation.viewer.slice_viewport import SliceViewport

_SHAPE = (600, 512, 512)
_STEPS = 80
_STROKES = 6


def _volume() -> Volume:
    random = np.random.default_rng(1)
    layer = random.normal(40, 20, _SHAPE[1:]).astype(np.int16)
    array = np.empty(_SHAPE, dtype=np.int16)
    for k in range(_SHAPE[0]):
        array[k] = np.roll(layer, k, axis=0)
    affine = np.zeros((4, 4))
    affine[2, 0], affine[1, 1], affine[0, 2] = 0.8, 0.7, 0.7
    affine[:, 3] = (-180, -180, -240, 1)
    geometry = VolumeGeometry(shape_kji=_SHAPE, affine_lps=affine, frame_of_reference_uid="1.2.3")
    return Volume(
        array=array,
        geometry=geometry,
        quantity="HU",
        source=ImageSource(series_instance_uid="1.2.3.4"),
    )


def _report(image: Volume) -> ScanReport:
    """A study of this one volume, so that its masks are shown."""
    stack = Stack(
        id="painting",
        series_instance_uid=image.source.series_instance_uid,
        kind=StackKind.VOLUME,
        frames=(),
        shape_kji=_SHAPE,
        spacing_kji_mm=image.geometry.spacing_kji_mm,
        affine_lps=image.geometry.affine_lps,
        frame_of_reference_uid="1.2.3",
        transfer_syntaxes=(),
        quantity="HU",
        geometry=GeometryHonesty(),
    )
    series = Series(
        series_instance_uid=image.source.series_instance_uid,
        number=1,
        modality="CT",
        description="Synthetic",
        stacks=(stack,),
    )
    study = Study(
        study_instance_uid="1.2.3",
        patient=Patient(),
        date="",
        time="",
        description="",
        accession_number="",
        referring_physician="",
        series=(series,),
    )
    return ScanReport(files=0, read=0, skipped=(), studies=(study,))


def _send(viewport: SliceViewport, kind: QEvent.Type, x: float, y: float) -> float:
    """Milliseconds until the event is handled and painted."""
    is_move = kind is QEvent.Type.MouseMove
    place = QPointF(x, y)
    event = QMouseEvent(
        kind,
        place,
        QPointF(viewport.mapToGlobal(place.toPoint())),
        Qt.MouseButton.NoButton if is_move else Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    start = time.perf_counter()
    QApplication.sendEvent(viewport, event)
    QApplication.processEvents()
    return (time.perf_counter() - start) * 1000


def _summary(times: list[float]) -> dict[str, float]:
    return {
        "p50_ms": round(float(np.percentile(times, 50)), 2),
        "p95_ms": round(float(np.percentile(times, 95)), 2),
        "largest_ms": round(max(times), 2),
        "events": len(times),
    }


def main() -> None:
    """Print the figures as JSON."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app)
    from workstation.app.composition import build_window

    folder = Path(tempfile.mkdtemp())
    settings = KeptSettings(folder / "settings.toml")
    window = build_window(data_folder=folder, settings=settings, on_crash=_fail)
    window.show()
    image = _volume()
    window.workspace.add_report(_report(image))
    window.workspace.activate("painting", image)
    view = VolumeView(image, image, True, "painting")
    window.features[BoardFeature].area.arrange_for(view)
    window.features[BoardFeature].area.stage.show_view(view)
    window.features[SegmentingFeature].controller.new_segmentation()
    window.features[SegmentingFeature].controller.add_segment()
    window.features[SegmentingFeature].layers.refresh()
    QApplication.processEvents()
    if not all(viewport.layers for viewport in window.features[BoardFeature].area.stage.viewports):
        raise RuntimeError("the masks are not shown; the figures would mean nothing")
    found: dict[str, object] = {"shape_kji": _SHAPE}
    editing = window.features[MouseFeature].toolbox.editing
    for tool, radius in ((ToolName.BRUSH, 6.0), (ToolName.BRUSH, 25.0), (ToolName.BALL, 15.0)):
        window.features[MouseFeature].toolbox.choose(tool)
        editing.set(radius_mm=radius)
        for viewport in window.features[BoardFeature].area.stage.viewports:
            moves, ends, undos = [], [], []
            for stroke in range(_STROKES):
                y = viewport.height() * (0.35 + 0.3 * stroke / _STROKES)
                moves.append(
                    _send(viewport, QEvent.Type.MouseButtonPress, viewport.width() * 0.2, y)
                )
                for step in range(_STEPS):
                    x = viewport.width() * (0.2 + 0.6 * step / _STEPS)
                    moves.append(_send(viewport, QEvent.Type.MouseMove, x, y))
                ends.append(_send(viewport, QEvent.Type.MouseButtonRelease, x, y))
            while str(window.workspace.undo.undo_text).startswith("Paint"):
                start = time.perf_counter()
                window.workspace.undo.undo()
                QApplication.processEvents()
                undos.append((time.perf_counter() - start) * 1000)
            found[f"{tool} {radius:g} mm, {viewport.plane}"] = {
                "stroke": _summary(moves),
                "end": _summary(ends),
                "undo": _summary(undos),
            }
    found["whole volume"] = _whole_volume(window)
    print(json.dumps(found, indent=1))
    window.close()


def _whole_volume(window: MainWindow) -> dict[str, object]:
    """Undo and redo of edits that change most of the volume, painted, ms."""
    ledger = window.workspace.segmentation
    mask = ledger.masks[-1]
    number = mask.segments[-1].number
    _, j, i = np.ogrid[: _SHAPE[0], : _SHAPE[1], : _SHAPE[2]]
    body = np.broadcast_to(((j - 256) / 220) ** 2 + ((i - 256) / 230) ** 2 < 1, _SHAPE)
    speckles = np.random.default_rng(2).random(_SHAPE, dtype=np.float32) < 0.9
    rows: dict[str, object] = {}
    for name, inside in (("body", body), ("speckled body", body & speckles)):
        before = ledger.writable(mask.id)
        after = np.where(inside, before.dtype.type(number), before)
        patch = LabelPatch.between(before, after)
        assert patch is not None
        times = []
        start = time.perf_counter()
        ledger.commit(mask.id, Message.term(name), patch, labels=after)
        QApplication.processEvents()
        committed = (time.perf_counter() - start) * 1000
        for act in (window.workspace.undo.undo, window.workspace.undo.redo) * 3:
            start = time.perf_counter()
            act()
            QApplication.processEvents()
            times.append((time.perf_counter() - start) * 1000)
        window.workspace.undo.undo()
        rows[name] = {"commit_ms": round(committed, 1), "undo and redo": _summary(times)}
    return rows


def _fail(error: BaseException) -> None:
    raise error


if __name__ == "__main__":
    main()
