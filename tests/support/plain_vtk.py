"""A picture by VTK's own ray caster without anything of ours between: the reference."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workstation.domain.image import Volume
from workstation.imaging.volume_preset import Projection
from workstation.scene.volume_camera import VolumeCamera
from workstation.viewer.volume_scene import Look


def plain_vtk_picture(
    volume: Volume, look: Look, camera: VolumeCamera, size: tuple[int, int]
) -> NDArray[np.uint8]:
    """One ray for each pixel, a sample for each half of the finest voxel side; (row, column, RGB).

    The grid must be axial: LPS runs along i, j and k.
    """
    import vtkmodules.vtkRenderingVolumeOpenGL2  # noqa: F401 - registers what draws
    from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
    from vtkmodules.vtkCommonCore import vtkUnsignedCharArray
    from vtkmodules.vtkCommonDataModel import vtkImageData, vtkPiecewiseFunction
    from vtkmodules.vtkRenderingCore import (
        vtkColorTransferFunction,
        vtkRenderer,
        vtkVolume,
        vtkVolumeProperty,
    )
    from vtkmodules.vtkRenderingOpenGL2 import vtkEGLRenderWindow
    from vtkmodules.vtkRenderingVolume import vtkFixedPointVolumeRayCastMapper

    affine = volume.geometry.affine_lps
    spacing = affine[0, 2], affine[1, 1], affine[2, 0]
    array = np.ascontiguousarray(volume.array)
    image = vtkImageData()
    image.SetDimensions(*array.shape[::-1])
    image.SetSpacing(*spacing)
    image.SetOrigin(*affine[:3, 3])
    image.GetPointData().SetScalars(numpy_to_vtk(array.ravel(), deep=True))
    opacity, colors = vtkPiecewiseFunction(), vtkColorTransferFunction()
    for value, alpha in look.opacity:
        opacity.AddPoint(value, 1.0 if look.projection is Projection.MAXIMUM else alpha)
    for value, red, green, blue in look.colors:
        colors.AddRGBPoint(value, red, green, blue)
    made = vtkVolumeProperty()
    made.SetScalarOpacity(opacity)
    made.SetColor(colors)
    made.SetInterpolationTypeToLinear()
    made.SetShade(int(look.shading))
    made.SetAmbient(0.3)
    made.SetDiffuse(0.9)
    made.SetSpecular(0.2)
    made.SetSpecularPower(12.0)
    mapper = vtkFixedPointVolumeRayCastMapper()
    mapper.SetAutoAdjustSampleDistances(0)
    mapper.SetImageSampleDistance(1.0)
    mapper.SetSampleDistance(min(spacing) / 2)
    mapper.SetInteractiveSampleDistance(min(spacing) / 2)
    if look.projection is Projection.MAXIMUM:
        mapper.SetBlendModeToMaximumIntensity()
    mapper.SetInputData(image)
    shown = vtkVolume()
    shown.SetMapper(mapper)
    shown.SetProperty(made)
    renderer = vtkRenderer()
    renderer.AddVolume(shown)
    window = vtkEGLRenderWindow()
    window.SetOffScreenRendering(1)
    window.SetMultiSamples(0)
    window.SetSize(*size)
    window.AddRenderer(renderer)
    seen, focus = renderer.GetActiveCamera(), np.array(camera.center)
    seen.ParallelProjectionOn()
    seen.SetFocalPoint(*focus)
    seen.SetPosition(*(focus + 1000.0 * np.array(camera.toward)))
    seen.SetViewUp(*camera.up)
    seen.SetParallelScale(size[1] / 2 * camera.mm_per_px)
    renderer.ResetCameraClippingRange()
    window.Render()
    data = vtkUnsignedCharArray()
    window.GetPixelData(0, 0, size[0] - 1, size[1] - 1, 1, data, 0)
    window.Finalize()
    return np.ascontiguousarray(vtk_to_numpy(data).reshape(size[1], size[0], 3)[::-1])
