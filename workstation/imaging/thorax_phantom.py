"""A synthetic thorax with nodules of known size, as arrays."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from workstation.domain.geometry import VolumeGeometry

_AIR, _LUNG, _SOFT, _BLOOD, _FAT, _BONE = -1000.0, -860.0, 45.0, 40.0, -95.0, 480.0
# Vessels keep this far from nodules, so that a nodule's true volume is that of its ball.
_CLEARANCE_MM = 3.0
_Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedNodule:
    """A ball of soft tissue: center, LPS mm, and diameter, mm."""

    center_lps_mm: tuple[float, float, float]
    diameter_mm: float

    @property
    def volume_mm3(self) -> float:
        """Volume of the ball."""
        return math.pi / 6 * self.diameter_mm**3


DEFAULT_NODULES = (
    PlantedNodule(center_lps_mm=(-92.0, 12.0, 52.0), diameter_mm=14.0),
    PlantedNodule(center_lps_mm=(88.0, -28.0, -18.0), diameter_mm=10.0),
    PlantedNodule(center_lps_mm=(-70.0, -30.0, -48.0), diameter_mm=7.0),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ThoraxPhantom:
    """HU values (k, j, i) int16, their grid, and the nodules in them."""

    array: NDArray[np.int16]
    geometry: VolumeGeometry
    nodules: tuple[PlantedNodule, ...]


def thorax_geometry(
    shape_kji: tuple[int, int, int] = (150, 320, 320),
    spacing_kji_mm: tuple[float, float, float] = (1.6, 1.1, 1.1),
) -> VolumeGeometry:
    """An axial grid, head toward growing k, centered on the origin of the phantom."""
    affine = np.zeros((4, 4))
    dk, dj, di = spacing_kji_mm
    affine[2, 0], affine[1, 1], affine[0, 2], affine[3, 3] = dk, dj, di, 1.0
    half = (np.array(shape_kji) - 1) / 2 * np.array(spacing_kji_mm)
    affine[:3, 3] = (-half[2], -half[1], -half[0])
    return VolumeGeometry(shape_kji=shape_kji, affine_lps=affine)


def make_thorax(
    geometry: VolumeGeometry | None = None,
    *,
    nodules: tuple[PlantedNodule, ...] = DEFAULT_NODULES,
    noise_hu: float = 18.0,
    seed: int = 20,
) -> ThoraxPhantom:
    """Body, lungs, airways, vessels, ribs, spine, heart, nodules and noise.

    Surfaces are blended over one voxel, so that a ball's volume at the half-way threshold
    is that of the ball.

    Parameters
    ----------
    geometry : VolumeGeometry or None
        Axes along those of the patient; None for the usual grid.
    noise_hu : float
        Standard deviation of the noise, HU, slightly correlated as after a soft kernel.
    """
    grid = geometry or thorax_geometry()
    canvas = _Canvas(grid)
    random = np.random.default_rng(seed)
    _paint_body(canvas)
    _paint_lungs(canvas)
    _paint_airways_and_vessels(canvas, random, nodules)
    _paint_bones(canvas)
    for nodule in nodules:
        canvas.ball(nodule.center_lps_mm, nodule.diameter_mm / 2, _SOFT)
    values = canvas.values
    if noise_hu > 0:
        noise = gaussian_filter(
            random.standard_normal(values.shape, dtype=np.float32), sigma=(0.4, 0.7, 0.7)
        )
        values = values + noise * np.float32(noise_hu / max(float(noise.std()), 1e-6))
    stored = np.clip(np.rint(values), -1024, 3071).astype(np.int16)
    return ThoraxPhantom(array=stored, geometry=grid, nodules=nodules)


class _Canvas:
    """Values on a grid, painted with shapes given in LPS mm."""

    def __init__(self, geometry: VolumeGeometry) -> None:
        self.geometry = geometry
        self.values: _Array = np.full(geometry.shape_kji, _AIR, dtype=np.float32)
        origin = geometry.affine_lps[:3, 3]
        steps = geometry.affine_lps[:3, :3]
        self.z, self.y, self.x = (
            (origin[axis] + steps[axis, column] * np.arange(geometry.shape_kji[column])).astype(
                np.float32
            )
            for axis, column in ((2, 0), (1, 1), (0, 2))
        )
        self.softness = float(np.mean(geometry.spacing_kji_mm))

    def blend(self, distance_mm: _Array, value: float, box: tuple[slice, slice, slice]) -> None:
        """Paint where the signed distance is negative, blended over one voxel."""
        share = np.clip(0.5 - distance_mm / self.softness, 0.0, 1.0).astype(np.float32)
        region = self.values[box]
        region += share * (np.float32(value) - region)

    def box(
        self, center: tuple[float, float, float], reach_mm: float
    ) -> tuple[slice, slice, slice]:
        """Index ranges within `reach_mm` of a point."""
        slices = []
        for axis, middle in ((self.z, center[2]), (self.y, center[1]), (self.x, center[0])):
            near = np.flatnonzero(np.abs(axis - middle) <= reach_mm)
            slices.append(slice(int(near[0]), int(near[-1]) + 1) if near.size else slice(0, 0))
        return (slices[0], slices[1], slices[2])

    def offsets(
        self, center: tuple[float, float, float], box: tuple[slice, slice, slice]
    ) -> tuple[_Array, _Array, _Array]:
        """Distances from a point along S, P and L, shaped for broadcasting."""
        return (
            (self.z[box[0]] - center[2])[:, None, None],
            (self.y[box[1]] - center[1])[None, :, None],
            (self.x[box[2]] - center[0])[None, None, :],
        )

    def ball(self, center: tuple[float, float, float], radius: float, value: float) -> None:
        """A ball."""
        box = self.box(center, radius + 2 * self.softness)
        dz, dy, dx = self.offsets(center, box)
        self.blend(np.sqrt(dz**2 + dy**2 + dx**2) - radius, value, box)

    def ellipsoid(
        self,
        center: tuple[float, float, float],
        radii_xyz: tuple[float, float, float],
        value: float,
        *,
        power: float = 2.0,
    ) -> None:
        """An ellipsoid, or a rounder box for a larger power."""
        box = self.box(center, max(radii_xyz) + 2 * self.softness)
        dz, dy, dx = self.offsets(center, box)
        rx, ry, rz = radii_xyz
        level = (
            np.abs(dx / rx) ** power + np.abs(dy / ry) ** power + np.abs(dz / rz) ** power
        ) ** (1 / power)
        self.blend((level - 1) * min(radii_xyz), value, box)

    def tube(
        self,
        start: NDArray[np.float64],
        stop: NDArray[np.float64],
        radius: float,
        value: float,
    ) -> None:
        """A capsule between two points."""
        middle = (start + stop) / 2
        reach = float(np.linalg.norm(stop - start)) / 2 + radius + 2 * self.softness
        box = self.box((middle[0], middle[1], middle[2]), reach)
        dz, dy, dx = self.offsets((start[0], start[1], start[2]), box)
        axis = stop - start
        length2 = float(axis @ axis)
        along = np.clip((dx * axis[0] + dy * axis[1] + dz * axis[2]) / length2, 0, 1)
        distance = np.sqrt(
            (dx - along * axis[0]) ** 2 + (dy - along * axis[1]) ** 2 + (dz - along * axis[2]) ** 2
        )
        self.blend(distance - radius, value, box)


def _paint_body(canvas: _Canvas) -> None:
    long = float(np.abs(canvas.z).max()) * 3 + 100
    canvas.ellipsoid((0, 5, 0), (165, 118, long), _FAT, power=2.6)
    canvas.ellipsoid((0, 5, 0), (152, 105, long), _SOFT, power=2.6)
    canvas.ellipsoid((0, 150, 0), (230, 9, long), 60.0, power=6)  # table top


def _paint_lungs(canvas: _Canvas) -> None:
    canvas.ellipsoid((-76, 5, 0), (60, 86, 108), _LUNG, power=2.5)
    canvas.ellipsoid((76, 8, 0), (56, 84, 106), _LUNG, power=2.5)
    canvas.ellipsoid((0, 0, 10), (30, 62, 140), _SOFT, power=3)  # mediastinum
    canvas.ellipsoid((32, -28, -40), (52, 46, 48), _BLOOD)  # heart
    canvas.ellipsoid((-60, 0, -118), (78, 84, 46), 60.0)  # liver under the right dome
    canvas.ellipsoid((66, 4, -116), (60, 70, 36), 50.0)  # spleen and stomach
    canvas.tube(np.array([18.0, 42.0, -130.0]), np.array([18.0, 42.0, 30.0]), 12, _BLOOD)  # aorta


def _paint_airways_and_vessels(
    canvas: _Canvas, random: np.random.Generator, nodules: tuple[PlantedNodule, ...]
) -> None:
    carina = np.array([0.0, 12.0, 35.0])
    hila = {-1: np.array([-42.0, 16.0, 12.0]), 1: np.array([42.0, 16.0, 14.0])}
    for side, hilum in hila.items():
        _grow(canvas, random, nodules, hilum, side, radius=6.0, depth=7)
    canvas.tube(np.array([0.0, 4.0, 140.0]), carina, 11, _SOFT)
    canvas.tube(np.array([0.0, 4.0, 140.0]), carina, 8.5, _AIR)
    for hilum in hila.values():
        canvas.tube(carina, hilum, 8.5, _SOFT)
        canvas.tube(carina, hilum, 6.0, _AIR)


def _grow(
    canvas: _Canvas,
    random: np.random.Generator,
    nodules: tuple[PlantedNodule, ...],
    start: NDArray[np.float64],
    side: int,
    *,
    radius: float,
    depth: int,
    heading: NDArray[np.float64] | None = None,
) -> None:
    """A vessel that forks; children are thinner by 2^(-1/3) (Murray's law)."""
    if depth == 0 or radius < 0.7:
        return
    for _ in range(4 if heading is None else 2):
        spread = random.normal(0, 0.75 if heading is None else 0.5, 3)
        base = np.array([float(side), 0.0, 0.0]) if heading is None else heading
        direction = base + spread
        direction /= np.linalg.norm(direction)
        stop = start + direction * random.uniform(14, 24)
        thin = radius * 2 ** (-1 / 3)
        if not _inside_lung(stop, side) or _touches(start, stop, thin, nodules):
            continue
        canvas.tube(start, stop, thin, _BLOOD)
        _grow(
            canvas,
            random,
            nodules,
            stop,
            side,
            radius=thin * 0.85,
            depth=depth - 1,
            heading=direction,
        )


def _inside_lung(point: NDArray[np.float64], side: int) -> bool:
    scaled = (point - np.array([76.0 * side, 6.0, 0.0])) / np.array([50.0, 76.0, 96.0])
    return bool((np.abs(scaled) ** 2.5).sum() < 1)


def _touches(
    start: NDArray[np.float64],
    stop: NDArray[np.float64],
    radius: float,
    nodules: tuple[PlantedNodule, ...],
) -> bool:
    axis = stop - start
    for nodule in nodules:
        center = np.array(nodule.center_lps_mm)
        along = float(np.clip((center - start) @ axis / (axis @ axis), 0, 1))
        gap = float(np.linalg.norm(center - start - along * axis)) - radius
        if gap < nodule.diameter_mm / 2 + _CLEARANCE_MM:
            return True
    return False


def _paint_bones(canvas: _Canvas) -> None:
    low, high = float(canvas.z.min()) - 30, float(canvas.z.max()) + 30
    for z in np.arange(low, high, 28.0):
        canvas.ellipsoid((0, 82, float(z)), (20, 17, 11.5), _BONE, power=4)
        canvas.ellipsoid((0, 82, float(z)), (17, 14, 9.5), 180.0, power=4)
        canvas.tube(np.array([0.0, 96.0, z]), np.array([0.0, 122.0, z - 12]), 4, _BONE)
        for side in (-1.0, 1.0):
            _paint_rib(canvas, float(z), side)
    canvas.tube(np.array([0.0, -94.0, -60.0]), np.array([0.0, -96.0, high]), 6, 300.0)  # sternum


def _paint_rib(canvas: _Canvas, z: float, side: float) -> None:
    angles = np.radians(np.linspace(75, -62, 14))
    points = [
        np.array(
            [side * 143 * math.cos(a) ** 0.6, 5 + 96 * math.sin(a), z - 34 * (1 - math.sin(a))]
        )
        for a in angles
    ]
    for start, stop in pairwise(points):
        canvas.tube(start, stop, 4.6, _BONE)
        canvas.tube(start, stop, 2.4, 160.0)
