"""Workspace events as Qt signals."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, SignalInstance

from workstation.session import events
from workstation.session.workspace import Workspace


class WorkspaceBridge(QObject):
    """Emits a signal for each kind of event of a workspace."""

    studies_changed = Signal()
    active_image_changed = Signal(str)
    masks_changed = Signal()
    labels_changed = Signal()
    segment_display_changed = Signal()
    findings_changed = Signal()
    annotations_changed = Signal()
    key_images_changed = Signal()
    geometry_acknowledged = Signal(str)
    results_changed = Signal()
    risks_changed = Signal()
    report_text_changed = Signal()
    undo_changed = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        pairs = (
            (events.StudiesChanged, self.studies_changed),
            (events.MasksChanged, self.masks_changed),
            (events.LabelsChanged, self.labels_changed),
            (events.SegmentDisplayChanged, self.segment_display_changed),
            (events.FindingsChanged, self.findings_changed),
            (events.AnnotationsChanged, self.annotations_changed),
            (events.KeyImagesChanged, self.key_images_changed),
            (events.ResultsChanged, self.results_changed),
            (events.RisksChanged, self.risks_changed),
            (events.ReportTextChanged, self.report_text_changed),
            (events.UndoChanged, self.undo_changed),
        )
        for event_type, signal in pairs:
            workspace.subscribe(event_type, _emitter(signal))
        workspace.subscribe(
            events.ActiveImageChanged,
            lambda event: self.active_image_changed.emit(event.stack_id),
        )
        workspace.subscribe(
            events.GeometryAcknowledged,
            lambda event: self.geometry_acknowledged.emit(event.stack_id),
        )


def _emitter(signal: SignalInstance) -> Callable[[object], None]:
    return lambda _event: signal.emit()
