"""Each candidate outlined, described, and judged against vessels and chest wall."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from plugins.lung_nodules_ct.candidates import LUNG_HU, Candidate

Bool = NDArray[np.bool_]

_MARGIN_MM = 9.0
_SOLID_ABOVE_HU = -300.0
_MOST_ELONGATED = 3.0
_LEAST_COMPACT = 0.16
_MOST_WALL = 0.65
_MOST_VESSEL = 0.5
_WIDEST_VESSEL_MM = 4.0
_SHORTEST_SPICULE_MM, _LONGEST_SPICULE_MM = 2.0, 7.0
"""How far from the body a spicule may end."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nodule:
    """One outlined nodule; `mask` lies in the cropped grid at `start_kji`."""

    mask: Bool
    start_kji: tuple[int, int, int]
    volume_mm3: float
    diameter_mm: float
    score: float
    solid: bool
    wall_share: float
    core_hu: float
    contact: float
    """Share of the surface that lies against other tissue."""


def outline(
    candidate: Candidate,
    hu: NDArray[np.float32],
    search: Bool,
    spacing_mm: tuple[float, float, float],
) -> Nodule | None:
    """The nodule at a candidate, or None when there is a vessel, wall or nothing.

    The border is half-way between the candidate's core and lung, as readers draw it.
    Vessels thinner than the body of the nodule are cut off by an opening.
    """
    box, start = _box(candidate, hu.shape, spacing_mm)
    values, inside = hu[box], search[box]
    center = np.array(candidate.center_kji, dtype=np.float64) - start
    distance = _distance_from(center, values.shape, spacing_mm)
    core = values[(distance <= max(0.5 * candidate.radius_mm, 0.8 * max(spacing_mm))) & inside]
    if core.size == 0:
        return None
    core_hu = float(np.median(core))
    threshold = float(np.clip((core_hu + LUNG_HU) / 2, -720.0, -400.0))
    tissue = inside & (values > threshold)
    depth = ndimage.distance_transform_edt(np.pad(tissue, 1), sampling=spacing_mm)[1:-1, 1:-1, 1:-1]
    near = distance <= max(candidate.radius_mm, 2.0)
    if not (tissue & near).any():
        return None
    seed = np.unravel_index(int(np.where(near, depth, 0).argmax()), depth.shape)
    inner_mm = float(depth[seed])
    mask = _without_vessels(tissue, depth, seed, inner_mm, spacing_mm)
    if _touches_box(mask, box, hu.shape):
        return None
    return _judged(candidate, values, inside, tissue, mask, start, core_hu, spacing_mm)


def _box(
    candidate: Candidate, shape: tuple[int, ...], spacing_mm: tuple[float, float, float]
) -> tuple[tuple[slice, ...], NDArray[np.intp]]:
    reach = 1.9 * candidate.radius_mm + _MARGIN_MM
    low, high = [], []
    for c, n, mm in zip(candidate.center_kji, shape, spacing_mm, strict=True):
        low.append(max(0, int(np.floor(c - reach / mm))))
        high.append(min(n, int(np.ceil(c + reach / mm)) + 1))
    return tuple(slice(a, b) for a, b in zip(low, high, strict=True)), np.array(low, dtype=np.intp)


def _distance_from(
    center: NDArray[np.float64], shape: tuple[int, ...], spacing_mm: tuple[float, float, float]
) -> NDArray[np.float64]:
    axes = np.ogrid[tuple(slice(0, n) for n in shape)]
    squared = sum(
        ((axis - c) * mm) ** 2 for axis, c, mm in zip(axes, center, spacing_mm, strict=True)
    )
    return np.sqrt(np.asarray(squared, dtype=np.float64))


