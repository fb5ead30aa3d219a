"""Pictures of what is shown: copied, or saved as PNG."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from workstation.errors import OutputError
from workstation.language import tr
from workstation.ui.asking.prompts import Prompts
from workstation.ui.board.feature import BoardFeature
from workstation.ui.pictures.files import write_png
from workstation.ui.pictures.taking import picture_of, picture_of_all
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.feature import Feature
from workstation.ui.shell.notices import Notices

_FILE = "&File"


class PicturesFeature:
    """Takes pictures of viewports."""

    actions: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("copy_view", "&Copy view", _FILE, ("Ctrl+C",), after="import_report"),
        ActionSpec("copy_all_views", "Copy &all views", _FILE, ("Ctrl+Shift+C",)),
        ActionSpec("save_picture", "&Save picture as…", _FILE, ("Ctrl+Shift+S",), separator=True),
    )

    def __init__(
        self, prompts: Prompts, notices: Notices, board: BoardFeature, host: QWidget
    ) -> None:
        self._prompts = prompts
        self._notices = notices
        self._board = board
        self._host = host

    def feature(self) -> Feature:
        """Copying and saving."""
        return Feature(
            handlers={
                "copy_view": lambda _on: self.copy(),
                "copy_all_views": lambda _on: self.copy_all(),
                "save_picture": lambda _on: self.save(),
            }
        )

    def copy(self) -> None:
        """Put the active viewport on the clipboard."""
        QGuiApplication.clipboard().setImage(picture_of(self._board.active_area.active_frame))
        self._notices.tell(tr("The view was copied."))

    def copy_all(self) -> None:
        """Put every viewport of the active window on the clipboard."""
        QGuiApplication.clipboard().setImage(picture_of_all(self._board.active_area))
        self._notices.tell(tr("All views were copied."))

    def save(self) -> None:
        """Ask where to and save the active viewport."""
        # What is seen may be another thing by the time of the answer.
        frame = self._board.active_area.active_frame
        whole, without_text = (picture_of(frame, without_patient=each) for each in (False, True))
        chosen = self._prompts.save_picture(self._host, "picture.png")
        if chosen is None:
            return
        path, without_patient = chosen
        try:
            write_png(without_text if without_patient else whole, path)
        except OutputError as error:
            self._notices.show_error(error)
        else:
            self._notices.tell(tr("Picture saved: {name}", name=path.name))
