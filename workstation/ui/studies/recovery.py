"""Offering again, after a crash, what was open; and noting what is open now."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from workstation.keeping.open_session import LeftOpen, OpenSession, OpenState
from workstation.language import tr
from workstation.session.events import StudiesClosing
from workstation.session.workspace import Workspace
from workstation.ui.board.image_display import ImageDisplay
from workstation.ui.board.view_area import ViewArea
from workstation.ui.studies.left_open_strip import LeftOpenStrip


class Recovery(QObject):
    """Keeps the record of what is open in step with the window.

    Parameters
    ----------
    session : OpenSession
        The record.
    """

    told = Signal(str)
    """A line for the status bar."""
    wanted = Signal(list, str)
    """Paths to open again, and the modality of files that state none."""

    def __init__(
        self,
        session: OpenSession,
        workspace: Workspace,
        area: ViewArea,
        display: ImageDisplay,
        *,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        workspace.subscribe(StudiesClosing, lambda _event: self.closed())
        self._workspace = workspace
        self._area = area
        self._display = display
        self.strip = LeftOpenStrip()
        self.strip.open_again.connect(self.open_again)
        self.strip.forget.connect(self.decline)
        area.add_strip(self.strip)
        self._paths: list[str] = []
        self._modality = ""
        self._wanted: OpenState | None = None
        self._restoring: list[LeftOpen] = []
        area.layout_changed.connect(self.note)
        area.stage.active_changed.connect(self.note)
        display.shown.connect(self.note)

    def opened(self, paths: list[Path], modality: str) -> None:
        """These paths are being opened."""
        self._paths += [str(path.absolute()) for path in paths]
        self._modality = modality or self._modality
        self._take_off_what_is_open()
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
        self._settle()
        self._session.forget()

    def offer(self) -> None:
        """Offer to open again what killed programs had open, in a strip that blocks nothing.

        The record of it stays until its images are up, so that a second kill meanwhile loses
        nothing; and where all of it is away, such as on a share, until it is there again.
        """
        offered = []
        for left in self._session.left_behind():
            there, away = _by_presence(left.state.paths)
            if away:
                self.told.emit(
                    tr(
                        "Open at the last crash, and away now: {names}",
                        names=", ".join(Path(path).name for path in away),
                    )
                )
            if there and not {*left.state.paths} <= {*self._paths}:
                offered.append(left)
        self.strip.offer(offered)

    def open_again(self, left: LeftOpen) -> None:
        """Open what was offered, as far as it is there, and arrange it as it was."""
        there, away = _by_presence(left.state.paths)
        self._session.claim(left)
        self._restoring.append(left)
        self._wanted = left.state
        self._paths += away
        self._take_off(left)
        self.wanted.emit(there, left.state.modality)

    def decline(self, left: LeftOpen) -> None:
        """Never offer it again."""
        self._session.discard(left)
        self._take_off(left)

    def _take_off(self, left: LeftOpen) -> None:
        self.strip.offer([each for each in self.strip.rows if each is not left])

    def _take_off_what_is_open(self) -> None:
        """What the reader opened meanwhile is not offered any more."""
        for left in self.strip.rows:
            if {*left.state.paths} <= {*self._paths}:
                self.decline(left)

    def ended(self) -> None:
        """A scan ended: one that was given up, or found nothing, arranges nothing any more."""
        if self._wanted is not None:
            self.failed()

    def failed(self) -> None:
        """What was asked for cannot be opened; its record is left for the next start."""
        self._wanted = None
        for left in self._restoring:
            self._session.release(left)
        self._restoring.clear()
        self.note()

    def _settle(self) -> None:
        """What was offered is noted anew, or closed by the reader."""
        for left in self._restoring:
            self._session.discard(left)
        self._restoring.clear()

    def arrange(self) -> bool:
        """Show what was on the screen, now that its studies are open; whether it was asked for."""
        state, self._wanted = self._wanted, None
        if state is None:
            return False
        arranged = self._show_again(state)
        self.note()
        self._settle()
        return arranged

    def _show_again(self, state: OpenState) -> bool:
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
        return True


def _by_presence(paths: Iterable[str]) -> tuple[list[Path], list[str]]:
    """Paths that are there, and those that are not."""
    listed = list(paths)
    there = [Path(path) for path in listed if Path(path).exists()]
    return there, [path for path in listed if Path(path) not in there]
