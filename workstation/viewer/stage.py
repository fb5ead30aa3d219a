"""Viewports that look at one image: their window, crosshair and planes are linked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from workstation.domain.study import WindowSetting
from workstation.imaging.planes import PlaneName
from workstation.imaging.windows import (
    full_range_window,
    initial_window,
    offered_windows,
    opens_inverted,
    opens_with_voi_lut,
)
from workstation.session.annotations import Annotation
from workstation.viewer.box_painter import Box
from workstation.viewer.layers import HeatLayer, MaskLayer
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.sources import FlatView, ImageView, Point, VolumeView


class Stage(QObject):
    """A group of linked viewports.

    Parameters
    ----------
    viewports : sequence of SliceViewport
        The first one is active at the start.
    """

    active_changed = Signal()
    crosshair_moved = Signal()
    window_changed = Signal()

    def __init__(self, viewports: list[SliceViewport], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.viewports = list(viewports)
        self.view: ImageView | None = None
        self.crosshair: Point | None = None
        self.crosshair_shown = True
        self.windows: tuple[WindowSetting, ...] = ()
        self._moving = False
        for viewport in self.viewports:
            viewport.became_active.connect(self._activator(viewport))
            viewport.index_changed.connect(self._scroller(viewport))
        self.active = self.viewports[0]
        self.set_active(self.active)

    def _activator(self, viewport: SliceViewport) -> Callable[[], None]:
        return lambda: self.set_active(viewport)

    def _scroller(self, viewport: SliceViewport) -> Callable[[int], None]:
        return lambda _index: self._follow(viewport)

    def set_active(self, viewport: SliceViewport) -> None:
        """Make a viewport the one that keys act on."""
        self.active = viewport
        for other in self.viewports:
            other.is_active = other is viewport and len(self.viewports) > 1
            other.update()
        self.active_changed.emit()

    # The image

    def show_view(
        self,
        view: ImageView | None,
        *,
        keep: bool = False,
        window: tuple[WindowSetting, tuple[WindowSetting, ...]] | None = None,
    ) -> None:
        """Show an image in every viewport.

        Parameters
        ----------
        view : ImageView or None
            None empties them.
        keep : bool
            Keep plane, window and zoom: the same image, with more of its slices.
        window : tuple or None
            The window to open with and those on offer, where they were found beforehand;
            None finds them now.
        """
        self.view = view
        for viewport in self.viewports:
            viewport.show_view(view, keep_camera=keep)
        if view is None:
            self.crosshair = None
            return
        if not keep:
            first, offered = window or (initial_window(view.image), offered_windows(view.image))
            self.windows = offered
            for viewport in self.viewports:
                count = view.count(viewport.plane)
                viewport.index = 0 if isinstance(view, FlatView) else count // 2
                viewport.set_window(
                    first,
                    inverted=opens_inverted(view.image),
                    use_voi_lut=opens_with_voi_lut(view.image),
                )
                self._moving = True
                viewport.index_changed.emit(viewport.index)
                self._moving = False
            self.window_changed.emit()
            self.crosshair = None
        if isinstance(view, VolumeView) and self.crosshair is None:
            center = view.shown.geometry.center_lps_mm.tolist()
            self.set_crosshair((center[0], center[1], center[2]))

    def set_layers(self, layers: tuple[MaskLayer, ...]) -> None:
        """Lay masks over every viewport."""
        for viewport in self.viewports:
            viewport.set_layers(layers)

    def set_heat(self, heat: HeatLayer | None) -> None:
        """Lay a saliency map over every viewport, or none."""
        for viewport in self.viewports:
            viewport.set_heat(heat)

    def set_box(self, box: Box | None) -> None:
        """Draw a box (LPS mm) where the planes cut it, or none."""
        for viewport in self.viewports:
            viewport.box = box
            viewport.update()

    def set_annotations(self, annotations: tuple[Annotation, ...]) -> None:
        """Show measurements in every viewport."""
        for viewport in self.viewports:
            viewport.annotations = annotations
            viewport.update()

    def set_message(self, message: str) -> None:
        """A line at the bottom of every viewport, e.g. that slices are being read."""
        for viewport in self.viewports:
            if viewport.message != message:
                viewport.message = message
                viewport.update()

    # Linked navigation

    def set_crosshair(self, point: Point, *, source: SliceViewport | None = None) -> None:
        """Put the crosshair on a point (LPS mm) and let every plane go through it."""
        if not isinstance(self.view, VolumeView):
            return
        self.crosshair = point
        self._moving = True
        for viewport in self.viewports:
            at, _, _ = self.view.locate(viewport.plane, point)
            if viewport is not source:
                viewport.set_index(round(at))
        self._moving = False
        self._show_crosshair()
        self.crosshair_moved.emit()

    def show_crosshair(self, shown: bool) -> None:
        """Show or hide its lines."""
        self.crosshair_shown = shown
        self._show_crosshair()

    def _show_crosshair(self) -> None:
        for viewport in self.viewports:
            wanted = self.crosshair_shown and len(self.viewports) > 1
            viewport.crosshair = self.crosshair if wanted else None
            viewport.update()

    def _follow(self, viewport: SliceViewport) -> None:
        """The crosshair stays on the plane of a viewport that was scrolled."""
        if self._moving or self.crosshair is None or not isinstance(self.view, VolumeView):
            return
        _, row, column = self.view.locate(viewport.plane, self.crosshair)
        self.crosshair = self.view.to_point(viewport.plane, viewport.index, row, column)
        self._show_crosshair()
        self.crosshair_moved.emit()

    def go_to(self, point: Point) -> None:
        """Show a point in every viewport, moved to the middle where it is out of sight."""
        if isinstance(self.view, VolumeView):
            self.set_crosshair(point)
        for viewport in self.viewports:
            self._bring_into_view(viewport, point)

    @staticmethod
    def _bring_into_view(viewport: SliceViewport, point: Point) -> None:
        transform = viewport.transform_now()
        if viewport.view is None or transform is None:
            return
        _, row, column = viewport.view.locate(viewport.plane, point)
        x, y = transform.to_screen(row, column)
        margin = 24
        inside_x = margin < x < viewport.width() - margin
        if not (inside_x and margin < y < viewport.height() - margin):
            viewport.set_camera(
                viewport.camera.panned(viewport.width() / 2 - x, viewport.height() / 2 - y)
            )

    # Linked display

    def set_window(
        self, window: WindowSetting, *, inverted: bool | None = None, use_voi_lut: bool = False
    ) -> None:
        """Window every viewport alike."""
        for viewport in self.viewports:
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
        for viewport in self.viewports:
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
                viewport.slab_mm, viewport.slab_mode = thickness_mm, mode
                viewport.refresh()
