"""The window: docks around the viewports, and how they speak to each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QLabel,
    QMainWindow,
    QMenu,
    QScrollArea,
    QWidget,
)

from workstation.domain.finding import Finding
from workstation.domain.risk import RiskScore
from workstation.domain.study import ScanReport
from workstation.errors import WorkstationError
from workstation.jobs.cancel import CancelToken, ProgressFn
from workstation.services.open_files import is_image_file
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.tools.base import ToolContext
from workstation.tools.mouse_profiles import MOUSE_TABLES, MouseProfile
from workstation.tools.toolbox import Toolbox
from workstation.ui.actions import CHECKED_AT_START, ActionTable
from workstation.ui.bridges import WorkspaceBridge
from workstation.ui.curved_controller import CurvedController
from workstation.ui.dialogs.import_report import ImportReportDialog
from workstation.ui.dialogs.messages import NOT_A_DIAGNOSIS, show_fault
from workstation.ui.dialogs.prompts import Prompts
from workstation.ui.display_objects_controller import DisplayObjectsController, add_state_menu
from workstation.ui.dock_tabs import DockTabs
from workstation.ui.enhancements import Enhancements
from workstation.ui.film_controller import FilmController
from workstation.ui.first_tour import tour_steps
from workstation.ui.fusion_controller import FusionController
from workstation.ui.hanging import Hanging, add_hanging_menu
from workstation.ui.heat_layers import HeatLayers
from workstation.ui.image_display import ImageDisplay
from workstation.ui.image_loader import ImageLoader
from workstation.ui.job_controller import JobController, Lane
from workstation.ui.key_bindings import KeyBindings
from workstation.ui.layout_actions import follow_layout
from workstation.ui.mask_layers import MaskLayers
from workstation.ui.measurement_controller import MeasurementController
from workstation.ui.models.findings_table import FindingsTableModel
from workstation.ui.models.measurements_table import MeasurementsTableModel
from workstation.ui.models.segments_table import SegmentsTableModel
from workstation.ui.models.study_tree import StudyTreeModel
from workstation.ui.mouse_words import profile_action
from workstation.ui.panels.ai import AiPanel
from workstation.ui.panels.enhancement import EnhancementRow
from workstation.ui.panels.findings import FindingsPanel
from workstation.ui.panels.fusion import FusionPanel
from workstation.ui.panels.measurements import MeasurementsPanel
from workstation.ui.panels.report import ReportPanel
from workstation.ui.panels.risk import RiskPanel
from workstation.ui.panels.segment_editor import SegmentEditorPanel
from workstation.ui.panels.segments import SegmentsPanel
from workstation.ui.panels.studies import StudiesPanel
from workstation.ui.phase_bar import PhaseBar
from workstation.ui.plugin_controller import PluginController, PluginRun
from workstation.ui.preferences import Preferences
from workstation.ui.preset_box import PresetBox
from workstation.ui.recent_paths import RecentPaths
from workstation.ui.recovery import Recovery
from workstation.ui.registration import Registration
from workstation.ui.report_flow import ReportFlow
from workstation.ui.review import Review
from workstation.ui.segment_controller import SegmentController
from workstation.ui.self_test import SelfTest
from workstation.ui.services import PluginItem, WindowServices
from workstation.ui.study_controller import StudyController
from workstation.ui.tool_bar import ActionBar
from workstation.ui.tour import Tour
from workstation.ui.view_area import ViewArea
from workstation.ui.viewer_windows import ViewerWindows
from workstation.ui.volume_controller import VolumeController
from workstation.ui.warm_up import ResliceWarmUp
from workstation.ui.window_actions import WindowActions
from workstation.viewer.language import known, mark, tr
from workstation.viewer.slice_viewport import SliceViewport

_RECENT = 8
_WELCOME = mark("Drop a folder, files or a ZIP here, or press Ctrl+O.")
_STATUS_MS = 8000


def _plugins_of(
    services: WindowServices, *, token: CancelToken, progress: ProgressFn
) -> tuple[PluginItem, ...]:
    progress(0.0, tr("Looking for plugins"))
    token.raise_if_cancelled()
    return services.list_plugins()


class MainWindow(QMainWindow):
    """The whole window.

    Parameters
    ----------
    workspace : Workspace
        The state that is shown.
    services : WindowServices
        Everything that reads, runs and writes.
    jobs : JobController
        Where work is done off the main thread.
    settings : QSettings
        Window layout, recent folders, the reader's name.
    prompts : Prompts
        How the person is asked.
    login_name : str
        Suggested as the reader's name.
    """

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        jobs: JobController,
        *,
        settings: QSettings,
        prompts: Prompts,
        login_name: str = "",
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self._services = services
        self.jobs = jobs
        self._settings = settings
        self.prompts = prompts
        self._login_name = login_name
        self._looked_at = ""
        self.bridge = WorkspaceBridge(workspace, self)
        self._make_parts()
        self._make_docks()
        self.actions_table = ActionTable(self, WindowActions(self).handlers())
        self._make_menus()
        self._make_tool_bar()
        self._make_status_bar()
        self._connect()
        self.setAcceptDrops(True)
        self.setWindowTitle("Lightbox")
        self.resize(1600, 960)
        self._restore_layout()
        self.set_profile(MouseProfile(str(settings.value("profile", MouseProfile.RADIOLOGY.value))))
        self.preferences = Preferences(self, settings)
        self.preferences.restore()
        self.tour = Tour(self, tour_steps(self), settings)
        self._list_plugins()
        self._follow_undo()
        self._follow_saliency()

    # Parts

    def _make_parts(self) -> None:
        self.area = ViewArea()
        self.setCentralWidget(self.area)
        self.toolbox = Toolbox(
            ToolContext(
                self.area.stage,
                self.workspace,
                lambda *asked: self.measuring.ask_text(*asked),  # noqa: PLW0108 - made later
            ),
            lambda viewport: self.viewer_windows.active_area.toggle_one_up(viewport),  # noqa: PLW0108
            self,
        )
        self.studies = StudyController(self.workspace, self._services, self.jobs, self)
        self.loader = ImageLoader(self.workspace, self._services, self.jobs, self)
        self.plugins = PluginController(self.workspace, self._services, self.jobs, self)
        self.reports = ReportFlow(self.workspace, self._services, self.jobs, self)
        self.mask_layers = MaskLayers(self.workspace, self.area.stage, self.jobs, self)
        self.heat_layers = HeatLayers(self.workspace, self.area.stage, self.jobs, self)
        self.enhancements = Enhancements(self.workspace, self.area.stage, self)
        self.review = Review(
            self.workspace,
            self.area.stage,
            settings=self._settings,
            prompts=self.prompts,
            login_name=self._login_name,
            window=self,
        )
        self.display = ImageDisplay(
            self.workspace,
            self.area,
            self.loader,
            self.mask_layers,
            self.review,
            window=self,
        )
        self.hanging = Hanging(self.workspace, self._services, self.area, self.display, self)
        self.recovery = Recovery(
            self._services.session,
            self.workspace,
            self.area,
            self.display,
            self._open,
            prompts=self.prompts,
            window=self,
        )
        self.viewer_windows = ViewerWindows(
            self.area, self.display, lambda: self.actions_table, self
        )
        self.registration = Registration(self.area.stage, self.jobs, self)
        self.curved = CurvedController(self.workspace, self.area.stage, self)
        self.curved.told.connect(self.tell)
        self.warm_up = ResliceWarmUp(self.display, self.jobs, self)
        self.fusion = FusionController(
            self.workspace, self.area.stage, self.loader, self.display, self
        )
        self.volumes = VolumeController(self.area, self.jobs, self.prompts, window=self)
        self.display_objects = DisplayObjectsController(
            self.workspace, self.area.stage, self.loader, self.display, self.jobs, self
        )
        self.display_objects.told.connect(self.tell)
        self.phases = PhaseBar(
            self.workspace, self.area.stage, self.loader, self.display, self.area
        )
        self.phases.told.connect(self.tell)
        self.area.add_bar(self.phases)
        self.films = FilmController(
            self.workspace, self.area.stage, self.display, self._settings, self.prompts,
            self.review.require_reader, self,
        )  # fmt: skip
        self.films.told.connect(self.tell)
        self.area.stage.viewport_added.connect(self._equip)
        for viewport in self.area.stage.viewports:
            self._equip(viewport)
        self.study_model = StudyTreeModel(self.workspace, self)
        self.findings_model = FindingsTableModel(self.workspace, self)
        self.segments_model = SegmentsTableModel(self.workspace, self)
        self.measurements_model = MeasurementsTableModel(self.workspace, self)
        self.studies_panel = StudiesPanel(self.study_model)
        self.findings_panel = FindingsPanel(self.findings_model)
        self.segments_panel = SegmentsPanel(self.segments_model, self.workspace, self.heat_layers)
        self.ai_panel = AiPanel(self.plugins, lambda: self.area.stage.crosshair)
        self.ai_panel.show_below(EnhancementRow(self.enhancements))
        self.measurements_panel = MeasurementsPanel(self.measurements_model)
        self.segmentation = SegmentController(
            self.workspace,
            self.area.stage,
            self.jobs,
            self.toolbox.editing,
            self.review.require_reader,
            self,
        )
        self.segment_editor = SegmentEditorPanel(self.workspace, self.segmentation)
        self.measuring = MeasurementController(
            self.workspace, self.toolbox, self.review, self.jobs, self.prompts, window=self
        )
        self.risk_panel = RiskPanel(
            self.workspace,
            self._services.list_risk_models(),
            self._services.assess_risk,
            self._prefill_risk,
        )
        self.report_panel = ReportPanel(self.workspace)

    def _equip(self, viewport: SliceViewport) -> None:
        """Give a viewport its input and what it asks about itself."""
        viewport.input = self.toolbox
        viewport.is_key_image = self.review.key_image_test(viewport)
        self.toolbox.equip(viewport)
        viewport.annotations = self.workspace.annotations
        active = self.area.stage.active
        viewport.text_mode, viewport.show_masks = active.text_mode, active.show_masks

    def _make_docks(self) -> None:
        self._dock_widths: dict[QDockWidget, int] = {}
        self._dock(mark("Studies"), self.studies_panel, Qt.DockWidgetArea.LeftDockWidgetArea, 270)
        self.upper_tabs = DockTabs()
        self.upper_tabs.addTab(self.ai_panel, tr("AI"))
        self.upper_tabs.addTab(self.segments_panel, tr("Segments"))
        self.upper_tabs.addTab(self.segment_editor, tr("Segment editor"))
        self.upper_tabs.addTab(FusionPanel(self.fusion), tr("Fusion"))
        self.lower_tabs = DockTabs()
        self.lower_tabs.addTab(self.findings_panel, tr("Findings"))
        self.lower_tabs.addTab(self.measurements_panel, tr("Measurements"))
        self.lower_tabs.addTab(self.risk_panel, tr("Risk"))
        self.lower_tabs.addTab(self.report_panel, tr("Report"))
        right = Qt.DockWidgetArea.RightDockWidgetArea
        upper = self._dock(mark("Analysis"), self.upper_tabs, right, 430)
        lower = self._dock(mark("Review"), self.lower_tabs, right, 430)
        self._right_docks = [upper, lower]

    def _dock(
        self, title: str, widget: QWidget, area: Qt.DockWidgetArea, width: int
    ) -> QDockWidget:
        dock = QDockWidget(known(title), self)
        dock.setObjectName(title)
        dock.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable
            | QDockWidget.DockWidgetFeature.DockWidgetFloatable
        )
        self._dock_widths[dock] = width
        scrolling = QScrollArea()
        scrolling.setWidgetResizable(True)
        scrolling.setWidget(widget)
        dock.setWidget(scrolling)
        self.addDockWidget(area, dock)
        return dock

    def _make_menus(self) -> None:
        self.actions_table.fill(self.menuBar())
        recent_menu = QMenu(tr("Open &recent"), self)
        self.recent = RecentPaths(self._settings, recent_menu, self.open_paths)
        file_menu = self.menuBar().actions()[0].menu()
        if isinstance(file_menu, QMenu):
            file_menu.insertMenu(self.actions_table["import_report"], recent_menu)
        for name in CHECKED_AT_START:
            self.actions_table[name].setChecked(True)
        add_state_menu(self.display_objects, self.actions_table.menu("&View"), self)
        add_hanging_menu(self.hanging, self.actions_table.menu("&Layout"), self)
        self.segment_editor.add_tools(self.actions_table)
        self.enhancements.follow(self.actions_table["show_enhanced"])
        follow_layout(self.actions_table, self.area)
        self.area.layout_changed.connect(lambda: follow_layout(self.actions_table, self.area))

    def _make_tool_bar(self) -> None:
        self.presets = PresetBox(self.area.stage)
        self.key_bindings = KeyBindings(self.actions_table, self._settings)
        self.tool_bar = ActionBar(self.key_bindings, self.presets, self)
        self.addToolBar(self.tool_bar)

    def _make_status_bar(self) -> None:
        self.value_label = QLabel()
        self.reader_label = QLabel()
        self.jobs_label = QLabel()
        self.self_test = SelfTest(self._services.self_test, self.jobs, self)
        notice = QLabel(known(NOT_A_DIAGNOSIS))
        self.statusBar().addWidget(self.value_label, 1)
        for label in (self.jobs_label, self.self_test.label, self.reader_label, notice):
            self.statusBar().addPermanentWidget(label)
        self._show_reader()

    def _connect(self) -> None:
        bridge = self.bridge
        self.studies.scan_progressed.connect(self.studies_panel.show_progress)
        self.studies.scan_ended.connect(self.studies_panel.show_idle)
        self.studies.scanned.connect(self._take_report)
        self.studies.thumbnail_ready.connect(self.study_model.set_thumbnail)
        self.studies.failed.connect(self.show_error)
        self.studies_panel.stack_chosen.connect(self.display.show_stack)
        self.studies.found.connect(self._show_found)
        self.hanging.told.connect(self.tell)
        self.hanging.failed.connect(self.show_error)
        self.volumes.told.connect(self.tell)
        self.volumes.failed.connect(self.show_error)
        self.registration.told.connect(self.tell)
        self.registration.failed.connect(self.show_error)
        self.loader.failed.connect(lambda _stack_id, error: self.show_error(error))
        self.review.stack_wanted.connect(self.display.show_stack)
        self.studies_panel.cancel_clicked.connect(self.studies.cancel_scan)
        self.studies_panel.report_clicked.connect(self.show_import_report)
        self.studies_panel.open_clicked.connect(self.ask_folder)
        self.area.badge_clicked.connect(self.display.show_geometry)
        self.ai_panel.run_clicked.connect(self._run_plugin)
        self.ai_panel.box_changed.connect(lambda _box: self._show_box())
        self.upper_tabs.currentChanged.connect(lambda _index: self._show_box())
        self.plugins.succeeded.connect(self._plugin_done)
        self.plugins.failed.connect(lambda run: self.show_error(run.error))
        self.findings_panel.go_to.connect(self.review.go_to_finding)
        self.findings_panel.decide.connect(self.review.decide)
        self.findings_panel.edit.connect(self.review.edit_finding)
        self.findings_panel.add.connect(self.review.add_finding)
        self.segments_panel.go_to.connect(self.review.go_to_segment)
        self.measuring.serve(self.measurements_panel)
        self.measuring.told.connect(self.tell)
        self.measuring.failed.connect(self.show_error)
        self.risk_panel.keep.connect(self._keep_risk)
        self.report_panel.save_draft.connect(lambda letter: self._write_report(letter, sign=False))
        self.report_panel.sign.connect(lambda letter: self._write_report(letter, sign=True))
        self.reports.written.connect(self._report_written)
        self.reports.failed.connect(self.show_error)
        for signal in (
            bridge.masks_changed,
            bridge.labels_changed,
            bridge.segment_display_changed,
            bridge.findings_changed,
        ):
            signal.connect(self.mask_layers.refresh)
        for signal in (
            bridge.findings_changed,
            bridge.key_images_changed,
            bridge.risks_changed,
            bridge.results_changed,
        ):
            signal.connect(self.report_panel.show_state)
        for layers in (self.heat_layers, self.enhancements):
            bridge.results_changed.connect(layers.refresh)
            self.display.shown.connect(layers.refresh)
        self.display.shown.connect(self._show_box)
        self.heat_layers.changed.connect(self._follow_saliency)
        bridge.findings_changed.connect(self.risk_panel.show_findings)
        bridge.risks_changed.connect(self.risk_panel.show_kept)
        bridge.annotations_changed.connect(self.display.follow_annotations)
        bridge.key_images_changed.connect(self.display.repaint)
        bridge.geometry_acknowledged.connect(self.display.follow_acknowledgement)
        bridge.undo_changed.connect(self._follow_undo)
        bridge.active_image_changed.connect(self._follow_active)
        self.toolbox.hovered.connect(self.value_label.setText)
        self.toolbox.tool_changed.connect(
            lambda name: self.actions_table[f"tool_{name}"].setChecked(True)
        )
        self.phases.play.toggled.connect(self.actions_table["play_phases"].setChecked)
        self.measuring.frames_in_time = self.phases.frames_in_time
        self.measuring.has_times = self.phases.has_times
        self.area.frame_bar.play.toggled.connect(self.actions_table["play"].setChecked)
        self.jobs.changed.connect(self._follow_jobs)
        self.display.shown.connect(self.report_panel.show_state)
        self.review.told.connect(self.tell)
        self.segmentation.told.connect(self.tell)
        self.segmentation.failed.connect(self.show_error)
        self.review.reader_changed.connect(self._show_reader)
        self.findings_panel.chosen.connect(self.risk_panel.choose_finding)

    # Opening

    def open_paths(self, paths: list[Path]) -> None:
        """Open folders, files, DICOMDIRs, ZIPs, or NIfTI, NRRD and picture files."""
        if not paths:
            return
        named = [path for path in paths if is_image_file(path)]
        modality = self.prompts.modality(self, named) if named else ""
        if modality is None:
            return
        self.recent.add(paths)
        self._open(paths, modality)

    def _open(self, paths: list[Path], modality: str) -> None:
        self.recovery.opened(paths, modality)
        self.studies.open_paths(paths, modality=modality)

    def _show_found(self, places: list[StackPlace]) -> None:
        if not self.recovery.arrange():
            self.hanging.open(places)

    def ask_folder(self) -> None:
        """Ask for a folder and open it."""
        chosen = self.prompts.folder(self, self.recent.start_folder())
        if chosen is not None:
            self.open_paths([chosen])

    def ask_files(self) -> None:
        """Ask for files and open them."""
        self.open_paths(self.prompts.files(self, self.recent.start_folder()))

    def _take_report(self, report: ScanReport) -> None:
        self.studies_panel.show_report(report)
        if not report.studies:
            self.area.show_nothing(
                tr("None of {files} files could be opened. See the import report.").format(
                    files=report.files
                )
            )
            self.show_import_report()

    def show_import_report(self) -> None:
        """Show what was left out of every scan, and why."""
        dialog = ImportReportDialog(self.workspace.reports, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def close_studies(self) -> None:
        """Close every study; what was decided and measured stays in the journal."""
        self.report_panel.keep()
        self.studies.forget()
        self.fusion.forget()
        self.display_objects.forget()
        self.loader.forget()
        self.recovery.closed()
        self.hanging.forget()
        self.area.stage.forget()
        self.mask_layers.forget()
        self.volumes.forget()
        self.plugins.forget_ended()
        self.workspace.close_all()
        self.heat_layers.refresh()
        self.enhancements.refresh()
        self._services.forget_kept()
        self.area.show_nothing(known(_WELCOME))
        self.studies_panel.left_out.hide()
        self.phases.follow_active()
        self.presets.clear()
        self.setWindowTitle("Lightbox")

    def step_series(self, by: int) -> None:
        """Show the next or previous stack."""
        stacks = [place.stack.id for place in self.study_model.stacks()]
        place = self.workspace.active
        if stacks and place is not None:
            at = stacks.index(place.stack.id)
            self.display.show_stack(stacks[max(0, min(at + by, len(stacks) - 1))])

    def set_profile(self, profile: MouseProfile) -> None:
        """Change what the mouse buttons do."""
        self.toolbox.set_profile(profile)
        self._settings.setValue("profile", profile.value)
        self.actions_table[profile_action(profile)].setChecked(True)
        self.actions_table[f"tool_{MOUSE_TABLES[profile].first.value}"].setChecked(True)

    # Image, plugins, scores, report

    def _follow_active(self, stack_id: str) -> None:
        self.studies_panel.select(stack_id)
        self.value_label.clear()
        if stack_id != self._looked_at:
            self._looked_at = stack_id
            self.ai_panel.forget_box()
        place = self.workspace.active
        if place is not None:
            loaded = self.workspace.active_image is not None
            self.ai_panel.show_image(place.series.modality, has_pixels=loaded)
            self.report_panel.show_study(place.study.study_instance_uid)
            self.risk_panel.show_study(place.study.study_instance_uid)
        self.display.follow_active(stack_id)

    def _show_box(self) -> None:
        """Draw the box of the form while the form is there to see."""
        seen = self.upper_tabs.currentWidget() is self.ai_panel
        active = self.workspace.active
        stack_id = active.stack.id if active is not None else None
        self.area.stage.set_box(self.ai_panel.box() if seen else None, stack_id)

    def _follow_saliency(self) -> None:
        action = self.actions_table["show_saliency"]
        action.setEnabled(bool(self.heat_layers.names))
        action.setChecked(self.heat_layers.is_shown)

    def _show_reader(self) -> None:
        name = self.workspace.reader
        self.reader_label.setText(
            tr("Reader: {name}").format(name=name) if name else tr("Reader not named")
        )

    def _list_plugins(self) -> None:
        """Look for plugins by a job: their models are hashed first."""
        job = self.jobs.create(_plugins_of, self._services, lane=Lane.BACKGROUND)
        job.done.connect(self.ai_panel.show_plugins)
        job.failed.connect(self.show_error)
        job.start()

    def _run_plugin(self, plugin: PluginItem, parameters: dict[str, object], device: str) -> None:
        image = self.workspace.active_image
        if image is not None:
            self.plugins.run(plugin, image, parameters, device)

    def _plugin_done(self, run: PluginRun) -> None:
        self.tell(f"{run.plugin.name}: {known(run.stage)}.")
        self.lower_tabs.setCurrentWidget(self.findings_panel)

    def _prefill_risk(
        self, model_id: str, finding: Finding | None
    ) -> Mapping[str, Mapping[str, Any]]:
        place = self.workspace.active
        if place is None:
            return {}
        return self._services.prefill_risk(model_id, finding, place.study.patient)

    def _keep_risk(self, score: RiskScore) -> None:
        self.workspace.add_risk(score)
        self.tell(
            tr("{model} will stand in the report. Ctrl+Z takes it back.").format(model=score.model)
        )

    def _write_report(self, letter_size: bool, *, sign: bool) -> None:
        self.report_panel.keep()
        if sign and not self.review.require_reader():
            return
        path = self.prompts.save_pdf(self, "report.pdf")
        if path is None:
            return
        order = self.reports.order(
            path, signed_by=self.workspace.reader if sign else "", letter_size=letter_size
        )
        if order is not None:
            self.tell(tr("Writing the report…"))
            self.reports.write(order)

    def _report_written(self, path: Path, digest: str) -> None:
        self.tell(
            tr("Report written: {name}  (hash {digest})").format(name=path.name, digest=digest[:12])
        )

    # Undo, words, jobs

    def undo(self) -> None:
        """Take back the last step."""
        text = self.workspace.undo.undo()
        self.tell(tr("Undone: {text}").format(text=text) if text else tr("Nothing to undo."))

    def redo(self) -> None:
        """Do again what was taken back."""
        text = self.workspace.undo.redo()
        self.tell(tr("Done again: {text}").format(text=text) if text else tr("Nothing to redo."))

    def _follow_undo(self) -> None:
        stack = self.workspace.undo
        for name, word, text in (
            ("undo", tr("Undo"), stack.undo_text),
            ("redo", tr("Redo"), stack.redo_text),
        ):
            self.actions_table[name].setEnabled(bool(text))
            self.actions_table[name].setText(f"&{word} {text}".rstrip())

    def tell(self, words: str) -> None:
        """A line in the status bar."""
        self.statusBar().showMessage(words, _STATUS_MS)

    def _follow_jobs(self) -> None:
        count = self.jobs.running
        self.jobs_label.setText(
            (tr("1 job") if count == 1 else tr("{count} jobs").format(count=count)) if count else ""
        )

    def show_error(self, error: WorkstationError) -> None:
        """Show a known fault with its way out."""
        self.area.stage.set_message("")
        if self.workspace.active_image is None and self.area.stage.view is None:
            self.area.show_nothing(error.message)
        show_fault(self, error)

    # Window

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Share the height between the docks, the first time on this desktop."""
        super().showEvent(event)
        if self._settings.value("state") is None:
            docks, widths = list(self._dock_widths), list(self._dock_widths.values())
            self.resizeDocks(docks, widths, Qt.Orientation.Horizontal)
            self.resizeDocks(self._right_docks, [420, 480], Qt.Orientation.Vertical)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take folders and files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Open what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.open_paths(paths)

    def _restore_layout(self) -> None:
        for key, restore in (("geometry", self.restoreGeometry), ("state", self.restoreState)):
            value = self._settings.value(key)
            if isinstance(value, QByteArray):
                restore(value)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Keep what was typed, stop every job, end the worker."""
        self.report_panel.keep()
        self.area.frame_bar.show_sequence(None)
        self.phases.play.setChecked(False)
        self.preferences.keep()
        self.viewer_windows.close_all()
        self._settings.setValue("geometry", self.saveGeometry())
        self._settings.setValue("state", self.saveState())
        self._settings.sync()
        self.volumes.close()
        self.jobs.shutdown()
        self.recovery.closed()
        self._services.close()
        event.accept()
