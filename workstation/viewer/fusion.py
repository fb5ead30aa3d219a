"""A second image laid over the one that is shown, sampled where its points lie."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from workstation.domain.image import Volume
from workstation.imaging.color_tables import fused_rgba
from workstation.imaging.known_samples import sample_known
from workstation.imaging.oblique import slab_layers
from workstation.imaging.planes import PlaneName
from workstation.scene.camera import ViewTransform
from workstation.scene.image_view import ImageView, ViewFrame
from workstation.scene.picture_rows import picture_rows
from workstation.scene.same import Same
from workstation.viewer.pixels import qtransform, to_qimage

_FINEST = 4
"""Samples along the side of a pixel, at most, where the upper image is the finer one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FusionLayer:
    """An image over another.

    Parameters
    ----------
    volume : Volume
        On a straight grid.
    to_volume : (4, 4) float64
        From LPS mm of the image below to LPS mm of this one; the identity where they share
        a frame of reference.
    title : str
        What it is, for the legend.
    unit : str
        Of its values.
    table : str
        Color table.
    low, high : float
        Values of the first and the last color.
    threshold : float
        Values below are transparent.
    opacity : float
        Of all others, 0..1.
    """

    volume: Volume
    to_volume: NDArray[np.float64]
    title: str
    unit: str
    table: str
    low: float
    high: float
    threshold: float
    opacity: float


@dataclass(frozen=True, slots=True, eq=False)
class FusedSamples:
    """Values of the upper image on a picture.

    Parameters
    ----------
    values : (r * fineness, c * fineness) float32
        NaN outside of the upper image.
    fineness : int
        Samples along the side of a pixel of the picture.
    """

    values: NDArray[np.float32]
    fineness: int

    def at(self, row: float, column: float) -> float | None:
        """Value at a place of the picture, or None outside."""
        r = math.floor((row + 0.5) * self.fineness)
        c = math.floor((column + 0.5) * self.fineness)
        if not (0 <= r < self.values.shape[0] and 0 <= c < self.values.shape[1]):
            return None
        value = float(self.values[r, c])
        return value if math.isfinite(value) else None


def sample_fused(
    layer: FusionLayer,
    view: ImageView,
    plane: PlaneName,
    index: int,
    frame: ViewFrame,
    *,
    slab_mm: float = 0.0,
    mode: str = "max",
) -> FusedSamples:
    """Sample the upper image, trilinear, where the picture of the lower one lies.

    Parameters
    ----------
    layer : FusionLayer
        The upper image.
    view, plane, index, frame
        The picture of the lower one.
    slab_mm, mode
        The slab of the lower one; the upper one is projected over the same.
    """
    rows, columns = frame.values.shape[:2]
    geometry = layer.volume.geometry
    fineness = max(1, min(_FINEST, math.ceil(min(frame.pixel_rc) / min(geometry.spacing_kji_mm))))
    lines = picture_rows(view, plane, index, rows, fineness)
    to_kji = np.linalg.inv(geometry.affine_lps)[:3] @ layer.to_volume
    origins = lines.origins_lps @ to_kji[:, :3].T + to_kji[:, 3]
    steps = lines.steps_lps @ to_kji[:, :3].T
    layers, depth_mm = slab_layers(geometry, slab_mm)
    depth = lines.normals_lps * depth_mm @ to_kji[:, :3].T
    count = columns * fineness
    values = sample_known(
        layer.volume,
        origins,
        steps,
        count,
        depth_steps_kji=depth,
        layers=layers,
        mode=mode,
    )
    return FusedSamples(values, fineness)


class FusionPainter:
    """Samples and draws the upper image of one picture; remembers the last one."""

    def __init__(self) -> None:
        self._sampled: tuple[tuple[object, ...], FusedSamples] | None = None
        self._image: tuple[tuple[object, ...], QImage] | None = None

    def samples(
        self,
        key: tuple[object, ...],
        layer: FusionLayer,
        view: ImageView,
        plane: PlaneName,
        index: int,
        frame: ViewFrame,
        *,
        slab_mm: float,
        mode: str,
    ) -> FusedSamples:
        """Values on the picture; `key` tells one picture from another."""
        key = (*key, Same(layer.volume), layer.to_volume.tobytes())
        if self._sampled is None or self._sampled[0] != key:
            made = sample_fused(layer, view, plane, index, frame, slab_mm=slab_mm, mode=mode)
            self._sampled = (key, made)
            self._image = None
        return self._sampled[1]

    def paint(
        self,
        painter: QPainter,
        layer: FusionLayer,
        samples: FusedSamples,
        transform: ViewTransform,
    ) -> None:
        """Draw with a painter in screen pixels."""
        key = (layer.table, layer.low, layer.high, layer.threshold, layer.opacity)
        if self._image is None or self._image[0] != key:
            rgba = fused_rgba(
                samples.values,
                layer.table,
                low=layer.low,
                high=layer.high,
                threshold=layer.threshold,
                opacity=layer.opacity,
            )
            premultiplied = QImage.Format.Format_ARGB32_Premultiplied
            self._image = (key, to_qimage(rgba).convertToFormat(premultiplied))
        image, fineness = self._image[1], samples.fineness
        painter.save()
        painter.setTransform(qtransform(transform), True)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        painter.drawImage(
            QRectF(-0.5, -0.5, image.width() / fineness, image.height() / fineness), image
        )
        painter.restore()
