"""Measures how long a picture takes, beside VTK's reslice in the same run.

``python -m benchmarks.rendering`` makes a noisy volume of 300 × 512 × 512 int16 with two masks and
prints p50 and p95 in ms: kernels (oblique plane and slab of 512², beside vtkImageReslice on as
many threads, taking turns), and painted viewports (scroll and window of 1024² with two masks,
linked 2 × 2 planes, crosshair, turning planes, fusion), from the event to the painted widget;
scrolling and window also beside pyqtgraph, which is no dependency: without it
(``pip install pyqtgraph``) its columns are empty.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from benchmarks.common.pyqtgraph_viewport import PyqtgraphViewport, pyqtgraph_viewport
from benchmarks.window_latency import bench_masks
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import ImageSource, Volume
from workstation.domain.study import WindowSetting
from workstation.imaging import overlay_kernel
from workstation.imaging.mpr_axes import MprAxes
from workstation.imaging.oblique import ObliquePlane, plane_through, reslice
from workstation.imaging.overlay import SegmentStyle
from workstation.imaging.planes import PlaneName
from workstation.imaging.reslice_kernels import warm_up
from workstation.scene.sources import VolumeView
from workstation.viewer.fusion import FusionLayer
from workstation.viewer.layers import MaskLayer
from workstation.viewer.mpr import show_axes
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.stage import Stage
from workstation.viewer.turned_views import axes_of

_SHAPE = (300, 512, 512)
_EVENTS = 60
_NORMAL = (0.31, 0.77, -0.42)
_WINDOW = WindowSetting(center=-300, width=1500)


def make_volume() -> Volume:
    """A body of soft tissue with two lungs of air, noisy."""
    rng = np.random.default_rng(0)
    k, j, i = (np.linspace(-1, 1, n) for n in _SHAPE)
    body = (j[:, None] ** 2 / 0.5 + i[None, :] ** 2 / 0.8) < 1
    values = np.where(body, 40, -1000).astype(np.int16)[None].repeat(_SHAPE[0], axis=0)
    for side in (-0.4, 0.4):
        lung = (
            k[:, None, None] ** 2 / 0.7
            + j[None, :, None] ** 2 / 0.25
            + (i[None, None, :] - side) ** 2 / 0.09
        ) < 1
        values[lung] = -850
    values += rng.integers(-60, 60, _SHAPE, dtype=np.int16)
    affine = np.zeros((4, 4))
    affine[2, 0], affine[1, 1], affine[0, 2], affine[3, 3] = 1.0, 0.7, 0.7, 1.0
    geometry = VolumeGeometry(shape_kji=_SHAPE, affine_lps=affine, frame_of_reference_uid="1.2.3")
    return Volume(
        array=values,
        geometry=geometry,
        quantity="HU",
        source=ImageSource(
            modality="CT", study_instance_uid="1", series_instance_uid="1.1", description="Bench"
        ),
    )


def vtk_reslice(volume: Volume, plane: ObliquePlane, layers: int) -> Callable[[], object] | None:
    """The same picture by vtkImageReslice, ready to be made; None without VTK."""
    try:
        from vtkmodules.util.numpy_support import numpy_to_vtk
        from vtkmodules.vtkCommonDataModel import vtkImageData
        from vtkmodules.vtkCommonMath import vtkMatrix4x4
        from vtkmodules.vtkImagingCore import vtkImageReslice
    except ImportError:
        return None
    to_vtk: Any = numpy_to_vtk
    image: Any = vtkImageData()
    image.SetDimensions(*_SHAPE[::-1])
    image.SetSpacing(*volume.geometry.spacing_kji_mm[::-1])
    image.GetPointData().SetScalars(to_vtk(volume.array.ravel()))
    filter_: Any = vtkImageReslice()
    filter_.SetInputData(image)
    filter_.SetInterpolationModeToLinear()
    filter_.SetOutputDimensionality(2)
    filter_.SetOutputSpacing(plane.pixel_mm, plane.pixel_mm, 1)
    rows, columns = plane.shape_rc
    filter_.SetOutputExtent(0, columns - 1, 0, rows - 1, 0, 0)
    filter_.SetOutputOrigin(0, 0, 0)
    axes: Any = vtkMatrix4x4()
    corner = plane.affine_lps[:3, 2].tolist()
    sides = (plane.right_lps, plane.down_lps, plane.normal_lps.tolist(), corner)
    for column, side in enumerate(sides):
        for row in range(3):
            axes.SetElement(row, column, float(side[row]))
    filter_.SetResliceAxes(axes)
    if layers > 1:
        filter_.SetSlabModeToMax()
        filter_.SetSlabNumberOfSlices(layers)
        filter_.SetSlabSliceSpacingFraction(min(volume.geometry.spacing_kji_mm))

    def make() -> None:
        filter_.Modified()
        filter_.Update()

    return make


def percentiles(times: list[float]) -> tuple[float, float]:
    """p50 and p95."""
    half, most = np.percentile(times, [50, 95])
    return round(float(half), 1), round(float(most), 1)


def take_turns(ours: Callable[[], object], theirs: Callable[[], object] | None) -> dict[str, Any]:
    """Times of both, ms, measured in turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(_EVENTS):
        for act, into in ((ours, times[0]), (theirs, times[1])):
            if act is not None:
                start = time.perf_counter()
                act()
                into.append((time.perf_counter() - start) * 1000)
    row: dict[str, Any] = dict(zip(("p50", "p95"), percentiles(times[0]), strict=True))
    if times[1]:
        row["vtk_p50"], row["vtk_p95"] = percentiles(times[1])
        row["ratio"] = round(float(np.median(times[0]) / np.median(times[1])), 2)
    return row


