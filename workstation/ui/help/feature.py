"""What helps to find the way: actions by name, keys, user guide, tour, test patterns."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMainWindow

from workstation.keeping.kept_settings import KeptSettings
from workstation.language import tr
from workstation.ui.board.feature import BoardFeature
from workstation.ui.help.display_patterns import DisplayPatterns
from workstation.ui.help.first_tour import tour_steps
from workstation.ui.help.palette import Palette, PaletteEntry, action_entries
from workstation.ui.help.tour import Tour
from workstation.ui.help.user_guide import UserGuide, guide_path
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.mouse.mouse_words import mouse_rows
from workstation.ui.settings.feature import SettingsFeature
from workstation.ui.settings.keys_dialogs import KeysDialog
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.feature import Feature
from workstation.ui.shell.message_dialogs import AboutDialog
from workstation.ui.shell.self_test import SelfTest
from workstation.ui.studies.feature import StudiesFeature

_HELP = "&Help"


class HelpFeature:
    """Opens what helps."""

    actions: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("palette", "&Search actions…", _HELP, ("Ctrl+K",)),
        ActionSpec("keys", "&Keys and mouse", _HELP, ("F1",)),
        ActionSpec("user_guide", "&User guide", _HELP, ("Shift+F1",)),
        ActionSpec("tour", "&Tour of the window", _HELP, separator=True),
        ActionSpec("display_patterns", "&Display test patterns…", _HELP),
        ActionSpec("about", "&About Lightbox", _HELP),
    )

    def __init__(
        self,
        settings: KeptSettings,
        table: ActionTable,
        self_test: SelfTest,
        board: BoardFeature,
        mouse: MouseFeature,
        studies: StudiesFeature,
        keys: SettingsFeature,
        host: QMainWindow,
    ) -> None:
        self._settings = settings
        self._table = table
        self._self_test = self_test
        self._board = board
        self._mouse = mouse
        self._studies = studies
        self._keys = keys
        self._host = host
        steps = tour_steps(table, studies.panel, board.area, host)
        self.tour = Tour(host, steps, settings)

    def feature(self) -> Feature:
        """The menu of help."""
        host = self._host
        return Feature(
            handlers={
                "palette": lambda _on: self.show_palette(),
                "keys": lambda _on: self.show_keys(),
                "user_guide": lambda _on: self.show_guide(),
                "tour": lambda _on: self.tour.start(),
                "display_patterns": lambda _on: _open(DisplayPatterns(host)),
                "about": lambda _on: _open(AboutDialog(self._self_test.words, host)),
            }
        )

    def show_palette(self) -> None:
        """Search actions and the series that are open."""
        host = self._host
        entries = action_entries(self._table)
        for place in self._studies.model.stacks():
            words = place.series.description or place.series.modality
            entries.append(
                PaletteEntry(
                    id=f"stack:{place.stack.id}".replace(" ", "_"),
                    title=tr("Show {series}", series=words),
                    place=place.study.description,
                    run=self._shower(place.stack.id),
                )
            )
        palette = Palette(entries, self._settings, host)
        middle = host.mapToGlobal(host.rect().center())
        palette.move(middle.x() - palette.width() // 2, middle.y() - palette.height() // 2)
        _show(palette)

    def _shower(self, stack_id: str) -> Callable[[], object]:
        return lambda: self._board.display.show_stack(stack_id)

    def show_keys(self) -> None:
        """List the mouse and the keys in force."""
        rows = (*mouse_rows(self._mouse.toolbox.profile), *self._table.key_rows())
        dialog = KeysDialog(rows, self._host)
        dialog.guide_wanted.connect(self.show_guide)
        dialog.change_wanted.connect(self._keys.edit_keys)
        _show(dialog)

    def show_guide(self) -> None:
        """Open the user guide."""
        _show(UserGuide(guide_path().read_text(encoding="utf-8"), self._host))


def _show(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
