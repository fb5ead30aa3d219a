"""Enhanced pictures of the active image: which one is shown, and where it is split."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from workstation.domain.analysis import Enhanced
from workstation.messages import Message
from workstation.session.events import StudiesClosed
from workstation.session.workspace import Workspace
from workstation.viewer.enhancement import EnhancementLayer
from workstation.viewer.stage import Stage


class Enhancements(QObject):
    """Results of enhancement plugins as a layer of the viewports.

    A new result is shown at once; another image starts without.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._stage = stage
        self._stack_id = ""
        workspace.subscribe(StudiesClosed, lambda _event: self.refresh())
        self._found: tuple[tuple[Message, Enhanced], ...] = ()
        self.chosen = -1
        """Number of the one that is shown; -1 shows the image as it was acquired."""
        self.split = 0.0

    @property
    def names(self) -> tuple[Message, ...]:
        """What is on offer for the active image."""
        return tuple(name for name, _ in self._found)

    def refresh(self) -> None:
        """Follow the active image and the runs."""
        place = self._workspace.active
        stack_id = place.stack.id if place else ""
        found = self._workspace.pictures_of(Enhanced, place.stack.id) if place else ()
        if stack_id != self._stack_id:
            self._take_off(self._stack_id)
            self.chosen = -1
        elif len(found) > len(self._found):
            self.chosen = len(found) - 1
        self._stack_id, self._found = stack_id, found
        self._lay()

    def choose(self, number: int) -> None:
        """Show another one; -1 shows none."""
        self.chosen = number
        self._lay()

    def toggle(self, on: bool) -> None:
        """Show the last one, or the image as it was acquired."""
        self.choose(len(self._found) - 1 if on else -1)

    def set_split(self, share: float) -> None:
        """Show this share of the width, from the left, as it was acquired."""
        self.split = min(max(share, 0.0), 1.0)
        self._lay()

    def follow(self, action: QAction) -> None:
        """Keep the menu entry that shows and hides it in step."""

        def show() -> None:
            action.setEnabled(bool(self._found))
            action.setChecked(self.chosen >= 0)

        self.changed.connect(show)
        show()

    def _lay(self) -> None:
        layer = None
        if 0 <= self.chosen < len(self._found):
            enhanced = self._found[self.chosen][1]
            layer = EnhancementLayer(enhanced.values, enhanced.words, self.split)
        self._stage.set_enhancement(layer, self._stack_id)
        self.changed.emit()

    def _take_off(self, stack_id: str) -> None:
        if stack_id:
            self._stage.set_enhancement(None, stack_id)
