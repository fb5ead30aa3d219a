"""Folders of thousands of series: nothing of the window grows with their square."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.studies import FakeServices, images, scan_report, series, stack
from workstation.domain.study import ScanReport, SkippedFile, StackKind
from workstation.messages import Message
from workstation.ui.board.feature import BoardFeature
from workstation.ui.language import install_language
from workstation.ui.main_window import MainWindow
from workstation.ui.studies.feature import StudiesFeature
from workstation.ui.studies.import_report_dialog import ImportReportDialog

COUNT = 300


@pytest.fixture
def many(qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path) -> MainWindow:
    """The window with a study of many films, some thumbnails of which are still to be made."""
    report = scan_report()
    film = images()["stack-2"]
    parts = []
    for n in range(COUNT):
        uid = f"1.2.3.5.{n}"
        one = stack(f"film-{n}", uid, StackKind.PROJECTION, (1, 60, 80))
        parts.append(series(uid, n, "DX", "Film", one))
        source = replace(film.source, series_instance_uid=uid)
        fake.images[f"film-{n}"] = replace(film, source=source)
    study = replace(report.studies[0], series=tuple(parts))
    fake.report = replace(report, studies=(study,))
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None)
    return window


def test_thumbnails_are_made_one_after_the_other(qtbot: QtBot, many: MainWindow) -> None:
    seen: list[int] = []
    many.jobs.changed.connect(lambda: seen.append(many.jobs.running))
    qtbot.waitUntil(lambda: many.jobs.running == 0)
    assert all(many.features[StudiesFeature].model.has_thumbnail(f"film-{n}") for n in range(COUNT))
    assert max(seen) < 10


def test_closing_ends_the_thumbnails(qtbot: QtBot, many: MainWindow) -> None:
    assert not many.features[StudiesFeature].model.has_thumbnail(f"film-{COUNT - 1}")
    qtbot.waitUntil(lambda: many.features[StudiesFeature].model.has_thumbnail("film-0"))
    many.workspace.close_all()
    # What is opened next may have the same UIDs and be another thing.
    assert not many.features[StudiesFeature].model.has_thumbnail("film-0")
    qtbot.waitUntil(lambda: many.jobs.running == 0)
    assert not many.features[StudiesFeature].model.has_thumbnail(f"film-{COUNT - 1}")


def test_a_thumbnail_moves_no_row(many: MainWindow) -> None:
    model = many.features[StudiesFeature].model
    index = model.index_of(f"film-{COUNT - 1}")
    tree = many.features[StudiesFeature].panel.tree
    before = tree.sizeHintForIndex(index)
    model.set_thumbnail(f"film-{COUNT - 1}", QImage(56, 56, QImage.Format.Format_RGB32))
    assert tree.sizeHintForIndex(index) == before
    assert model.index_of("gone") == QModelIndex()


def test_showing_a_series_asks_nothing_of_the_others(many: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: many.jobs.running == 0)
    changed: list[int] = []
    many.features[StudiesFeature].model.dataChanged.connect(
        lambda first, last, _roles: changed.append(last.row() - first.row() + 1)
    )
    many.features[BoardFeature].display.show_stack("film-200")
    qtbot.waitUntil(lambda: many.jobs.running == 0)
    # Its mark, and that of the one that it takes the place of.
    assert changed == [1, 1]
    many.workspace.reader = "Dr. Reader"
    many.workspace.acknowledge_geometry("film-200")
    assert changed == [1, 1, 1]


def test_left_out_files_are_listed_in_every_language(qapp: QApplication, qtbot: QtBot) -> None:
    report = ScanReport(
        files=30,
        read=0,
        skipped=tuple(SkippedFile(path=f"/x/{n}", reason=Message("is empty")) for n in range(30)),
        studies=(),
    )
    assert install_language(qapp, "zh_CN")
    try:
        dialog = ImportReportDialog((report,))
        qtbot.addWidget(dialog)
        group = dialog.tree.topLevelItem(0)
        assert group is not None
        assert group.text(1) != "is empty"
        dialog.tree.expandItem(group)
        assert group.childCount() == 30
        first = group.child(0)
        assert first is not None
        assert first.data(0, Qt.ItemDataRole.DisplayRole) == "/x/0"
    finally:
        install_language(qapp, "en")
