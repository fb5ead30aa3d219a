"""Whose images are on the screen: a banner, a color for a second person, and a warning."""

from __future__ import annotations

from typing import ClassVar
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMainWindow

from workstation.domain.study import Study
from workstation.language import tr
from workstation.session.events import ActiveImageChanged, StudiesChanged, StudiesClosed
from workstation.session.people import people_of
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.board.feature import BoardFeature
from workstation.ui.board.view_area import ViewArea
from workstation.ui.patients.banner import PatientBanner, PatientStrip, patient_words, short_words
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.feature import Feature
from workstation.ui.widgets.theme import colors, person_color, person_color_on_pictures
from workstation.viewer.slice_viewport import SliceViewport

_TITLE = "Lightbox"


class People(QObject):
    """Tells whose a viewport is."""

    changed = Signal()

    def __init__(self, workspace: Workspace, board: BoardFeature, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._board = board
        self._numbers: dict[str, int] = {}
        workspace.subscribe(StudiesChanged, lambda _event: self._count())
        workspace.subscribe(StudiesClosed, lambda _event: self._count())

    def _count(self) -> None:
        self._numbers = people_of(self._workspace.studies)
        self.changed.emit()

    def number_of(self, study_instance_uid: str) -> int:
        """The number of the person of a study; 0 is the one that was opened first."""
        return self._numbers.get(study_instance_uid, 0)

    def number_on(self, stack_id: str) -> int:
        """The number of the person of a stack."""
        place = self._workspace.place(stack_id)
        return self.number_of(place.study.study_instance_uid) if place is not None else 0

    def on_screen(self) -> dict[int, Study]:
        """A study of everybody whose images are on the screen, by number."""
        found: dict[int, Study] = {}
        for area in self._board.windows.areas:
            for frame in area.frames:
                place = self._workspace.place(frame.stack_id) if frame.stack_id else None
                if place is not None and not frame.isHidden():
                    number = self.number_of(place.study.study_instance_uid)
                    found.setdefault(number, place.study)
        return dict(sorted(found.items()))


class PatientsFeature:
    """The banner, the strip, and the color of names."""

    actions: ClassVar[tuple[ActionSpec, ...]] = ()

    def __init__(
        self,
        workspace: Workspace,
        prompts: Prompts,
        board: BoardFeature,
        host: QMainWindow,
    ) -> None:
        self._workspace = workspace
        self._prompts = prompts
        self._board = board
        self._host = host
        self._strips: WeakKeyDictionary[ViewArea, PatientStrip] = WeakKeyDictionary()
        self.people = People(workspace, board, host)
        self.banner = PatientBanner()
        host.menuBar().setCornerWidget(self.banner, Qt.Corner.TopRightCorner)
        host.menuBar().installEventFilter(self.banner)
        self.people.changed.connect(self.follow)
        board.display.shown.connect(self.follow)
        board.area.layout_changed.connect(self.follow)
        board.windows.closed.connect(self.follow)
        board.stage.text_mode_changed.connect(self.follow)
        workspace.subscribe(ActiveImageChanged, lambda _event: self.follow())

    def feature(self) -> Feature:
        """Nothing but what it shows."""
        return Feature()

    def strip_of(self, area: ViewArea) -> PatientStrip:
        """The strip over the viewports of an area."""
        if area not in self._strips:
            self._strips[area] = PatientStrip()
            area.add_strip(self._strips[area])
        return self._strips[area]

    @property
    def _is_named(self) -> bool:
        return self._board.stage.active.text_mode == 0

    def stand_in(self, study: Study) -> str:
        """What stands in place of a patient's name and ID while these are hidden; else ""."""
        if self._is_named:
            return ""
        return tr("patient {number}", number=self.people.number_of(study.study_instance_uid) + 1)

    def follow(self) -> None:
        """Show who is on the screen now."""
        is_named = self._is_named
        people = self.people.on_screen()
        names = [short_words(study) for study in people.values()]
        if not is_named:
            names = [tr("patient {number}", number=number + 1) for number in people]
        for area in self._board.windows.areas:
            self.strip_of(area).show_people(names)
            for frame in area.frames:
                self._color(frame.viewport, self.people.number_on(frame.stack_id))
        active = self._workspace.active
        words = patient_words(active.study) if active is not None and is_named else ""
        number = self.people.number_of(active.study.study_instance_uid) if active else 0
        self.banner.show_patient(words, person_color(number) or colors().text)
        name = short_words(active.study) if active is not None and is_named else ""
        self._host.setWindowTitle(f"{name} – {_TITLE}" if name else _TITLE)

    @staticmethod
    def _color(viewport: SliceViewport, number: int) -> None:
        name = person_color_on_pictures(number)
        color = QColor(name) if name else None
        if color != viewport.name_color:
            viewport.name_color = color
            viewport.update()

    def may_link(self) -> bool:
        """Whether what is on the screen may be linked; asks where it is of several people."""
        people = self.people.on_screen()
        if len(people) < 2:
            return True
        return self._prompts.link_patients(self._host, list(map(short_words, people.values())))
