"""The numbers self-test at the start: its job, and its outcome where everyone sees it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from workstation.language import say, tr
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.services.self_test import SelfTestResult
from workstation.ui.shell.job_controller import JobController, Lane
from workstation.ui.widgets.plain_text import PlainLabel, make_plain, plain_tip


def _run(
    test: Callable[[], SelfTestResult], *, token: CancelToken, progress: ProgressFn
) -> SelfTestResult:
    progress(0.0, Message("Numbers self-test"))
    token.raise_if_cancelled()
    return test()


class SelfTest(QObject):
    """Runs the self-test in the background; a failure cannot be overlooked."""

    def __init__(
        self, test: Callable[[], SelfTestResult], jobs: JobController, window: QWidget
    ) -> None:
        super().__init__(window)
        self._window = window
        self.result: SelfTestResult | None = None
        self.label = PlainLabel(tr("Numbers: testing…"))
        job = jobs.create(_run, test, lane=Lane.BACKGROUND)
        job.done.connect(self._show)
        job.start()

    @property
    def words(self) -> str:
        """The outcome in a line."""
        return (
            say(self.result.summary)
            if self.result is not None
            else tr("Numbers self-test: running.")
        )

    def _show(self, result: SelfTestResult) -> None:
        self.result = result
        lines = [f"{say(item.name)}: {say(item.words)}" for item in result.items]
        self.label.setToolTip(plain_tip("\n".join([say(result.summary), *lines])))
        if result.passed:
            self.label.setText(tr("Numbers ✓"))
            return
        self.label.setText(tr("NUMBERS SELF-TEST FAILED"))
        self.label.setObjectName("bad")
        self.label.setStyleSheet("font-weight: 700;")
        box = QMessageBox(
            QMessageBox.Icon.Critical,
            tr("Numbers self-test failed"),
            tr("Do not use the numbers of this program."),
            parent=self._window,
        )
        box.setInformativeText(say(result.summary))
        make_plain(box)
        box.open()
