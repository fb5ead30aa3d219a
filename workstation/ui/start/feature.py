"""The start page of the window."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from workstation.domain.study import ScanReport, Study
from workstation.keeping.kept_settings import KeptSettings
from workstation.keeping.recent_studies import RecentStudy
from workstation.language import tr
from workstation.session.events import ActiveImageChanged
from workstation.session.workspace import Workspace
from workstation.ui.board.feature import BoardFeature
from workstation.ui.services import WindowServices
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.feature import Feature
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.notices import Notices
from workstation.ui.start.page import StartPage
from workstation.ui.studies.feature import StudiesFeature


class StartFeature:
    """Opens something where nothing is open."""

    actions: ClassVar[tuple[ActionSpec, ...]] = ()

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        jobs: JobController,
        settings: KeptSettings,
        notices: Notices,
        board: BoardFeature,
        studies: StudiesFeature,
        host: QWidget,
    ) -> None:
        self._workspace = workspace
        self._recent = services.recent
        self._services = services
        self._jobs = jobs
        self._settings = settings
        self._notices = notices
        self._board = board
        self._studies = studies
        self._picture_for: dict[str, str] = {}
        """The path that a stack is the picture of."""
        self.page = StartPage(host)
        self.page.open_folder.connect(studies.opening.ask_folder)
        self.page.open_files.connect(studies.opening.ask_files)
        self.page.sample_wanted.connect(self._open_sample)
        self.page.chosen.connect(lambda path: studies.opening.open_paths([Path(path)]))
        self.page.forget.connect(self._forget)
        board.area.nothing_shown.connect(self._show)
        board.area.layout_changed.connect(board.area.lay_cover)
        board.display.shown.connect(board.area.lay_cover)
        board.stage.text_mode_changed.connect(self._list)
        workspace.subscribe(ActiveImageChanged, lambda _event: board.area.lay_cover())
        settings.subscribe(self._follow_settings)
        studies.controller.opened.connect(self._note)
        studies.controller.thumbnail_ready.connect(self._keep_picture)
        board.area.add_cover(self.page)
        self.page.show_message(tr("Drop a folder, files or a ZIP here, or press Ctrl+O."))
        self._list()

    def feature(self) -> Feature:
        """Nothing but the page."""
        return Feature()

    def _show(self, words: str) -> None:
        self.page.show_message(words)
        self._board.area.lay_cover()
        self._list()

    def _list(self) -> None:
        """Read what was opened last; what nobody sees is read when it is shown again."""
        if self.page.isHidden():
            return
        self.page.show_recent(
            self._recent.all()[: self._settings.values.recent_count],
            self._recent.picture,
            is_named=self._board.stage.active.text_mode == 0,
        )

    def _follow_settings(self, changed: frozenset[str]) -> None:
        if "recent_count" in changed:
            self._recent.keep_at_most(self._settings.values.recent_count)
            self._list()

    def _forget(self, path: str) -> None:
        self._recent.forget(path)
        self._list()

    def _note(self, paths: list[Path], report: ScanReport) -> None:
        """Keep what was opened; its first study stands for it."""
        studies = [study for study in report.studies if study.series]
        if not paths or not studies:
            return
        # Several paths are opened again by the first: together they have no name.
        path = str(paths[0].absolute())
        self._recent.note(_recent(path, studies), most=self._settings.values.recent_count)
        stacks = [stack for series in studies[0].series for stack in series.stacks]
        largest = max(stacks, key=lambda stack: len(stack.frames))
        self._picture_for[largest.id] = path

    def _keep_picture(self, stack_id: str, image: QImage) -> None:
        path = self._picture_for.pop(stack_id, "")
        if path:
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            QImageWriter(buffer, QByteArray(b"png")).write(image)
            self._recent.keep_picture(path, bytes(buffer.data().data()))

    def _open_sample(self) -> None:
        self.page.sample.setEnabled(False)
        job = self._jobs.create(self._services.sample_study)
        job.done.connect(lambda folder: self._studies.opening.open_paths([folder]))
        job.failed.connect(self._notices.show_error)
        job.finished.connect(lambda: self.page.sample.setEnabled(True))
        job.start()
        self._notices.tell(tr("Making the sample study…"))


def _recent(path: str, studies: list[Study]) -> RecentStudy:
    first = studies[0]
    kinds = dict.fromkeys(series.modality for series in first.series if series.modality)
    what = " ".join(part for part in ("/".join(kinds), first.description) if part)
    return RecentStudy(
        path=path,
        name=first.patient.name,
        patient_id=first.patient.patient_id,
        date=first.date,
        what=what,
        more=len(studies) - 1,
        opened=datetime.now(tz=UTC).astimezone().strftime("%Y%m%d"),
    )
