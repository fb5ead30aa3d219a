"""Plugins: their runs, and what they lay over the pictures."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from workstation.domain.risk import RiskScore
from workstation.language import say
from workstation.messages import Message
from workstation.session.workspace import Workspace
from workstation.ui.analysis.about_dialog import AboutPlugin
from workstation.ui.analysis.enhancement_row import EnhancementRow
from workstation.ui.analysis.enhancements import Enhancements
from workstation.ui.analysis.heat_layers import HeatLayers
from workstation.ui.analysis.panel import AiPanel
from workstation.ui.analysis.plugin_controller import PluginController, PluginRun
from workstation.ui.analysis.plugin_desk import PluginDesk
from workstation.ui.analysis.plugin_judge import PluginJudge
from workstation.ui.analysis.run_chip import RunChip
from workstation.ui.asking.prompts import Prompts
from workstation.ui.board.feature import BoardFeature
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.risk.feature import RiskFeature
from workstation.ui.services import PluginItem, WindowServices
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.bridges import WorkspaceBridge
from workstation.ui.shell.docks import DockPlace, Docks
from workstation.ui.shell.feature import DockPanel, Feature
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.notices import Notices
from workstation.ui.shell.status_line import StatusLine

_VIEW = "&View/Sho&w"


class AnalysisFeature:
    """The panel of plugins, saliency maps and enhanced pictures."""

    actions: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "show_saliency",
            "Show sa&liency map",
            _VIEW,
            ("Shift+G",),
            True,
            after="show_measurements",
        ),
        ActionSpec("show_enhanced", "Show en&hanced picture", _VIEW, ("Alt+E",), True),
        ActionSpec("before_after", "Before and after, side by side", _VIEW, ("Alt+B",)),
    )

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        jobs: JobController,
        prompts: Prompts,
        bridge: WorkspaceBridge,
        notices: Notices,
        status: StatusLine,
        docks: Docks,
        table: ActionTable,
        board: BoardFeature,
        findings: FindingsFeature,
        risk: RiskFeature,
        host: QWidget,
    ) -> None:
        self._workspace = workspace
        self._services = services
        self._host = host
        self._notices = notices
        self._docks = docks
        self._board = board
        self._findings = findings
        self._risk = risk
        self._looked_at = ""
        self.plugins = PluginController(workspace, services, jobs, host)
        self.heat_layers = HeatLayers(workspace, board.stage, jobs, host)
        self.enhancements = Enhancements(workspace, board.stage, host)
        self.judge = PluginJudge(workspace, services, jobs, host)
        self.panel = AiPanel(self.plugins, self.judge, lambda: board.stage.crosshair)
        self.chip = RunChip(self.plugins)
        status.add_run(self.chip)
        self.panel.show_below(EnhancementRow(self.enhancements))
        self.desk = PluginDesk(
            workspace,
            services,
            jobs,
            prompts,
            notices,
            self.plugins,
            self.judge,
            self.panel,
            lambda: risk.panel.chosen_finding,
            host,
        )
        risk.panel.plugin_wanted.connect(self._offer_again)
        self.panel.run_clicked.connect(self.desk.run)
        self.panel.about_clicked.connect(self._tell_about)
        self.panel.look_again_clicked.connect(self.desk.list_plugins)
        self.chip.wanted.connect(lambda: docks.bring_to_front(self.panel))
        self.plugins.failed.connect(lambda run: notices.show_error(run.error))
        self.plugins.failed.connect(lambda _run: self.desk.list_plugins())
        self.plugins.succeeded.connect(self._show_done)
        self.plugins.changed.connect(lambda: status.show_run(self.plugins.present is not None))
        bridge.active_image_changed.connect(self._follow_active)
        bridge.geometry_acknowledged.connect(lambda _stack: self.judge.follow())
        bridge.studies_changed.connect(lambda: self._follow_active(self._looked_at))
        for layers in (self.heat_layers, self.enhancements):
            bridge.results_changed.connect(layers.refresh)
            board.display.shown.connect(layers.refresh)
        self.panel.box_changed.connect(lambda _box: self._show_box())
        board.display.shown.connect(self._show_box)
        docks.front_changed.connect(self._follow_tab)
        if isinstance(application := QGuiApplication.instance(), QGuiApplication):
            application.applicationStateChanged.connect(self.desk.look_again)
        self._follow_saliency(table["show_saliency"])
        self.enhancements.follow(table["show_enhanced"])
        self.desk.list_plugins()

    def feature(self) -> Feature:
        """The panel of plugins, and what of their results is shown."""
        return Feature(
            handlers={
                "show_saliency": self.heat_layers.show,
                "show_enhanced": self.enhancements.toggle,
                "before_after": lambda _on: self.enhancements.set_split(
                    0.0 if self.enhancements.split else 0.5
                ),
            },
            docks=(DockPanel(Message("AI"), self.panel, DockPlace.AI),),
        )

    def _follow_saliency(self, action: QAction) -> None:
        """Keep the menu entry that shows and hides maps in step."""

        def show() -> None:
            action.setEnabled(bool(self.heat_layers.names))
            action.setChecked(self.heat_layers.is_shown)

        self.heat_layers.changed.connect(show)
        show()

    def _follow_active(self, stack_id: str) -> None:
        """Another image is looked at, or its pixels have arrived."""
        if stack_id != self._looked_at:
            self._looked_at = stack_id
            self.panel.forget_box()
        self.judge.follow()
        self.panel.show_place(self._workspace.active)

    def _follow_tab(self, panel: QWidget) -> None:
        """The form of plugins may have come to the front, or gone."""
        self._show_box()
        is_seen = panel is self.panel
        self.judge.want(is_seen)
        if is_seen:
            self.desk.list_plugins()

    def _show_box(self) -> None:
        """Draw the box of the form while the form is there to see."""
        seen = self._docks.is_in_front(self.panel)
        active = self._workspace.active
        stack_id = active.stack.id if active is not None else None
        self._board.stage.set_box(self.panel.box() if seen else None, stack_id)

    def _tell_about(self, plugin: PluginItem) -> None:
        """What a plugin says of itself, beside the window."""
        AboutPlugin(plugin, self._services.model_card(plugin.id), self._host).open()

    def _show_done(self, run: PluginRun) -> None:
        """Show what a plugin found; of a study that is not looked at it is told alone."""
        words = f"{run.plugin.name}: {say(run.stage)}."
        elsewhere = self.panel.elsewhere(run)
        if elsewhere:
            self._notices.tell(f"{words} ({run.series_words}, {elsewhere})")
            return
        self._notices.tell(words)
        scored = run.result is not None and run.result.scores
        self._docks.bring_to_front(self._risk.panel if scored else self._findings.panel)

    def _offer_again(self, score: RiskScore) -> None:
        """Bring the form of the plugin that gave a score to the front: its parameters are asked."""
        if score.source is not None:
            self._docks.bring_to_front(self.panel)
            self.panel.choose(score.source.plugin_id)
