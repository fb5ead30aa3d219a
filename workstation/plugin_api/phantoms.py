"""Small made-up images on which any plugin can be tried; they stand for no patient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from workstation.plugin_api.payloads import ImagePayload


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedNodule:
    """A ball: center in LPS mm, diameter, and density."""

    center_lps_mm: tuple[float, float, float]
    diameter_mm: float
    hu: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ThoraxPhantom:
    """A chest CT: body, lungs, trachea, vessels, ribs' stand-in spine, noise.

    Parameters
    ----------
    hu : (k, j, i) int16
        Hounsfield units.
    affine_lps : (4, 4) float64
        Maps (k, j, i, 1) to LPS mm; the origin is the middle of the chest.
    truth : (k, j, i) uint8
        1 right lung, 2 left lung, by x.
    """

    hu: NDArray[np.int16]
    affine_lps: NDArray[np.float64]
    truth: NDArray[np.uint8]
    nodules: tuple[PlantedNodule, ...]

    def payload(self) -> ImagePayload:
        """The phantom as a plugin sees it."""
        return ImagePayload(
            array=self.hu,
            affine_lps=self.affine_lps,
            modality="CT",
            quantity="HU",
            body_part="CHEST",
            technique=(("Convolution kernel", "B30f"), ("Tube voltage", "120 kV")),
        )


def thorax_phantom(
    nodules: tuple[PlantedNodule, ...] = (),
    *,
    spacing_kji_mm: tuple[float, float, float] = (2.0, 1.6, 1.6),
    vessels: int = 40,
    noise_hu: float = 15.0,
    seed: int = 0,
    heart: bool = False,
) -> ThoraxPhantom:
    """Make a chest of 330 x 230 x 240 mm; lungs are ellipsoids on either side of x = 0.

    With `heart`, there is one, of 40 HU, that reaches 75 mm to the left and 35 mm to the right.
    """
    size = (240.0, 230.0, 330.0)
    shape = tuple(round(s / mm) for s, mm in zip(size, spacing_kji_mm, strict=True))
    affine = np.eye(4)
    affine[:3, :3] = np.fliplr(np.diag(spacing_kji_mm[::-1]))
    half = [(n - 1) / 2 * mm for n, mm in zip(shape, spacing_kji_mm, strict=True)]
    affine[:3, 3] = (-half[2], -half[1], -half[0])
    z, y, x = (
        np.linspace(-h, h, n).reshape([-1 if a == b else 1 for b in range(3)]).astype(np.float32)
        for a, (h, n) in enumerate(zip(half, shape, strict=True))
    )
    rng = np.random.default_rng(seed)
    hu = np.full(shape, -1000.0, dtype=np.float32)
    hu[np.broadcast_to((x / 155) ** 2 + (y / 105) ** 2 < 1, shape)] = 40.0
    truth = np.zeros(shape, dtype=np.uint8)
    for number, side in ((1, -1.0), (2, 1.0)):
        lung = ((x - side * 72) / 58) ** 2 + (y / 78) ** 2 + ((z + 5) / 102) ** 2 < 1
        truth[lung] = number
    if heart:
        truth[((x - 20) / 55) ** 2 + ((y + 15) / 45) ** 2 + ((z + 45) / 50) ** 2 < 1] = 0
    hu[truth > 0] = -860.0
    _add_vessels(hu, truth, (z, y, x), vessels, rng)
    spine = ((x / 18) ** 2 + ((y - 72) / 17) ** 2 < 1) & (z < 1e9)
    hu[np.broadcast_to(spine, shape)] = 350.0
    trachea = (x / 8.5) ** 2 + ((y - 15) / 8.5) ** 2 < 1
    hu[np.broadcast_to(trachea & (z > 20), shape)] = -1000.0
    for nodule in nodules:
        cx, cy, cz = nodule.center_lps_mm
        distance = np.sqrt((x - cx) ** 2 + (y - cy) ** 2 + (z - cz) ** 2)
        # A soft edge of one voxel, as partial volume makes it.
        weight = np.clip((nodule.diameter_mm / 2 - distance) / min(spacing_kji_mm) + 0.5, 0, 1)
        hu += weight * (nodule.hu - hu)
    hu = ndimage.gaussian_filter(hu, 0.5) + rng.normal(0, noise_hu, shape).astype(np.float32)
    return ThoraxPhantom(
        hu=np.clip(hu, -1024, 3071).astype(np.int16),
        affine_lps=affine,
        truth=truth,
        nodules=nodules,
    )


def _add_vessels(
    hu: NDArray[np.float32],
    lungs: NDArray[np.uint8],
    axes: tuple[NDArray[np.float32], ...],
    count: int,
    rng: np.random.Generator,
) -> None:
    """Tapering straight vessels from each hilum to the periphery."""
    z, y, x = axes
    for n in range(count):
        side = -1.0 if n % 2 else 1.0
        start = np.array([rng.uniform(-25, 25), rng.uniform(-15, 15), side * 25.0])
        direction = np.array([rng.normal(), rng.normal(), side * rng.uniform(0.4, 1.5)])
        direction /= np.linalg.norm(direction)
        length, radius = rng.uniform(50, 110), rng.uniform(1.2, 3.0)
        along = (z - start[0]) * direction[0] + (y - start[1]) * direction[1]
        along = along + (x - start[2]) * direction[2]
        squared = (z - start[0]) ** 2 + (y - start[1]) ** 2 + (x - start[2]) ** 2 - along**2
        taper = radius * np.clip(1 - 0.6 * along / length, 0.3, 1)
        inside = (along > 0) & (along < length) & (squared < taper**2) & (lungs > 0)
        hu[inside] = 30.0


def crop_phantom(modality: str, *, seed: int = 0) -> ImagePayload:
    """A small volume, 36 x 52 x 36 mm, with a bright curved body in it, e.g. for MR."""
    rng = np.random.default_rng(seed)
    k, j, i = np.mgrid[0:36, 0:52, 0:36].astype(np.float32)
    bend = 18 + 5 * np.sin((j - 10) / 32 * np.pi)
    body = ((k - bend) / 5) ** 2 + ((i - 18) / 6) ** 2 < 1
    values = 300 + 200 * (body & (j > 8) & (j < 44)) + rng.normal(0, 25, k.shape)
    affine = np.eye(4)
    affine[:3, :3] = np.fliplr(np.eye(3))
    return ImagePayload(
        array=ndimage.gaussian_filter(values, 0.7).astype(np.float32),
        affine_lps=affine,
        modality=modality,
        quantity="HU" if modality == "CT" else "US",
    )


def film_phantom(*, seed: int = 0, rows: int = 300, columns: int = 320) -> ImagePayload:
    """A frontal chest film: bright body, two dark lung fields, the patient's left at the right."""
    rng = np.random.default_rng(seed)
    j, i = np.mgrid[0:rows, 0:columns].astype(np.float32)
    j, i = j / rows - 0.5, i / columns - 0.5
    values = np.where((i / 0.46) ** 2 + (j / 0.6) ** 2 < 1, 2600.0, 300.0)
    for side in (-1.0, 1.0):
        field = ((i - side * 0.2) / 0.13) ** 2 + ((j + 0.02) / 0.32) ** 2 < 1
        values[field] = 1100.0
    values = ndimage.gaussian_filter(values, 3.0) + rng.normal(0, 40, values.shape)
    return ImagePayload(
        array=np.clip(values, 0, 4095).astype(np.uint16),
        modality="DX",
        quantity="US",
        body_part="CHEST",
        view_position="PA",
        orientation_letters=("L", "F"),
    )
