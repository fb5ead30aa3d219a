"""Masks of every image on the screen as layers of its viewports."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from workstation.domain.finding import FindingStatus
from workstation.domain.image import Volume
from workstation.domain.mask import AlgorithmType, Mask
from workstation.imaging.overlay import SegmentStyle
from workstation.imaging.rectify import needs_rectifying
from workstation.scene.sources import FlatView, VolumeView
from workstation.segmentation.placing import lies_on
from workstation.services.prepare_view import prepare_mask
from workstation.session.events import StudiesClosing
from workstation.session.workspace import Workspace
from workstation.ui.shell.job_controller import JobController, Lane
from workstation.viewer.layers import MaskLayer
from workstation.viewer.stage import Stage


class MaskLayers(QObject):
    """Keeps the layers of a stage in step with the workspace.

    Masks of tilted or uneven volumes are brought onto the shown grid by a job first.
    """

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
        self._shown: dict[str, Mask] = {}
        self._asked: set[tuple[str, int]] = set()
        workspace.subscribe(StudiesClosing, lambda _event: self._forget())
        self.preview: Callable[[Mask], Mask] = lambda mask: mask
        """What is drawn for a mask; another one while an edit is previewed."""

    def refresh(self) -> None:
        """Make the layers anew."""
        for view in self._stage.views:
            place = self._workspace.place(view.stack_id)
            if place is None or not isinstance(view, VolumeView | FlatView):
                self._stage.set_layers((), view.stack_id)
                continue
            layers = []
            for mask in self._workspace.masks_of(place.series.series_instance_uid):
                drawn = self.preview(mask)
                shown = self._on_shown_grid(drawn, view)
                if shown is not None:
                    layers.append(MaskLayer(shown, self._styles(mask, drawn)))
            self._stage.set_layers(tuple(layers), view.stack_id)

    def _forget(self) -> None:
        """Let go of resampled masks."""
        self._shown.clear()
        self._asked.clear()

    def _on_shown_grid(self, mask: Mask, view: VolumeView | FlatView) -> Mask | None:
        if not lies_on(mask, view.image):
            return None
        if isinstance(view, FlatView):
            return mask
        if not needs_rectifying(view.image):
            return mask
        # The former version stays on the screen for the moment that the new one takes.
        known = self._shown.get(mask.id)
        key = (mask.id, mask.version)
        if (known is None or known.version != mask.version) and key not in self._asked:
            self._ask(key, mask, view.image)
        return known

    def _ask(self, key: tuple[str, int], mask: Mask, image: Volume) -> None:
        self._asked.add(key)
        self._workspace.segmentation.share(mask.id)
        job = self._jobs.create(prepare_mask, mask, image, lane=Lane.BACKGROUND)

        def take(shown: Mask) -> None:
            self._shown[mask.id] = shown
            self.refresh()

        job.done.connect(take)
        job.failed.connect(lambda _error: self._shown.pop(mask.id, None))
        job.finished.connect(lambda: self._asked.discard(key))
        job.start()

    def _styles(self, mask: Mask, drawn: Mask) -> tuple[SegmentStyle, ...]:
        styles = []
        for segment in drawn.segments:
            display = self._workspace.segment_display(mask.id, segment.number)
            finding = self._workspace.finding_of_segment(mask.id, segment)
            rejected = finding is not None and finding.status is FindingStatus.REJECTED
            if rejected or not display.visible:
                continue
            agreed = finding is not None and finding.is_reportable
            by_hand = segment.algorithm_type is AlgorithmType.MANUAL
            styles.append(
                SegmentStyle(
                    number=segment.number,
                    color_rgb=display.color_rgb if segment in mask.segments else segment.color_rgb,
                    fill_opacity=display.fill_opacity,
                    dashed=drawn is not mask or not (agreed or by_hand),
                )
            )
        return tuple(styles)
