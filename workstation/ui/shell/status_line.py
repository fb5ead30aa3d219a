"""The line at the bottom of the window: value under the mouse, jobs, self-test, reader."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStatusBar, QWidget

from workstation.language import say, tr
from workstation.session.workspace import Workspace
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.message_dialogs import NOT_A_DIAGNOSIS
from workstation.ui.shell.self_test import SelfTest
from workstation.ui.widgets.plain_text import PlainLabel

_SHOWN_MS = 8000
_GAP_PX = 6


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
        self._has_run = False
        self._chip: QWidget | None = None
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
        self._lasting = (self.unkept, self.jobs, self_test.label, self.reader, no_diagnosis)
        for label in self._lasting:
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

    def add_run(self, chip: QWidget) -> None:
        """Put the state of the running plugin beside the jobs; it hides itself."""
        self._chip = chip
        self._bar.addPermanentWidget(chip)

    def show_run(self, on: bool) -> None:
        """Whether a plugin runs, which says more than how many jobs do."""
        self._has_run = on
        self._show_jobs()
        self._make_room()

    def _make_room(self) -> None:
        """Who reads gives way to the run where both do not fit; the rest must be read whole."""
        shown = [each for each in (*self._lasting, self._chip) if each and not each.isHidden()]
        needed = sum(each.sizeHint().width() + _GAP_PX for each in {*shown, self.reader})
        self.reader.setVisible(not self._has_run or needed <= self._bar.width())

    def _show_jobs(self) -> None:
        count = 0 if self._has_run else self._jobs.running
        self.jobs.setText(tr("{count} job", many="{count} jobs", count=count) if count else "")
