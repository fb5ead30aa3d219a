"""The thread that makes pictures in three dimensions: VTK and OpenGL live nowhere else."""

from __future__ import annotations

import logging
import threading
import time

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtGui import QImage

from workstation.errors import WorkstationError
from workstation.messages import Message
from workstation.viewer.volume_renderer import Picture, VolumeRenderer
from workstation.viewer.volume_scene import Rendering, VolumeScene

_LOG = logging.getLogger(__name__)


class RenderThread(QThread):
    """Makes the newest picture that each viewport asked for; older requests are dropped.

    It starts with the first request. `close` must be called before the program ends.
    """

    rendered = Signal(int, object)
    """Whose picture; `Rendering`."""
    failed = Signal(int, object)
    """Whose picture; a Message."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rendering")
        self._changed = threading.Condition()
        self._wanted: dict[int, VolumeScene] = {}
        self._unfinished: dict[int, VolumeScene] = {}
        self._better = False
        self._refining = False
        self._left: set[int] = set()
        self._closing = False
        self._present: tuple[int, VolumeScene] | None = None

    def ask(self, owner: int, scene: VolumeScene) -> None:
        """Make a picture soon, in the place of one that was not begun."""
        with self._changed:
            if self._closing:
                return
            self._wanted[owner] = scene
            self._unfinished.pop(owner, None)
            self._left.discard(owner)
            self._changed.notify()
        if not self.isRunning():
            self.start()

    def leave(self, owner: int) -> None:
        """Forget a viewport and free what its pictures needed."""
        with self._changed:
            self._wanted.pop(owner, None)
            self._unfinished.pop(owner, None)
            self._left.add(owner)
            self._changed.notify()

    def close(self) -> None:
        """End the thread; it frees OpenGL itself."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self.wait()

    def _tell(self) -> None:
        """A finer level of some volume is there."""
        with self._changed:
            self._better = True
            self._changed.notify()

    def _is_overtaken(self) -> bool:
        """Whether the picture at hand is a slow one and another is wanted already."""
        if self._closing or self._present is None:
            return True
        owner, scene = self._present
        if self._refining:
            return bool(self._wanted) or owner in self._left
        return not scene.moving and owner in self._wanted

    def run(self) -> None:
        """Make pictures until the end: first those that are wanted, then better ones of them."""
        renderers: dict[int, VolumeRenderer] = {}
        while True:
            with self._changed:
                self._changed.wait_for(
                    lambda: self._wanted or self._left or self._closing or self._better
                )
                gone = [owner for owner in self._left if owner in renderers]
                self._left.clear()
                self._present = self._next(renderers)
                closing = self._closing
            for owner in renderers if closing else gone:
                renderers[owner].close()
            if closing:
                return
            for owner in gone:
                del renderers[owner]
            if self._present is not None:
                self._make(renderers, *self._present)

    def _next(self, renderers: dict[int, VolumeRenderer]) -> tuple[int, VolumeScene] | None:
        self._refining = not self._wanted
        if self._wanted:
            owner = next(iter(self._wanted))
            return owner, self._wanted.pop(owner)
        for owner, scene in self._unfinished.items():
            if owner in renderers and renderers[owner].can_refine(scene):
                return owner, scene
        # What remains waits for finer levels.
        self._better = False
        return None

    def _make(self, renderers: dict[int, VolumeRenderer], owner: int, scene: VolumeScene) -> None:
        began = time.perf_counter()
        try:
            if owner not in renderers:
                renderers[owner] = VolumeRenderer(self._is_overtaken, told=self._tell)
            renderer = renderers[owner]
            made = renderer.refined(scene) if self._refining else renderer.render(scene)
        except WorkstationError as error:
            self._forget(owner)
            self.failed.emit(owner, error.message)
            return
        except Exception:  # noqa: BLE001 - the thread must go on for other viewports
            _LOG.exception("A picture in three dimensions failed")
            self._forget(owner)
            self.failed.emit(owner, Message("The three-dimensional picture could not be made."))
            return
        if made is None:
            return
        self._note(owner, scene, made)
        height, width = made.pixels.shape[:2]
        image = QImage(made.pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        seconds = time.perf_counter() - began
        picture = image.convertToFormat(QImage.Format.Format_RGB32)
        self.rendered.emit(
            owner, Rendering(scene, picture, seconds, made.factors_kji, made.is_final)
        )

    def _note(self, owner: int, scene: VolumeScene, made: Picture) -> None:
        """Keep a scene in mind until its picture is as good as it can be."""
        with self._changed:
            if made.is_final:
                self._unfinished.pop(owner, None)
            elif owner not in self._wanted and owner not in self._left:
                self._unfinished[owner] = scene
                self._better = True

    def _forget(self, owner: int) -> None:
        with self._changed:
            self._unfinished.pop(owner, None)
