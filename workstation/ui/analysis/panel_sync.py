"""Panels that follow what is looked at and what a plugin gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from workstation.errors import WorkstationError
from workstation.jobs.cancel import CancelToken, ProgressFn
from workstation.language import say, tr
from workstation.messages import Message
from workstation.ui.analysis.plugin_controller import PluginRun
from workstation.ui.services import PluginItem, WindowServices
from workstation.ui.shell.job_controller import Lane

if TYPE_CHECKING:
    from workstation.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class _Found:
    """Plugins, and the state in which they were found."""

    state: object
    plugins: tuple[PluginItem, ...]


def _plugins_of(
    services: WindowServices, before: _Found | None, *, token: CancelToken, progress: ProgressFn
) -> _Found | None:
    """The plugins; None where nothing was changed since they were looked for."""
    progress(0.0, Message("Looking for plugins"))
    token.raise_if_cancelled()
    state = services.plugins_state()
    if before is not None and state == before.state:
        return None
    return _Found(state, services.list_plugins())


class PanelSync(QObject):
    """Keeps the panels of one window on the image that is looked at."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._looked_at = ""
        self._found: _Found | None = None
        self._is_looking = False

    def follow_active(self, stack_id: str) -> None:
        """Another image is looked at, or its pixels have arrived."""
        window = self._window
        window.studies_panel.select(stack_id)
        window.status.value.clear()
        if stack_id != self._looked_at:
            self._looked_at = stack_id
            window.ai_panel.forget_box()
        place = window.workspace.active
        if place is not None:
            loaded = window.workspace.active_image is not None
            window.ai_panel.show_image(place.series.modality, has_pixels=loaded)
            window.report_panel.show_study(place.study.study_instance_uid)
            window.risk_panel.show_study(place.study.study_instance_uid)
        window.display.follow_active(stack_id)

    def show_box(self) -> None:
        """Draw the box of the form while the form is there to see."""
        window = self._window
        seen = window.upper_tabs.currentWidget() is window.ai_panel
        active = window.workspace.active
        stack_id = active.stack.id if active is not None else None
        window.area.stage.set_box(window.ai_panel.box() if seen else None, stack_id)

    def follow_saliency(self) -> None:
        """Saliency maps came, went, or were shown."""
        action = self._window.actions_table["show_saliency"]
        action.setEnabled(bool(self._window.heat_layers.names))
        action.setChecked(self._window.heat_layers.is_shown)

    def list_plugins(self) -> None:
        """Look for plugins by a job, unless nothing was changed: their models are hashed first.

        Commands beside the window install, exchange and remove them.
        """
        if self._is_looking:
            return
        self._is_looking = True
        window = self._window
        job = window.jobs.create(_plugins_of, window.services, self._found, lane=Lane.BACKGROUND)
        job.done.connect(self._show_plugins)
        job.failed.connect(window.show_error)
        job.finished.connect(self._stop_looking)
        job.start()

    def follow_tab(self, _index: int) -> None:
        """The form of plugins may have come to the front."""
        if self._window.upper_tabs.currentWidget() is self._window.ai_panel:
            self.list_plugins()

    def look_again(self, state: Qt.ApplicationState) -> None:
        """A person comes back to the window, maybe from a terminal."""
        if state is Qt.ApplicationState.ApplicationActive and self._found is not None:
            self.list_plugins()

    def _stop_looking(self) -> None:
        self._is_looking = False

    def _show_plugins(self, found: _Found | None) -> None:
        if found is None:
            return
        if self._found is not None and found.plugins != self._found.plugins:
            self._window.tell(
                tr("Plugins were changed outside of this window; look at them again.")
            )
        self._found = found
        self._window.ai_panel.show_plugins(found.plugins)

    def run_plugin(self, plugin: PluginItem, parameters: dict[str, object], device: str) -> None:
        """Run a plugin on the image that is looked at."""
        workspace = self._window.workspace
        place, image = workspace.active, workspace.active_image
        if place is not None and image is not None and self._may_run(plugin):
            # Not what is looked at now: the question may have been open for long.
            self._window.plugins.run(plugin, place, image, parameters, device)

    def _may_run(self, plugin: PluginItem) -> bool:
        """Whether a person lets it run; asked once for each content of a plugin from outside."""
        services = self._window.services
        try:
            question = services.consent_question(plugin.id)
            if question is None:
                return True
            if not self._window.prompts.trust_plugin(self._window, question):
                return False
            services.trust_plugin(question)
        except WorkstationError as error:
            self._window.show_error(error)
            return False
        return True

    def show_done(self, run: PluginRun) -> None:
        """Show what a plugin found."""
        self._window.tell(f"{run.plugin.name}: {say(run.stage)}.")
        self._window.lower_tabs.setCurrentWidget(self._window.findings_panel)
