"""The window: docks around the viewports, and how they speak to each other."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
)

from workstation.errors import WorkstationError
from workstation.language import say, tr
from workstation.messages import Message
from workstation.services.kept_settings import KeptSettings
from workstation.session.workspace import Workspace
from workstation.tools.base import ToolContext
from workstation.tools.mouse_profiles import MOUSE_TABLES, MouseProfile
from workstation.tools.toolbox import Toolbox
from workstation.ui.analysis.enhancement_row import EnhancementRow
from workstation.ui.analysis.enhancements import Enhancements
from workstation.ui.analysis.heat_layers import HeatLayers
from workstation.ui.analysis.panel import AiPanel
from workstation.ui.analysis.panel_sync import PanelSync
from workstation.ui.analysis.plugin_controller import PluginController
from workstation.ui.asking.prompts import Prompts
from workstation.ui.board.image_display import ImageDisplay
from workstation.ui.board.image_loader import ImageLoader
from workstation.ui.board.view_area import ViewArea
from workstation.ui.board.viewer_windows import ViewerWindows
from workstation.ui.board.warm_up import ResliceWarmUp
from workstation.ui.films.controller import FilmController
from workstation.ui.findings.panel import FindingsPanel
from workstation.ui.findings.review import Review
from workstation.ui.findings.table_model import FindingsTableModel
from workstation.ui.fusion.blending_states import blender
from workstation.ui.fusion.controller import FusionController
from workstation.ui.fusion.panel import FusionPanel
from workstation.ui.help.first_tour import tour_steps
from workstation.ui.help.tour import Tour
from workstation.ui.layout.hanging import Hanging, add_hanging_menu
from workstation.ui.layout.layout_actions import follow_layout
from workstation.ui.layout.registration import Registration
from workstation.ui.measuring.controller import MeasurementController
from workstation.ui.measuring.panel import MeasurementsPanel
from workstation.ui.measuring.table_model import MeasurementsTableModel
from workstation.ui.mouse.mouse_words import profile_action
from workstation.ui.overlays.controller import DisplayObjectsController
from workstation.ui.overlays.state_menu import add_state_menu
from workstation.ui.phases.joining import JoiningController
from workstation.ui.phases.phase_bar import PhaseBar
from workstation.ui.planes.curved import CurvedController
from workstation.ui.report.desk import ReportDesk
from workstation.ui.report.flow import ReportFlow
from workstation.ui.report.panel import ReportPanel
from workstation.ui.risk.panel import RiskPanel
from workstation.ui.segmenting.controller import SegmentController
from workstation.ui.segmenting.editor_panel import SegmentEditorPanel
from workstation.ui.segmenting.export import SegmentExport
from workstation.ui.segmenting.mask_files import MaskFiles
from workstation.ui.segmenting.mask_layers import MaskLayers
from workstation.ui.segmenting.segments_panel import SegmentsPanel
from workstation.ui.segmenting.segments_table import SegmentsTableModel
from workstation.ui.services import WindowServices
from workstation.ui.settings.preferences import Preferences
from workstation.ui.shell.action_table import CHECKED_AT_START, ActionTable
from workstation.ui.shell.bridges import WorkspaceBridge
from workstation.ui.shell.docks import WindowDocks
from workstation.ui.shell.former_place import FormerPlace
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.key_bindings import KeyBindings
from workstation.ui.shell.message_dialogs import show_fault
from workstation.ui.shell.self_test import SelfTest
from workstation.ui.shell.status_line import StatusLine
from workstation.ui.shell.tool_bar import ActionBar
from workstation.ui.shell.undo_actions import UndoActions
from workstation.ui.studies.opening import Opening
from workstation.ui.studies.panel import StudiesPanel
from workstation.ui.studies.recent_paths import RecentPaths
from workstation.ui.studies.recovery import Recovery
from workstation.ui.studies.scanning import StudyController
from workstation.ui.studies.tree_model import StudyTreeModel
from workstation.ui.volume.controller import VolumeController
from workstation.ui.volume.keys import VolumeKeys
from workstation.ui.window_actions import WindowActions
from workstation.ui.window_wiring import wire
from workstation.ui.windowing.preset_box import PresetBox
from workstation.viewer.slice_viewport import SliceViewport


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
    settings : KeptSettings
        What the reader chose; the place of the window lies beside its file.
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
        settings: KeptSettings,
        prompts: Prompts,
        login_name: str = "",
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.services = services
        self.jobs = jobs
        self._settings = settings
        self.prompts = prompts
        self._login_name = login_name
        self.ends_unasked = False
        """The system ends the program: nobody is there to answer."""
        self.bridge = WorkspaceBridge(workspace, self)
        self.opening = Opening(self)
        self.report_desk = ReportDesk(self, settings)
        self.panel_sync = PanelSync(self)
        self._make_parts()
        self._make_panels()
        self.actions_table = ActionTable(self, WindowActions(self).handlers())
        self.undo_actions = UndoActions(workspace.undo, self.actions_table, self.tell)
        self._make_menus()
        self._make_tool_bar()
        self.self_test = SelfTest(services.self_test, jobs, self)
        self.status = StatusLine(self.statusBar(), workspace, jobs, self.self_test)
        wire(self)
        self.setAcceptDrops(True)
        self.setWindowTitle("Lightbox")
        self.resize(1600, 960)
        self.place = FormerPlace(self, settings.path)
        self.place.restore()
        self.set_profile(MouseProfile[settings.values.mouse.upper()])
        self.preferences = Preferences(self, settings)
        self.preferences.restore()
        self.tour = Tour(self, tour_steps(self), settings)
        self.panel_sync.list_plugins()
        self.panel_sync.follow_saliency()

    # Parts

    def _make_parts(self) -> None:
        self.area = ViewArea()
        self.setCentralWidget(self.area)
        self.toolbox = Toolbox(
            ToolContext(
                self.area.stage,
                self.workspace,
                lambda *asked: self.measuring.ask_text(*asked),  # noqa: PLW0108 - made later
                self.tell,
            ),
            lambda viewport: self.viewer_windows.active_area.toggle_one_up(viewport),  # noqa: PLW0108
            self,
        )
        self.studies = StudyController(self.workspace, self.services, self.jobs, self)
        self.loader = ImageLoader(self.workspace, self.services, self.jobs, self)
        self.plugins = PluginController(self.workspace, self.services, self.jobs, self)
        self.reports = ReportFlow(self.workspace, self.services, self.jobs, self)
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
        self.hanging = Hanging(self.workspace, self.services, self.area, self.display, self)
        self.recovery = Recovery(
            self.services.session,
            self.workspace,
            self.area,
            self.display,
            self.opening.scan,
            prompts=self.prompts,
            window=self,
        )
        self.viewer_windows = ViewerWindows(
            self.area, self.display, lambda: self.actions_table, self
        )
        self.registration = Registration(self.area.stage, self.jobs, self)
        self.curved = CurvedController(self.workspace, self.area.stage, self)
        self.warm_up = ResliceWarmUp(self.display, self.jobs, self)
        self.fusion = FusionController(
            self.workspace, self.area.stage, self.loader, self.display, self
        )
        keys = VolumeKeys(self.workspace, self.area, self)
        self.volumes = VolumeController(
            self.workspace, self.area, self.jobs, self.prompts, keys, window=self
        )
        self.display_objects = DisplayObjectsController(
            self.workspace, self.area.stage, self.loader, self.display, self.jobs, self
        )
        self.display_objects.blend = blender(self.workspace, self.area.stage, self.fusion)
        self.phases = PhaseBar(
            self.workspace, self.area.stage, self.loader, self.display, self.area
        )
        self.area.add_bar(self.phases)
        self.joining = JoiningController(
            self.workspace, self.area.stage, self.phases, self.review.require_reader, self
        )
        self.films = FilmController(
            self.workspace, self.area.stage, self.display, self._settings, self.prompts,
            self.review.require_reader, self,
        )  # fmt: skip
        self.area.stage.viewport_added.connect(self._equip)
        for viewport in self.area.stage.viewports:
            self._equip(viewport)

    def _equip(self, viewport: SliceViewport) -> None:
        """Give a viewport its input and what it asks about itself."""
        viewport.input = self.toolbox
        viewport.is_key_image = self.review.key_image_test(viewport)
        self.toolbox.equip(viewport)
        for moved in (viewport.index_changed, viewport.camera_changed, viewport.changed):
            moved.connect(partial(self.toolbox.tell_value_again, viewport))
        viewport.annotations = self.workspace.annotations
        active = self.area.stage.active
        viewport.text_mode, viewport.show_masks = active.text_mode, active.show_masks

    def _make_panels(self) -> None:
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
        self.segment_export = SegmentExport(
            self.workspace,
            self.segmentation,
            lambda name: self.prompts.save_segmentation(self, name),
            self,
        )
        self.segment_editor = SegmentEditorPanel(self.workspace, self.segmentation)
        self.mask_files = MaskFiles(
            self.workspace, self.services, self.toolbox.editing, self.jobs, self
        )
        self.measuring = MeasurementController(
            self.workspace, self.toolbox, self.review, self.jobs, self.prompts, window=self
        )
        self.risk_panel = RiskPanel(
            self.workspace,
            self.services.list_risk_models(),
            self.report_desk.assess_risk,
            self.report_desk.prefill_risk,
        )
        self.report_panel = ReportPanel(self.workspace)
        self.docks = WindowDocks(
            self,
            self.studies_panel,
            (
                (Message("AI"), self.ai_panel),
                (Message("Segments"), self.segments_panel),
                (Message("Segment editor"), self.segment_editor),
                (Message("Fusion"), FusionPanel(self.fusion)),
            ),
            (
                (Message("Findings"), self.findings_panel),
                (Message("Measurements"), self.measurements_panel),
                (Message("Risk"), self.risk_panel),
                (Message("Report"), self.report_panel),
            ),
        )
        self.upper_tabs, self.lower_tabs = self.docks.upper_tabs, self.docks.lower_tabs

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
        self.presets = PresetBox(self.workspace, self.area.stage)
        self.key_bindings = KeyBindings(self.actions_table, self._settings)
        self.tool_bar = ActionBar(self.key_bindings, self.presets, self)
        self.addToolBar(self.tool_bar)

    def open_paths(self, paths: list[Path]) -> None:
        """Open folders, files, DICOMDIRs, ZIPs, or NIfTI, NRRD and picture files."""
        self.opening.open_paths(paths)

    def close_studies(self) -> None:
        """Close every study; what was decided and measured stays kept."""
        self.workspace.close_all()

    def undo(self) -> None:
        """Take back the last step."""
        self.undo_actions.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.undo_actions.redo()

    def set_profile(self, profile: MouseProfile) -> None:
        """Change what the mouse buttons do."""
        self.toolbox.set_profile(profile)
        self._settings.change(mouse=profile.name.lower())
        self.actions_table[profile_action(profile)].setChecked(True)
        self.actions_table[f"tool_{MOUSE_TABLES[profile].first.value}"].setChecked(True)

    # Words

    def tell(self, words: str) -> None:
        """A line in the status bar."""
        self.status.tell(words)

    def show_error(self, error: WorkstationError) -> None:
        """Show a known fault with its way out."""
        self.area.stage.set_message("")
        if self.workspace.active_image is None and self.area.stage.view is None:
            self.area.show_nothing(say(error.message))
        show_fault(self, error)

    # Window

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Share the height between the docks, the first time on this desktop."""
        super().showEvent(event)
        if not self.place.knows_docks:
            self.docks.share_space()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take folders and files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Open what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.open_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Keep what was typed, stop every job, end the worker."""
        self.report_panel.keep()
        unkept = self.services.unkept()
        if unkept and not self.ends_unasked and not self.prompts.lose(self, unkept):
            event.ignore()
            return
        self.area.frame_bar.show_sequence(None)
        self.phases.play.setChecked(False)
        self.preferences.keep()
        self.viewer_windows.close_all()
        self.place.keep()
        self.volumes.close()
        self.jobs.shutdown()
        self.recovery.closed()
        self.services.close()
        event.accept()
