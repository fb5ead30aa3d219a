"""What the panel of plugins asks for: looking for plugins, and running one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from workstation.errors import WorkstationError
from workstation.language import say, tr
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.session.events import StudiesClosed
from workstation.session.open_studies import StackPlace
from workstation.session.plugin_verdict import PluginVerdict
from workstation.session.workspace import Workspace
from workstation.ui.analysis.panel import AiPanel
from workstation.ui.analysis.plugin_controller import PluginController
from workstation.ui.analysis.plugin_judge import PluginJudge
from workstation.ui.asking.prompts import Prompts
from workstation.ui.services import PluginItem, WindowServices
from workstation.ui.shell.job_controller import JobController, Lane
from workstation.ui.shell.notices import Notices


@dataclass(frozen=True, slots=True)
class _Found:
    """Plugins, and the state in which they were found."""

    state: object
    plugins: tuple[PluginItem, ...]


def _plugins_of(
    services: WindowServices, before: _Found | None, *, token: CancelToken, progress: ProgressFn
) -> _Found | None:
    """The plugins; None where nothing was changed since they were looked for."""
    progress(0.0, Message("Loading plugins"))
    token.raise_if_cancelled()
    state = services.plugins_state()
    if before is not None and state == before.state:
        return None
    return _Found(state, services.list_plugins(progress=progress))


class PluginDesk(QObject):
    """Keeps the list of plugins true, and runs one on the image that is looked at.

    Parameters
    ----------
    judge : PluginJudge
        Knows which plugins take the image.
    panel : AiPanel
        Shows the plugins.
    chosen_finding : callable
        Id of the finding that a score shall be about, "" for the patient.
    host : QWidget
        Parent of the question whether a plugin from outside may run.
    """

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        jobs: JobController,
        prompts: Prompts,
        notices: Notices,
        plugins: PluginController,
        judge: PluginJudge,
        panel: AiPanel,
        chosen_finding: Callable[[], str],
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._workspace = workspace
        self._services = services
        self._jobs = jobs
        self._prompts = prompts
        self._notices = notices
        self._plugins = plugins
        self._judge = judge
        self._panel = panel
        self._settled: set[tuple[str, str]] = set()
        workspace.subscribe(StudiesClosed, lambda _event: self._settled.clear())
        self._chosen_finding = chosen_finding
        self._host = host
        self._found: _Found | None = None
        self._is_looking = False

    def list_plugins(self) -> None:
        """Look for plugins by a job, unless nothing was changed: their models are hashed first.

        Commands beside the window install, exchange and remove them.
        """
        if self._is_looking:
            return
        self._is_looking = True
        job = self._jobs.create(_plugins_of, self._services, self._found, lane=Lane.BACKGROUND)
        job.progressed.connect(lambda fraction, _stage: self._panel.show_loading(fraction))
        job.done.connect(self._show_plugins)
        job.failed.connect(self._show_failed)
        job.crashed.connect(
            lambda _error: self._panel.show_failed(
                tr("Plugins could not be loaded; the log has the details.")
            )
        )
        job.finished.connect(self._stop_looking)
        job.start()

    def look_again(self, state: Qt.ApplicationState) -> None:
        """A person comes back to the window, maybe from a terminal."""
        if state is Qt.ApplicationState.ApplicationActive and self._found is not None:
            self.list_plugins()

    def _stop_looking(self) -> None:
        self._is_looking = False

    def _show_failed(self, error: WorkstationError) -> None:
        """In the panel, where it is looked for; it is tried again by hand or on coming back."""
        self._panel.show_failed("\n".join(filter(None, (say(error.message), say(error.hint)))))

    def _show_plugins(self, found: _Found | None) -> None:
        if found is None:
            self._panel.show_loaded()
            return
        if self._found is not None and found.plugins != self._found.plugins:
            self._notices.tell(
                tr("Plugins were changed outside of this window; look at them again.")
            )
        self._found = found
        self._panel.show_plugins(found.plugins)
        self._judge.ask_again()

    def run(self, plugin: PluginItem, parameters: dict[str, object], device: str) -> None:
        """Run a plugin on the image that is looked at, where its check takes the image.

        What is doubtful is asked about before anything is done.
        """
        place, image = self._workspace.active, self._workspace.active_image
        verdict = self._judge.verdict(plugin)
        if place is None or image is None or verdict is None or not verdict.takes:
            return
        # Taken before the question, which may be open for long: by then another patient may be
        # looked at. What is decided while it waits is not what was asked about.
        state = (
            self._plugins.state_of(place, self._chosen_finding()) if plugin.takes_findings else None
        )
        if self._is_settled(plugin, place, verdict) and self._may_run(plugin):
            self._plugins.run(plugin, place, image, parameters, device, state=state)

    def _is_settled(self, plugin: PluginItem, place: StackPlace, verdict: PluginVerdict) -> bool:
        """Whether there is no doubt, or a person lets it run; asked once for each series."""
        about = (place.stack.id, plugin.content)
        if not verdict.doubts or about in self._settled:
            return True
        doubts = [say(doubt) for doubt in verdict.doubts]
        if not self._prompts.run_in_doubt(self._host, plugin.name, doubts):
            return False
        self._settled.add(about)
        return True

    def _may_run(self, plugin: PluginItem) -> bool:
        """Whether a person lets it run; asked once for each content of a plugin from outside."""
        try:
            question = self._services.consent_question(plugin.id)
            if question is None:
                return True
            if not self._prompts.trust_plugin(self._host, question):
                return False
            self._services.trust_plugin(question)
        except WorkstationError as error:
            self._notices.show_error(error)
            return False
        return True
