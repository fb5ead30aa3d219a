"""Saliency maps of the active image as a layer of the viewports; off until asked for."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workstation.domain.analysis import Heatmap
from workstation.domain.image import Volume
from workstation.imaging.rectify import needs_rectifying
from workstation.messages import Message
from workstation.scene.sources import FlatView, VolumeView
from workstation.services.prepare_view import prepare_heatmap
from workstation.session.events import StudiesClosed
from workstation.session.workspace import Workspace
from workstation.ui.shell.job_controller import JobController, Lane
from workstation.viewer.layers import HeatLayer
from workstation.viewer.stage import Stage

_OPACITY = 0.4


class HeatLayers(QObject):
    """Which saliency map is shown, and how strongly.

    Maps of tilted or uneven volumes are brought onto the shown grid by a job first.
    """

    changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        stage: Stage,
        jobs: JobController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._stage = stage
        self._jobs = jobs
        self._stack_id = ""
        workspace.subscribe(StudiesClosed, lambda _event: self.refresh())
        self._maps: tuple[tuple[Message, Heatmap], ...] = ()
        self._ready: tuple[Heatmap, Heatmap] | None = None
        self.chosen = 0
        self.is_shown = False
        self.opacity = _OPACITY

    @property
    def names(self) -> tuple[Message, ...]:
        """The maps on offer for the active image."""
        return tuple(name for name, _ in self._maps)

    def refresh(self) -> None:
        """Follow the active image and the runs; another image starts without a map."""
        place = self._workspace.active
        stack_id = place.stack.id if place else ""
        maps = self._workspace.pictures_of(Heatmap, place.stack.id) if place else ()
        if stack_id != self._stack_id or not maps:
            self.is_shown = False
            self._ready = None
        if len(maps) != len(self._maps) or stack_id != self._stack_id:
            self.chosen = max(len(maps) - 1, 0)
        self._stack_id, self._maps = stack_id, maps
        self._lay()

    def show(self, on: bool) -> None:
        """Show or hide the chosen map."""
        self.is_shown = on and bool(self._maps)
        self._lay()

    def choose(self, number: int) -> None:
        """Take another map."""
        self.chosen = number
        self._lay()

    def set_opacity(self, opacity: float) -> None:
        """Show it more or less strongly, 0..1."""
        self.opacity = opacity
        self._lay()

    def _lay(self) -> None:
        shown = None
        if self.is_shown and 0 <= self.chosen < len(self._maps):
            shown = self._on_shown_grid(self._maps[self.chosen][1])
        layer = HeatLayer(shown, self.opacity) if shown is not None else None
        self._stage.set_heat(layer, self._stack_id)
        self.changed.emit()

    def _on_shown_grid(self, heatmap: Heatmap) -> Heatmap | None:
        view = self._stage.view
        if isinstance(view, FlatView):
            fits = heatmap.values.shape[-2:] == view.image.geometry.shape_ji
            return heatmap if fits else None
        if not isinstance(view, VolumeView):
            return None
        if heatmap.values.shape != view.image.geometry.shape_kji:
            return None
        if not needs_rectifying(view.image):
            return heatmap
        if self._ready is not None and self._ready[0] is heatmap:
            return self._ready[1]
        self._ask(heatmap, view.image)
        return None

    def _ask(self, heatmap: Heatmap, image: Volume) -> None:
        job = self._jobs.create(prepare_heatmap, heatmap, image, lane=Lane.BACKGROUND)

        def take(straight: Heatmap) -> None:
            self._ready = (heatmap, straight)
            self._lay()

        job.done.connect(take)
        job.start()
