"""A compiled loop that colors a mask on the screen; it makes what the arrays of `overlay` make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Kernel = Callable[..., None]
_ready: list[Kernel] = []


def kernel() -> Kernel | None:
    """The loop, once `warm_up` has compiled it; see `_compiled` for what it takes."""
    return _ready[0] if _ready else None


def warm_up() -> None:
    """Compile, or read from the cache; nobody should wait for it before a picture."""
    if _ready:
        return
    loop = _compiled()
    place, color = np.zeros(1, np.intp), np.zeros(2, np.uint32)
    dashed = np.zeros(1, np.bool_)
    for dtype in (np.uint8, np.uint16):
        out = np.zeros((1, 1), np.uint32)
        loop(np.zeros((1, 1), dtype), place, place, color, dashed, 0, 0, 1, 4, out)
    _ready.append(loop)


def _compiled() -> Kernel:
    # numba is slow to import, and the first picture does not wait for it.
    import numba

    @numba.njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
    def paint(
        codes: NDArray[Any],
        at_y: NDArray[Any],
        at_x: NDArray[Any],
        palette: NDArray[Any],
        dashed: NDArray[Any],
        left: int,
        top: int,
        thickness: int,
        dash: int,
        out: NDArray[Any],
    ) -> None:  # pragma: no cover - compiled
        """Two colors a code, inside and rim; rims of `dashed` codes are broken."""
        height, width = out.shape
        framed = np.zeros((height + 2 * thickness, width + 2 * thickness), codes.dtype)
        for y in range(height):
            row = framed[y + thickness]
            if y > 0 and at_y[y] == at_y[y - 1]:
                row[:] = framed[y + thickness - 1]
            else:
                source = codes[at_y[y]]
                for x in range(width):
                    row[x + thickness] = source[at_x[x]]
        any_dashed = dashed.any()
        down, across = np.empty(width, np.uint8), np.empty(width, np.uint8)
        for y in range(height):
            row = framed[y + thickness]
            here = row[thickness : thickness + width]
            down[:] = 0
            across[:] = 0
            for step in range(1, thickness + 1):
                above = framed[y + thickness - step, thickness : thickness + width]
                below = framed[y + thickness + step, thickness : thickness + width]
                before = row[thickness - step : thickness - step + width]
                after = row[thickness + step : thickness + step + width]
                for x in range(width):
                    down[x] |= np.uint8(above[x] != here[x]) | np.uint8(below[x] != here[x])
                    across[x] |= np.uint8(before[x] != here[x]) | np.uint8(after[x] != here[x])
            if any_dashed:
                on_y = (y + top) // dash % 2 == 0
                for x in range(width):
                    if dashed[here[x]]:
                        on_x = (x + left) // dash % 2 == 0
                        rim = (down[x] != 0 and on_x) or (across[x] != 0 and on_y)
                    else:
                        rim = (down[x] | across[x]) != 0
                    out[y, x] = palette[2 * here[x] + (1 if rim else 0)]
            else:
                for x in range(width):
                    out[y, x] = palette[2 * np.intp(here[x]) + np.intp(down[x] | across[x])]

    compiled: Kernel = paint
    return compiled
