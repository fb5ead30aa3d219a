"""Joining series as phases of one volume, and parting them, in the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from workstation.language import tr
from workstation.session import events
from workstation.session.joined_series import candidates
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.phases.joining_dialog import JoiningDialog
from workstation.ui.phases.phase_bar import PhaseBar
from workstation.viewer.stage import Stage


class JoiningController(QObject):
    """Serves the actions that join and part series; the phase bar follows.

    Parameters
    ----------
    require_reader : callable
        Asks for the name of the reader where it is not known; whether it is known then.
    """

    told = Signal(str)
    """A line for the status bar."""

    def __init__(
        self,
        workspace: Workspace,
        stage: Stage,
        phases: PhaseBar,
        require_reader: Callable[[], bool],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._stage = stage
        self._phases = phases
        self._require_reader = require_reader
        self._window = window
        workspace.subscribe(events.JoinsChanged, lambda _event: self._follow())
        workspace.subscribe(events.StudiesChanged, lambda _event: phases.follow_active())

    def handlers(self) -> dict[str, Callable[[bool], object]]:
        """Action id to what it does."""
        return {
            "join_phases": lambda _on: self.join(),
            "part_phases": lambda _on: self.part(),
        }

    def _follow(self) -> None:
        """What was said of phases that were parted holds no more."""
        for viewport in self._stage.viewports:
            viewport.phase = ("", "")
        self._phases.follow_active()

    def _place(self) -> StackPlace | None:
        view = self._stage.view
        return self._workspace.place(view.stack_id) if view is not None else None

    def join(self) -> None:
        """Let the reader choose the series that are phases of the active one."""
        place = self._place()
        if place is None:
            return
        found = candidates(place.study, place.stack)
        if len(found) < 2:
            self.told.emit(
                tr("No other series has its voxels in the same places as the active one.")
            )
            return
        present = [stack.id for stack in self._phases.phases] or [s.id for _, s in found]
        dialog = JoiningDialog(found, present, self._window)
        dialog.accepted.connect(lambda: self._decide(place, dialog.chosen, joined=True))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def part(self) -> None:
        """Show the series of the active viewport apart."""
        place = self._place()
        found = self._phases.found
        if place is None or not found.across:
            self.told.emit(tr("The active image is not joined with other series."))
            return
        self._decide(place, tuple(stack.id for stack in found.stacks), joined=False)

    def _decide(self, place: StackPlace, stack_ids: tuple[str, ...], *, joined: bool) -> None:
        if not self._require_reader():
            return
        self._workspace.joins.decide(
            place.study, stack_ids, joined=joined, by=self._workspace.reader
        )
        count = len(stack_ids)
        self.told.emit(
            tr("{count} series are shown as phases of one volume.", count=count)
            if joined
            else tr("{count} series are shown apart.", count=count)
        )
