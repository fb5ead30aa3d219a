"""Drafts and signed reports."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from workstation.domain.study import WindowSetting
from workstation.keeping.kept_settings import KeptSettings
from workstation.messages import Message
from workstation.session.open_work import open_work
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.asking.reader import Reader
from workstation.ui.board.feature import BoardFeature
from workstation.ui.report.desk import ReportDesk
from workstation.ui.report.flow import ReportFlow
from workstation.ui.report.live_preview import LivePreview
from workstation.ui.report.panel import ReportPanel
from workstation.ui.risk.feature import RiskFeature
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.services import WindowServices
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.bridges import WorkspaceBridge
from workstation.ui.shell.docks import DockPlace, Docks
from workstation.ui.shell.feature import DockPanel, Feature
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.notices import Notices

_COUNT_AFTER_MS = 60


class ReportFeature:
    """The report of the study that is looked at."""

    actions: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("report_settings", "Report &header and role…", "F&indings", after="reader_name"),
    )

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        jobs: JobController,
        settings: KeptSettings,
        prompts: Prompts,
        bridge: WorkspaceBridge,
        notices: Notices,
        reader: Reader,
        docks: Docks,
        board: BoardFeature,
        risk: RiskFeature,
        segmenting: SegmentingFeature,
        host: QWidget,
    ) -> None:
        self._workspace = workspace
        self._stage = board.stage
        self.flow = ReportFlow(workspace, services, jobs, host, window_of=self._window_of)
        self.panel = ReportPanel(workspace)
        self.desk = ReportDesk(
            workspace, services, settings, prompts, notices, reader, self.flow, self.panel, host
        )
        self.preview = LivePreview(workspace, services, jobs, settings, self.flow, self.panel, host)
        self.panel.stale.measure.connect(segmenting.measure_again)
        self.panel.stale.compute.connect(risk.panel.compute_again)
        self._docks = docks
        # Strokes of the brush come many times a second.
        self._soon = QTimer(host, interval=_COUNT_AFTER_MS, singleShot=True)
        self._soon.timeout.connect(self._count)
        self.panel.save_draft.connect(lambda letter: self.desk.write(letter, sign=False))
        self.panel.sign.connect(lambda letter: self.desk.write(letter, sign=True))
        self.flow.written.connect(self.desk.show_written)
        self.flow.failed.connect(self.desk.show_failed)
        bridge.active_image_changed.connect(lambda _stack_id: self._follow_active())
        for signal in (
            bridge.findings_changed,
            bridge.key_images_changed,
            bridge.risks_changed,
            bridge.results_changed,
            bridge.masks_changed,
            bridge.labels_changed,
            bridge.report_text_changed,
            board.display.shown,
        ):
            signal.connect(self.panel.show_state)
            signal.connect(self.preview.touched)
            signal.connect(self._soon.start)
        for signal in (bridge.annotations_changed, bridge.geometry_acknowledged, reader.changed):
            signal.connect(lambda *_: self.preview.touched())

    def feature(self) -> Feature:
        """The panel, and the settings of every report."""
        return Feature(
            handlers={"report_settings": lambda _on: self.desk.ask_settings()},
            docks=(DockPanel(Message("Report"), self.panel, DockPlace.REPORT, with_pages=True),),
            keep=self.panel.keep,
        )

    def _window_of(self, stack_id: str) -> WindowSetting | None:
        """The window in which the active viewport shows a stack; None for another, or a table."""
        viewport = self._stage.active
        is_shown = viewport.view is not None and viewport.view.stack_id == stack_id
        return viewport.window_setting if is_shown and not viewport.use_voi_lut else None

    def _follow_active(self) -> None:
        place = self._workspace.active
        if place is not None:
            self.panel.show_study(place.study.study_instance_uid)
        self.preview.touched()
        self._soon.start()

    def _count(self) -> None:
        """Say on each part of the panel how much of it is open."""
        workspace = self._workspace
        work = open_work(
            workspace.findings_here,
            workspace.stale_numbers,
            workspace.stale_risks,
            workspace.draft(workspace.active_study_uid),
        )
        self._docks.show_count(DockPlace.FINDINGS, work.findings)
        self._docks.show_count(DockPlace.RISK, work.scores)
        self._docks.show_count(DockPlace.REPORT, work.report)
