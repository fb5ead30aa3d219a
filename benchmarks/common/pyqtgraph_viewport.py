"""The picture of a viewport drawn by pyqtgraph: a slice in a window under two label images."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtWidgets import QApplication

from workstation.domain.image import Volume
from workstation.domain.mask import Mask


class PyqtgraphViewport:
    """1024² pixels; axial slices of a volume and of two masks, as an `ImageItem` each."""

    def __init__(self, volume: Volume, masks: tuple[Mask, ...]) -> None:
        import pyqtgraph

        pyqtgraph.setConfigOptions(imageAxisOrder="row-major", antialias=False)
        self._volume, self._masks = volume, masks
        self.widget: Any = pyqtgraph.GraphicsLayoutWidget()
        self.widget.resize(1024, 1024)
        box = self.widget.addViewBox(lockAspect=True, invertY=True)
        self._picture = pyqtgraph.ImageItem()
        box.addItem(self._picture)
        self._labels = []
        for number in range(len(masks)):
            item = pyqtgraph.ImageItem()
            table = np.zeros((256, 4), np.uint8)
            table[1], table[2] = (90 + 90 * number, 170, 90, 80), (180, 90, 170, 80)
            item.setLookupTable(table)
            item.setLevels((0, 255))
            box.addItem(item)
            self._labels.append(item)
        self.scroll(120)
        self.window(-300.0, 1500.0)
        self.widget.show()
        QApplication.processEvents()

    def scroll(self, k: int) -> None:
        """Show another slice."""
        self._picture.setImage(self._volume.array[k], autoLevels=False)
        for item, mask in zip(self._labels, self._masks, strict=True):
            item.setImage(mask.labels[k], autoLevels=False)

    def window(self, center: float, width: float) -> None:
        """Show another window."""
        self._picture.setLevels((center - width / 2, center + width / 2))

    def painted(self, act: Callable[[], object]) -> None:
        """Do something and paint it at once."""
        act()
        self.widget.viewport().repaint()


def pyqtgraph_viewport(volume: Volume, masks: tuple[Mask, ...]) -> PyqtgraphViewport | None:
    """The peer, or None where pyqtgraph is not installed."""
    try:
        return PyqtgraphViewport(volume, masks)
    except ImportError:
        return None
