"""Pictures of a volume with VTK; everything here belongs to one thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.errors import WorkstationError
from workstation.imaging.render_volume import MOST_VOXELS
from workstation.imaging.volume_preset import Projection
from workstation.messages import Message
from workstation.scene.volume_camera import corners_lps_mm
from workstation.viewer.render_pace import Rays, RenderPace, finest_px
from workstation.viewer.volume_level import VolumeLevel
from workstation.viewer.volume_pyramid import LEVEL_VOXELS, VolumePyramid
from workstation.viewer.volume_scene import ShownSurface, VolumeScene

SOFTWARE_RENDERERS = ("llvmpipe", "softpipe", "swiftshader", "swrast", "software")
_SLOW_STEP = 1.5
_FAR = 1.5
_WORTH = 0.7
"""A picture on the way to the final one must have rays this much closer than the one before."""
_PEELS = 6
_BACKGROUND = (0.0, 0.0, 0.0)


class NoGraphicsError(WorkstationError):
    """No context for drawing in three dimensions can be had."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(
            Message("Three-dimensional pictures need OpenGL, which this computer does not offer."),
            hint=Message(
                "Install the graphics driver, or Mesa (libegl1, libgl1-mesa-dri) on Linux."
            ),
            detail=detail,
        )


def is_software(capabilities: str) -> bool:
    """Whether a report of OpenGL names a renderer that has no graphics card behind it."""
    lines = [line for line in capabilities.lower().splitlines() if "renderer" in line]
    return not lines or any(name in line for line in lines for name in SOFTWARE_RENDERERS)


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture of a scene.

    Parameters
    ----------
    pixels : (row, column, RGB) uint8
        From the upper left corner; while the volume moves it may be smaller than the scene says.
    factors_kji : tuple of int
        How many voxels of the volume went into one that was drawn, along each axis.
    is_final : bool
        Whether `VolumeRenderer.refined` would make no better one.
    """

    pixels: NDArray[np.uint8]
    factors_kji: tuple[int, int, int] = (1, 1, 1)
    is_final: bool = True


class VolumeRenderer:
    """One off-screen window of VTK.

    On software OpenGL rays are cast by `vtkFixedPointVolumeRayCastMapper`, which uses the
    processor itself; with a graphics card by `vtkGPUVolumeRayCastMapper`.

    Parameters
    ----------
    is_overtaken : callable
        Asked while a picture is made: whether it is not wanted any more.
    told : callable
        Called, by another thread, when `refined` can make a better picture than before.
    on_graphics_card : bool or None
        None finds out.

    Raises
    ------
    NoGraphicsError
        OpenGL cannot be had.
    """

    def __init__(
        self,
        is_overtaken: Callable[[], bool] = lambda: False,
        *,
        told: Callable[[], None] = lambda: None,
        on_graphics_card: bool | None = None,
    ) -> None:
        import vtkmodules.vtkRenderingVolumeOpenGL2  # noqa: F401 - registers what draws
        from vtkmodules.vtkRenderingCore import vtkRenderer

        self._is_overtaken, self._told = is_overtaken, told
        self._window = _off_screen_window()
        capabilities = str(self._window.ReportCapabilities())
        self.on_graphics_card = (
            not is_software(capabilities) if on_graphics_card is None else on_graphics_card
        )
        self._renderer = vtkRenderer()
        self._renderer.SetBackground(*_BACKGROUND)
        self._window.AddRenderer(self._renderer)
        self._window.AddObserver("AbortCheckEvent", self._check)
        self._pace = RenderPace()
        self._pyramids: dict[Projection, VolumePyramid] = {}
        self._left: list[VolumePyramid] = []
        """Those that are not shown any more; a thread may still work on them."""
        self._level: VolumeLevel | None = None
        self._actors: dict[int, tuple[ShownSurface, Any]] = {}
        self._last: tuple[VolumeScene, VolumeLevel, Rays] | None = None
        self._aborted = False
        self._said_final = False

    # Pictures

    def render(self, scene: VolumeScene) -> Picture | None:
        """The first picture of a scene, soon; None when overtaken."""
        pyramid = self._levels_of(scene)
        slow = self._pace.is_slow(scene.look)
        coarse = pyramid.within(LEVEL_VOXELS[0] if slow else LEVEL_VOXELS[1])
        if scene.moving:
            step = coarse.step_mm * (_SLOW_STEP if slow else 1.0)
            return self._cast(scene, coarse, Rays(self._pace.moving_px, step))
        level = pyramid.finest
        best = self._best_rays(scene, level)
        if not scene.shows_volume:
            return self._cast(scene, level, best)
        rays = Rays(best.distance_px, level.step_mm)
        wanted = self._pace.draft_px(_size(level), scene, rays)
        if wanted is None:
            # Nothing is known yet: a coarse picture tells how long a better one takes.
            wanted, level = max(best.distance_px, self._pace.moving_px), coarse
        elif wanted * scene.camera.mm_per_px > _FAR * level.finest_mm:
            # Between such rays the fine voxels would be missed.
            level = coarse
            rays = Rays(best.distance_px, level.step_mm)
            wanted = self._pace.draft_px(_size(level), scene, rays) or wanted
        return self._cast(scene, level, Rays(wanted, level.step_mm))

    def can_refine(self, scene: VolumeScene) -> bool:
        """Whether `refined` would make a better picture of the scene now."""
        if scene.moving or self._last is None or self._last[0] is not scene:
            return False
        # The best picture may be made before it is known that there is no finer level.
        untold = not self._said_final and self._levels_of(scene).is_whole
        return untold or not self._is_best(*self._last)

    def refined(self, scene: VolumeScene) -> Picture | None:
        """A better picture of the scene that was last rendered; None when overtaken."""
        level = self._levels_of(scene).finest
        best = self._best_rays(scene, level)
        wanted = self._pace.next_px(_size(level), scene, best)
        if self._last is not None:
            _, before, rays = self._last
            if before is level and wanted > _WORTH * rays.distance_px:
                wanted = best.distance_px
            elif before is not level:
                wanted = max(best.distance_px, min(wanted, rays.distance_px))
        return self._cast(scene, level, Rays(wanted, best.step_mm))

    def sharp(self, scene: VolumeScene) -> Picture | None:
        """The best picture of a scene, however long it takes; None when overtaken."""
        pyramid = self._levels_of(scene)
        pyramid.wait()
        return self._cast(scene, pyramid.finest, self._best_rays(scene, pyramid.finest))

    def close(self) -> None:
        """Give OpenGL back."""
        for pyramid in (*self._left, *self._pyramids.values()):
            pyramid.stop()
            pyramid.wait()
        self._renderer.RemoveAllViewProps()
        self._window.RemoveAllObservers()
        self._window.Finalize()

    def _best_rays(self, scene: VolumeScene, level: VolumeLevel) -> Rays:
        # A graphics card takes a ray for each pixel.
        distance = 1.0 if self.on_graphics_card else finest_px(scene, level.finest_mm)
        # Opacity that changes within a voxel shows rings where samples lie a voxel apart.
        close = scene.look.projection is Projection.COMPOSITE
        return Rays(distance, level.step_mm * (0.5 if close else 1.0))

    def _is_best(self, scene: VolumeScene, level: VolumeLevel, rays: Rays) -> bool:
        finest = self._levels_of(scene).finest
        best = self._best_rays(scene, finest)
        enough = rays.distance_px <= best.distance_px and rays.step_mm <= best.step_mm
        return level is finest and (enough or not scene.shows_volume)

    def _cast(self, scene: VolumeScene, level: VolumeLevel, rays: Rays) -> Picture | None:
        self._show(level if scene.shows_volume else None)
        level.take_look(scene.look)
        self._take_surfaces(scene)
        self._take_planes(scene, level)
        # Software draws the finished picture slowly, so one with few rays is drawn smaller.
        shrink = 2 if scene.moving and rays.distance_px >= 2 and not self.on_graphics_card else 1
        size = (max(1, scene.size[0] // shrink), max(1, scene.size[1] // shrink))
        self._window.SetSize(*size)
        self._look_from(scene)
        level.set_rays(rays.distance_px / shrink, rays.step_mm)
        self._aborted = False
        began = time.perf_counter()
        self._window.Render()
        if self._aborted:
            return None
        if scene.shows_volume:
            self._pace.took(_size(level), scene, rays, time.perf_counter() - began)
        self._last = (scene, level, rays)
        final = scene.moving or not scene.shows_volume
        final = final or (self._levels_of(scene).is_whole and self._is_best(*self._last))
        self._said_final = final
        return Picture(self._pixels(size), level.ready.factors_kji, final)

    def _check(self, window: Any, _event: str) -> None:  # noqa: ANN401
        if self._is_overtaken():
            self._aborted = True
            window.SetAbortRender(1)

    def _pixels(self, size: tuple[int, int]) -> NDArray[np.uint8]:
        from vtkmodules.util.numpy_support import vtk_to_numpy
        from vtkmodules.vtkCommonCore import vtkUnsignedCharArray

        width, height = size
        data = vtkUnsignedCharArray()
        self._window.GetPixelData(0, 0, width - 1, height - 1, 1, data, 0)
        flat = vtk_to_numpy(data).reshape(height, width, 3)
        return np.ascontiguousarray(flat[::-1])

    # Parts

    def _levels_of(self, scene: VolumeScene) -> VolumePyramid:
        projection = scene.look.projection
        pyramid = self._pyramids.get(projection)
        if pyramid is None or not pyramid.serves(scene):
            self._leave([key for key, old in self._pyramids.items() if not old.serves(scene)])
            pyramid = VolumePyramid(
                scene,
                self._make_mapper,
                _off_screen_window,
                limits=(MOST_VOXELS,) if self.on_graphics_card else LEVEL_VOXELS,
                told=self._told,
            )
            self._pyramids[projection] = pyramid
        return pyramid

    def _leave(self, projections: list[Projection]) -> None:
        """Let go of volumes that are not shown any more."""
        self._show(None)
        self._last = None
        self._left = [pyramid for pyramid in self._left if pyramid.is_working]
        for projection in projections:
            pyramid = self._pyramids.pop(projection)
            pyramid.stop()
            self._left.append(pyramid)

    def _make_mapper(self) -> Any:  # noqa: ANN401
        from vtkmodules.vtkRenderingVolume import (
            vtkFixedPointVolumeRayCastMapper,
            vtkGPUVolumeRayCastMapper,
        )

        if self.on_graphics_card:
            return vtkGPUVolumeRayCastMapper()
        return vtkFixedPointVolumeRayCastMapper()

    def _show(self, level: VolumeLevel | None) -> None:
        if level is not self._level and self._level is not None:
            self._renderer.RemoveVolume(self._level.prop)
        if level is not self._level and level is not None:
            self._renderer.AddVolume(level.prop)
        self._level = level

    def _take_surfaces(self, scene: VolumeScene) -> None:
        surfaces = scene.surfaces
        wanted = {id(shown.surface): shown for shown in surfaces}
        for key in [key for key in self._actors if key not in wanted]:
            self._renderer.RemoveActor(self._actors.pop(key)[1])
        for key, shown in wanted.items():
            if key not in self._actors:
                self._actors[key] = (shown, _actor(shown))
                self._renderer.AddActor(self._actors[key][1])
            self._actors[key] = (shown, self._actors[key][1])
            look = self._actors[key][1].GetProperty()
            look.SetColor(*shown.color)
            look.SetOpacity(shown.opacity)
        # Without it translucent surfaces are mixed in the order in which they were made.
        clear = any(shown.opacity < 1 for shown in surfaces) and not scene.moving
        self._renderer.SetUseDepthPeeling(int(clear))
        self._renderer.SetMaximumNumberOfPeels(_PEELS)

    def _take_planes(self, scene: VolumeScene, level: VolumeLevel) -> None:
        from vtkmodules.vtkCommonDataModel import vtkPlane

        mappers = [level.mapper, *(actor.GetMapper() for _, actor in self._actors.values())]
        for mapper in mappers:
            mapper.RemoveAllClippingPlanes()
        for half in scene.kept:
            plane = vtkPlane()
            plane.SetOrigin(*half.point)
            plane.SetNormal(*half.normal)
            for mapper in mappers:
                mapper.AddClippingPlane(plane)

    def _look_from(self, scene: VolumeScene) -> None:
        camera, seen = self._renderer.GetActiveCamera(), scene.camera
        center, toward = np.array(seen.center), np.array(seen.toward)
        corners = corners_lps_mm(scene.volume.geometry)
        reach = float(np.linalg.norm(corners - center, axis=1).max()) + 10.0
        camera.ParallelProjectionOn()
        camera.SetFocalPoint(*center)
        camera.SetPosition(*(center + toward * 2 * reach))
        camera.SetViewUp(*seen.up)
        camera.SetParallelScale(scene.size[1] / 2 * seen.mm_per_px)
        camera.SetClippingRange(reach, 3 * reach)


def _size(level: VolumeLevel) -> int:
    return int(level.ready.array.size)


def _off_screen_window() -> Any:  # noqa: ANN401
    """A window that is never shown: EGL and OSMesa need no display, and no main thread."""
    from vtkmodules import vtkRenderingOpenGL2

    reasons = []
    for name in ("vtkEGLRenderWindow", "vtkOSOpenGLRenderWindow", "vtkWin32OpenGLRenderWindow"):
        make = getattr(vtkRenderingOpenGL2, name, None)
        if make is None:
            continue
        window = make()
        window.SetOffScreenRendering(1)
        window.SetMultiSamples(0)
        window.SetSize(16, 16)
        # `Render` of a window without a context ends the process, so it is asked for first.
        if window.SupportsOpenGL():
            window.Render()
            return window
        reasons.append(f"{name}: {window.GetOpenGLSupportMessage()}")
        window.Finalize()
    raise NoGraphicsError("; ".join(reasons) or "no off-screen window in VTK")


def _actor(shown: ShownSurface) -> Any:  # noqa: ANN401
    from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
    from vtkmodules.vtkCommonCore import vtkPoints
    from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
    from vtkmodules.vtkFiltersCore import vtkPolyDataNormals
    from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

    points, cells, data = vtkPoints(), vtkCellArray(), vtkPolyData()
    points.SetData(numpy_to_vtk(shown.surface.points, deep=True))
    triangles = shown.surface.triangles
    cells.SetData(
        numpy_to_vtkIdTypeArray(np.arange(0, 3 * len(triangles) + 1, 3, dtype=np.int64), deep=True),
        numpy_to_vtkIdTypeArray(triangles.ravel(), deep=True),
    )
    data.SetPoints(points)
    data.SetPolys(cells)
    normals = vtkPolyDataNormals()
    normals.SetInputData(data)
    normals.SplittingOff()
    normals.ConsistencyOff()
    mapper = vtkPolyDataMapper()
    mapper.SetInputConnection(normals.GetOutputPort())
    mapper.ScalarVisibilityOff()
    actor = vtkActor()
    actor.SetMapper(mapper)
    look = actor.GetProperty()
    look.SetAmbient(0.2)
    look.SetDiffuse(0.8)
    look.SetSpecular(0.15)
    return actor
