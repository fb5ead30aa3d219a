"""Masks: shown, edited, opened and exported."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from workstation.domain.finding import Finding
from workstation.language import tr
from workstation.messages import Message
from workstation.session.workspace import Workspace
from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.asking.prompts import Prompts
from workstation.ui.asking.reader import Reader
from workstation.ui.board.feature import BoardFeature
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.segmenting.controller import SegmentController
from workstation.ui.segmenting.editor_panel import SegmentEditorPanel
from workstation.ui.segmenting.export import SegmentExport
from workstation.ui.segmenting.handlers import segment_handlers
from workstation.ui.segmenting.mask_files import MaskFiles
from workstation.ui.segmenting.mask_layers import MaskLayers
from workstation.ui.segmenting.segment_actions import SEGMENT_ACTIONS
from workstation.ui.segmenting.segments_panel import SegmentsPanel
from workstation.ui.segmenting.segments_table import SegmentsTableModel
from workstation.ui.services import WindowServices
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.bridges import WorkspaceBridge
from workstation.ui.shell.docks import DockPlace, Docks
from workstation.ui.shell.feature import DockPanel, Feature, Handler
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.notices import Notices


class SegmentingFeature:
    """Segments over the pictures, and their editor."""

    actions: ClassVar[tuple[ActionSpec, ...]] = SEGMENT_ACTIONS

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        jobs: JobController,
        prompts: Prompts,
        bridge: WorkspaceBridge,
        notices: Notices,
        reader: Reader,
        docks: Docks,
        table: ActionTable,
        board: BoardFeature,
        mouse: MouseFeature,
        findings: FindingsFeature,
        analysis: AnalysisFeature,
        host: QWidget,
    ) -> None:
        self._docks = docks
        self._board = board
        editing = mouse.toolbox.editing
        self.layers = MaskLayers(workspace, board.stage, jobs, host)
        self.model = SegmentsTableModel(workspace, host)
        self.panel = SegmentsPanel(self.model, workspace, analysis.heat_layers)
        self.controller = SegmentController(
            workspace, board.stage, jobs, editing, reader.require, host
        )
        self.editor = SegmentEditorPanel(workspace, self.controller)
        self.export = SegmentExport(
            workspace, self.controller, lambda name: prompts.save_segmentation(host, name), host
        )
        self.editor.add_tools(table)
        table["show_masks"].setChecked(True)
        self.files = MaskFiles(workspace, services, editing, jobs, host)
        self.panel.go_to.connect(findings.review.go_to_segment)
        self._review, self._notices = findings.review, notices
        findings.panel.measure_again.connect(self.measure_again)
        mouse.gave_up.connect(self.editor.operations.end_preview)
        self.layers.preview = self.controller.preview.shown_for
        for signal in (
            bridge.masks_changed,
            bridge.labels_changed,
            bridge.segment_display_changed,
            bridge.findings_changed,
            board.display.exchanged,
            self.controller.preview.changed,
        ):
            signal.connect(self.layers.refresh)
        # An image becomes active before it is on the screen, where segments are edited.
        board.display.shown.connect(self.editor.model.refresh)
        for part in (self.controller, self.files):
            notices.take_words(part.told)
            notices.take_faults(part.failed)

    def feature(self) -> Feature:
        """The menu of segments, their list and their editor."""
        handlers: dict[str, Handler] = {"show_masks": self._show_masks}
        handlers |= segment_handlers(
            self.controller,
            self.editor,
            lambda: self._docks.bring_to_front(self.editor),
            self.export,
        )
        return Feature(
            handlers=handlers,
            docks=(
                DockPanel(Message("Segments"), self.panel, DockPlace.SEGMENTS),
                DockPanel(Message("Segment editor"), self.editor, DockPlace.SEGMENTS),
            ),
        )

    def measure_again(self, finding: Finding) -> None:
        """Make the numbers of a finding anew; where its image is not looked at, go there first."""
        if not self.controller.measure_finding(finding):
            self._review.go_to_finding(finding)
            self._notices.tell(tr("Its image is shown now; then measure again."))

    def _show_masks(self, on: bool) -> None:
        for viewport in self._board.stage.viewports:
            viewport.show_masks = on
            viewport.update()
