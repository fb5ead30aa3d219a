"""Pictures of a volume with VTK; everything here belongs to one thread."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.errors import WorkstationError
from workstation.imaging.render_volume import RenderVolume, block_any, prepare_render_volume
from workstation.imaging.volume_preset import Projection
from workstation.viewer.layers import MaskLayer
from workstation.viewer.volume_camera import corners_lps_mm
from workstation.viewer.volume_scene import Look, ShownSurface, VolumeScene

SOFTWARE_RENDERERS = ("llvmpipe", "softpipe", "swiftshader", "swrast", "software")
_MOVING_S = 0.04
"""A picture of a moving volume shall take no longer."""
_COARSEST = 6.0
_PEELS = 6
_BACKGROUND = (0.0, 0.0, 0.0)


class NoGraphicsError(WorkstationError):
    """No context for drawing in three dimensions can be had."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(
            "Three-dimensional pictures need OpenGL, which this computer does not offer.",
            hint="Install the graphics driver, or Mesa (libegl1, libgl1-mesa-dri) on Linux.",
            detail=detail,
        )


def is_software(capabilities: str) -> bool:
    """Whether a report of OpenGL names a renderer that has no graphics card behind it."""
    lines = [line for line in capabilities.lower().splitlines() if "renderer" in line]
    return not lines or any(name in line for line in lines for name in SOFTWARE_RENDERERS)


@dataclass(slots=True)
class _Source:
    """The voxels that the mapper has, and the scene that they were first made for."""

    scene: VolumeScene
    ready: RenderVolume

    def serves(self, scene: VolumeScene) -> bool:
        return scene.volume is self.scene.volume and _cuts(scene) == _cuts(self.scene)


