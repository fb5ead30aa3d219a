"""Which image lies over which, and how it is shown there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from workstation.domain.image import Volume
from workstation.domain.study import WindowSetting
from workstation.imaging.color_tables import HOT_IRON
from workstation.language import shown, tr
from workstation.scene.image_view import unit_words
from workstation.scene.linking import space_named, space_of
from workstation.scene.volume_view import VolumeView
from workstation.session.events import StudiesClosing
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.board.image_display import ImageDisplay
from workstation.ui.board.image_loader import ImageLoader
from workstation.viewer.fusion import FusionLayer
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.stage import Stage

_FUNCTIONAL = ("PT", "NM")
"""Modalities that are read over the anatomy of another one."""
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
    """Lays a second image over the viewports of a stack.

    Where all viewports show one image, it lies over every one; where each has its own, over the
    active one only, so that an image can be seen alone beside its fusion.
    """

    changed = Signal()
    told = Signal(str)
    """A line for the status bar."""

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
        """By the stack below."""
        self._own: dict[SliceViewport, tuple[str, FusionChoice | None]] = {}
        """What differs in one viewport, and for which stack below."""
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
        return self._choice_in(self._stage.active)

    def _choice_in(self, viewport: SliceViewport) -> FusionChoice | None:
        if viewport.view is None:
            return None
        stack_id, own = self._own.get(viewport, ("", None))
        return (
            own if stack_id == viewport.view.stack_id else self._choices.get(viewport.view.stack_id)
        )

    def lies_over(self, stack_id: str) -> str:
        """The stack that lies over another one somewhere; empty where none does."""
        seen = [
            self._choice_in(viewport)
            for viewport in self._stage.viewports
            if viewport.view is not None and viewport.view.stack_id == stack_id
        ]
        choice = next((each for each in seen if each is not None), None)
        if choice is None and not seen:
            choice = self._choices.get(stack_id)
        return choice.stack_id if choice is not None else ""

    @property
    def layer(self) -> FusionLayer | None:
        """The same as it is painted; None while it is read."""
        return self._layer(self._stage.active)

    def choose(self, stack_id: str | None) -> None:
        """Lay another stack over the active image, or none."""
        if isinstance(self._stage.view, VolumeView):
            self._keep(FusionChoice(stack_id=stack_id) if stack_id is not None else None)

    def toggle(self) -> None:
        """Lay the image over the active one that a reader would choose; take it off again."""
        if self.choice is not None:
            self.choose(None)
            return
        offered = sorted(self.candidates, key=_is_no_functional_image)
        if not offered:
            self.told.emit(
                tr("No other series shares a frame of reference with this one, or is linked to it.")
            )
            return
        self.choose(offered[0].stack.id)
        self.told.emit(
            tr(
                "Fused with {modality} {description}.",
                modality=offered[0].series.modality,
                description=offered[0].series.description,
            )
        )

    def change(self, **settings: object) -> None:
        """Change color table, opacity, range or threshold of what lies over the active image."""
        if self.choice is not None:
            self._keep(replace(self.choice, **settings))  # type: ignore[arg-type]

    def hang(self, cells: Mapping[SliceViewport, tuple[str, str]]) -> None:
        """Lay over each viewport what a hanging protocol wants, and nothing else.

        Parameters
        ----------
        cells : mapping
            Viewport to the stack that it shows and the one that lies over it; the latter may be
            empty.
        """
        self._choices.clear()
        self._own = {
            viewport: (below, FusionChoice(stack_id=above))
            for viewport, (below, above) in cells.items()
            if below and above
        }
        self._read()

    def _keep(self, choice: FusionChoice | None) -> None:
        viewport, view = self._stage.active, self._stage.view
        if view is None:
            return
        if viewport.windowed_alone:
            self._own[viewport] = (view.stack_id, choice)
        elif choice is None:
            self._choices.pop(view.stack_id, None)
        else:
            self._choices[view.stack_id] = choice
        self._read()

    def _read(self) -> None:
        own = [choice for _, choice in self._own.values() if choice is not None]
        self._display.want_also(tuple({c.stack_id for c in (*self._choices.values(), *own)}))
        self.follow()

    def _forget(self) -> None:
        """Take every layer off."""
        self._choices.clear()
        self._own.clear()
        self._read()

    def follow(self) -> None:
        """Lay the chosen images over the viewports as they are now."""
        self._follow_layout()
        for viewport in self._stage.viewports:
            viewport.set_fusion(self._layer(viewport))
        self.changed.emit()

    def _follow_layout(self) -> None:
        """Where all show one image now, what lay over the active one lies over all."""
        active = self._stage.active
        if not active.windowed_alone and active in self._own:
            stack_id, choice = self._own.pop(active)
            if choice is not None:
                self._choices[stack_id] = choice
            else:
                self._choices.pop(stack_id, None)
        here = self._stage.viewports
        self._own = {v: own for v, own in self._own.items() if v in here and v.windowed_alone}

    def _layer(self, viewport: SliceViewport) -> FusionLayer | None:
        view, choice = viewport.view, self._choice_in(viewport)
        if not isinstance(view, VolumeView):
            return None
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
            unit=shown(unit_words(image)),
            table=choice.table,
            low=low,
            high=high,
            threshold=choice.threshold if choice.threshold is not None else threshold,
            opacity=choice.opacity,
        )


def _is_no_functional_image(place: StackPlace) -> bool:
    return place.series.modality not in _FUNCTIONAL


def _range(window: WindowSetting) -> tuple[float, float]:
    return window.center - window.width / 2, window.center + window.width / 2
