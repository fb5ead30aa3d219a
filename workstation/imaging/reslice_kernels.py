"""Compiled loops that sample a volume along rows of straight, evenly spaced points.

Every picture is a set of such rows: those of a plane are parallel, those of a straightened
vessel turn with it. Points are array coordinates [k, j, i]; up to half a voxel outside of the
outermost centers the border value holds, as in ITK's linear interpolator.

Measured against others on an oblique plane of 512 x 512 through 300 x 512 x 512 voxels, on busy
cores: 6 ms, SimpleITK's resampler 74 ms, `scipy.ndimage.map_coordinates` 140 ms, values equal
within 0.0003; a slab of 20 layers 0.25 s, SciPy 3.6 s. VTK stands in docs/benchmarks.md.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

MODES = {"max": 0, "min": 1, "mean": 2}
_OPTIONS: dict[str, Any] = {
    "nogil": True,
    "cache": True,
    "error_model": "numpy",
    "fastmath": {"contract", "nsz", "reassoc"},
}
_FEW_SAMPLES = 60_000
"""Below this many samples, sharing them between threads costs more than it saves."""


@lru_cache(maxsize=1)
def _span() -> Callable[..., tuple[int, int]]:
    import numba

    @numba.njit(**_OPTIONS)  # type: ignore[untyped-decorator, unused-ignore]
    def span(
        start: float, step: float, low: float, high: float, count: int
    ) -> tuple[int, int]:  # pragma: no cover - compiled
        """First and last + 1 of the samples that lie within low <= sample < high."""
        if step == 0.0:
            return (0, count) if low <= start < high else (0, 0)
        a, b = (low - start) / step, (high - start) / step
        if a > b:
            a, b = b, a
        first = max(0, min(count, int(np.ceil(max(a, -1.0)))))
        last = max(first, min(count, int(np.floor(min(b, count * 1.0))) + 1))
        # Rounding decides on the border alone, where the sample itself is asked.
        while first < last and not low <= start + first * step < high:
            first += 1
        while last > first and not low <= start + (last - 1) * step < high:
            last -= 1
        return first, last

    compiled: Callable[..., tuple[int, int]] = span
    return compiled


@lru_cache(maxsize=1)
def _linear() -> Callable[..., None]:  # noqa: C901 - one loop, compiled as a whole
    # numba is slow to import; only who reslices pays for it.
    import numba

    span = _span()

    @numba.njit(**_OPTIONS)  # type: ignore[untyped-decorator, unused-ignore]
    def mixed(
        array: NDArray[Any],
        k0: np.uint64,
        j0: np.uint64,
        i0: np.uint64,
        k1: np.uint64,
        j1: np.uint64,
        i1: np.uint64,
        fz: np.float32,
        fy: np.float32,
        fx: np.float32,
    ) -> np.float32:  # pragma: no cover - compiled
        """Eight voxels by their shares."""
        v = np.float32(array[k0, j0, i0])
        v00 = v + (np.float32(array[k0, j0, i1]) - v) * fx
        v = np.float32(array[k0, j1, i0])
        v01 = v + (np.float32(array[k0, j1, i1]) - v) * fx
        v = np.float32(array[k1, j0, i0])
        v10 = v + (np.float32(array[k1, j0, i1]) - v) * fx
        v = np.float32(array[k1, j1, i0])
        v11 = v + (np.float32(array[k1, j1, i1]) - v) * fx
        v00 += (v01 - v00) * fy
        v10 += (v11 - v10) * fy
        return v00 + (v10 - v00) * fz

    @numba.njit(**_OPTIONS)  # type: ignore[untyped-decorator, unused-ignore]
    def at_edge(
        array: NDArray[Any], z: float, y: float, x: float
    ) -> np.float32:  # pragma: no cover - compiled
        """Where not all eight voxels exist, those at the border hold."""
        depth, height, width = array.shape
        z = min(max(z, 0.0), depth - 1.0)
        y = min(max(y, 0.0), height - 1.0)
        x = min(max(x, 0.0), width - 1.0)
        # Unsigned: a signed index would be asked each time whether it is negative.
        k0, j0, i0 = np.uint64(z), np.uint64(y), np.uint64(x)
        one = np.uint64(1)
        k1 = min(k0 + one, np.uint64(depth - 1))
        j1 = min(j0 + one, np.uint64(height - 1))
        i1 = min(i0 + one, np.uint64(width - 1))
        fz, fy, fx = np.float32(z - k0), np.float32(y - j0), np.float32(x - i0)
        value: np.float32 = mixed(array, k0, j0, i0, k1, j1, i1, fz, fy, fx)
        return value

    @numba.njit(**_OPTIONS)  # type: ignore[untyped-decorator, unused-ignore]
    def put(
        out: NDArray[Any], r: int, c: int, v: np.float32, mode: int
    ) -> None:  # pragma: no cover
        if mode == 0:
            out[r, c] = max(out[r, c], v)
        elif mode == 1:
            out[r, c] = min(out[r, c], v)
        else:
            out[r, c] += v

    @numba.njit(**_OPTIONS)  # type: ignore[untyped-decorator, unused-ignore]
    def sample(
        array: NDArray[Any],
        origins: NDArray[Any],
        column_steps: NDArray[Any],
        depth_steps: NDArray[Any],
        layers: int,
        mode: int,
        begin: int,
        end: int,
        out: NDArray[Any],
    ) -> None:  # pragma: no cover - compiled
        depth, height, width = array.shape
        columns = out.shape[1]
        found = np.zeros(columns, dtype=np.int32)
        one, bits = np.uint64(1), np.uint64(32)
        low, mask = np.int64(8), np.int64(0xFFFFFF)
        unit, part, near = 4294967296.0, np.float32(2.0**-24), 1e-4
        start = np.float32(-np.inf if mode == 0 else (np.inf if mode == 1 else 0.0))
        for r in range(begin, end):
            found[:] = 0
            out[r, :] = start
            sz, sy, sx = column_steps[r, 0], column_steps[r, 1], column_steps[r, 2]
            for layer in range(layers):
                shift = layer - 0.5 * (layers - 1)
                oz = origins[r, 0] + shift * depth_steps[r, 0]
                oy = origins[r, 1] + shift * depth_steps[r, 1]
                ox = origins[r, 2] + shift * depth_steps[r, 2]
                a0, b0 = span(oz, sz, -0.5, depth - 0.5, columns)
                a1, b1 = span(oy, sy, -0.5, height - 0.5, columns)
                a2, b2 = span(ox, sx, -0.5, width - 0.5, columns)
                first, last = max(a0, a1, a2), min(b0, b1, b2)
                # Where all eight voxels around a sample exist, also when it is rounded, nothing
                # needs to be clamped.
                a0, b0 = span(oz, sz, near, depth - 1.0 - near, columns)
                a1, b1 = span(oy, sy, near, height - 1.0 - near, columns)
                a2, b2 = span(ox, sx, near, width - 1.0 - near, columns)
                inner_first, inner_last = max(a0, a1, a2), min(b0, b1, b2)
                inner_first = min(max(inner_first, first), last)
                inner_last = max(min(inner_last, last), inner_first)
                for c in range(first, last):
                    if inner_first <= c < inner_last:
                        continue
                    v = at_edge(array, oz + c * sz, oy + c * sy, ox + c * sx)
                    put(out, r, c, v, mode)
                # Whole numbers with 32 bits behind the point are quicker to take apart.
                z0, dz = np.int64(np.rint(oz * unit)), np.int64(np.rint(sz * unit))
                y0, dy = np.int64(np.rint(oy * unit)), np.int64(np.rint(sy * unit))
                x0, dx = np.int64(np.rint(ox * unit)), np.int64(np.rint(sx * unit))
                for c in range(inner_first, inner_last):
                    z, y, x = z0 + c * dz, y0 + c * dy, x0 + c * dx
                    k0, j0, i0 = np.uint64(z) >> bits, np.uint64(y) >> bits, np.uint64(x) >> bits
                    fz = np.float32(np.int32((z >> low) & mask)) * part
                    fy = np.float32(np.int32((y >> low) & mask)) * part
                    fx = np.float32(np.int32((x >> low) & mask)) * part
                    v = mixed(array, k0, j0, i0, k0 + one, j0 + one, i0 + one, fz, fy, fx)
                    put(out, r, c, v, mode)
                for c in range(first, last):
                    found[c] += 1
            for c in range(columns):
                if found[c] == 0:
                    out[r, c] = np.nan
                elif mode == 2:
                    out[r, c] /= found[c]

    compiled: Callable[..., None] = sample
    return compiled


@lru_cache(maxsize=1)
def _nearest() -> Callable[..., None]:
    import numba

    span = _span()

    @numba.njit(**_OPTIONS)  # type: ignore[untyped-decorator, unused-ignore]
    def sample(
        array: NDArray[Any],
        width: int,
        packed: bool,
        origins: NDArray[Any],
        column_steps: NDArray[Any],
        begin: int,
        end: int,
        out: NDArray[Any],
    ) -> None:  # pragma: no cover - compiled
        depth, height = array.shape[0], array.shape[1]
        bits, unit, near = np.uint64(32), 4294967296.0, 1e-4
        for r in range(begin, end):
            sz, sy, sx = column_steps[r, 0], column_steps[r, 1], column_steps[r, 2]
            oz, oy, ox = origins[r, 0] + 0.5, origins[r, 1] + 0.5, origins[r, 2] + 0.5
            columns = out.shape[1]
            a0, b0 = span(oz, sz, near, depth - near, columns)
            a1, b1 = span(oy, sy, near, height - near, columns)
            a2, b2 = span(ox, sx, near, width - near, columns)
            first, last = max(a0, a1, a2), min(b0, b1, b2)
            last = max(first, last)
            # Within rounding of the border each sample is asked where it lies.
            for c in range(columns):
                if first <= c < last:
                    continue
                k = int(np.floor(oz + c * sz))
                j = int(np.floor(oy + c * sy))
                i = int(np.floor(ox + c * sx))
                if 0 <= k < depth and 0 <= j < height and 0 <= i < width:
                    if packed:
                        out[r, c] = (array[k, j, i >> 3] >> (7 - (i & 7))) & 1
                    else:
                        out[r, c] = array[k, j, i]
            z0, dz = np.int64(np.rint(oz * unit)), np.int64(np.rint(sz * unit))
            y0, dy = np.int64(np.rint(oy * unit)), np.int64(np.rint(sy * unit))
            x0, dx = np.int64(np.rint(ox * unit)), np.int64(np.rint(sx * unit))
            for c in range(first, last):
                k0 = np.uint64(z0 + c * dz) >> bits
                j0 = np.uint64(y0 + c * dy) >> bits
                i0 = np.uint64(x0 + c * dx) >> bits
                if packed:
                    bit = np.uint64(7) - (i0 & np.uint64(7))
                    out[r, c] = (np.uint64(array[k0, j0, i0 >> np.uint64(3)]) >> bit) & np.uint64(1)
                else:
                    out[r, c] = array[k0, j0, i0]

    compiled: Callable[..., None] = sample
    return compiled


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    count = min(4, os.cpu_count() or 1)
    return ThreadPoolExecutor(count, thread_name_prefix="reslice")


def _in_parts(rows: int, samples: int, work: Callable[[int, int], object]) -> None:
    threads = min(4, os.cpu_count() or 1)
    # Several parts for each thread: some lie outside of the volume, some on a busier core.
    parts = 1 if samples < _FEW_SAMPLES else min(4 * threads, rows)
    edges = np.linspace(0, rows, parts + 1).astype(int).tolist()
    if parts == 1:
        work(0, rows)
        return
    for done in [_threads().submit(work, a, b) for a, b in pairwise(edges)]:
        done.result()


def _rows(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.ascontiguousarray(values, dtype=np.float64)


def sample_linear(
    array: NDArray[Any],
    origins_kji: NDArray[np.float64],
    column_steps_kji: NDArray[np.float64],
    columns: int,
    *,
    depth_steps_kji: NDArray[np.float64] | None = None,
    layers: int = 1,
    mode: str = "max",
) -> NDArray[np.float32]:
    """Trilinear samples, or the projection of several layers of them.

    Parameters
    ----------
    array : (k, j, i) ndarray
        Any integer or floating type.
    origins_kji, column_steps_kji : (r, 3) float64
        First point of each row, and from one of its points to the next.
    columns : int
        Points per row.
    depth_steps_kji : (r, 3) float64 or None
        From one layer to the next; layers lie evenly to both sides of the origins.
    layers : int
        How many there are.
    mode : str
        "max", "min" or "mean" over the layers within the volume.

    Returns
    -------
    (r, columns) float32 ndarray
        NaN where no layer lies within the volume.

    Raises
    ------
    ValueError
        The mode is unknown.
    """
    if mode not in MODES:
        raise ValueError(f"unknown slab mode {mode!r}")
    rows = len(origins_kji)
    out = np.empty((rows, columns), dtype=np.float32)
    depth = np.zeros((rows, 3)) if depth_steps_kji is None else depth_steps_kji
    kernel, first, steps, deeper = (
        _linear(),
        _rows(origins_kji),
        _rows(column_steps_kji),
        _rows(depth),
    )
    _in_parts(
        rows,
        rows * columns * layers,
        lambda a, b: kernel(array, first, steps, deeper, layers, MODES[mode], a, b, out),
    )
    return out


def sample_nearest(
    array: NDArray[Any],
    origins_kji: NDArray[np.float64],
    column_steps_kji: NDArray[np.float64],
    columns: int,
    *,
    packed_width: int | None = None,
) -> NDArray[Any]:
    """The voxel nearest to each point, 0 outside.

    Parameters
    ----------
    array : (k, j, i) ndarray
        Labels; or bits packed along i, most significant first.
    origins_kji, column_steps_kji, columns
        As in `sample_linear`.
    packed_width : int or None
        Voxels along i of packed bits; None says that `array` is not packed.

    Returns
    -------
    (r, columns) ndarray
        Of the array's dtype.
    """
    rows = len(origins_kji)
    out = np.zeros((rows, columns), dtype=array.dtype)
    width = array.shape[2] if packed_width is None else packed_width
    kernel, first, steps = _nearest(), _rows(origins_kji), _rows(column_steps_kji)
    _in_parts(
        rows,
        rows * columns,
        lambda a, b: kernel(array, width, packed_width is not None, first, steps, a, b, out),
    )
    return out


def warm_up() -> None:
    """Compile, or read from the cache, what the usual types of volumes need."""
    for dtype in (np.int16, np.uint16, np.float32):
        tiny = np.zeros((2, 2, 2), dtype=dtype)
        sample_linear(tiny, np.zeros((1, 3)), np.zeros((1, 3)), 1)
    sample_nearest(np.zeros((2, 2, 2), dtype=np.uint8), np.zeros((1, 3)), np.zeros((1, 3)), 1)