class VolumeRenderer:
    """One off-screen window of VTK.

    On software OpenGL rays are cast by `vtkFixedPointVolumeRayCastMapper`, which uses the
    processor itself; with a graphics card by `vtkGPUVolumeRayCastMapper`.

    Parameters
    ----------
    is_overtaken : callable
        Asked while a picture is made: whether it is not wanted any more.
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
        on_graphics_card: bool | None = None,
    ) -> None:
        import vtkmodules.vtkRenderingOpenGL2
        import vtkmodules.vtkRenderingVolumeOpenGL2
        from vtkmodules.vtkRenderingCore import vtkRenderer, vtkVolume, vtkVolumeProperty
        from vtkmodules.vtkRenderingVolume import (
            vtkFixedPointVolumeRayCastMapper,
            vtkGPUVolumeRayCastMapper,
        )

        self._is_overtaken = is_overtaken
        self._window = _off_screen_window(vtkmodules.vtkRenderingOpenGL2)
        capabilities = str(self._window.ReportCapabilities())
        self.on_graphics_card = (
            not is_software(capabilities) if on_graphics_card is None else on_graphics_card
        )
        self._renderer = vtkRenderer()
        self._renderer.SetBackground(*_BACKGROUND)
        self._window.AddRenderer(self._renderer)
        self._window.AddObserver("AbortCheckEvent", self._check)
        self._mapper: Any = (
            vtkGPUVolumeRayCastMapper()
            if self.on_graphics_card
            else vtkFixedPointVolumeRayCastMapper()
        )
        self._mapper.SetAutoAdjustSampleDistances(0)
        self._property = vtkVolumeProperty()
        self._property.SetInterpolationTypeToLinear()
        self._property.SetScalarOpacityUnitDistance(1.0)
        self._property.SetAmbient(0.3)
        self._property.SetDiffuse(0.9)
        self._property.SetSpecular(0.2)
        self._property.SetSpecularPower(12.0)
        self._volume = vtkVolume()
        self._volume.SetMapper(self._mapper)
        self._volume.SetProperty(self._property)
        self._source: _Source | None = None
        self._look: Look | None = None
        self._actors: dict[int, tuple[ShownSurface, Any]] = {}
        self._image: Any = None
        self._coarseness = 3.0
        self._aborted = False

    # Picture

    def render(self, scene: VolumeScene) -> NDArray[np.uint8] | None:
        """A picture, (row, column, RGB) from the upper left corner; None when overtaken."""
        self._take_volume(scene)
        self._take_look(scene.look)
        self._take_surfaces(scene)
        self._take_planes(scene)
        self._look_from(scene)
        self._window.SetSize(*scene.size)
        self._mapper.SetImageSampleDistance(self._coarseness if scene.moving else 1.0)
        step = self._step_mm * (2.0 if scene.moving else 1.0)
        self._mapper.SetSampleDistance(step)
        if not self.on_graphics_card:
            self._mapper.SetInteractiveSampleDistance(step)
        self._aborted = False
        began = time.perf_counter()
        self._window.Render()
        if self._aborted:
            return None
        if scene.moving:
            self._adapt(time.perf_counter() - began)
        return self._pixels(scene.size)

    @property
    def prepared(self) -> RenderVolume | None:
        """The voxels that are drawn."""
        return self._source.ready if self._source is not None else None

    def close(self) -> None:
        """Give OpenGL back."""
        self._renderer.RemoveAllViewProps()
        self._window.RemoveAllObservers()
        self._window.Finalize()

    def _check(self, window: Any, _event: str) -> None:  # noqa: ANN401
        if self._is_overtaken():
            self._aborted = True
            window.SetAbortRender(1)

    def _adapt(self, seconds: float) -> None:
        """Cast fewer or more rays, so that the next picture of a moving volume is in time."""
        wanted = self._coarseness * math.sqrt(seconds / _MOVING_S)
        self._coarseness = min(max(0.5 * (self._coarseness + wanted), 1.0), _COARSEST)

    def _pixels(self, size: tuple[int, int]) -> NDArray[np.uint8]:
        from vtkmodules.util.numpy_support import vtk_to_numpy
        from vtkmodules.vtkCommonCore import vtkUnsignedCharArray

        width, height = size
        data = vtkUnsignedCharArray()
        self._window.GetPixelData(0, 0, width - 1, height - 1, 1, data, 0)
        flat = vtk_to_numpy(data).reshape(height, width, 3)
        return np.ascontiguousarray(flat[::-1])

    # Parts

    @property
    def _step_mm(self) -> float:
        """Between samples of a ray: the edge of a cube as large as a voxel."""
        return self._source.ready.geometry.voxel_volume_mm3 ** (1 / 3) if self._source else 1.0

    def _take_volume(self, scene: VolumeScene) -> None:
        from vtkmodules.util.numpy_support import numpy_to_vtk
        from vtkmodules.vtkCommonDataModel import vtkImageData
        from vtkmodules.vtkCommonMath import vtkMatrix4x4

        if self._source is None or not self._source.serves(scene):
            old = self._source
            same = old is not None and old.scene.volume is scene.volume
            ready = old.ready if old is not None and same else prepare_render_volume(scene.volume)
            self._source = _Source(scene, ready)
            array = only_inside(ready, scene) if scene.inside else ready.array
            image = vtkImageData()
            image.SetDimensions(*array.shape[::-1])
            spacing = ready.geometry.spacing_kji_mm
            image.SetSpacing(*spacing[::-1])
            image.GetPointData().SetScalars(numpy_to_vtk(array.ravel(), deep=False))
            # VTK does not own the voxels.
            self._image = (image, array)
            self._mapper.SetInputData(image)
            matrix = vtkMatrix4x4()
            for n, column in enumerate((2, 1, 0)):
                for row in range(3):
                    matrix.SetElement(
                        row, n, ready.geometry.affine_lps[row, column] / spacing[column]
                    )
            for row in range(3):
                matrix.SetElement(row, 3, ready.geometry.affine_lps[row, 3])
            self._volume.SetUserMatrix(matrix)
            self._look = None
        self._renderer.RemoveVolume(self._volume)
        if scene.shows_volume:
            self._renderer.AddVolume(self._volume)

    def _take_look(self, look: Look) -> None:
        if look == self._look or self._source is None:
            return
        from vtkmodules.vtkCommonDataModel import vtkPiecewiseFunction
        from vtkmodules.vtkRenderingCore import vtkColorTransferFunction

        self._look = look
        ready = self._source.ready
        opacity, colors = vtkPiecewiseFunction(), vtkColorTransferFunction()
        for value, alpha in look.opacity:
            # VTK multiplies the color of a maximum by its opacity: half as bright is a quarter.
            shown = 1.0 if look.projection is Projection.MAXIMUM else alpha
            opacity.AddPoint((value - ready.offset) / ready.scale, shown)
        for value, red, green, blue in look.colors:
            colors.AddRGBPoint((value - ready.offset) / ready.scale, red, green, blue)
        self._property.SetScalarOpacity(opacity)
        self._property.SetColor(colors)
        self._property.SetShade(int(look.shading and look.projection is Projection.COMPOSITE))
        if look.projection is Projection.MAXIMUM:
            self._mapper.SetBlendModeToMaximumIntensity()
        else:
            self._mapper.SetBlendModeToComposite()

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

    def _take_planes(self, scene: VolumeScene) -> None:
        from vtkmodules.vtkCommonDataModel import vtkPlane

        mappers = [self._mapper, *(actor.GetMapper() for _, actor in self._actors.values())]
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


def only_inside(ready: RenderVolume, scene: VolumeScene) -> NDArray[Any]:
    """Voxels of the shown segments; all others have the lowest value."""
    inside = np.zeros(ready.array.shape, bool)
    for layer in scene.inside:
        shown = np.zeros(int(np.iinfo(layer.mask.labels.dtype).max) + 1, bool)
        shown[list(_numbers(layer))] = True
        inside |= block_any(layer.mask.labels, shown, ready.factors_kji)
    return np.where(inside, ready.array, ready.array.dtype.type(ready.lowest))


def _numbers(layer: MaskLayer) -> tuple[int, ...]:
    return tuple(style.number for style in layer.styles)


def _cuts(scene: VolumeScene) -> tuple[object, ...]:
    """Tells one choice of segments, in one version, from another."""
    return tuple((x.mask.id, x.mask.version, _numbers(x)) for x in scene.inside)


def _off_screen_window(module: Any) -> Any:  # noqa: ANN401
    """A window that is never shown: EGL and OSMesa need no display, and no main thread."""
    reasons = []
    for name in ("vtkEGLRenderWindow", "vtkOSOpenGLRenderWindow", "vtkWin32OpenGLRenderWindow"):
        make = getattr(module, name, None)
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
