"""Radiographs: true size, calibration, magnifier."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from workstation.domain.image import Image
from workstation.keeping.kept_settings import KeptSettings
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.asking.reader import Reader
from workstation.ui.board.feature import BoardFeature
from workstation.ui.films.controller import FilmController
from workstation.ui.films.film_actions import FILM_ACTIONS
from workstation.ui.services import WindowServices
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.feature import Feature
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.notices import Notices


class FilmsFeature:
    """What is wanted of films."""

    actions: ClassVar[tuple[ActionSpec, ...]] = FILM_ACTIONS

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        jobs: JobController,
        settings: KeptSettings,
        prompts: Prompts,
        notices: Notices,
        reader: Reader,
        board: BoardFeature,
        host: QWidget,
    ) -> None:
        self._services = services
        self._jobs = jobs
        self._notices = notices
        self.controller = FilmController(
            workspace,
            board.stage,
            board.display,
            settings,
            prompts,
            reader.require,
            self._read,
            host,
        )
        notices.take_words(self.controller.told)

    def _read(self, place: StackPlace, take: Callable[[Image], None]) -> None:
        job = self._jobs.create(
            self._services.load, place.stack, place.study, place.series, on_slice=None
        )
        job.done.connect(take)
        job.failed.connect(self._notices.show_error)
        job.start()

    def feature(self) -> Feature:
        """True size, magnifier and calibration."""
        return Feature(handlers=self.controller.handlers())