def _without_vessels(
    tissue: Bool,
    depth: NDArray[np.float64],
    seed: tuple[np.intp, ...],
    inner_mm: float,
    spacing_mm: tuple[float, float, float],
) -> Bool:
    """The part of the tissue around the seed, without what leads away from it.

    An opening leaves the body. What it has cut off is put back where it ends within a short way
    of the body, as spicules, lobules and corners do; vessels, airways and the chest wall go on.
    """
    cut_mm = min(0.5 * inner_mm, _WIDEST_VESSEL_MM)
    labels, _ = ndimage.label(depth > cut_mm)
    core = labels == labels[seed]
    away = ndimage.distance_transform_edt(~core, sampling=spacing_mm)
    labels, _ = ndimage.label((away <= cut_mm * 1.1 + 0.2) & tissue)
    body: Bool = labels == labels[seed]
    reach_mm = float(np.clip(inner_mm, _SHORTEST_SPICULE_MM, _LONGEST_SPICULE_MM))
    beyond = ndimage.distance_transform_edt(~body, sampling=spacing_mm)
    # Spicules that touch a vessel on their way would go with it: each part is judged in the shell.
    shell = tissue & ~body & (beyond <= reach_mm)
    parts, count = ndimage.label(shell, structure=np.ones((3, 3, 3), dtype=bool))
    if count == 0:
        return body
    numbers = np.arange(1, count + 1)
    onward = ndimage.binary_dilation(tissue & (beyond > reach_mm), np.ones((3, 3, 3), dtype=bool))
    goes_on = np.asarray(ndimage.maximum(onward, parts, numbers)).astype(bool)
    touches = np.asarray(ndimage.minimum(beyond, parts, numbers)) <= 1.5 * max(spacing_mm)
    kept = np.zeros(count + 1, dtype=bool)
    kept[1:] = touches & ~goes_on
    labels, _ = ndimage.label(body | kept[parts])
    mask: Bool = labels == labels[seed]
    return mask


def _touches_box(mask: Bool, box: tuple[slice, ...], shape: tuple[int, ...]) -> bool:
    for axis, (part, n) in enumerate(zip(box, shape, strict=True)):
        ends = np.moveaxis(mask, axis, 0)
        if (part.start > 0 and ends[0].any()) or (part.stop < n and ends[-1].any()):
            return True
    return False


def _judged(
    candidate: Candidate,
    values: NDArray[np.float32],
    inside: Bool,
    tissue: Bool,
    mask: Bool,
    start: NDArray[np.intp],
    core_hu: float,
    spacing_mm: tuple[float, float, float],
) -> Nodule | None:
    points = np.argwhere(mask) * np.array(spacing_mm)
    if len(points) < 4:
        return None
    voxel = float(np.prod(spacing_mm))
    volume = len(points) * voxel
    centered = points - points.mean(axis=0)
    spread = np.sqrt(
        np.maximum(np.linalg.eigvalsh(np.cov(centered.T) + np.diag(np.square(spacing_mm)) / 12), 0)
    )
    elongation = float(spread[2] / max(spread[0], 1e-6))
    reach = float(np.linalg.norm(centered, axis=1).max()) + 0.5 * min(spacing_mm)
    compact = volume / (4 / 3 * np.pi * reach**3)
    shell = ndimage.binary_dilation(mask) & ~mask
    surface = max(1, int(shell.sum()))
    wall = float((shell & ~inside).sum()) / surface
    vessel = float((shell & inside & tissue).sum()) / surface
    if (
        elongation > _MOST_ELONGATED
        or compact < _LEAST_COMPACT
        or wall > _MOST_WALL
        or vessel > _MOST_VESSEL
    ):
        return None
    diameter = float((6 * volume / np.pi) ** (1 / 3))
    size = min(1.0, diameter / 8.0)
    contrast = min(1.0, (core_hu - LUNG_HU) / 600.0)
    score = (
        min(1.0, 1.3 * candidate.roundness)
        * min(1.0, compact / 0.45) ** 0.5
        * (1 - vessel) ** 2
        * (1 - 0.7 * wall)
        * size
        * contrast
        / max(1.0, elongation / 1.6)
    )
    k, j, i = (int(v) for v in start)
    return Nodule(
        mask=mask,
        start_kji=(k, j, i),
        volume_mm3=volume,
        diameter_mm=diameter,
        score=float(score),
        solid=float(np.median(values[mask])) > _SOLID_ABOVE_HU,
        wall_share=wall,
        core_hu=core_hu,
        contact=wall + vessel,
    )
