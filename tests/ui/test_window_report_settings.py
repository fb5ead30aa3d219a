"""Role, header and logo that every report carries."""

from __future__ import annotations

from pathlib import Path

from PIL import Image as PilImage
from pytestqt.qtbot import QtBot

from tests.support.studies import FakeServices
from tests.ui.conftest import FakePrompts
from workstation.keeping.kept_settings import KeptSettings
from workstation.ui.asking.report_settings import ReportSettings, kept_report_settings
from workstation.ui.asking.report_settings_dialog import ReportSettingsDialog
from workstation.ui.asking.signing_dialog import SigningDialog
from workstation.ui.main_window import MainWindow
from workstation.ui.report.feature import ReportFeature

CHOSEN = ReportSettings(role="Consultant", header="St. Anna\nRadiology", logo=Path("/x/logo.png"))


def test_what_was_chosen_stands_in_the_next_reports(
    qtbot: QtBot, opened: MainWindow, prompts: FakePrompts, fake: FakeServices, tmp_path: Path
) -> None:
    prompts.settings_answer = CHOSEN
    opened.actions_table["report_settings"].trigger()
    opened.features[ReportFeature].panel.sign_button.click()
    qtbot.waitUntil(lambda: bool(fake.orders) and opened.jobs.running == 0)
    (order,) = fake.orders
    assert (order.signed_role, order.header, order.logo) == (
        CHOSEN.role,
        CHOSEN.header,
        CHOSEN.logo,
    )
    path = tmp_path / "settings.toml"
    assert kept_report_settings(KeptSettings(path).values) == CHOSEN
    prompts.settings_answer = None
    opened.actions_table["report_settings"].trigger()
    assert kept_report_settings(KeptSettings(path).values) == CHOSEN


def test_the_role_of_one_reader_is_not_that_of_the_next(
    qtbot: QtBot, opened: MainWindow, prompts: FakePrompts, fake: FakeServices
) -> None:
    prompts.settings_answer = CHOSEN
    opened.actions_table["report_settings"].trigger()
    opened.actions_table["reader_name"].trigger()
    opened.actions_table["reader_name"].trigger()
    desk = opened.features[ReportFeature].desk
    desk.write(False, sign=True)
    qtbot.waitUntil(lambda: len(fake.orders) == 1 and opened.jobs.running == 0)
    prompts.name = "Dr. Other"
    opened.actions_table["reader_name"].trigger()
    desk.write(False, sign=True)
    qtbot.waitUntil(lambda: len(fake.orders) == 2 and opened.jobs.running == 0)
    assert [(o.signed_by, o.signed_role) for o in fake.orders] == [
        ("Dr. Reader", "Consultant"),
        ("Dr. Other", ""),
    ]
    assert [summary.signer for summary in prompts.summaries] == [
        "Dr. Reader, Consultant",
        "Dr. Other",
    ]
    dialog = SigningDialog(prompts.summaries[0])
    qtbot.addWidget(dialog)
    assert "Signature: Dr. Reader, Consultant" in dialog.text()


def test_a_logo_is_checked_when_it_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.png", tmp_path / "bad.png"
    PilImage.new("RGB", (300, 100), (10, 20, 200)).save(good)
    bad.write_text("no picture")
    dialog = ReportSettingsDialog(ReportSettings(role=" A  B ", logo=good))
    qtbot.addWidget(dialog)
    assert dialog.made() == ReportSettings(role="A B", logo=good)
    assert not dialog.picture.pixmap().isNull()
    dialog.show_logo(bad)
    assert "bad.png" in dialog.fault.text()
    assert dialog.made().logo is None
    dialog.show_logo(good)
    assert dialog.fault.text() == ""
    dialog.remove.click()
    assert dialog.made().logo is None
    assert not dialog.remove.isEnabled()
