"""The settings of the window as a whole: put in force at the start and when they change."""

from __future__ import annotations

from dataclasses import fields

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from workstation.errors import OutputError, WorkstationError
from workstation.keeping.kept_settings import KeptSettings
from workstation.language import tr
from workstation.messages import Message, joined
from workstation.scene.linking import LinkSettings
from workstation.settings.schema import CORNER_TEXTS
from workstation.ui.asking.report_settings import logo_fault
from workstation.ui.board.feature import BoardFeature
from workstation.ui.layout.layout_actions import follow_layout
from workstation.ui.settings.page import SettingsPage
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.notices import Notices
from workstation.ui.widgets.icons import recolor_icons
from workstation.ui.widgets.theme import apply_theme

_LINKS = {each.name: f"link_{each.name}" for each in fields(LinkSettings)}


class Preferences:
    """Takes theme, language, links and corner text from the settings and back.

    Parameters
    ----------
    settings : KeptSettings
        Where they are kept.
    board : BoardFeature
        Has the viewports and the links.
    table : ActionTable
        Where what is in force is checked.
    host : QWidget
        Parent of the settings page.
    """

    def __init__(
        self,
        settings: KeptSettings,
        board: BoardFeature,
        notices: Notices,
        table: ActionTable,
        host: QWidget,
    ) -> None:
        self.settings = settings
        self._board = board
        self._notices = notices
        self._table = table
        self._host = host
        settings.subscribe(self._follow)

    def restore(self) -> None:
        """Put in force what was kept."""
        values = self.settings.values
        self._table[f"theme_{values.theme}"].setChecked(True)
        self._table[f"language_{values.language}"].setChecked(True)
        self._set_links()
        self._set_text()
        self._board.windows.restore(values.viewer_windows)

    def keep(self) -> None:
        """Keep what is in force."""
        links = self._board.area.stage.linking.settings
        values = self.settings.values
        self.settings.change(
            # Names of folders beyond what is wanted do not stay in the file.
            recent=values.recent[: values.recent_count],
            corner_text=CORNER_TEXTS[self._board.area.stage.active.text_mode],
            viewer_windows=self._board.windows.places(),
            **{field: getattr(links, name) for name, field in _LINKS.items()},
        )

    def set_theme(self, name: str) -> None:
        """Change the theme at once and keep it."""
        self.settings.change(theme=name)

    def set_language(self, name: str) -> None:
        """Keep a language for the next start."""
        self.settings.change(language=name)
        self._notices.tell(tr("The language is in force at the next start."))

    def show_page(self) -> None:
        """Open the settings page."""
        # Links and corner text are changed in the window, too.
        self.keep()
        page = SettingsPage(self.settings, {"report_logo": logo_fault}, self._host)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.open()

    def show_fault(self, error: WorkstationError) -> None:
        """Tell what is wrong with the settings, and that the session goes on without the file."""
        if isinstance(error, OutputError):
            words = joined(" ", (error.message, Message("Settings last until the end.")))
            error = OutputError(words, hint=error.hint, detail=error.detail)
        self._notices.show_error(error)

    def _follow(self, changed: frozenset[str]) -> None:
        """Put in force what was changed, from wherever."""
        values, table = self.settings.values, self._table
        if "theme" in changed:
            app = QApplication.instance()
            if isinstance(app, QApplication):
                apply_theme(app, values.theme)
                recolor_icons()
            table[f"theme_{values.theme}"].setChecked(True)
        if "language" in changed:
            table[f"language_{values.language}"].setChecked(True)
        if changed & set(_LINKS.values()):
            self._set_links()
        if "corner_text" in changed:
            self._set_text()

    def _set_links(self) -> None:
        values, area = self.settings.values, self._board.area
        area.stage.linking.change(**{n: getattr(values, field) for n, field in _LINKS.items()})
        follow_layout(self._table, area)

    def _set_text(self) -> None:
        mode = CORNER_TEXTS.index(self.settings.values.corner_text)
        self._board.area.stage.set_text_mode(mode)
