"""Hanging protocols in the window: choosing one, its stages, and keeping the present layout."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from workstation.domain.study import StackKind, Study
from workstation.errors import WorkstationError
from workstation.language import say, tr
from workstation.messages import Message
from workstation.scene.layout import AUTOMATIC_ID
from workstation.session.events import StudiesClosing
from workstation.session.hanging import (
    CellRule,
    HangingProtocol,
    Stage,
    best_protocol,
    first_stage,
    hang,
    priors_of,
    rule_of,
    score,
    stages_worth_showing,
)
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.board.image_display import ImageDisplay
from workstation.ui.board.view_area import ViewArea
from workstation.ui.board.viewport_frame import ViewportFrame
from workstation.ui.services import WindowServices

_GENERIC = "generic"
_OWN = "own: "


class Hanging(QObject):
    """Lays out studies by protocol.

    Parameters
    ----------
    area : ViewArea
        What is laid out.
    display : ImageDisplay
        Shows stacks in its viewports.
    """

    told = Signal(str)
    failed = Signal(object)
    """WorkstationError."""
    hung = Signal(object)
    """Dict of viewport to (id of its stack, id of the stack that is laid over it or "")."""
    stage_changed = Signal(int, int, str)
    """Number of the stage from 0, how many there are, and its words; 0 of 0 without a protocol."""

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        area: ViewArea,
        display: ImageDisplay,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._services = services
        self._area = area
        self._display = display
        self.present: tuple[HangingProtocol, int] | None = None
        """The protocol in force and its stage; None once there is none."""
        self._study: Study | None = None
        self._by_hand: dict[str, str] = {}
        """The layout that the reader chose for a study, by its UID, while the program runs."""
        workspace.subscribe(StudiesClosing, lambda _event: self._forget())

    def open(self, places: Sequence[StackPlace]) -> None:
        """Lay out the newest study of those that were found, by the protocol that suits it."""
        study = newest_study(places)
        priors = priors_of(study, self._workspace.studies)
        protocol = best_protocol(self._services.hanging_protocols(), study, priors)
        chosen = self._by_hand.get(study.study_instance_uid, "")
        if protocol is not None and protocol.id != _GENERIC and not chosen:
            self.apply(protocol, study=study)
            return
        self._forget(chosen)
        self._study = study
        self._display.show_stack(best_stack(places).stack.id, self._area.active_frame)
        if protocol is not None and not chosen:
            # Its first stage is what was just shown.
            self.present = (protocol, 0)
            self._tell_stage(study)

    def choose(self, layout_id: str) -> None:
        """The reader divides the viewports himself; it holds for the study that is looked at."""
        place = self._workspace.active
        if place is not None:
            self._by_hand[place.study.study_instance_uid] = layout_id

    def _forget(self, layout_id: str = "") -> None:
        """End the protocol that is in force: every study hangs anew."""
        self.present, self._study = None, None
        self._area.set_layout(layout_id or AUTOMATIC_ID)
        self.stage_changed.emit(0, 0, "")

    def apply(
        self, protocol: HangingProtocol, stage: int | None = None, *, study: Study | None = None
    ) -> None:
        """Hang a study.

        Parameters
        ----------
        stage : int or None
            None begins with the first stage that the study fills.
        study : Study or None
            None is the one that is looked at.
        """
        place = self._workspace.active
        chosen = study or (place.study if place is not None else None)
        if chosen is None:
            return
        priors = priors_of(chosen, self._workspace.studies)
        at = first_stage(protocol, chosen, priors) if stage is None else stage
        self.present, self._study = (protocol, at), chosen
        self._by_hand.pop(chosen.study_instance_uid, None)
        step = protocol.stages[at]
        hung = hang(step, chosen, priors)
        filled = [each for each in hung if each.stack_id]
        # One image has no need of empty cells beside it.
        alone = len(hung) > 1 and len(filled) == 1
        if alone:
            hung = tuple(filled)
        self._area.set_layout(AUTOMATIC_ID if alone else step.layout)
        if self._area.shows_one_image:
            if hung[0].stack_id:
                self._display.show_stack(hung[0].stack_id, self._area.frames[0], rule=hung[0].rule)
        else:
            for frame, each in zip(self._area.frames, hung, strict=False):
                if each.stack_id:
                    self._display.show_stack(each.stack_id, frame, rule=each.rule)
                else:
                    frame.empty(tr("Nothing in this study belongs here."))
            self.hung.emit(
                {
                    frame.viewport: (each.stack_id, each.over_id)
                    for frame, each in zip(self._area.frames, hung, strict=False)
                }
            )
            showing = [f for f in self._area.frames if f.stack_id]
            if showing:
                self._area.stage.set_active(showing[0].viewport)
        self.told.emit(self._tell_stage(chosen))

    def _tell_stage(self, study: Study) -> str:
        """Tell which of the stages that a study fills is shown; the same in words."""
        if self.present is None:
            return ""
        protocol, at = self.present
        words = f"{_title(protocol, protocol.title)}: {_title(protocol, protocol.stages[at].title)}"
        worth = stages_worth_showing(protocol, study, priors_of(study, self._workspace.studies))
        if at not in worth or len(worth) < 2:
            self.stage_changed.emit(0, 0, words)
            return words
        self.stage_changed.emit(worth.index(at), len(worth), words)
        return f"{words} ({worth.index(at) + 1}/{len(worth)})"

    def step(self, by: int) -> None:
        """Go to the next or previous stage that shows something."""
        place = self._workspace.active
        if self.present is None or place is None:
            self.told.emit(tr("No hanging protocol is in force; choose one in the Layout menu."))
            return
        protocol, at = self.present
        study = self._study or place.study
        worth = stages_worth_showing(protocol, study, priors_of(study, self._workspace.studies))
        others = [n for n in worth if n != at]
        if not others:
            self.told.emit(tr("This study fills no other stage."))
            return
        beyond = [n for n in others if (n - at) * by > 0] or others
        self.apply(protocol, min(beyond) if by > 0 else max(beyond), study=study)

    def suitable(self) -> tuple[HangingProtocol, ...]:
        """Protocols for the study that is looked at, the best first."""
        place = self._workspace.active
        if place is None:
            return ()
        priors = priors_of(place.study, self._workspace.studies)
        scored = [
            (score(protocol, place.study, priors), protocol)
            for protocol in self._services.hanging_protocols()
        ]
        scored = [each for each in scored if each[0] > 0]
        return tuple(p for _, p in sorted(scored, key=lambda each: -each[0]))

    def fill(self, menu: QMenu) -> None:
        """List what suits, in a menu that is about to be shown."""
        menu.clear()
        suitable = self.suitable()
        for protocol in suitable:
            action = menu.addAction(_title(protocol, protocol.title))
            action.setCheckable(True)
            action.setChecked(self.present is not None and self.present[0].id == protocol.id)
            action.triggered.connect(self._applier(protocol))
        if not suitable:
            menu.addAction(tr("Open a study first")).setEnabled(False)
        own = [p for p in suitable if p.id.startswith(_OWN)]
        if own:
            deleting = QMenu(tr("Delete own protocol"), menu)
            for protocol in own:
                deleting.addAction(protocol.title).triggered.connect(self._deleter(protocol))
            menu.addSeparator()
            menu.addMenu(deleting)

    def _applier(self, protocol: HangingProtocol) -> Callable[[bool], None]:
        return lambda _on: self.apply(protocol)

    def _deleter(self, protocol: HangingProtocol) -> Callable[[bool], None]:
        def delete(_on: bool) -> None:
            try:
                self._services.delete_hanging_protocol(protocol.id)
            except WorkstationError as error:
                self.failed.emit(error)
            else:
                self.told.emit(tr("Protocol deleted: {title}", title=protocol.title))

        return delete

    def save(self, title: str) -> None:
        """Keep the present layout as a protocol of the reader, for studies like this one."""
        place = self._workspace.active
        if place is None or not title.strip():
            return
        protocol = self._protocol(title.strip(), place.study)
        try:
            self._services.save_hanging_protocol(protocol)
        except WorkstationError as error:
            self.failed.emit(error)
            return
        self.present = (protocol, 0)
        self.stage_changed.emit(0, 1, title)
        self.told.emit(tr("Protocol kept: {title}", title=protocol.title))

    def _protocol(self, title: str, study: Study) -> HangingProtocol:
        frames = self._area.frames[:1] if self._area.shows_one_image else self._area.frames
        cells = tuple(self._cell(frame, study) for frame in frames)
        wanted = {m for cell in cells for m in cell.series.modality}
        parts = {stack.body_part.upper() for series in study.series for stack in series.stacks}
        return HangingProtocol(
            id=f"{_OWN}{title}",
            title=title,
            modalities=tuple(sorted(wanted)),
            body_parts=tuple(sorted(part for part in parts if part)),
            words=(study.description.lower(),) if study.description else (),
            needs_words=bool(study.description or any(parts)),
            stages=(Stage(title=title, layout=self._area.layout_id, cells=cells),),
        )

    def _cell(self, frame: ViewportFrame, study: Study) -> CellRule:
        place = self._workspace.place(frame.stack_id)
        if place is None:
            return CellRule()
        is_prior = place.study.study_instance_uid != study.study_instance_uid
        rule = rule_of(place.series, place.stack, is_prior=is_prior)
        wall = frame.rule.chest_wall if frame.rule is not None else None
        return CellRule(
            series=rule, window=str(frame.viewport.window_setting.explanation), chest_wall=wall
        )


def best_stack(places: Sequence[StackPlace]) -> StackPlace:
    """What to show first: the largest volume, else the first image."""
    volumes = [place for place in places if place.stack.kind is StackKind.VOLUME]
    if volumes:
        return max(volumes, key=lambda place: math.prod(place.stack.shape_kji))
    return places[0]


def newest_study(places: Sequence[StackPlace]) -> Study:
    """The newest study where all are of one patient, else that of the largest stack."""
    best = best_stack(places).study
    mine = [p.study for p in places if p.study.patient.identity == best.patient.identity]
    return max(mine, key=lambda study: (study.date, study.time))


def add_hanging_menu(hanging: Hanging, menu: QMenu, parent: QWidget) -> QMenu:
    """A submenu that lists the suitable protocols whenever it is opened."""
    submenu = QMenu(tr("&Hanging protocol"), parent)
    submenu.aboutToShow.connect(lambda: hanging.fill(submenu))
    menu.addMenu(submenu)
    return submenu


def _title(protocol: HangingProtocol, title: str) -> str:
    """A title of a protocol; what the reader called his own stays as it is."""
    return title if protocol.id.startswith(_OWN) else say(Message.term(title))