def kernels(volume: Volume) -> dict[str, dict[str, Any]]:
    """Pictures without a window."""
    plane = plane_through(volume.geometry.center_lps_mm, _NORMAL, shape_rc=(512, 512), pixel_mm=0.6)
    thick = 20 * min(volume.geometry.spacing_kji_mm)
    return {
        "oblique plane 512², mark 5": take_turns(
            lambda: reslice(volume, plane), vtk_reslice(volume, plane, 1)
        ),
        "oblique slab MIP-20 512², mark 30": take_turns(
            lambda: reslice(volume, plane, slab_mm=thick), vtk_reslice(volume, plane, 20)
        ),
    }


class Board:
    """Viewports on a widget of 1024 × 1024 pixels, shown offscreen."""

    def __init__(
        self, view: VolumeView, planes: list[PlaneName], layers: tuple[MaskLayer, ...]
    ) -> None:
        side = 2 if len(planes) > 1 else 1
        self.widget = QWidget()
        grid = QGridLayout(self.widget)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        self.viewports = [SliceViewport(plane) for plane in planes]
        for n, viewport in enumerate(self.viewports):
            grid.addWidget(viewport, n // side, n % side)
        self.widget.resize(1024, 1024)
        self.widget.show()
        self.stage = Stage(self.viewports)
        self.stage.show_view(view, window=(_WINDOW, (_WINDOW,)))
        self.stage.set_layers(layers)

    def timed(self, act: Callable[[int], object]) -> dict[str, Any]:
        """From the event to the painted widget."""
        times = []
        for n in range(_EVENTS):
            QApplication.processEvents()
            start = time.perf_counter()
            act(n)
            QApplication.processEvents()
            times.append((time.perf_counter() - start) * 1000)
        return dict(zip(("p50", "p95"), percentiles(times), strict=True))


def painted(volume: Volume) -> dict[str, dict[str, Any]]:
    """Pictures on the screen, with two masks."""
    view = VolumeView(volume, volume, True, "bench")
    styles = tuple(SegmentStyle(n, (90 * n, 170, 90), 0.2, False) for n in (1, 2))
    masks = bench_masks(volume)
    layers = tuple(MaskLayer(mask, styles) for mask in masks)
    single = Board(view, [PlaneName.AXIAL], layers)
    one = single.viewports[0]
    rows = {
        "scroll, 1024², two masks, mark 16.7": single.timed(lambda n: one.set_index(120 + n)),
        "window, 1024², two masks, mark 16.7": single.timed(
            lambda n: single.stage.set_window(replace(_WINDOW, center=-300.0 + n))
        ),
    }
    peer = pyqtgraph_viewport(volume, masks)
    if peer is not None:
        _beside(rows, "scroll, 1024², two masks, mark 16.7", peer, lambda n: peer.scroll(120 + n))
        _beside(
            rows,
            "window, 1024², two masks, mark 16.7",
            peer,
            lambda n: peer.window(-300.0 + n, 1500.0),
        )
        peer.widget.close()
    one.set_slab(20.0, "max")
    rows["scroll slab MIP-20 axial, mark 30"] = single.timed(lambda n: one.set_index(120 + n))
    one.set_slab(0.0, "max")
    four = [PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL, PlaneName.AXIAL]
    board = Board(view, four, layers)
    middle = volume.geometry.center_lps_mm

    def cross(n: int) -> None:
        x, y, z = (middle + (n - 30) * np.array([0.7, 0.7, 1.0])).tolist()
        board.stage.set_crosshair((x, y, z))

    rows["linked 2 × 2 scroll, mark 33"] = board.timed(
        lambda n: board.viewports[0].set_index(120 + n)
    )
    rows["crosshair, 2 × 2, mark 50"] = board.timed(cross)
    x, y, z = middle.tolist()
    start: MprAxes = axes_of(view, (x, y, z))
    for words, decimation in (("dragged, decimated 2×", 2), ("in full", 1)):
        rows[f"turn planes, 2 × 2, {words}"] = board.timed(
            lambda n, d=decimation: show_axes(  # type: ignore[misc]
                board.stage,
                board.viewports[0],
                start.turned(PlaneName.AXIAL, n + 1.0),
                decimation=d,
            )
        )
    single.stage.set_layers(())
    one.set_fusion(_hot(volume))
    rows["scroll with fusion, 1024²"] = single.timed(lambda n: one.set_index(120 + n))
    return rows


def _beside(
    rows: dict[str, dict[str, Any]],
    name: str,
    peer: PyqtgraphViewport,
    act: Callable[[int], object],
) -> None:
    """Time pyqtgraph at the same, and add its figures and the ratio to a row."""
    times = []
    for n in range(_EVENTS):
        started = time.perf_counter()
        peer.painted(partial(act, n))
        times.append((time.perf_counter() - started) * 1000)
    p50, p95 = percentiles(times)
    rows[name] |= {
        "pyqtgraph_p50": p50,
        "pyqtgraph_p95": p95,
        "ratio_to_pyqtgraph": round(rows[name]["p50"] / p50, 2),
    }


def _hot(volume: Volume) -> FusionLayer:
    coarse: NDArray[np.float32] = volume.array[::3, ::6, ::6].astype(np.float32)
    affine = volume.geometry.affine_lps.copy()
    affine[:3, :3] *= np.array([3.0, 6.0, 6.0])
    geometry = VolumeGeometry(shape_kji=coarse.shape, affine_lps=affine)
    return FusionLayer(
        volume=replace(volume, array=coarse, geometry=geometry), to_volume=np.eye(4), title="PET",
        unit="", table="Hot iron", low=-1000, high=100, threshold=-900, opacity=0.6,
    )  # fmt: skip


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    warm_up()
    overlay_kernel.warm_up()
    volume = make_volume()
    rows = kernels(volume) | painted(volume)
    if chosen.json:
        print(json.dumps(rows, indent=1, ensure_ascii=False))
    else:
        for name, row in rows.items():
            line = f"{name:44s} {row['p50']:6.1f} / {row['p95']:6.1f} ms"
            if "ratio_to_pyqtgraph" in row:
                line += f"   pyqtgraph {row['pyqtgraph_p50']:6.1f} / {row['pyqtgraph_p95']:6.1f}"
                line += f"   ratio {row['ratio_to_pyqtgraph']}"
            if "ratio" in row:
                line += f"   vtk {row['vtk_p50']:6.1f} / {row['vtk_p95']:6.1f}"
                line += f"   ratio {row['ratio']}"
            print(line)
    del app


if __name__ == "__main__":
    main()
