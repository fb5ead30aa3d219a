"""One resolution of a volume in VTK: its voxels, how they look, and what cuts them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.imaging.render_volume import RenderVolume, block_any
from workstation.imaging.volume_preset import Projection
from workstation.viewer.layers import MaskLayer
from workstation.viewer.volume_scene import Look, VolumeScene


class VolumeLevel:
    """A prop of VTK with its own mapper, which keeps what it worked out about the voxels.

    Parameters
    ----------
    ready : RenderVolume
        The voxels.
    scene : VolumeScene
        Where it says so, only voxels inside of segments are kept.
    mapper : vtkVolumeMapper
        Casts the rays.
    """

    def __init__(self, ready: RenderVolume, scene: VolumeScene, mapper: Any) -> None:  # noqa: ANN401
        from vtkmodules.util.numpy_support import numpy_to_vtk
        from vtkmodules.vtkCommonDataModel import vtkImageData
        from vtkmodules.vtkCommonMath import vtkMatrix4x4
        from vtkmodules.vtkRenderingCore import vtkVolume, vtkVolumeProperty

        self.ready = ready
        self.mapper = mapper
        mapper.SetAutoAdjustSampleDistances(0)
        # VTK does not own the voxels.
        self._array = only_inside(ready, scene) if scene.inside else ready.array
        spacing = ready.geometry.spacing_kji_mm
        image = vtkImageData()
        image.SetDimensions(*self._array.shape[::-1])
        image.SetSpacing(*spacing[::-1])
        image.GetPointData().SetScalars(numpy_to_vtk(self._array.ravel(), deep=False))
        mapper.SetInputData(image)
        self._property = vtkVolumeProperty()
        self._property.SetInterpolationTypeToLinear()
        self._property.SetScalarOpacityUnitDistance(1.0)
        self._property.SetAmbient(0.3)
        self._property.SetDiffuse(0.9)
        self._property.SetSpecular(0.2)
        self._property.SetSpecularPower(12.0)
        self._look: Look | None = None
        self.prop = vtkVolume()
        self.prop.SetMapper(mapper)
        self.prop.SetProperty(self._property)
        matrix = vtkMatrix4x4()
        for n, column in enumerate((2, 1, 0)):
            for row in range(3):
                matrix.SetElement(row, n, ready.geometry.affine_lps[row, column] / spacing[column])
        for row in range(3):
            matrix.SetElement(row, 3, ready.geometry.affine_lps[row, 3])
        self.prop.SetUserMatrix(matrix)

    @property
    def step_mm(self) -> float:
        """Between samples of a ray: the edge of a cube as large as a voxel."""
        return float(self.ready.geometry.voxel_volume_mm3 ** (1 / 3))

    @property
    def finest_mm(self) -> float:
        """The smallest side of a voxel."""
        return min(self.ready.geometry.spacing_kji_mm)

    def take_look(self, look: Look) -> None:
        """Color, opacity and light."""
        if look == self._look:
            return
        from vtkmodules.vtkCommonDataModel import vtkPiecewiseFunction
        from vtkmodules.vtkRenderingCore import vtkColorTransferFunction

        self._look = look
        ready = self.ready
        opacity, colors = vtkPiecewiseFunction(), vtkColorTransferFunction()
        for value, alpha in look.opacity:
            # VTK multiplies the color of a maximum by its opacity: half as bright is a quarter.
            shown = 1.0 if look.projection is Projection.MAXIMUM else alpha
            opacity.AddPoint((value - ready.offset) / ready.scale, shown)
        for value, red, green, blue in look.colors:
            colors.AddRGBPoint((value - ready.offset) / ready.scale, red, green, blue)
        self._property.SetScalarOpacity(opacity)
        self._property.SetColor(colors)
        self._property.SetShade(int(_has_light(look)))
        if look.projection is Projection.MAXIMUM:
            self.mapper.SetBlendModeToMaximumIntensity()
        else:
            self.mapper.SetBlendModeToComposite()

    def set_rays(self, distance_px: float, step_mm: float) -> None:
        """How far apart rays are, in pixels, and the samples along them."""
        self.mapper.SetImageSampleDistance(distance_px)
        self.mapper.SetSampleDistance(step_mm)
        if hasattr(self.mapper, "SetInteractiveSampleDistance"):
            self.mapper.SetInteractiveSampleDistance(step_mm)

    def warm_up(self, window: Any, look: Look) -> None:  # noqa: ANN401
        """Let the mapper work out the directions of its light before a picture needs them.

        VTK does this, seconds for a large volume, when it first draws the volume, whatever is in
        sight; so it is drawn, in a window of its own, by a camera that looks away from it.
        """
        from vtkmodules.vtkRenderingCore import vtkRenderer

        self.take_look(look)
        # Whatever the look: the next one may want light.
        self._property.SetShade(1)
        renderer = vtkRenderer()
        renderer.GetCullers().RemoveAllItems()
        renderer.AddVolume(self.prop)
        camera = renderer.GetActiveCamera()
        camera.ParallelProjectionOn()
        camera.SetFocalPoint(0.0, 0.0, 1e6)
        camera.SetPosition(0.0, 0.0, 1e6 - 10)
        camera.SetViewUp(0.0, 1.0, 0.0)
        camera.SetClippingRange(1.0, 20.0)
        window.AddRenderer(renderer)
        window.Render()
        renderer.RemoveVolume(self.prop)
        window.RemoveRenderer(renderer)
        self._property.SetShade(int(_has_light(look)))


def _has_light(look: Look) -> bool:
    return look.shading and look.projection is Projection.COMPOSITE


def only_inside(ready: RenderVolume, scene: VolumeScene) -> NDArray[Any]:
    """Voxels of the shown segments; all others have the lowest value."""
    inside = np.zeros(ready.array.shape, bool)
    for layer in scene.inside:
        shown = np.zeros(int(np.iinfo(layer.mask.labels.dtype).max) + 1, bool)
        shown[list(numbers(layer))] = True
        inside |= block_any(layer.mask.labels, shown, ready.factors_kji)
    return np.where(inside, ready.array, ready.array.dtype.type(ready.lowest))


def numbers(layer: MaskLayer) -> tuple[int, ...]:
    """The segments of a layer that are shown."""
    return tuple(style.number for style in layer.styles)
