"""The line at the bottom of the window: value under the mouse, jobs, self-test, reader."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStatusBar

from workstation.language import say, tr
from workstation.session.workspace import Workspace
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.message_dialogs import NOT_A_DIAGNOSIS
from workstation.ui.shell.self_test import SelfTest
from workstation.ui.widgets.plain_text import PlainLabel

_SHOWN_MS = 8000


class StatusLine(QObject):
    """Fills a status bar and keeps it true.

    Parameters
    ----------
    bar : QStatusBar
        The bar of the window.
    self_test : SelfTest
        Its label stands beside the jobs.
    """

    def __init__(
        self, bar: QStatusBar, workspace: Workspace, jobs: JobController, self_test: SelfTest
    ) -> None:
        super().__init__(bar)
        self._bar = bar
        self._workspace = workspace
        self._jobs = jobs
        self._run = ""
        self.value = PlainLabel()
        """What is under the mouse."""
        self.reader = PlainLabel()
        self.jobs = PlainLabel()
        bar.addWidget(self.value, 1)
        self.unkept = PlainLabel()
        """Stays until everything is on the disk."""
        self.unkept.setObjectName("warning")
        self.unkept.setVisible(False)
        no_diagnosis = PlainLabel(say(NOT_A_DIAGNOSIS))
        for label in (self.unkept, self.jobs, self_test.label, self.reader, no_diagnosis):
            bar.addPermanentWidget(label)
        jobs.changed.connect(self._show_jobs)
        self.show_reader()

    def tell(self, words: str) -> None:
        """Show a line for some seconds."""
        self._bar.showMessage(words, _SHOWN_MS)

    def show_unkept(self, count: int) -> None:
        """Say, for as long as it is so, that the disk does not take what was done."""
        self.unkept.setText(
            tr(
                "NOT KEPT: {count} entry waits for the disk",
                many="NOT KEPT: {count} entries wait for the disk",
                count=count,
            )
        )
        self.unkept.setVisible(count > 0)

    def show_reader(self) -> None:
        """Show who reads."""
        name = self._workspace.reader
        self.reader.setText(tr("Reader: {name}", name=name) if name else tr("Reader not named"))

    def show_run(self, words: str) -> None:
        """Say how far a plugin is; "" says how many jobs run."""
        self._run = words
        self._show_jobs()

    def _show_jobs(self) -> None:
        if self._run:
            self.jobs.setText(self._run)
            return
        count = self._jobs.running
        self.jobs.setText(tr("{count} job", many="{count} jobs", count=count) if count else "")
