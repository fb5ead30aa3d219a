"""The start page: where nothing is open, everything that opens something."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.studies import FakeServices
from workstation.keeping.open_session import LeftOpen, OpenState
from workstation.keeping.recent_studies import RecentStudy
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.start.feature import StartFeature
from workstation.ui.start.page import StartPage
from workstation.ui.studies.feature import StudiesFeature


@pytest.fixture
def page(window: MainWindow) -> StartPage:
    return window.features[StartFeature].page


def lines(page: StartPage) -> list[list[str]]:
    return [page.list.item(n).text().split("\n") for n in range(page.list.count())]


def wait(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and not window.jobs.running)


def test_it_is_there_while_nothing_is_open(
    window: MainWindow, page: StartPage, tmp_path: Path, qtbot: QtBot
) -> None:
    assert page.isVisible()
    area = window.features[BoardFeature].area
    qtbot.waitUntil(lambda: page.width() == area.width())
    window.open_paths([tmp_path])
    wait(window, qtbot)
    assert not page.isVisible()
    window.workspace.close_all()
    assert page.isVisible()
    assert "Ctrl+O" in page.message.text()


def test_a_strip_over_the_viewports_is_not_covered(
    window: MainWindow, page: StartPage, tmp_path: Path, qtbot: QtBot
) -> None:
    strip = window.features[StudiesFeature].recovery.strip
    left = OpenState(paths=(str(tmp_path),), layout="", stack_ids=(), active=0)
    strip.offer([LeftOpen(left, tmp_path / "record.json")])
    qtbot.waitUntil(lambda: page.geometry().top() >= strip.geometry().bottom() > 0)
    strip.offer([])
    qtbot.waitUntil(lambda: page.geometry().top() == 0)


def test_it_says_why_nothing_could_be_opened(
    window: MainWindow, page: StartPage, fake: FakeServices, tmp_path: Path, qtbot: QtBot
) -> None:
    fake.report = type(fake.report)(files=3, read=0, skipped=(), studies=())
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: "None of 3 files" in page.message.text())
    assert page.isVisible()


def test_what_was_opened_is_listed_with_name_date_and_picture(
    window: MainWindow, page: StartPage, fake: FakeServices, tmp_path: Path, qtbot: QtBot
) -> None:
    assert not page.list.isVisible()
    window.open_paths([tmp_path])
    wait(window, qtbot)
    qtbot.waitUntil(lambda: bool(fake.recent.picture(str(tmp_path))))
    window.workspace.close_all()
    (first,) = lines(page)
    study = fake.report.studies[0]
    assert study.patient.patient_id in first[0]
    assert f"{study.date[:4]}-{study.date[4:6]}-{study.date[6:]}" in first[1]
    assert str(tmp_path) in first[2]
    assert page.list.isVisible()
    # The day of the opening is that of the clock.
    assert first[2].startswith("opened 20")


def test_a_click_or_enter_opens_it_again(
    window: MainWindow, page: StartPage, fake: FakeServices, tmp_path: Path, qtbot: QtBot
) -> None:
    fake.recent.note(RecentStudy(path=str(tmp_path), name="Doe^Jane"), most=5)
    window.features[BoardFeature].area.show_welcome()
    assert lines(page)[0][0] == "Doe, Jane"
    page.list.setFocus()
    page.list.setCurrentRow(0)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    wait(window, qtbot)
    assert window.workspace.reports


def test_names_are_hidden_where_pictures_hide_them(
    window: MainWindow, page: StartPage, fake: FakeServices, tmp_path: Path
) -> None:
    study = RecentStudy(path=str(tmp_path), name="Doe^Jane", patient_id="77", what="CT of Jane")
    fake.recent.note(study, most=5)
    window.features[BoardFeature].area.show_welcome()
    assert "Doe" in lines(page)[0][0]
    window.actions_table["cycle_text"].trigger()
    words = " ".join(lines(page)[0])
    assert not any(each in words for each in ("Doe", "77", "Jane"))


def test_an_entry_is_taken_out_and_fewer_are_kept(
    window: MainWindow, page: StartPage, fake: FakeServices, tmp_path: Path
) -> None:
    for name in ("a", "b", "c"):
        fake.recent.note(RecentStudy(path=str(tmp_path / name)), most=5)
    window.features[BoardFeature].area.show_welcome()
    page.forget.emit(str(tmp_path / "b"))
    assert [Path(each[0]).name for each in lines(page)] == ["c", "a"]
    window.features[StartFeature]._settings.change(recent_count=1)
    assert [each.path for each in fake.recent.all()] == [str(tmp_path / "c")]
    assert len(lines(page)) == 1


def test_the_buttons_open(
    window: MainWindow, page: StartPage, fake: FakeServices, qtbot: QtBot
) -> None:
    page.folder.click()
    wait(window, qtbot)
    window.workspace.close_all()
    page.sample.click()
    assert not page.sample.isEnabled()
    wait(window, qtbot)
    assert fake.recent.all()[0].path == str(fake.sample.absolute())
    qtbot.waitUntil(page.sample.isEnabled)
