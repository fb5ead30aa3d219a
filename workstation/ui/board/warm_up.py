"""Getting compiled loops ready before a reader turns the first plane or sees a mask."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workstation.imaging import overlay_kernel, reslice_kernels
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.ui.board.image_display import ImageDisplay
from workstation.ui.shell.job_controller import JobController, Lane


class ResliceWarmUp(QObject):
    """Loads the compiled loops by a job, once the first image is on the screen."""

    def __init__(
        self, display: ImageDisplay, jobs: JobController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._is_warm = False
        display.shown.connect(self._start)

    def _start(self) -> None:
        if not self._is_warm:
            self._is_warm = True
            self._jobs.create(_warm, lane=Lane.BACKGROUND).start()


def _warm(*, token: CancelToken, progress: ProgressFn) -> None:
    progress(0.0, Message("Getting ready"))
    token.raise_if_cancelled()
    overlay_kernel.warm_up()
    reslice_kernels.warm_up()
