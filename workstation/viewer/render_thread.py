"""The thread that makes pictures in three dimensions: VTK and OpenGL live nowhere else."""

from __future__ import annotations

import logging
import threading
import time

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtGui import QImage

from workstation.errors import WorkstationError
from workstation.viewer.language import tr
from workstation.viewer.volume_renderer import VolumeRenderer
from workstation.viewer.volume_scene import Rendering, VolumeScene

_LOG = logging.getLogger(__name__)


class RenderThread(QThread):
    """Makes the newest picture that each viewport asked for; older requests are dropped.

    It starts with the first request. `close` must be called before the program ends.
    """

    rendered = Signal(int, object)
    """Whose picture; `Rendering`."""
    failed = Signal(int, str)
    """Whose picture; one sentence for the reader."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rendering")
        self._changed = threading.Condition()
        self._wanted: dict[int, VolumeScene] = {}
        self._left: set[int] = set()
        self._closing = False
        self._present: tuple[int, VolumeScene] | None = None

    def ask(self, owner: int, scene: VolumeScene) -> None:
        """Make a picture soon, in the place of one that was not begun."""
        with self._changed:
            if self._closing:
                return
            self._wanted[owner] = scene
            self._left.discard(owner)
            self._changed.notify()
        if not self.isRunning():
            self.start()

    def leave(self, owner: int) -> None:
        """Forget a viewport and free what its pictures needed."""
        with self._changed:
            self._wanted.pop(owner, None)
            self._left.add(owner)
            self._changed.notify()

    def close(self) -> None:
        """End the thread; it frees OpenGL itself."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self.wait()

    def _is_overtaken(self) -> bool:
        """Whether the picture at hand is a slow one and another is wanted already."""
        if self._closing or self._present is None:
            return True
        owner, scene = self._present
        return not scene.moving and owner in self._wanted

    def run(self) -> None:
        """Make pictures until the end."""
        renderers: dict[int, VolumeRenderer] = {}
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._wanted or self._left or self._closing)
                gone = [owner for owner in self._left if owner in renderers]
                self._left.clear()
                self._present = self._next()
                closing = self._closing
            for owner in renderers if closing else gone:
                renderers[owner].close()
            if closing:
                return
            for owner in gone:
                del renderers[owner]
            if self._present is not None:
                self._make(renderers, *self._present)

    def _next(self) -> tuple[int, VolumeScene] | None:
        if not self._wanted:
            return None
        owner = next(iter(self._wanted))
        return owner, self._wanted.pop(owner)

    def _make(self, renderers: dict[int, VolumeRenderer], owner: int, scene: VolumeScene) -> None:
        began = time.perf_counter()
        try:
            if owner not in renderers:
                renderers[owner] = VolumeRenderer(self._is_overtaken)
            pixels = renderers[owner].render(scene)
        except WorkstationError as error:
            self.failed.emit(owner, error.message)
            return
        except Exception:  # noqa: BLE001 - the thread must go on for other viewports
            _LOG.exception("A picture in three dimensions failed")
            self.failed.emit(owner, tr("The three-dimensional picture could not be made."))
            return
        if pixels is None:
            return
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        seconds = time.perf_counter() - began
        ready = renderers[owner].prepared
        factors = ready.factors_kji if ready is not None else (1, 1, 1)
        picture = image.convertToFormat(QImage.Format.Format_RGB32)
        self.rendered.emit(owner, Rendering(scene, picture, seconds, factors))
