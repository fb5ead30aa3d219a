"""Which image lies over which, and how it is shown there."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from workstation.domain.image import Volume
from workstation.domain.study import WindowSetting
from workstation.imaging.color_tables import HOT_IRON
from workstation.scene.image_view import unit_of
from workstation.scene.linking import space_named, space_of
from workstation.scene.volume_view import VolumeView
from workstation.session.events import StudiesClosing
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.board.image_display import ImageDisplay
from workstation.ui.board.image_loader import ImageLoader
from workstation.viewer.fusion import FusionLayer
from workstation.viewer.stage import Stage

_OPACITY = 0.6
_THRESHOLD_SHARE = 0.1
"""Of the range that is shown; what lies below is background and hides the image under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FusionChoice:
    """What the reader chose; None for a range that the image itself shall give."""

    stack_id: str
    table: str = HOT_IRON
    opacity: float = _OPACITY
    low: float | None = None
    high: float | None = None
    threshold: float | None = None


class FusionController(QObject):
    """Lays a second image over every viewport of a stack."""

    changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        stage: Stage,
        loader: ImageLoader,
        display: ImageDisplay,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._stage = stage
        self._loader = loader
        self._display = display
        self._choices: dict[str, FusionChoice] = {}
        workspace.subscribe(StudiesClosing, lambda _event: self._forget())
        loader.image_ready.connect(lambda _stack_id, _image: self.follow())
        stage.active_changed.connect(self.follow)
        display.shown.connect(self.follow)

    @property
    def candidates(self) -> tuple[StackPlace, ...]:
        """Stacks that can be laid over the active image: their place in it is known."""
        view = self._stage.view
        if not isinstance(view, VolumeView):
            return ()
        here = space_of(view)
        return tuple(
            place
            for place in self._workspace.places
            if place.stack.id != view.stack_id
            and place.stack.affine_lps is not None
            and not place.stack.is_color
            and self._stage.linking.between(
                here, space_named(place.stack.frame_of_reference_uid, place.stack.id)
            )
            is not None
        )

    @property
    def choice(self) -> FusionChoice | None:
        """What lies over the active image."""
        view = self._stage.view
        return self._choices.get(view.stack_id) if view is not None else None

    def lies_over(self, stack_id: str) -> str:
        """The stack that lies over another one; empty where none does."""
        choice = self._choices.get(stack_id)
        return choice.stack_id if choice is not None else ""

    @property
    def layer(self) -> FusionLayer | None:
        """The same as it is painted; None while it is read."""
        view = self._stage.view
        return self._layer(view) if isinstance(view, VolumeView) else None

    def choose(self, stack_id: str | None) -> None:
        """Lay another stack over the active image, or none."""
        view = self._stage.view
        if not isinstance(view, VolumeView):
            return
        if stack_id is None:
            self._choices.pop(view.stack_id, None)
        else:
            self._choices[view.stack_id] = FusionChoice(stack_id=stack_id)
        self._display.want_also(tuple({c.stack_id for c in self._choices.values()}))
        self.follow()

    def change(self, **settings: object) -> None:
        """Change color table, opacity, range or threshold of what lies over the active image."""
        view, choice = self._stage.view, self.choice
        if view is not None and choice is not None:
            self._choices[view.stack_id] = replace(choice, **settings)  # type: ignore[arg-type]
            self.follow()

    def _forget(self) -> None:
        """Take every layer off."""
        self._choices.clear()
        self._display.want_also(())
        self.follow()

    def follow(self) -> None:
        """Lay the chosen images over the viewports as they are now."""
        for viewport in self._stage.viewports:
            view = viewport.view
            layer = self._layer(view) if isinstance(view, VolumeView) else None
            viewport.set_fusion(layer)
        self.changed.emit()

    def _layer(self, view: VolumeView) -> FusionLayer | None:
        choice = self._choices.get(view.stack_id)
        kept = self._loader.kept(choice.stack_id) if choice is not None else None
        if choice is None or kept is None or not isinstance(kept.shown, Volume):
            return None
        image = kept.shown
        link = self._stage.linking.between(
            space_of(view), space_named(image.geometry.frame_of_reference_uid, choice.stack_id)
        )
        if link is None:
            return None
        low, high = _range(kept.window)
        low = choice.low if choice.low is not None else low
        high = choice.high if choice.high is not None else high
        threshold = low + _THRESHOLD_SHARE * (high - low)
        source = image.source
        return FusionLayer(
            volume=image,
            to_volume=np.asarray(link.affine, dtype=np.float64),
            title=" ".join(p for p in (source.modality, source.description, link.method) if p),
            unit=unit_of(image),
            table=choice.table,
            low=low,
            high=high,
            threshold=choice.threshold if choice.threshold is not None else threshold,
            opacity=choice.opacity,
        )


def _range(window: WindowSetting) -> tuple[float, float]:
    return window.center - window.width / 2, window.center + window.width / 2
