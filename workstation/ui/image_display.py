"""From what was read to what the viewports show: preview, image, badge, measurements."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from workstation.domain.study import WindowSetting
from workstation.services.prepare_view import PreparedImage
from workstation.session.workspace import Workspace
from workstation.ui.dialogs.geometry import GeometryDialog
from workstation.ui.mask_layers import MaskLayers
from workstation.ui.review import Review
from workstation.ui.study_controller import StudyController, view_of
from workstation.ui.view_area import ViewArea
from workstation.viewer.sources import PreviewView


class ImageDisplay(QObject):
    """Keeps the view area in step with the workspace and the jobs of opening."""

    shown = Signal()
    """An image is there with all of its pixels."""

    def __init__(
        self,
        workspace: Workspace,
        area: ViewArea,
        studies: StudyController,
        mask_layers: MaskLayers,
        review: Review,
        *,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.workspace = workspace
        self._area = area
        self._stage = area.stage
        self._studies = studies
        self._mask_layers = mask_layers
        self._review = review
        self._window = window
        studies.preview_ready.connect(self.show_preview)
        studies.image_ready.connect(self.show_image)
        studies.load_progressed.connect(self.show_loading)
        studies.slices_arrived.connect(self.repaint_preview)

    def follow_active(self, stack_id: str) -> None:
        """Another stack is looked at: empty the viewports until it is read."""
        place, image = self.workspace.active, self.workspace.active_image
        if place is None:
            return
        if image is None:
            self._area.show_nothing("Reading…")
        note = self.workspace.acknowledgement(stack_id)
        self._area.show_honesty(place.stack.geometry, acknowledged_by=note.by if note else "")

    def show_preview(
        self, view: PreviewView, window: tuple[WindowSetting, tuple[WindowSetting, ...]]
    ) -> None:
        """Show the slices that are there, from the middle one on."""
        self._area.arrange_for(view)
        self._stage.show_view(view, window=window)
        self._stage.set_message("Reading…")

    def show_loading(self, fraction: float, stage: str) -> None:
        """Say how far reading is."""
        self._stage.set_message(f"{stage} {fraction * 100:.0f} %")

    def repaint_preview(self) -> None:
        """More slices have arrived."""
        viewport = self._area.frames[0].viewport
        if isinstance(viewport.view, PreviewView):
            viewport.show_view(viewport.view, keep_camera=True)

    def show_image(self, stack_id: str, prepared: PreparedImage) -> None:
        """Show an image with all of its pixels."""
        note = self.workspace.acknowledgement(stack_id)
        view = view_of(prepared, stack_id, acknowledged=note is not None)
        stage = self._stage
        self._area.arrange_for(view)
        stage.set_message("")
        stage.show_view(view, window=(prepared.window, prepared.windows))
        honesty = prepared.image.honesty
        self._area.show_honesty(honesty, acknowledged_by=note.by if note else "")
        self._mask_layers.refresh()
        self.follow_annotations()
        self._review.image_shown(stack_id)
        self.shown.emit()

    def follow_annotations(self) -> None:
        """Show the measurements of the workspace."""
        self._stage.set_annotations(self.workspace.annotations)

    def repaint(self) -> None:
        """Paint every viewport anew."""
        for viewport in self._stage.viewports:
            viewport.update()

    def reset_view(self) -> None:
        """Window, zoom and orientation as they were at opening."""
        place = self.workspace.active
        prepared = self._studies.kept(place.stack.id) if place else None
        if place is not None and prepared is not None:
            self.show_image(place.stack.id, prepared)

    def show_geometry(self) -> None:
        """Show what is doubtful about the geometry, and let the reader take note."""
        place = self.workspace.active
        if place is None:
            return
        image = self.workspace.active_image
        note = self.workspace.acknowledgement(place.stack.id)
        dialog = GeometryDialog(
            image.honesty if image is not None else place.stack.geometry,
            acknowledged_by=note.by if note else "",
            parent=self._window,
        )
        stack_id = place.stack.id

        def take_note() -> None:
            if dialog.acknowledged and self._review.require_reader():
                self.workspace.acknowledge_geometry(stack_id)

        dialog.accepted.connect(take_note)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def follow_acknowledgement(self, stack_id: str) -> None:
        """Lengths across slices are given now, or withheld again."""
        place, prepared = self.workspace.active, self._studies.kept(stack_id)
        if place is None or place.stack.id != stack_id or prepared is None:
            return
        note = self.workspace.acknowledgement(stack_id)
        self._area.show_honesty(prepared.image.honesty, acknowledged_by=note.by if note else "")
        view = view_of(prepared, stack_id, acknowledged=note is not None)
        self._stage.show_view(view, keep=True)
        self._mask_layers.refresh()
