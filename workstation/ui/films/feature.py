"""Radiographs: true size, calibration, magnifier."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from workstation.keeping.kept_settings import KeptSettings
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.asking.reader import Reader
from workstation.ui.board.feature import BoardFeature
from workstation.ui.films.controller import FilmController
from workstation.ui.films.film_actions import FILM_ACTIONS
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.feature import Feature
from workstation.ui.shell.notices import Notices


class FilmsFeature:
    """What is wanted of films."""

    actions: ClassVar[tuple[ActionSpec, ...]] = FILM_ACTIONS

    def __init__(
        self,
        workspace: Workspace,
        settings: KeptSettings,
        prompts: Prompts,
        notices: Notices,
        reader: Reader,
        board: BoardFeature,
        host: QWidget,
    ) -> None:
        self.controller = FilmController(
            workspace, board.stage, board.display, settings, prompts, reader.require, host
        )
        notices.take_words(self.controller.told)

    def feature(self) -> Feature:
        """True size, magnifier and calibration."""
        return Feature(handlers=self.controller.handlers())
