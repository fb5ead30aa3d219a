"""The board of viewports: each shows an image of its own, and those that belong together follow.

Viewports on one image share its window and crosshair. Viewports on different images follow
each other where `Linking` knows how their spaces relate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from weakref import WeakSet

from PySide6.QtCore import QMetaObject, QObject, Signal

from workstation.domain.study import WindowSetting
from workstation.imaging.color_tables import GREY
from workstation.imaging.planes import PlaneName
from workstation.imaging.windows import (
    full_range_window,
    initial_window,
    offered_windows,
    opens_inverted,
    opens_with_voi_lut,
)
from workstation.presets.window_presets import window_presets
from workstation.scene.linking import Linking
from workstation.scene.sources import FlatView, ImageView, Point, VolumeView
from workstation.session.annotations import Annotation
from workstation.viewer.box_painter import Box
from workstation.viewer.enhancement import EnhancementLayer
from workstation.viewer.guide_lines import GuideLines
from workstation.viewer.layers import HeatLayer, MaskLayer
from workstation.viewer.navigation import Navigation, bring_into_view
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.turned_views import kept_turned

OpeningWindow = tuple[WindowSetting, tuple[WindowSetting, ...]]


class Stage(QObject):
    """Every viewport on the screen, and what they share.

    Parameters
    ----------
    viewports : sequence of SliceViewport
        The first one is active at the start.
    """

    active_changed = Signal()
    crosshair_moved = Signal()
    window_changed = Signal()
    slabs_changed = Signal()
    text_mode_changed = Signal()
    viewport_added = Signal(object)
    active_leaves = Signal()
    """The active viewport is about to leave the screen."""

    def __init__(
        self, viewports: Sequence[SliceViewport] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.viewports: list[SliceViewport] = []
        self.linking = Linking()
        self._navigation = Navigation(self.viewports, self.linking, self._navigated)
        self._lines = GuideLines(self.viewports, self.linking, self._navigation.crosshair_of)
        self._windows: dict[str, tuple[WindowSetting, ...]] = {}
        self._connections: dict[SliceViewport, tuple[QMetaObject.Connection, ...]] = {}
        self._active: SliceViewport | None = None
        for viewport in viewports:
            self.add(viewport)

    # Viewports

    def add(self, viewport: SliceViewport) -> None:
        """Take in a viewport; the first one becomes active."""
        self.viewports.append(viewport)
        self._connections[viewport] = (
            viewport.became_active.connect(self._activator(viewport)),
            viewport.index_changed.connect(self._scroller(viewport)),
            viewport.camera_changed.connect(self._camera_follower(viewport)),
            viewport.slab_changed.connect(self.slabs_changed),
        )
        self.viewport_added.emit(viewport)
        if self._active is None:
            self.set_active(viewport)

    def remove(self, viewport: SliceViewport) -> None:
        """Let go of a viewport that leaves the screen; the last one stays."""
        if viewport not in self.viewports or len(self.viewports) == 1:
            return
        if self._active is viewport:
            self.active_leaves.emit()
        self.viewports.remove(viewport)
        for connection in self._connections.pop(viewport):
            QObject.disconnect(connection)
        if self._active is viewport:
            self.set_active(self.viewports[0])

    def equip_each(self, take_in: Callable[[SliceViewport], None]) -> None:
        """Give something to each viewport, to those that are there and whenever one comes."""
        self.viewport_added.connect(take_in)
        for viewport in self.viewports:
            take_in(viewport)

    def follow_each(self, connect: Callable[[SliceViewport], None]) -> None:
        """Listen to each viewport: once, however often a layout brings it back."""
        followed: WeakSet[SliceViewport] = WeakSet()

        def take_in(viewport: SliceViewport) -> None:
            if viewport not in followed:
                followed.add(viewport)
                connect(viewport)

        self.equip_each(take_in)

    def _activator(self, viewport: SliceViewport) -> Callable[[], None]:
        return lambda: self.set_active(viewport)

    def _scroller(self, viewport: SliceViewport) -> Callable[[int], None]:
        return lambda _index: self._navigation.follow_scroll(viewport)

    def _camera_follower(self, viewport: SliceViewport) -> Callable[[], None]:
        return lambda: self._navigation.follow_camera(viewport)

    @property
    def active(self) -> SliceViewport:
        """The viewport that keys act on.

        Raises
        ------
        LookupError
            There is no viewport yet.
        """
        if self._active is None:
            raise LookupError("the board has no viewport")
        return self._active

    def set_active(self, viewport: SliceViewport) -> None:
        """Make a viewport the one that keys act on."""
        changed = viewport is not self._active
        self._active = viewport
        for other in self.viewports:
            other.is_active = other is viewport and len(self.viewports) > 1
            other.update()
        self._lines.show(viewport)
        self.active_changed.emit()
        if changed:
            self.window_changed.emit()

    # The images

    @property
    def view(self) -> ImageView | None:
        """What the active viewport shows."""
        return self._active.view if self._active is not None else None

    @property
    def views(self) -> tuple[ImageView, ...]:
        """Every image on the board, each once."""
        found: dict[int, ImageView] = {}
        for viewport in self.viewports:
            if viewport.view is not None:
                found.setdefault(id(viewport.view), viewport.view)
        return tuple(found.values())

    @property
    def windows(self) -> tuple[WindowSetting, ...]:
        """The windows on offer for the active image."""
        return self._windows.get(self.view.stack_id, ()) if self.view is not None else ()

    @property
    def crosshair(self) -> Point | None:
        """Where the crosshair is in the space of the active image, LPS mm; None on films."""
        return self.crosshair_of(self.view) if self.view is not None else None

    def crosshair_of(self, view: ImageView) -> Point | None:
        """Where the crosshair is in the space of an image, LPS mm."""
        return self._navigation.crosshair_of(view)

    def on_stack(self, stack_id: str) -> tuple[SliceViewport, ...]:
        """The viewports that show a stack."""
        return tuple(
            v for v in self.viewports if v.view is not None and v.view.stack_id == stack_id
        )

    def show_view(
        self,
        view: ImageView | None,
        *,
        keep: bool = False,
        window: OpeningWindow | None = None,
        viewports: Iterable[SliceViewport] | None = None,
    ) -> None:
        """Show an image in some viewports.

        Parameters
        ----------
        view : ImageView or None
            None empties them.
        keep : bool
            Keep plane, window and zoom: the same image, with more of its slices.
        window : tuple or None
            The window to open with and those on offer, where they were found beforehand;
            None finds them now.
        viewports : iterable of SliceViewport or None
            None is all of them.
        """
        chosen = self.viewports if viewports is None else list(viewports)
        view = kept_turned(view, chosen) if keep else view
        for viewport in chosen:
            viewport.show_view(view, keep_camera=keep)
        if view is None:
            self._lines.show(self._active)
            return
        presets = window_presets()
        if not keep:
            first, offered = window or (
                initial_window(view.image, presets),
                offered_windows(view.image, presets),
            )
            self._windows[view.stack_id] = offered
            for viewport in chosen:
                self._open(viewport, view, first)
            self.window_changed.emit()
        self._windows.setdefault(view.stack_id, offered_windows(view.image, presets))
        if isinstance(view, VolumeView) and (not keep or self.crosshair_of(view) is None):
            self._navigation.meet(view, chosen)
        self._lines.show(self._active)

    def _open(self, viewport: SliceViewport, view: ImageView, window: WindowSetting) -> None:
        count = view.count(viewport.plane)
        viewport.index = 0 if isinstance(view, FlatView) else count // 2
        viewport.set_window(
            window, inverted=opens_inverted(view.image), use_voi_lut=opens_with_voi_lut(view.image)
        )
        with self._navigation.held():
            viewport.index_changed.emit(viewport.index)

    def forget(self) -> None:
        """Forget crosshairs, windows, links and how the picture is made, at the end of studies."""
        self._navigation.forget()
        for viewport in self.viewports:
            viewport.set_slab(0.0, "max")
            viewport.color_table = GREY
        self._windows.clear()
        self.linking.clear()

    def set_layers(self, layers: tuple[MaskLayer, ...], stack_id: str | None = None) -> None:
        """Lay masks over the viewports of a stack; None is all of them."""
        for viewport in self._on(stack_id):
            viewport.set_layers(layers)

    def set_heat(self, heat: HeatLayer | None, stack_id: str | None = None) -> None:
        """Lay a saliency map over the viewports of a stack and take it off the others."""
        chosen = self._on(stack_id)
        for viewport in self.viewports:
            viewport.set_heat(heat if viewport in chosen else None)

    def set_enhancement(self, layer: EnhancementLayer | None, stack_id: str) -> None:
        """Show an enhanced picture in the viewports of a stack, or the acquired one again."""
        for viewport in self.viewports:
            here = viewport.view is not None and viewport.view.stack_id == stack_id
            wanted = layer if here else None
            if viewport.enhancement is not wanted:
                viewport.enhancement = wanted
                viewport.update()

    def set_box(self, box: Box | None, stack_id: str | None = None) -> None:
        """Draw a box (LPS mm) where the planes of a stack cut it, or none."""
        chosen = self._on(stack_id)
        for viewport in self.viewports:
            viewport.box = box if viewport in chosen else None
            viewport.update()

    def set_annotations(self, annotations: tuple[Annotation, ...]) -> None:
        """Show measurements in every viewport."""
        for viewport in self.viewports:
            viewport.annotations = annotations
            viewport.update()

    def set_message(self, message: str, viewports: Iterable[SliceViewport] | None = None) -> None:
        """A line at the bottom of viewports, e.g. that slices are being read."""
        for viewport in self.viewports if viewports is None else viewports:
            if viewport.message != message:
                viewport.message = message
                viewport.update()

    def set_text_mode(self, mode: int) -> None:
        """Show all words over pictures (0), those without the patient (1), or none (2)."""
        for viewport in self.viewports:
            viewport.text_mode = mode
            viewport.update()
        self.text_mode_changed.emit()

    def _on(self, stack_id: str | None) -> Sequence[SliceViewport]:
        return self.viewports if stack_id is None else self.on_stack(stack_id)

    # Linked navigation

    def set_crosshair(self, point: Point, *, source: SliceViewport | None = None) -> None:
        """Put the crosshair on a point and let every plane that can be linked go through it.

        Parameters
        ----------
        point : tuple of float
            LPS mm in the space of `source`.
        source : SliceViewport or None
            Where it was set, and which keeps its plane; None is the active image.
        """
        here = source.view if source is not None else self.view
        if isinstance(here, VolumeView):
            self._navigation.set_crosshair(here, point, source=source)

    def go_to(self, point: Point) -> None:
        """Show a point of the active image, moved to the middle where it is out of sight."""
        view = self.view
        if view is None:
            return
        self.set_crosshair(point)
        for viewport in self.on_stack(view.stack_id):
            bring_into_view(viewport, point)

    def _navigated(self, crosshair_too: bool) -> None:
        self._lines.show(self._active)
        if crosshair_too:
            self.crosshair_moved.emit()

    @property
    def crosshair_shown(self) -> bool:
        """Whether a short cross marks the crosshair."""
        return self._lines.crosshair_shown

    def show_crosshair(self, shown: bool) -> None:
        """Mark it, or not."""
        self._lines.crosshair_shown = shown
        self._lines.show(self._active)

    def mark_crosshair_meanwhile(self, on: bool) -> None:
        """Mark it while it is moved by a key and the mouse."""
        if self._lines.marked_meanwhile != on:
            self._lines.marked_meanwhile = on
            self._lines.show(self._active)

    @property
    def reference_lines_shown(self) -> bool:
        """Whether it is drawn where the active plane cuts other images."""
        return self._lines.reference_lines_shown

    def show_reference_lines(self, shown: bool) -> None:
        """Show or hide where the active plane cuts the pictures of other images."""
        self._lines.reference_lines_shown = shown
        self._lines.show(self._active)

    def link_by_hand(self) -> int:
        """Let images without a frame of reference in common follow the active one from here on.

        What is in the middle of each viewport now counts as the same place.

        Returns
        -------
        int
            How many other images follow now.
        """
        return self._navigation.link_by_hand(self.active)

    def unlink(self) -> None:
        """Take every link by hand and by registration back."""
        self.linking.clear()
        self._lines.show(self._active)

    # Linked display

    def _windowed_with(self, viewport: SliceViewport) -> list[SliceViewport]:
        view = viewport.view
        if view is None:
            return [viewport]
        kind = (view.image.source.modality, view.image.quantity)
        linked = self.linking.settings.window
        if viewport.windowed_alone and not linked:
            return [viewport]
        return [
            other
            for other in self.viewports
            if other.view is not None
            and (
                (other.view.stack_id == view.stack_id and not other.windowed_alone)
                or (
                    linked and (other.view.image.source.modality, other.view.image.quantity) == kind
                )
            )
        ]

    def set_window(
        self, window: WindowSetting, *, inverted: bool | None = None, use_voi_lut: bool = False
    ) -> None:
        """Window the active image alike wherever it is shown."""
        for viewport in self._windowed_with(self.active):
            viewport.set_window(window, inverted=inverted, use_voi_lut=use_voi_lut)
        self.window_changed.emit()

    def set_preset(self, number: int) -> bool:
        """Take the n-th offered window, counted from 1; whether there is one."""
        if not 1 <= number <= len(self.windows):
            return False
        self.set_window(self.windows[number - 1])
        return True

    def set_automatic_window(self) -> None:
        """From the smallest to the largest value."""
        if self.view is not None:
            self.set_window(full_range_window(self.view.image))

    def invert(self) -> None:
        """Exchange black and white."""
        inverted = not self.active.inverted
        for viewport in self._windowed_with(self.active):
            viewport.inverted = inverted
            viewport.refresh()

    def nudge_window(self, center: float, width: float, *, narrowest: float) -> None:
        """Move level and width by these amounts, as a drag does."""
        old = self.active.window_setting
        width = max(old.width + width, narrowest)
        self.set_window(replace(old, center=old.center + center, width=width, explanation=""))

    def set_slab(self, thickness_mm: float, mode: str) -> None:
        """Show slabs of this thickness; 0 shows single planes."""
        for viewport in self.viewports:
            if viewport.plane is not PlaneName.NATIVE:
                viewport.set_slab(thickness_mm, mode)
        self.slabs_changed.emit()
