"""Findings under review, and key images."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from workstation.domain.finding import FindingStatus
from workstation.domain.image import Image
from workstation.messages import Message
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.asking.reader import Reader
from workstation.ui.board.feature import BoardFeature
from workstation.ui.findings.finding_actions import FINDING_ACTIONS
from workstation.ui.findings.panel import FindingsPanel
from workstation.ui.findings.review import Review
from workstation.ui.findings.table_model import FindingsTableModel
from workstation.ui.findings.thumbnails import FindingThumbnails
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.docks import DockPlace, Docks
from workstation.ui.shell.feature import DockPanel, Feature
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.notices import Notices
from workstation.ui.volume.feature import VolumeFeature
from workstation.viewer.slice_viewport import SliceViewport


class FindingsFeature:
    """Decisions on findings, in the reader's name."""

    actions: ClassVar[tuple[ActionSpec, ...]] = FINDING_ACTIONS

    def __init__(
        self,
        workspace: Workspace,
        jobs: JobController,
        docks: Docks,
        table: ActionTable,
        prompts: Prompts,
        notices: Notices,
        reader: Reader,
        board: BoardFeature,
        volume: VolumeFeature,
        host: QWidget,
    ) -> None:
        self._reader = reader
        self._stage = board.stage
        self._volume = volume
        self.review = Review(workspace, board.stage, reader=reader, prompts=prompts, window=host)
        self.model = FindingsTableModel(workspace, host)
        self.thumbnails = FindingThumbnails(workspace, jobs, self._image_of, host)
        self.panel = FindingsPanel(
            self.model, self.thumbnails.picture, lambda name: next(iter(table.keys(name)), "")
        )
        self.thumbnails.changed.connect(self.panel.show_picture)
        # Pictures can be made of what is on the screen by now.
        board.display.shown.connect(self.panel.cards.viewport().update)
        self.panel.lead_on.connect(lambda: docks.open(DockPlace.RISK))
        self.review.stack_wanted.connect(board.display.show_stack)
        board.display.opened.connect(self.review.image_shown)
        self.panel.go_to.connect(self.review.go_to_finding)
        self.panel.decide.connect(self.review.decide)
        self.panel.edit.connect(self.review.edit_finding)
        self.panel.add.connect(self.review.add_finding)
        notices.take_words(self.review.told)
        board.stage.equip_each(self._equip)

    def feature(self) -> Feature:
        """The menu of findings and their table."""
        panel, review = self.panel, self.review
        return Feature(
            handlers={
                "previous_finding": lambda _on: panel.step(-1),
                "next_finding": lambda _on: panel.step(1),
                "accept": lambda _on: panel.decide_selected(FindingStatus.ACCEPTED),
                "reject": lambda _on: panel.decide_selected(FindingStatus.REJECTED),
                "reopen": lambda _on: panel.decide_selected(FindingStatus.PROPOSED),
                "edit_finding": lambda _on: panel.edit_selected(),
                "add_finding": lambda _on: review.add_finding(),
                "key_image": lambda _on: self._key_image(),
                "reader_name": lambda _on: self._reader.ask(),
            },
            docks=(DockPanel(Message("Findings"), panel, DockPlace.FINDINGS),),
        )

    def _equip(self, viewport: SliceViewport) -> None:
        viewport.is_key_image = self.review.key_image_test(viewport)

    def _image_of(self, stack_id: str) -> Image | None:
        """The pixels of a stack that some viewport shows."""
        views = (viewport.view for viewport in self._stage.viewports)
        found = (view.image for view in views if view is not None and view.stack_id == stack_id)
        return next(found, None)

    def _key_image(self) -> None:
        if not self._volume.keys.toggle_active():
            self.review.toggle_key_image()
