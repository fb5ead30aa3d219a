"""Editing findings and adding one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from tests.support.ai_panel import click_run
from tests.support.studies import FakeServices, finding
from tests.ui.conftest import FakePrompts
from workstation.domain import coding
from workstation.domain.finding import Finding, FindingStatus
from workstation.session.finding_edits import FindingEdit
from workstation.ui.asking.finding_dialog import SITES, FindingDialog
from workstation.ui.board.feature import BoardFeature
from workstation.ui.findings.card_delegate import MORE_ROLE
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.report.feature import ReportFeature
from workstation.ui.shell.undo_feature import UndoFeature


def first(window: MainWindow) -> Finding:
    return window.workspace.findings.all[0]


def test_the_dialog_shows_a_finding_and_gives_the_edit(qtbot: QtBot) -> None:
    before = finding()
    dialog = FindingDialog(before)
    qtbot.addWidget(dialog)
    assert dialog.side.currentData() == coding.RIGHT
    assert dialog.site.currentData() is None
    assert dialog.measurements.count() == 3
    dialog.label.setText("Scar")
    dialog.site.setCurrentIndex(dialog.site.findText("Upper lobe of lung"))
    dialog.statement.setPlainText("Old scar.")
    dialog.comment.setText("Prior CT")
    dialog.measurements.item(2).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.edit() == FindingEdit(
        label="Scar",
        laterality=coding.RIGHT,
        site=SITES[1],
        statement="Old scar.",
        comment="Prior CT",
        removed=frozenset({before.measurements[2].id}),
    )
    dialog.label.clear()
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def test_an_edit_shows_in_table_and_report(
    opened: MainWindow, qtbot: QtBot, prompts: FakePrompts, fake: FakeServices
) -> None:
    click_run(opened, qtbot)
    qtbot.waitUntil(lambda: len(opened.workspace.findings.all) == 2 and opened.jobs.running == 0)
    panel = opened.features[FindingsFeature].panel
    prompts.edit = FindingEdit(label="Scar", laterality=coding.LEFT)
    opened.actions_table["edit_finding"].trigger()
    assert str(first(opened).label) == "Nodule 1"
    panel.select("f1")
    opened.actions_table["edit_finding"].trigger()
    assert first(opened).status is FindingStatus.EDITED
    table = panel.filter
    assert [table.index(0, c).data() for c in (0, 1, 2)] == ["Scar", "edited", "Left"]
    assert "label was “Nodule 1”" in panel.cards.currentIndex().data(MORE_ROLE)[1]
    opened.features[ReportFeature].panel.sign_button.click()
    qtbot.waitUntil(lambda: len(fake.orders) == 1 and opened.jobs.running == 0)
    assert fake.orders[0].findings[0].label == "Scar"
    opened.features[UndoFeature].undo()
    assert first(opened).status is FindingStatus.PROPOSED
    prompts.edit = None
    panel.edit_button.click()
    assert str(first(opened).label) == "Nodule 1"


def test_a_finding_is_added_at_the_crosshair(
    opened: MainWindow, prompts: FakePrompts, qtbot: QtBot
) -> None:
    crosshair = opened.features[BoardFeature].area.stage.crosshair
    prompts.edit = FindingEdit(label="Effusion", comment="missed")
    opened.features[FindingsFeature].panel.add_button.click()
    own = first(opened)
    assert own.source_kind == "reader"
    assert own.position_lps_mm == pytest.approx(crosshair)
    assert own.status is FindingStatus.ACCEPTED
    opened.features[UndoFeature].undo()
    assert len(opened.workspace.findings.all) == 0
    opened.features[BoardFeature].display.show_stack("stack-2")
    qtbot.waitUntil(lambda: opened.workspace.active_image is not None and not opened.jobs.running)
    opened.actions_table["add_finding"].trigger()
    on_film = first(opened)
    assert on_film.position_lps_mm is None
    assert on_film.position_ji is not None
    assert on_film.series_instance_uid == "1.2.3.5"


def test_nothing_is_added_without_an_image(
    window: MainWindow, prompts: FakePrompts, tmp_path: Path
) -> None:
    assert tmp_path.is_dir()
    prompts.edit = FindingEdit(label="Effusion")
    window.actions_table["add_finding"].trigger()
    assert window.workspace.findings.all == ()
