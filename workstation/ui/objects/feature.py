"""Objects beside the images of a study."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from workstation.messages import Message
from workstation.session.workspace import Workspace
from workstation.ui.board.feature import BoardFeature
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.fusion.feature import FusionFeature
from workstation.ui.objects.desk import ObjectDesk
from workstation.ui.objects.document_panel import DocumentPanel
from workstation.ui.objects.label_series import LabelSeries
from workstation.ui.overlays.feature import OverlaysFeature
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.docks import DockPlace, Docks
from workstation.ui.shell.feature import DockPanel, Feature
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.notices import Notices


class ObjectsFeature:
    """Segmentations, structure sets, reports, states and documents of a study."""

    actions: ClassVar[tuple[ActionSpec, ...]] = ()

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobController,
        notices: Notices,
        docks: Docks,
        board: BoardFeature,
        findings: FindingsFeature,
        segmenting: SegmentingFeature,
        fusion: FusionFeature,
        overlays: OverlaysFeature,
        host: QWidget,
    ) -> None:
        self.panel = DocumentPanel()
        labels = LabelSeries(workspace, segmenting.files, board.loader, host)
        notices.take_words(labels.told)
        self.desk = ObjectDesk(
            workspace,
            jobs,
            segmenting.files,
            overlays.controller,
            fusion.controller,
            board.stage,
            findings.review,
            self.panel,
            labels,
            host,
        )
        self._board = board
        self.desk.stack_wanted.connect(self._show_stack)
        segmenting.files.stack_wanted.connect(self._show_stack)
        board.display.opened.connect(self.desk.image_shown)
        self.desk.document_shown.connect(lambda: docks.bring_to_front(self.panel))
        notices.take_words(self.desk.told)
        notices.take_faults(self.desk.failed)

    def feature(self) -> Feature:
        """The panel of reports and documents."""
        return Feature(docks=(DockPanel(Message("Documents"), self.panel, DockPlace.DOCUMENTS),))

    def _show_stack(self, stack_id: str) -> None:
        """Turn to the viewport that shows a stack; else show it in the active one."""
        stage = self._board.stage
        shown = stage.on_stack(stack_id)
        if not shown:
            self._board.display.show_stack(stack_id)
        elif stage.active not in shown:
            stage.set_active(shown[0])
