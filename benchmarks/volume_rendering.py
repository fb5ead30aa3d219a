"""Measures pictures in three dimensions beside plain VTK, and the window while a volume turns.

``python -m benchmarks.volume_rendering`` uses the nodule CT of ``../shared/data`` where it is,
else the synthetic thorax. For each preset it prints the median time in ms of a picture of
512 x 512 px while moving, of the first one at rest and of the final one (for VTK these are one),
then those of VTK as it is usually used, with the same volume, colors, opacity and light:
``vtkSmartVolumeMapper`` and ``vtkFixedPointVolumeRayCastMapper`` with their own settings. Then it
turns the volume in the window, printing pictures per second, the times until the first picture at
rest and until the final one, and the longest pause of the main thread.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from benchmarks.tour import SHARED, Tour, synthetic_thorax
from benchmarks.window_latency import Heartbeat
from workstation.api import open_series
from workstation.domain.image import Volume
from workstation.imaging.volume_preset import Projection, VolumePreset
from workstation.presets.volume_presets import load_volume_presets
from workstation.scene.volume_camera import Standpoint, VolumeCamera
from workstation.ui.board.feature import BoardFeature
from workstation.ui.widgets.theme import apply_theme
from workstation.viewer.volume_renderer import VolumeRenderer
from workstation.viewer.volume_scene import Look, VolumeScene
from workstation.viewer.volume_viewport import VolumeViewport

_SIZE = 512
_PICTURES = 9
_TURN_PX = 12.0
_FRAME_S = 1 / 60


def _look(preset: VolumePreset) -> Look:
    opacity, colors = preset.curves(-160, 240)
    return Look(opacity, colors, preset.projection, preset.shading)


def _median_ms(act: Callable[[], object], count: int = _PICTURES) -> float:
    times = []
    for _ in range(count):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


class _Ours:
    """The renderer of the viewport."""

    def __init__(self, volume: Volume, preset: VolumePreset) -> None:
        self._renderer = VolumeRenderer()
        self._volume, self._look = volume, _look(preset)
        self._camera = VolumeCamera((0.0, 0.0, 0.0)).from_side(Standpoint.ANTERIOR)
        self._camera = self._camera.fitted(volume.geometry, _SIZE, _SIZE)

    def picture(self, kind: str) -> None:
        self._camera = self._camera.turned(_TURN_PX, 0)
        scene = VolumeScene(
            volume=self._volume,
            look=self._look,
            camera=self._camera,
            size=(_SIZE, _SIZE),
            moving=kind == "moving",
        )
        if kind == "final":
            self._renderer.sharp(scene)
        else:
            self._renderer.render(scene)

    def close(self) -> None:
        self._renderer.close()


class _Plain:
    """VTK as its examples use it."""

    def __init__(self, volume: Volume, preset: VolumePreset, mapper: Any) -> None:  # noqa: ANN401
        import vtkmodules.vtkRenderingVolumeOpenGL2  # noqa: F401 - registers what draws
        from vtkmodules.util.numpy_support import numpy_to_vtk
        from vtkmodules.vtkCommonDataModel import vtkImageData, vtkPiecewiseFunction
        from vtkmodules.vtkRenderingCore import (
            vtkColorTransferFunction,
            vtkRenderer,
            vtkVolume,
            vtkVolumeProperty,
        )
        from vtkmodules.vtkRenderingOpenGL2 import vtkEGLRenderWindow

        self._array = volume.array
        image = vtkImageData()
        image.SetDimensions(*volume.array.shape[::-1])
        image.SetSpacing(*volume.geometry.spacing_kji_mm[::-1])
        image.GetPointData().SetScalars(numpy_to_vtk(self._array.ravel(), deep=False))
        mapper.SetInputData(image)
        look = _look(preset)
        opacity, colors = vtkPiecewiseFunction(), vtkColorTransferFunction()
        for value, alpha in look.opacity:
            opacity.AddPoint(value, alpha)
        for value, red, green, blue in look.colors:
            colors.AddRGBPoint(value, red, green, blue)
        made = vtkVolumeProperty()
        made.SetScalarOpacity(opacity)
        made.SetColor(colors)
        made.SetInterpolationTypeToLinear()
        made.SetShade(int(look.shading))
        if look.projection is Projection.MAXIMUM:
            mapper.SetBlendModeToMaximumIntensity()
        shown = vtkVolume()
        shown.SetMapper(mapper)
        shown.SetProperty(made)
        self._renderer = vtkRenderer()
        self._renderer.AddVolume(shown)
        self._window = vtkEGLRenderWindow()
        self._window.SetOffScreenRendering(1)
        self._window.SetSize(_SIZE, _SIZE)
        self._window.AddRenderer(self._renderer)
        # The same part of the patient on as many pixels, from the same side.
        ours = VolumeCamera((0.0, 0.0, 0.0)).fitted(volume.geometry, _SIZE, _SIZE)
        camera, middle = self._renderer.GetActiveCamera(), shown.GetCenter()
        camera.ParallelProjectionOn()
        camera.SetFocalPoint(*middle)
        camera.SetPosition(middle[0], middle[1] - 1000.0, middle[2])
        camera.SetViewUp(0.0, 0.0, 1.0)
        camera.SetParallelScale(_SIZE / 2 * ours.mm_per_px)

    def picture(self, kind: str) -> None:
        # What an interactor asks for while the mouse moves, and at rest.
        self._window.SetDesiredUpdateRate(15.0 if kind == "moving" else 0.001)
        self._renderer.GetActiveCamera().Azimuth(6.0)
        self._renderer.ResetCameraClippingRange()
        self._window.Render()

    def close(self) -> None:
        self._window.Finalize()


def measure_pictures(volume: Volume) -> None:
    """Print the times of pictures."""
    from vtkmodules.vtkRenderingVolume import vtkFixedPointVolumeRayCastMapper
    from vtkmodules.vtkRenderingVolumeOpenGL2 import vtkSmartVolumeMapper

    print(f"{'preset':16} {'program':22} {'moving':>8} {'still':>8} {'final':>8}")
    for preset in (p for p in load_volume_presets() if p.suits("CT")):
        makers: dict[str, Callable[[], _Ours | _Plain]] = {
            "Lightbox": lambda preset=preset: _Ours(volume, preset),  # type: ignore[misc]
            "VTK, fixed point": lambda preset=preset: _Plain(  # type: ignore[misc]
                volume, preset, vtkFixedPointVolumeRayCastMapper()
            ),
            "VTK, smart": lambda preset=preset: _Plain(  # type: ignore[misc]
                volume, preset, vtkSmartVolumeMapper()
            ),
        }
        for name, make in makers.items():
            program = make()
            program.picture("final")
            count = 3 if name == "VTK, smart" else _PICTURES
            for _ in range(3):
                program.picture("moving")
            times = [
                _median_ms(lambda p=program, k=kind: p.picture(k), count)  # type: ignore[misc]
                for kind in ("moving", "still", "final")
            ]
            program.close()
            row = " ".join(f"{each:8.0f}" for each in times)
            print(f"{preset.id:16} {name:22} {row}", flush=True)


def _turn(volume: VolumeViewport) -> float:
    """Pictures per second while the mouse turns the volume."""
    began, seen, last = time.perf_counter(), 0, volume.rendering
    for _ in range(120):
        volume.set_camera(volume.camera.turned(4, 1), moving=True)
        until = time.perf_counter() + _FRAME_S
        while time.perf_counter() < until:
            QApplication.processEvents()
            if volume.rendering is not last:
                seen, last = seen + 1, volume.rendering
            time.sleep(0.001)
    return seen / (time.perf_counter() - began)


def _rest(volume: VolumeViewport) -> tuple[float, float]:
    """From the end of a turn to the first picture at rest and to the final one, ms."""
    began = time.perf_counter()
    volume.refresh()
    times = []
    for name in ("is_still", "is_settled"):
        while not getattr(volume, name):
            QApplication.processEvents()
            time.sleep(0.001)
        times.append((time.perf_counter() - began) * 1000)
    return times[0], times[1]


def measure_window(folder: Path, scratch: Path) -> None:
    """Print how the window turns a volume."""
    tour = Tour(scratch, scratch)
    tour.open(folder)
    beat = Heartbeat()
    with beat.during("open"):
        began = time.perf_counter()
        tour.do("layout_mpr-volume")
        volume = next(
            f.volume for f in tour.window.features[BoardFeature].area.frames if f.shows_volume
        )
        assert volume is not None
        tour.wait("a picture", lambda: volume.rendering is not None)
        print(f"first picture after {(time.perf_counter() - began) * 1000:.0f} ms", end=", ")
        tour.wait("a picture", lambda: volume.is_settled)
        print(f"final one after {(time.perf_counter() - began) * 1000:.0f} ms")
    for layout in ("2 x 2", "one-up"):
        if layout == "one-up":
            volume.one_up_wanted.emit()
            tour.settle(1.0)
            tour.wait("a sharp picture", lambda: volume.is_settled)
        size = volume.size()
        for preset in volume.offered():
            volume.set_settings(volume.settings.with_preset(preset))
            tour.wait("a sharp picture", lambda: volume.is_settled)
            with beat.during(layout):
                rate = _turn(volume)
                still, sharp = _rest(volume)
            print(
                f"{layout:7} {size.width()} x {size.height()} {preset.id:16} {rate:5.1f}"
                f" pictures/s, still in {still:.0f} ms, final in {sharp:.0f} ms"
            )
    for step, gaps in beat.gaps_ms.items():
        print(f"longest pause of the main thread, {step}: {max(gaps):.0f} ms")
    tour.window.close()


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("pictures", "window", "both"), default="both")
    part = parser.parse_args().part
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        folder = SHARED / "ct_chest_nodule_lidc0314" / "dicom"
        if not folder.exists():
            folder = synthetic_thorax(scratch)
        if part != "window":
            volume = open_series(folder)
            assert isinstance(volume, Volume)
            print(f"{volume.array.shape} voxels, {_SIZE} x {_SIZE} px, ms")
            measure_pictures(volume)
        if part != "pictures":
            application = QApplication([])
            apply_theme(application)
            measure_window(folder, scratch)


if __name__ == "__main__":
    main()
