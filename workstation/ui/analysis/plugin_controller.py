"""Plugin runs: queued, watched, cancelled; their results go to the workspace."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from workstation.domain.analysis import AnalysisResult, Enhanced
from workstation.domain.image import Image
from workstation.errors import WorkstationError
from workstation.language import tr
from workstation.messages import Message
from workstation.session.events import StudiesClosing
from workstation.session.open_studies import StackPlace
from workstation.session.risk_case import PatientState
from workstation.session.workspace import Workspace
from workstation.ui.services import PluginItem, WindowServices
from workstation.ui.shell.job_controller import Job, JobController, Lane

_log = logging.getLogger(__name__)


class RunState(StrEnum):
    """Where a run stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


_WAITING = Message("Waiting")


@dataclass(slots=True, eq=False)
class PluginRun:
    """One run as the panel shows it."""

    plugin: PluginItem
    place: StackPlace
    device: str
    state: RunState = RunState.WAITING
    fraction: float = 0.0
    stage: Message = _WAITING
    result: AnalysisResult | None = None
    error: WorkstationError | None = None
    job: Job | None = field(default=None, repr=False)
    kept_under: object = None
    """Where things about its study were kept when it began."""

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.state in (RunState.WAITING, RunState.RUNNING)

    @property
    def series_words(self) -> str:
        """Number and description of the series that it is about."""
        series = self.place.series
        words = series.description or series.modality
        if series.number is None:
            return words
        return tr("Series {number}: {description}", number=series.number, description=words)


class PluginController(QObject):
    """Runs plugins one after the other in the worker process."""

    changed = Signal()
    succeeded = Signal(object)
    """PluginRun."""
    failed = Signal(object)
    """PluginRun."""

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        jobs: JobController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._services = services
        self._jobs = jobs
        self.runs: list[PluginRun] = []
        self._took: dict[str, tuple[float, str]] = {}
        workspace.subscribe(StudiesClosing, lambda _event: self._forget_ended())

    def run(
        self,
        plugin: PluginItem,
        place: StackPlace,
        image: Image,
        parameters: Mapping[str, object],
        device: str,
        *,
        state: PatientState | None = None,
    ) -> PluginRun:
        """Queue a run on the image of a stack; `state` is what a risk plugin is handed."""
        kept_under = self._services.kept_under(place.study.study_instance_uid)
        run = PluginRun(plugin=plugin, place=place, device=device, kept_under=kept_under)
        acknowledged = self._workspace.acknowledgement(place.stack.id) is not None
        more = {"state": state} if plugin.takes_findings else {}
        job = self._jobs.create(
            self._services.run_plugin,
            image,
            plugin.id,
            dict(parameters),
            device=device,
            acknowledged=acknowledged,
            shown=plugin.content,
            lane=Lane.PLUGINS,
            **more,
        )
        run.job = job
        job.progressed.connect(lambda fraction, stage: self._progress(run, fraction, stage))
        job.done.connect(lambda result: self._take(run, result))
        job.failed.connect(lambda error: self._fail(run, error))
        job.cancelled.connect(lambda: self._end(run, RunState.CANCELLED, Message("Cancelled")))
        job.crashed.connect(
            lambda _error: self._end(run, RunState.FAILED, Message("Stopped by a fault"))
        )
        self.runs.append(run)
        self.changed.emit()
        job.start()
        return run

    def state_of(self, place: StackPlace, finding_id: str) -> PatientState:
        """What is known of the patient of the study that is looked at.

        `finding_id` is what a score shall be about, "" for the patient.
        """
        workspace, study = self._workspace, place.study
        runs = workspace.results_of(study.study_instance_uid)
        return PatientState(
            patient=study.patient,
            study_date=study.date,
            findings=workspace.findings_here,
            measurements=tuple(each for run in runs for each in run.measurements),
            scores=workspace.risks,
            stale=frozenset(stale.score.key for stale in workspace.stale_risks),
            chosen=finding_id,
            priors=self._services.priors(study),
        )

    @property
    def open_runs(self) -> tuple[PluginRun, ...]:
        """Those that have not ended, the one that runs first."""
        there = [run for run in self.runs if run.is_open]
        return tuple(sorted(there, key=lambda run: run.state is not RunState.RUNNING))

    @property
    def present(self) -> PluginRun | None:
        """The one that runs, else the next; None where none is open."""
        return next(iter(self.open_runs), None)

    @property
    def waiting(self) -> int:
        """How many wait behind the present one."""
        return max(len(self.open_runs) - 1, 0)

    def took_words(self, plugin: PluginItem) -> str:
        """How long a plugin took the last time in this session, and where; "" before that."""
        if plugin.id not in self._took:
            return ""
        seconds, device = self._took[plugin.id]
        return tr("Last time {time:.1f} s on {device}", time=seconds, device=device)

    def _forget_ended(self) -> None:
        """Let go of runs that have ended."""
        self.runs = [run for run in self.runs if run.is_open]
        self.changed.emit()

    def cancel(self, run: PluginRun) -> None:
        """Stop a run; the worker is killed within a second."""
        if run.job is not None and run.is_open:
            run.stage = Message("Cancelling")
            run.job.cancel()
            self.changed.emit()

    def _progress(self, run: PluginRun, fraction: float, stage: Message) -> None:
        if run.is_open:
            run.state, run.fraction, run.stage = RunState.RUNNING, fraction, stage
            self.changed.emit()

    def _take(self, run: PluginRun, result: AnalysisResult) -> None:
        place = run.place
        there = self._workspace.place(place.stack.id)
        other = there is not None and not self._workspace.is_open(place)
        if other or self._services.kept_under(place.study.study_instance_uid) != run.kept_under:
            # What was opened since has the UIDs of what the run was about, but is not it.
            self._end(
                run, RunState.DONE, Message("Not shown: other files with the same UIDs are open")
            )
            return
        run.result = result
        self._took[run.plugin.id] = (result.duration_s, result.device)
        is_new = self._workspace.add_result(
            result, run.place.study.study_instance_uid, run.place.stack.id
        )
        words = _summary(result) if is_new else Message("The same as in a former run")
        self._end(run, RunState.DONE, words)
        self.succeeded.emit(run)

    def _fail(self, run: PluginRun, error: WorkstationError) -> None:
        run.error = error
        # The traceback of a plugin is for its author, who looks for it in the log.
        _log.warning("plugin %s: %s\n%s", run.plugin.id, error.code, error.detail)
        self._end(run, RunState.FAILED, error.message)
        self.failed.emit(run)

    def _end(self, run: PluginRun, state: RunState, stage: Message) -> None:
        run.state, run.stage, run.job = state, stage, None
        run.fraction = 1.0 if state is RunState.DONE else run.fraction
        self.changed.emit()


def _summary(result: AnalysisResult) -> Message:
    if result.pictures_of(Enhanced):
        return Message("picture made in {time:.1f} s", time=result.duration_s)
    if result.scores:
        count = len(result.scores)
        words = Message("{count} score", many="{count} scores", count=count)
        return Message("{words} in {time:.1f} s", words=words, time=result.duration_s)
    count = len(result.findings)
    words = (
        Message("{count} finding", many="{count} findings", count=count)
        if count
        else Message("no finding")
    )
    return Message("{words} in {time:.1f} s", words=words, time=result.duration_s)
