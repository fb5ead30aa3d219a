"""Studies: opened, scanned, listed, closed, and opened again after a crash."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QMenu, QWidget

from workstation.keeping.kept_settings import KeptSettings
from workstation.language import tr
from workstation.messages import Message
from workstation.session.open_studies import StackPlace
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.board.feature import BoardFeature
from workstation.ui.layout.feature import LayoutFeature
from workstation.ui.objects.feature import ObjectsFeature
from workstation.ui.patients.feature import PatientsFeature
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.services import WindowServices
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.bridges import WorkspaceBridge
from workstation.ui.shell.docks import DockPlace
from workstation.ui.shell.feature import DockPanel, Feature
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.notices import Notices
from workstation.ui.studies.opening import Opening
from workstation.ui.studies.panel import StudiesPanel
from workstation.ui.studies.recent_paths import RecentPaths
from workstation.ui.studies.recovery import Recovery
from workstation.ui.studies.scanning import StudyController
from workstation.ui.studies.study_actions import STUDY_ACTIONS
from workstation.ui.studies.tree_model import StudyTreeModel
from workstation.ui.widgets.theme import person_color


class StudiesFeature:
    """What is open, and how it comes and goes."""

    actions: ClassVar[tuple[ActionSpec, ...]] = STUDY_ACTIONS

    def __init__(
        self,
        workspace: Workspace,
        services: WindowServices,
        jobs: JobController,
        settings: KeptSettings,
        prompts: Prompts,
        bridge: WorkspaceBridge,
        notices: Notices,
        table: ActionTable,
        board: BoardFeature,
        layout: LayoutFeature,
        segmenting: SegmentingFeature,
        objects: ObjectsFeature,
        patients: PatientsFeature,
        host: QWidget,
    ) -> None:
        self._workspace = workspace
        self._told = notices.tell
        self._board = board
        self._layout = layout
        self._objects = objects
        self.controller = StudyController(workspace, services, jobs, host)
        self.recent = RecentPaths(settings)
        self.recovery = Recovery(
            services.session, workspace, board.area, board.display, window=host
        )
        self.model = StudyTreeModel(
            workspace,
            host,
            chips=objects.desk.chips,
            name_color=lambda study: person_color(
                patients.people.number_of(study.study_instance_uid)
            ),
            stand_in=patients.stand_in,
        )
        board.stage.text_mode_changed.connect(self.model.follow_names)
        self.panel = StudiesPanel(self.model)
        self.opening = Opening(
            workspace,
            self.controller,
            self.recovery,
            self.recent,
            segmenting.files,
            objects.desk,
            self.panel,
            board.area,
            prompts=prompts,
            notices=notices,
            host=host,
        )
        menu = QMenu(tr("Open &recent"), host)
        self.recent.offer_in(menu, self.opening.open_paths)
        table.menu("&File").insertMenu(table["import_report"], menu)
        self._connect(notices, bridge)

    def _connect(self, notices: Notices, bridge: WorkspaceBridge) -> None:
        controller, panel, opening = self.controller, self.panel, self.opening
        controller.scan_progressed.connect(panel.show_progress)
        controller.scan_ended.connect(panel.show_idle)
        controller.scanned.connect(opening.take_report)
        controller.thumbnail_ready.connect(self.model.set_thumbnail)
        controller.found.connect(self._show_found)
        controller.scan_ended.connect(self.recovery.ended)
        self.recovery.wanted.connect(opening.scan)
        panel.stack_chosen.connect(self._board.display.show_stack)
        panel.object_chosen.connect(self._objects.desk.toggle)
        # What was chosen is looked at now: keys are for its picture.
        for chosen in (panel.stack_chosen, panel.object_chosen):
            chosen.connect(lambda *_what: self._board.stage.active.setFocus())
        self._objects.desk.changed.connect(self._follow_objects)
        panel.cancel_clicked.connect(controller.cancel_scan)
        panel.report_clicked.connect(opening.show_import_report)
        panel.open_clicked.connect(opening.ask_folder)
        bridge.active_image_changed.connect(panel.select)
        self._board.display.shown.connect(self._mark_shown)
        self._board.area.layout_changed.connect(self._mark_shown)
        self._board.windows.closed.connect(self._mark_shown)
        notices.take_words(self.recovery.told)
        notices.take_faults(controller.failed)

    def feature(self) -> Feature:
        """Opening, closing, and going from series to series."""
        opening = self.opening
        return Feature(
            handlers={
                "open_folder": lambda _on: opening.ask_folder(),
                "open_files": lambda _on: opening.ask_files(),
                "open_mask": lambda _on: opening.ask_masks(),
                "import_report": lambda _on: opening.show_import_report(),
                "close_study": lambda _on: self.close_study(),
                "close_all": lambda _on: self._workspace.close_all(),
                "previous_series": lambda _on: self.step_series(-1),
                "next_series": lambda _on: self.step_series(1),
            },
            docks=(DockPanel(Message("Studies"), self.panel, DockPlace.STUDIES),),
            leave=self.recovery.closed,
        )

    def close_study(self) -> None:
        """Close the study that is looked at; the others stay open."""
        place = self._workspace.active
        if place is None:
            self._told(tr("No study is open."))
        elif self.controller.is_scanning:
            self._told(tr("A folder is still being read; stop that first, or wait for its end."))
        else:
            self.controller.close_study(place.study.study_instance_uid)

    def step_series(self, by: int) -> None:
        """Show the next or previous stack."""
        stacks = [place.stack.id for place in self.model.stacks()]
        place = self._workspace.active
        if stacks and place is not None:
            at = stacks.index(place.stack.id)
            self._board.display.show_stack(stacks[max(0, min(at + by, len(stacks) - 1))])

    def _follow_objects(self) -> None:
        self.model.follow_chips()
        active = self._workspace.active
        # Who goes through the list by keys stays where they are, unless rows came or went.
        if active is not None and not self.panel.tree.currentIndex().isValid():
            self.panel.select(active.stack.id)

    def _mark_shown(self) -> None:
        """Mark in the list what is on the screen."""
        frames = (frame for area in self._board.windows.areas for frame in area.frames)
        self.model.mark_shown(frozenset(frame.stack_id for frame in frames if frame.stack_id))

    def _show_found(self, places: list[StackPlace]) -> None:
        """Hang what was found, or arrange it as it was before a crash."""
        if not self.recovery.arrange():
            self._layout.hanging.open(places)
