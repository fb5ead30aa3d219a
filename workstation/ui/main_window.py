"""The window: docks around the viewports, filled by its features."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from workstation.keeping.kept_settings import KeptSettings
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.asking.reader import Reader
from workstation.ui.board.feature import BoardFeature
from workstation.ui.features import Features, every_action
from workstation.ui.services import WindowServices
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.bridges import WorkspaceBridge
from workstation.ui.shell.docks import Docks
from workstation.ui.shell.feature import Handler
from workstation.ui.shell.former_place import FormerPlace
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.key_bindings import KeyBindings
from workstation.ui.shell.notices import Notices
from workstation.ui.shell.self_test import SelfTest
from workstation.ui.shell.status_line import StatusLine
from workstation.ui.shell.tool_bar import ActionBar
from workstation.ui.studies.feature import StudiesFeature


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
        self.prompts = prompts
        self.ends_unasked = False
        """The system ends the program: nobody is there to answer."""
        self.setWindowTitle("Lightbox")
        self.setAcceptDrops(True)
        self.resize(1600, 960)
        self.actions_table = ActionTable(self, every_action())
        self.actions_table.fill(self.menuBar())
        self.key_bindings = KeyBindings(self.actions_table, settings)
        self.docks = Docks(self)
        self.self_test = SelfTest(services.self_test, jobs, self)
        self.reader = Reader(workspace, settings, prompts, login_name=login_name, host=self)
        self.status = StatusLine(self.statusBar(), workspace, jobs, self.self_test)
        self.reader.changed.connect(self.status.show_reader)
        self.status.show_reader()
        self.notices = Notices(self, self.status)
        self.features = Features(
            {
                Workspace: workspace,
                WindowServices: services,
                JobController: jobs,
                KeptSettings: settings,
                Prompts: prompts,
                ActionTable: self.actions_table,
                KeyBindings: self.key_bindings,
                Docks: self.docks,
                SelfTest: self.self_test,
                Reader: self.reader,
                StatusLine: self.status,
                Notices: self.notices,
                WorkspaceBridge: WorkspaceBridge(workspace, self),
                QMainWindow: self,
                QWidget: self,
            }
        )
        self._take_in()
        self.place = FormerPlace(self, settings.path)
        self.place.restore()
        # Pictures first, however the window was left.
        self.docks.close()
        # The studies may be hidden now.
        self.docks.places_changed.emit()

    def _take_in(self) -> None:
        """Put into the window what its features hand to it."""
        self.setCentralWidget(self.features[BoardFeature].area)
        handlers: dict[str, Handler] = {}
        for feature in self.features:
            handlers |= feature.handlers
            for panel in feature.docks:
                self.docks.add(panel.title, panel.widget, panel.place, with_pages=panel.with_pages)
        self.actions_table.bind(handlers)
        widgets: dict[str, tuple[QWidget, ...]] = {}
        for feature in self.features:
            for menu, those in feature.on_tool_bar.items():
                widgets[menu] = (*widgets.get(menu, ()), *those)
        self.tool_bar = ActionBar(self.key_bindings, widgets, self)
        self.addToolBar(self.tool_bar)

    def open_paths(self, paths: list[Path]) -> None:
        """Open folders, files, DICOMDIRs, ZIPs, or NIfTI, NRRD and picture files."""
        self.features[StudiesFeature].opening.open_paths(paths)

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
        for feature in self.features:
            feature.keep()
        unkept = self.services.unkept()
        if unkept and not self.ends_unasked and not self.prompts.lose(self, unkept):
            event.ignore()
            return
        for feature in reversed(self.features):
            feature.leave()
        self.place.keep()
        self.jobs.shutdown()
        self.services.close()
        event.accept()
