"""Straightened pictures along the reader's centerline: opening, turning, cutting across."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QSlider

from workstation.imaging.curved import centerline_frames
from workstation.imaging.mpr_axes import TURNING_PLANES
from workstation.language import tr
from workstation.scene.curved_view import ANGLE_STEP_DEG, CurvedView
from workstation.scene.oblique_view import ObliqueView
from workstation.scene.volume_view import VolumeView
from workstation.session import events
from workstation.session.workspace import Workspace
from workstation.ui.widgets.inputs import Slider
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.stage import Stage
from workstation.viewer.turned_views import turned

_HALF_WIDTH_MM = 40.0
_SLIDER_PX = 220
_SLIDER_TOP_PX = 8


class CurvedController(QObject):
    """Shows the straightened volume in one viewport and a cut across the line in another."""

    told = Signal(str)

    def __init__(self, workspace: Workspace, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._stage = stage
        self._opened: tuple[SliceViewport, SliceViewport | None, VolumeView] | None = None
        self._slider: QSlider | None = None
        self._row = 0.0
        workspace.subscribe(events.CenterlinesChanged, lambda _event: self.follow())
        workspace.subscribe(events.GeometryAcknowledged, lambda _event: self.close())
        stage.active_changed.connect(self.follow_lines)
        stage.viewport_added.connect(lambda _viewport: self.follow_lines())

    @property
    def slider(self) -> QSlider | None:
        """Turns the straightened picture around the line; None while none is shown."""
        return self._slider

    @property
    def row(self) -> float:
        """Where the line is cut across, in rows of the straightened picture."""
        return self._row

    def open(self) -> None:
        """Straighten the active volume along its line."""
        self.close()
        viewport, view = self._stage.active, self._stage.view
        made = self._made(view) if isinstance(view, VolumeView) else None
        if not isinstance(view, VolumeView) or made is None:
            self.told.emit(tr("Set two points of a centerline first (Planes > Centerline)."))
            return
        others = [v for v in self._stage.on_stack(view.stack_id) if v is not viewport]
        second = next((v for v in others if v.plane in TURNING_PLANES and v.isVisible()), None)
        self._opened = viewport, second, view
        viewport.show_view(made)
        viewport.index = 0
        viewport.refresh()
        viewport.place_chosen.connect(self._place_chosen)
        self._add_slider(viewport)
        self.cut_across((len(made.line.points) - 1) / 2)

    def close(self) -> None:
        """Show the planes again."""
        if self._opened is None:
            return
        viewport, second, view = self._opened
        self._opened = None
        viewport.place_chosen.disconnect(self._place_chosen)
        if self._slider is not None:
            self._slider.hide()
            self._slider.deleteLater()
            self._slider = None
        viewport.marked_row = None
        if isinstance(viewport.view, CurvedView):
            viewport.show_view(view)
        if second is not None and isinstance(second.view, ObliqueView):
            second.message = ""
            second.show_view(view, keep_camera=True)
        if self._stage.crosshair is not None:
            self._stage.set_crosshair(self._stage.crosshair)

    def cut_across(self, row: float) -> None:
        """Cut the line across at a row of the straightened picture."""
        if self._opened is None:
            return
        viewport, second, view = self._opened
        made = viewport.view
        if not isinstance(made, CurvedView):
            return
        self._row = min(max(row, 0.0), len(made.line.points) - 1.0)
        viewport.marked_row = self._row
        viewport.update()
        if second is None:
            return
        axes = made.cross_section(second.plane, self._row)
        cut = turned(view, axes)
        second.show_view(cut, keep_camera=True)
        second.set_index(round(cut.locate(second.plane, axes.center_lps_mm)[0]))
        place = f" at {self._row * made.line.step_mm:.1f} mm" if made.trusted else ""
        self._stage.show_crosshair(self._stage.crosshair_shown)
        second.message = tr("Across the centerline{place}", place=place)
        second.update()

    def turn(self, number: int) -> None:
        """Look at the line from another angle."""
        if self._opened is not None:
            self._opened[0].set_index(number)

    def follow(self) -> None:
        """After a change of a line: draw it anew, and straighten along it anew."""
        self.follow_lines()
        if self._opened is None:
            return
        viewport, _, view = self._opened
        made = self._made(view)
        if made is None:
            self.close()
        elif isinstance(viewport.view, CurvedView):
            viewport.show_view(made, keep_camera=True)
            self.cut_across(self._row)

    def follow_lines(self) -> None:
        """Draw the line of each stack over its viewports; forget pictures that are gone."""
        if self._opened is not None and not isinstance(self._opened[0].view, CurvedView):
            self.close()
        for viewport in self._stage.viewports:
            view = viewport.view
            line = self._workspace.centerlines.get(view.stack_id) if view is not None else None
            viewport.centerline = line.points if line is not None else ()
            viewport.update()

    def delete_line(self) -> None:
        """Delete the line of the active stack."""
        if self._stage.view is not None:
            self._workspace.centerlines.delete(self._stage.view.stack_id)

    def _made(self, view: VolumeView) -> CurvedView | None:
        line = self._workspace.centerlines.get(view.stack_id)
        if line is None or len(set(line.points)) < 2:
            return None
        frames = centerline_frames(line.points, min(view.shown.geometry.spacing_kji_mm))
        return CurvedView(
            view.image, view.shown, view.trusted, view.stack_id, frames, _HALF_WIDTH_MM
        )

    def _place_chosen(self, row: float) -> None:
        self.cut_across(row)

    def _add_slider(self, viewport: SliceViewport) -> None:
        slider = Slider(Qt.Orientation.Horizontal, viewport)
        slider.setAccessibleName(tr("Angle of view around the centerline"))
        slider.setToolTip(
            tr(
                "Turn around the centerline, {angle_step_deg:g}° a step",
                angle_step_deg=ANGLE_STEP_DEG,
            )
        )
        slider.setRange(0, viewport.view.count(viewport.plane) - 1 if viewport.view else 0)
        slider.resize(_SLIDER_PX, slider.sizeHint().height())
        slider.move((viewport.width() - _SLIDER_PX) // 2, _SLIDER_TOP_PX)
        slider.valueChanged.connect(self.turn)
        viewport.index_changed.connect(slider.setValue)
        slider.show()
        self._slider = slider


def curved_handlers(controller: CurvedController) -> dict[str, Callable[[bool], object]]:
    """Action id to what it does."""
    return {
        "curved_mpr": lambda _on: controller.open(),
        "end_curved_mpr": lambda _on: controller.close(),
        "delete_centerline": lambda _on: controller.delete_line(),
    }
