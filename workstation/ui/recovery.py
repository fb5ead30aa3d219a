"""Offering again, after a crash, what was open; and noting what is open now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from workstation.services.open_session import OpenSession, OpenState
from workstation.session.workspace import Workspace
from workstation.ui.dialogs.prompts import Prompts
from workstation.ui.image_display import ImageDisplay
from workstation.ui.view_area import ViewArea

OpenPaths = Callable[[list[Path], str], None]


class Recovery(QObject):
    """Keeps the record of what is open in step with the window.

    Parameters
    ----------
    session : OpenSession
        The record.
    open_paths : callable
        Opens paths; the second argument is the modality of files that state none.
    """

    def __init__(
        self,
        session: OpenSession,
        workspace: Workspace,
        area: ViewArea,
        display: ImageDisplay,
        open_paths: OpenPaths,
        *,
        prompts: Prompts,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._workspace = workspace
        self._area = area
        self._display = display
        self._open_paths = open_paths
        self._prompts = prompts
        self._window = window
        self._paths: list[str] = []
        self._modality = ""
        self._wanted: OpenState | None = None
        area.layout_changed.connect(self.note)
        area.stage.active_changed.connect(self.note)
        display.shown.connect(self.note)

    def opened(self, paths: list[Path], modality: str) -> None:
        """These paths are being opened."""
        self._paths += [str(path.absolute()) for path in paths]
        self._modality = modality or self._modality
        self.note()

    def note(self) -> None:
        """Keep what is on the screen now."""
        if not self._paths or self._wanted is not None:
            return
        frames = self._area.frames
        self._session.note(
            OpenState(
                paths=tuple(self._paths),
                modality=self._modality,
                layout=self._area.layout_id,
                stack_ids=tuple(frame.stack_id for frame in frames),
                active=frames.index(self._area.active_frame),
            )
        )

    def closed(self) -> None:
        """Every study was closed, or the program ends by itself."""
        self._paths.clear()
        self._modality = ""
        self._wanted = None
        self._session.forget()

    def offer(self) -> None:
        """Ask whether to open again what a killed program had open."""
        for left in self._session.left_behind():
            state = left.state
            there = [Path(path) for path in state.paths if Path(path).exists()]
            if there and self._prompts.restore(self._window, there):
                self._wanted = state
                self._open_paths(there, state.modality)
            self._session.discard(left)

    def arrange(self) -> bool:
        """Show what was on the screen, now that its studies are open; whether it was asked for."""
        state, self._wanted = self._wanted, None
        if state is None:
            return False
        known = [each if self._workspace.place(each) else "" for each in state.stack_ids]
        if not any(known):
            return False
        if state.layout:
            self._area.set_layout(state.layout)
        if self._area.shows_one_image:
            self._display.show_stack(next(each for each in known if each))
        else:
            for frame, stack_id in zip(self._area.frames, known, strict=False):
                if stack_id:
                    self._display.show_stack(stack_id, frame)
        if 0 <= state.active < len(self._area.frames):
            self._area.stage.set_active(self._area.frames[state.active].viewport)
        self.note()
        return True
