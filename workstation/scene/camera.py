"""Where a picture lies on the screen: zoom, pan, turns and mirrors. Pure maths."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

_LARGEST_SCALE = 200.0
_SMALLEST_SCALE = 0.005
_MARGIN = 0.98


@dataclass(frozen=True, slots=True)
class ViewTransform:
    """Between picture pixels and screen pixels.

    `matrix` is (2, 3): (column, row, 1) → (x, y). `scale` is screen pixels per unit of
    `pixel_rc` (a millimeter, where spacing is known).
    """

    matrix: NDArray[np.float64]
    scale: float

    def to_screen(self, row: float, column: float) -> tuple[float, float]:
        """Screen (x, y) of a picture point."""
        m = self.matrix
        return (
            float(m[0, 0] * column + m[0, 1] * row + m[0, 2]),
            float(m[1, 0] * column + m[1, 1] * row + m[1, 2]),
        )

    def to_image(self, x: float, y: float) -> tuple[float, float]:
        """Picture (row, column) of a screen point."""
        column, row = np.linalg.solve(self.matrix[:, :2], np.array([x, y]) - self.matrix[:, 2])
        return float(row), float(column)


@dataclass(frozen=True, slots=True)
class Camera:
    """How a picture is shown.

    Parameters
    ----------
    scale : float or None
        Screen pixels per unit; None fits the picture into the viewport.
    pan_xy : tuple of float
        Shift of the picture's middle from the viewport's, screen pixels.
    quarter_turns : int
        Turns by 90 degrees, clockwise, before mirroring.
    flip_horizontal, flip_vertical : bool
        Mirrored left to right, upside down.
    anchor_x : float
        Where a fitted picture lies when there is room beside it: -1 at the left edge of the
        viewport, 0 in the middle, 1 at the right edge.
    fit_limit : float or None
        The largest scale that fitting takes, so that films beside one another share theirs.
    """

    scale: float | None = None
    pan_xy: tuple[float, float] = (0.0, 0.0)
    quarter_turns: int = 0
    flip_horizontal: bool = False
    flip_vertical: bool = False
    anchor_x: float = 0.0
    fit_limit: float | None = None

    def fit_scale(
        self, shape_rc: tuple[int, int], pixel_rc: tuple[float, float], size_xy: tuple[float, float]
    ) -> float:
        """Screen pixels per unit at which the whole picture just fits."""
        height, width = shape_rc[0] * pixel_rc[0], shape_rc[1] * pixel_rc[1]
        if self.quarter_turns % 2:
            height, width = width, height
        own = _MARGIN * max(min(size_xy[0] / width, size_xy[1] / height), 1e-9)
        return own if self.fit_limit is None else min(own, self.fit_limit)

    def transform(
        self, shape_rc: tuple[int, int], pixel_rc: tuple[float, float], size_xy: tuple[float, float]
    ) -> ViewTransform:
        """The map onto a viewport of `size_xy` (width, height) pixels.

        Parameters
        ----------
        shape_rc : tuple of int
            Rows and columns of the picture.
        pixel_rc : tuple of float
            Height and width of a pixel, mm or relative.
        size_xy : tuple of float
            Viewport width and height.
        """
        scale = self.scale or self.fit_scale(shape_rc, pixel_rc, size_xy)
        turn = np.linalg.matrix_power(np.array([[0.0, -1.0], [1.0, 0.0]]), self.quarter_turns % 4)
        mirror = np.diag(
            [-1.0 if self.flip_horizontal else 1.0, -1.0 if self.flip_vertical else 1.0]
        )
        linear = scale * mirror @ turn @ np.diag([pixel_rc[1], pixel_rc[0]])
        middle = np.array([(shape_rc[1] - 1) / 2, (shape_rc[0] - 1) / 2])
        target = np.array(size_xy) / 2 + np.array(self.pan_xy)
        if self.scale is None and self.anchor_x:
            width = float(np.abs(linear[0]) @ np.array([shape_rc[1], shape_rc[0]]))
            target[0] += self.anchor_x * max(size_xy[0] - width, 0.0) / 2
        offset = target - linear @ middle
        return ViewTransform(np.column_stack([linear, offset]), scale)

    def zoomed(
        self,
        factor: float,
        anchor_xy: tuple[float, float],
        shape_rc: tuple[int, int],
        pixel_rc: tuple[float, float],
        size_xy: tuple[float, float],
    ) -> Camera:
        """Zoomed by a factor, so that the picture point under `anchor_xy` stays there."""
        old = self.scale or self.fit_scale(shape_rc, pixel_rc, size_xy)
        new = float(np.clip(old * factor, _SMALLEST_SCALE, _LARGEST_SCALE))
        ratio = new / old
        shown = self.transform(shape_rc, pixel_rc, size_xy)
        middle = np.array(shown.to_screen((shape_rc[0] - 1) / 2, (shape_rc[1] - 1) / 2))
        moved = np.array(anchor_xy) + (middle - np.array(anchor_xy)) * ratio - np.array(size_xy) / 2
        return replace(self, scale=new, pan_xy=(float(moved[0]), float(moved[1])))

    def panned(self, dx: float, dy: float) -> Camera:
        """Moved by screen pixels."""
        return replace(self, pan_xy=(self.pan_xy[0] + dx, self.pan_xy[1] + dy))

    def centered_on(
        self,
        point_rc: tuple[float, float],
        shape_rc: tuple[int, int],
        pixel_rc: tuple[float, float],
        size_xy: tuple[float, float],
    ) -> Camera:
        """Moved so that a picture point (row, column) lies in the middle of the viewport."""
        x, y = self.transform(shape_rc, pixel_rc, size_xy).to_screen(*point_rc)
        return self.panned(size_xy[0] / 2 - x, size_xy[1] / 2 - y)

    def fitted(self) -> Camera:
        """The whole picture in the viewport; turns and mirrors stay."""
        return replace(self, scale=None, pan_xy=(0.0, 0.0))

    def one_to_one(self, pixel_rc: tuple[float, float]) -> Camera:
        """One picture column on one screen pixel."""
        return replace(self, scale=1.0 / pixel_rc[1])

    def turned(self, quarter_turns: int) -> Camera:
        """Turned clockwise as seen on screen."""
        mirrored = self.flip_horizontal != self.flip_vertical
        step = -quarter_turns if mirrored else quarter_turns
        return replace(self, quarter_turns=(self.quarter_turns + step) % 4, pan_xy=(0.0, 0.0))

    def mirrored(self, *, horizontal: bool = False, vertical: bool = False) -> Camera:
        """Mirrored as seen on screen."""
        return replace(
            self,
            flip_horizontal=self.flip_horizontal != horizontal,
            flip_vertical=self.flip_vertical != vertical,
        )
