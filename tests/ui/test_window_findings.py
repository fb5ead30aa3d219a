"""Findings as cards: what they say, their pictures, their buttons, and how many there may be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.image_phantoms import asymmetric_volume
from tests.support.studies import FakeServices, finding, result
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.label_patch import LabelPatch
from workstation.messages import Message
from workstation.services import key_images
from workstation.ui.findings.card_delegate import CARD_ROLE, FindingCard
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.report.feature import ReportFeature
from workstation.ui.risk.feature import RiskFeature
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.shell.docks import DockPlace
from workstation.viewer.pixels import to_qimage


@pytest.fixture
def found(opened: MainWindow, qtbot: QtBot) -> MainWindow:
    """Two findings of a plugin on their cards."""
    opened.workspace.reader = "Dr. Reader"
    run = result()
    assert run.mask is not None
    labels = run.mask.labels.copy()
    labels[0, 0, 0:4] = 2
    segments = tuple(replace(run.mask.segments[0], number=n, label=f"Nodule {n}") for n in (1, 2))
    mask = replace(run.mask, labels=labels, segments=segments)
    opened.workspace.add_result(replace(run, mask=mask), "1.2.3", "stack-1")
    opened.docks.open(DockPlace.FINDINGS)
    panel = opened.features[FindingsFeature].panel
    qtbot.waitUntil(panel.cards.isVisible)
    return opened


def card(window: MainWindow, row: int = 0) -> FindingCard:
    made = window.features[FindingsFeature].panel.filter.index(row, 0).data(CARD_ROLE)
    assert isinstance(made, FindingCard)
    return made


def picture(window: MainWindow, name: str = "f1") -> QImage | None:
    about = window.workspace.findings.get(name)
    assert about is not None
    return window.features[FindingsFeature].thumbnails.picture(about)


def edited(window: MainWindow, *changes: tuple[tuple[int, int, int], int]) -> None:
    """Labels of voxels are set by hand."""
    mask = window.workspace.masks[0]
    after = mask.labels.copy()
    for place, number in changes:
        after[place] = number
    patch = LabelPatch.between(mask.labels, after)
    assert patch is not None
    window.workspace.segmentation.commit(mask.id, Message("Paint"), patch)


def test_a_card_says_name_size_place_state_and_where_it_is_from(found: MainWindow) -> None:
    one = card(found)
    assert (one.name, one.size) == ("Nodule 1", "12.0 × 8.0 mm · 400 mm³")
    assert one.facts == "Right · probability 70 %"
    assert (one.state, one.origin) == ("proposed", "AI: Boxes 1.0.0")
    assert (one.warning, one.is_struck, one.is_rejected) == ("", False, False)
    own = replace(
        finding("own", 3),
        source_kind="reader",
        provenance=replace(finding().provenance, operator="Dr. Own"),
        mask_id="",
        segment_number=None,
    )
    found.workspace.add_finding(own, "1.2.3")
    assert card(found, 2).origin == "reader: Dr. Own"
    found.workspace.decide(["f1"], FindingStatus.REJECTED)
    assert card(found).is_rejected


def test_a_long_name_goes_on_in_the_next_line(found: MainWindow, qtbot: QtBot) -> None:
    words = "Irregular part-solid nodule abutting the fissure with pleural retraction " * 3
    panel = found.features[FindingsFeature].panel
    cards = panel.cards
    before = cards.visualRect(panel.filter.index(1, 0)).height()
    about = found.workspace.findings.get("f2")
    assert about is not None
    found.workspace.findings.replace(replace(about, label=words), text=Message("Edit"))
    letters = QFontMetricsF(cards.font())
    lines = letters.horizontalAdvance(words) / cards.viewport().width()

    def height() -> float:
        return float(cards.visualRect(panel.filter.index(1, 0)).height())

    qtbot.waitUntil(lambda: height() > before + lines * letters.lineSpacing() * 0.8)
    assert cards.horizontalScrollBar().maximum() == 0
    # One word without any blank is broken, too.
    about = found.workspace.findings.get("f2")
    assert about is not None
    found.workspace.findings.replace(replace(about, label="x" * 400), text=Message("Edit"))
    wide = letters.horizontalAdvance("x" * 400) / cards.viewport().width()
    qtbot.waitUntil(lambda: height() > before + (wide - 1) * letters.lineSpacing())


def test_the_picture_is_that_of_the_outline_as_it_is(found: MainWindow, qtbot: QtBot) -> None:
    def made() -> QImage:
        qtbot.waitUntil(lambda: picture(found) is not None)
        one = picture(found)
        assert one is not None
        return one

    def expected() -> QImage:
        about = found.workspace.findings.get("f1")
        image = found.workspace.active_image
        assert about is not None
        assert image is not None
        pixels = key_images.finding_thumbnail(image, found.workspace.masks, about)
        assert pixels is not None
        return to_qimage(pixels)

    first = made()
    assert first == expected()
    edited(found, ((1, 2, 4), 1), ((1, 1, 3), 1), ((1, 2, 5), 1), ((1, 3, 4), 1))
    # Nothing is shown rather than what was.
    assert picture(found) is None
    second = made()
    assert second == expected()
    assert second != first
    found.workspace.undo.undo()
    assert picture(found) is None
    assert made() == first


def test_no_picture_is_kept_for_another_patient_of_the_same_identifiers(
    found: MainWindow, fake: FakeServices, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: picture(found) is not None)
    first = picture(found)
    found.workspace.close_all()
    volume = asymmetric_volume()
    # The same study, series and finding by name, and other pixels.
    fake.images["stack-1"] = replace(
        fake.images["stack-1"], array=volume.array[:, ::-1, ::-1].copy() * 3
    )
    found.open_paths([tmp_path])
    qtbot.waitUntil(lambda: found.workspace.active_image is not None and not found.jobs.running)
    found.workspace.add_result(result(), "1.2.3", "stack-1")
    assert picture(found) is None
    qtbot.waitUntil(lambda: picture(found) is not None)
    assert picture(found) != first


def test_a_picture_that_comes_late_is_not_shown_for_who_is_open_by_then(
    found: MainWindow, qtbot: QtBot
) -> None:
    thumbnails = found.features[FindingsFeature].thumbnails
    assert picture(found) is None
    thumbnails._timer.stop()
    thumbnails._begin()
    found.workspace.close_all()
    qtbot.waitUntil(lambda: found.jobs.running == 0)
    assert len(thumbnails._kept) == 0


def test_buttons_stand_on_the_chosen_card_with_their_keys(found: MainWindow, qtbot: QtBot) -> None:
    panel = found.features[FindingsFeature].panel
    assert not panel.accept.isVisible()
    panel.select("f1")
    qtbot.waitUntil(panel.accept.isVisible)
    place = panel.cards.visualRect(panel.filter.index(0, 0))

    def on_card() -> bool:
        at = panel.buttons.mapTo(panel.cards.viewport(), QPoint(0, 0))
        rect = panel.cards.visualRect(panel.filter.index(0, 0))
        return rect.contains(QRect(at, panel.buttons.size()))

    qtbot.waitUntil(on_card)
    assert place.isValid()
    assert panel.accept.text() == "Accept  Shift+A"
    assert not panel.reopen.isVisible()
    QTest.mouseClick(panel.accept, Qt.MouseButton.LeftButton)
    assert card(found).status == "accepted"
    qtbot.waitUntil(lambda: panel.reopen.isVisible() and not panel.accept.isVisible())
    QTest.mouseClick(panel.reopen, Qt.MouseButton.LeftButton)
    assert card(found).status == "proposed"
    panel.select("f2")
    qtbot.waitUntil(lambda: panel.cards.visualRect(panel.filter.index(1, 0)).height() > 90)
    found.actions_table["reject"].trigger()
    assert card(found, 1).status == "rejected"
    # Keys that were chosen anew stand on the card, too.
    found.actions_table.set_keys("accept", ("Shift+Q",))
    panel.select("f1")
    assert panel.accept.text() == "Accept  Shift+Q"


def test_several_chosen_findings_are_decided_at_once(found: MainWindow) -> None:
    panel = found.features[FindingsFeature].panel
    panel.cards.selectAll()
    assert panel.accept.text().startswith("Accept (2)")
    panel.accept.click()
    assert {f.status for f in found.workspace.findings.all} == {FindingStatus.ACCEPTED}


def test_findings_are_ordered_as_it_is_chosen(found: MainWindow) -> None:
    panel = found.features[FindingsFeature].panel
    big = replace(finding("f3"), label="A large one", mask_id="", probability=0.9)
    sizes = tuple(replace(m, value=m.value * 3) for m in big.measurements)
    found.workspace.add_finding(replace(big, measurements=sizes), "1.2.3")
    found.workspace.decide(["f1"], FindingStatus.ACCEPTED)

    def names(order: str) -> list[str]:
        panel.order.setCurrentText(order)
        return [card(found, n).finding.id for n in range(panel.filter.rowCount())]

    assert names("Largest first") == ["f3", "f1", "f2"]
    assert names("Most probable first") == ["f3", "f1", "f2"]
    assert names("By name") == ["f3", "f1", "f2"]
    # The one that a reader made is accepted from the start.
    assert names("To review first") == ["f2", "f3", "f1"]
    assert names("As found") == ["f1", "f2", "f3"]
    panel.only_open.setChecked(True)
    assert [card(found, n).finding.id for n in range(panel.filter.rowCount())] == ["f2", "f3"]
    assert panel.summary.text() == "2 of 3 to review"


def test_numbers_of_a_former_outline_are_struck_and_measured_again(
    found: MainWindow, qtbot: QtBot
) -> None:
    panel = found.features[FindingsFeature].panel
    panel.select("f1")
    assert not panel.buttons.measure.isVisible()
    edited(found, ((0, 3, 0), 1))
    assert card(found).is_struck
    assert card(found).warning == ("Out of date: the mask was changed after these were measured")
    assert not card(found, 1).is_struck
    qtbot.waitUntil(panel.buttons.measure.isVisible)
    found.workspace.undo.undo()
    assert not card(found).is_struck
    found.workspace.undo.redo()
    assert card(found).is_struck
    panel.buttons.measure.click()
    qtbot.waitUntil(lambda: not card(found).is_struck and found.jobs.running == 0)
    assert card(found).warning == ""
    assert not panel.buttons.measure.isVisible()
    assert found.features[SegmentingFeature].controller.stale_count() == 0


def test_a_thousand_findings_are_painted_as_far_as_they_are_seen(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tuple(
        replace(finding(f"n{n}", 1), label=f"Nodule {n}", mask_id="", segment_number=None)
        for n in range(1000)
    )
    opened.workspace.add_result(replace(result(many), mask=None), "1.2.3", "stack-1")
    panel = opened.features[FindingsFeature].panel
    asked: set[str] = set()
    thumbnails = opened.features[FindingsFeature].thumbnails

    def noted(one: Finding) -> QImage | None:
        asked.add(one.id)
        return thumbnails.picture(one)

    monkeypatch.setattr(panel.cards._cards, "_picture", noted)
    opened.docks.open(DockPlace.FINDINGS)
    qtbot.waitUntil(lambda: bool(asked))
    assert panel.filter.rowCount() == 1000
    assert len(asked) < 40
    panel.select("n900")
    qtbot.waitUntil(lambda: "n900" in asked)
    assert len(asked) < 80
    panel.accept.click()
    assert panel.summary.text() == "999 of 1000 to review"


def test_a_filter_that_leaves_nothing_says_so(found: MainWindow) -> None:
    panel = found.features[FindingsFeature].panel
    panel.words.setText("nothing of this kind")
    assert panel.filter.rowCount() == 0
    assert panel.cards.nothing_words == "No finding is left by the filter."


def test_findings_scores_and_report_stand_in_one_panel_and_lead_on(
    found: MainWindow, qtbot: QtBot
) -> None:
    docks, table = found.docks, found.actions_table
    panel = found.features[FindingsFeature].panel

    def place() -> DockPlace | None:
        return docks.open_place

    assert place() is DockPlace.FINDINGS
    tabs = docks._tabs[DockPlace.FINDINGS]
    assert tabs is docks._tabs[DockPlace.REPORT]
    panel.next_button.click()
    assert place() is DockPlace.RISK
    assert table["panel_risk"].isChecked()
    assert not table["panel_findings"].isChecked()
    found.features[RiskFeature].panel.next_button.click()
    assert place() is DockPlace.REPORT
    # A tab that is clicked is told like an icon of the rail.
    tabs.setCurrentIndex(0)
    assert place() is DockPlace.FINDINGS
    assert table["panel_findings"].isChecked()
    assert docks.is_in_front(panel)
    table["panel_report"].trigger()
    assert docks.is_in_front(found.features[ReportFeature].panel)
    table["panel_report"].trigger()
    assert place() is None
    qtbot.waitUntil(lambda: not tabs.isVisible())
