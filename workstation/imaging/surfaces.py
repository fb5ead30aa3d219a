"""Surfaces of segments, in patient space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.geometry import VolumeGeometry
from workstation.imaging.render_volume import block_mean

MOST_VOXELS = 6_000_000
"""A segment whose box holds more is averaged first, so that its surface stays quick to draw."""
_SMOOTHING_STEPS = 15
_PASS_BAND = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """Triangles around a segment.

    Parameters
    ----------
    points : (n, 3) float32
        LPS mm.
    triangles : (m, 3) int64
        Numbers of points; the outside is on the side from which they run counterclockwise.
    """

    points: NDArray[np.float32]
    triangles: NDArray[np.int64]


def segment_surface(
    labels: NDArray[Any], number: int, geometry: VolumeGeometry, *, smooth: bool = True
) -> Surface | None:
    """The surface of one segment.

    Flying edges at half height (Schroeder, Maynard, Geveci 2015) and a windowed sinc filter
    (Taubin, Zhang, Golub 1996), which keeps the size. In index space, so that tilted grids need
    no resampling; then by the affine to the patient.

    Parameters
    ----------
    labels : (k, j, i) unsigned
        Segment numbers.
    number : int
        Which segment.
    geometry : VolumeGeometry
        Of the labels, LPS mm.
    smooth : bool
        Even out the steps of the voxels.

    Returns
    -------
    Surface or None
        None where no voxel has the number.
    """
    found = _inside(labels, number)
    if found is None:
        return None
    inside, first, factor = found
    points, triangles = _contour(inside, smooth)
    if not len(triangles):
        return None
    # VTK counts i, j, k; the border of one voxel shifts the box by one.
    kji = (points[:, ::-1] - 1) * factor + (np.array(factor) - 1) / 2 + first
    in_patient = geometry.to_lps_mm(kji)
    if np.linalg.det(geometry.affine_lps[:3, [2, 1, 0]]) < 0:
        triangles = triangles[:, ::-1]
    return Surface(in_patient.astype(np.float32), np.ascontiguousarray(triangles))


def _inside(
    labels: NDArray[Any], number: int
) -> tuple[NDArray[np.float32], NDArray[np.int64], tuple[int, int, int]] | None:
    """The part around a segment, 0 to 1 in an empty rim, its first voxel, and its coarseness."""
    inside = labels == number
    first = []
    for axis in range(3):
        seen = np.flatnonzero(inside.any(axis=tuple(a for a in range(3) if a != axis)))
        if not len(seen):
            return None
        first.append(int(seen[0]))
        inside = np.take(inside, np.arange(seen[0], seen[-1] + 1), axis=axis)
    factor = 1
    while inside.size / factor**3 > MOST_VOXELS:
        factor *= 2
    factors = (factor, factor, factor)
    share = block_mean(inside.astype(np.float32), factors) if factor > 1 else inside
    return np.pad(share.astype(np.float32), 1), np.array(first), factors


def _contour(
    inside: NDArray[np.float32], smooth: bool
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Points (n, 3) as i, j, k, and triangles (m, 3), at half height."""
    from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
    from vtkmodules.vtkCommonDataModel import vtkImageData
    from vtkmodules.vtkFiltersCore import vtkFlyingEdges3D, vtkWindowedSincPolyDataFilter

    image = vtkImageData()
    image.SetDimensions(*inside.shape[::-1])
    image.GetPointData().SetScalars(numpy_to_vtk(inside.ravel(), deep=False))
    edges = vtkFlyingEdges3D()
    edges.SetInputData(image)
    edges.SetValue(0, 0.5)
    edges.ComputeNormalsOff()
    edges.ComputeScalarsOff()
    smoother = vtkWindowedSincPolyDataFilter()
    smoother.SetInputConnection(edges.GetOutputPort())
    smoother.SetNumberOfIterations(_SMOOTHING_STEPS)
    smoother.SetPassBand(_PASS_BAND)
    smoother.BoundarySmoothingOff()
    smoother.FeatureEdgeSmoothingOff()
    smoother.NormalizeCoordinatesOn()
    last = smoother if smooth else edges
    last.Update()
    surface = last.GetOutput()
    if not surface.GetNumberOfPolys():
        return np.zeros((0, 3)), np.zeros((0, 3), np.int64)
    points = vtk_to_numpy(surface.GetPoints().GetData()).astype(np.float64)
    corners = vtk_to_numpy(surface.GetPolys().GetConnectivityArray()).astype(np.int64)
    return points, corners.reshape(-1, 3)
