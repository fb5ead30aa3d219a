"""After a crash, the next start offers what was open."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.support.studies import FakeServices
from workstation.keeping.open_session import OpenSession, OpenState
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.studies.feature import StudiesFeature


@pytest.fixture
def left(fake: FakeServices, tmp_path: Path) -> Path:
    """A program was killed with a study open in a grid."""
    folder = tmp_path / "open"
    data = tmp_path / "study"
    data.mkdir()
    killed = OpenSession(folder)
    killed.note(
        OpenState(
            paths=(str(data),),
            layout="grid-1x2",
            stack_ids=("stack-2", "stack-1"),
            active=1,
        )
    )
    (file,) = folder.glob("*.json")
    text = file.read_bytes()
    killed.forget()
    file.write_bytes(text)
    fake.session = OpenSession(folder)
    return folder


def offered(window: MainWindow) -> list[list[str]]:
    """What the strip offers, by the names of folders."""
    recovery = window.features[StudiesFeature].recovery
    recovery.offer()
    return [[Path(path).name for path in left.state.paths] for left in recovery.strip.rows]


def press(window: MainWindow, words: str, row: int = 0) -> None:
    strip = window.features[StudiesFeature].recovery.strip
    buttons = [b for b in strip.findChildren(QPushButton) if b.text() == words and b.isVisible()]
    buttons[row].click()


@pytest.mark.usefixtures("left")
def test_it_is_opened_again_as_it_was(window: MainWindow, qtbot: QtBot) -> None:
    strip = window.features[StudiesFeature].recovery.strip
    assert not strip.isVisible()
    assert offered(window) == [["study"]]
    assert strip.isVisible()
    # Nothing blocks: the window can be used meanwhile.
    assert QApplication.activeModalWidget() is None
    press(window, "Open again")
    qtbot.waitUntil(lambda: not window.jobs.running and window.workspace.active is not None)
    assert not strip.isVisible()
    assert [f.stack_id for f in window.features[BoardFeature].area.frames] == ["stack-2", "stack-1"]
    assert window.features[BoardFeature].area.layout_id == "grid-1x2"
    place = window.workspace.active
    assert place is not None
    assert place.stack.id == "stack-1"
    assert offered(window) == []


def test_it_can_be_declined_once_and_for_all(left: Path, window: MainWindow) -> None:
    assert offered(window) == [["study"]]
    press(window, "Do not open")
    assert offered(window) == []
    assert window.workspace.active is None
    assert list(left.iterdir()) == []


def test_what_several_programs_left_is_one_list(
    left: Path, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    another = OpenSession(left)
    another.note(OpenState(paths=(str(tmp_path / "other"),), layout="", stack_ids=(), active=0))
    text = another._file.read_bytes()
    another.forget()
    (left / "another.json").write_bytes(text)
    assert sorted(offered(window)) == [["other"], ["study"]]
    press(window, "Do not open", row=1)
    assert len(offered(window)) == 1


@pytest.mark.usefixtures("left")
def test_what_the_reader_opens_meanwhile_is_not_offered_any_more(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    assert offered(window) == [["study"]]
    window.open_paths([tmp_path / "study"])
    assert not window.features[StudiesFeature].recovery.strip.isVisible()
    assert offered(window) == []
    qtbot.waitUntil(lambda: not window.jobs.running and window.workspace.active is not None)


def test_the_record_stays_until_its_images_are_up(
    left: Path, window: MainWindow, qtbot: QtBot
) -> None:
    (record,) = left.glob("*.json")
    offered(window)
    press(window, "Open again")
    assert record.exists()
    # Another start meanwhile does not offer it, too.
    assert OpenSession(left).left_behind() == ()
    qtbot.waitUntil(lambda: not window.jobs.running and window.workspace.active is not None)
    assert not record.exists()
    (noted,) = left.glob("*.json")
    assert b"stack-1" in noted.read_bytes()


def test_the_record_stays_when_nothing_can_be_opened(
    left: Path, window: MainWindow, fake: FakeServices, qtbot: QtBot
) -> None:
    (record,) = left.glob("*.json")
    fake.fail_scan = True
    offered(window)
    press(window, "Open again")
    qtbot.waitUntil(lambda: not window.jobs.running)
    window.close()
    assert record.exists()
    assert len(OpenSession(left).left_behind()) == 1


def test_paths_that_are_away_are_offered_when_they_are_there_again(
    left: Path, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (record,) = left.glob("*.json")
    (tmp_path / "study").rmdir()
    assert offered(window) == []
    assert record.exists()
    assert "study" in window.statusBar().currentMessage()
    (tmp_path / "study").mkdir()
    assert offered(window) == [["study"]]
    press(window, "Open again")
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and not window.jobs.running)


def test_what_is_open_is_noted_and_forgotten(
    window: MainWindow, fake: FakeServices, qtbot: QtBot, tmp_path: Path
) -> None:
    fake.session.forget()
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and not window.jobs.running)
    noted = fake.session._last
    assert noted is not None
    assert noted.paths == (str(tmp_path),)
    assert noted.stack_ids == ("stack-1",) * 3
    window.actions_table["close_all"].trigger()
    assert fake.session._last is None
