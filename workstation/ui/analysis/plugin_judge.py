"""Which plugins take the image that is looked at, asked for while their panel is seen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from workstation.domain.image import Image
from workstation.errors import WorkstationError
from workstation.session.plugin_verdict import PluginVerdict
from workstation.session.workspace import Workspace
from workstation.ui.services import PluginItem, WindowServices
from workstation.ui.shell.job_controller import Job, JobController, Lane


class PluginJudge(QObject):
    """Keeps the verdicts on the active image; none outlives what it is about.

    Off the main thread: every voxel is looked at.
    """

    changed = Signal()

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
        self._is_wanted = False
        self._image: Image | None = None
        self._stack_id = ""
        self._is_acknowledged = False
        self._job: Job | None = None
        self._verdicts: Mapping[str, PluginVerdict] | None = None
        self.error: WorkstationError | None = None
        """Why nothing is known of the image, where that is so."""

    @property
    def has_image(self) -> bool:
        """Whether an image with pixels is looked at."""
        return self._image is not None

    @property
    def is_known(self) -> bool:
        """Whether the verdicts on the image are there."""
        return self._verdicts is not None

    def verdict(self, plugin: PluginItem) -> PluginVerdict | None:
        """What is known of a plugin and the image; None where it is not, or the plugin changed."""
        found = (self._verdicts or {}).get(plugin.id)
        return found if found is not None and found.content == plugin.content else None

    def want(self, on: bool) -> None:
        """Whether anybody looks at the verdicts."""
        self._is_wanted = on
        self.follow()

    def follow(self) -> None:
        """Look at what is looked at, unless nothing changed."""
        place, image = self._workspace.active, self._workspace.active_image
        stack_id = place.stack.id if place is not None else ""
        if place is None:
            image = None
        acknowledged = bool(stack_id) and self._workspace.acknowledgement(stack_id) is not None
        is_same = (
            image is self._image
            and stack_id == self._stack_id
            and acknowledged == self._is_acknowledged
        )
        self._image, self._stack_id, self._is_acknowledged = image, stack_id, acknowledged
        if not is_same:
            self._forget()
        asked = self.is_known or self._job is not None or self.error is not None
        if self._is_wanted and image is not None and not asked:
            self._ask(image)
        self.changed.emit()

    def ask_again(self) -> None:
        """Plugins were changed, or the last answer was a fault."""
        self._forget()
        self.follow()

    def _forget(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        self._verdicts = self.error = None

    def _ask(self, image: Image) -> None:
        job = self._jobs.create(
            self._services.judge_plugins,
            image,
            acknowledged=self._is_acknowledged,
            lane=Lane.READING,
        )
        self._job = job
        job.done.connect(lambda found: self._take(job, found))
        job.failed.connect(lambda error: self._fail(job, error))
        job.finished.connect(lambda: self._end(job))
        job.start()

    def _take(self, job: Job, found: Mapping[str, PluginVerdict]) -> None:
        if job is self._job:
            self._job, self._verdicts = None, found
            self.changed.emit()

    def _fail(self, job: Job, error: WorkstationError) -> None:
        if job is self._job:
            self._job, self.error = None, error
            self.changed.emit()

    def _end(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self.changed.emit()
