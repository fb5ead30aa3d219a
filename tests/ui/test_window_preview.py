"""The live preview: the pages of the report as it is, of this patient, and never others unsaid."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.studies import result
from tests.ui.conftest import FakePrompts
from tests.ui.test_window_nothing_lost import wired
from tests.ui.test_window_study_objects import open_study, volume
from workstation.domain.finding import FindingStatus
from workstation.domain.image import Volume
from workstation.domain.label_patch import LabelPatch
from workstation.messages import Message
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.report.feature import ReportFeature
from workstation.ui.report.live_preview import LivePreview

__all__ = ["volume"]


def text_of(pdf: bytes) -> str:
    """Words of a PDF without times, versions and hashes, which differ from run to run."""
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    text = re.sub(
        r"\b[0-9a-f]{16,64}\b|\d{4}-\d\d-\d\dT?[ \d:+Z.]*|\b\d\d:\d\d(:\d\d)?\b", "", text
    )
    return " ".join(text.split())


def preview_of(window: MainWindow, qtbot: QtBot) -> LivePreview:
    """The preview, with the panel in front and its pages made."""
    feature = window.features[ReportFeature]
    window.docks.bring_to_front(feature.panel)
    qtbot.waitUntil(lambda: feature.preview.is_true and bool(feature.preview.pdf))
    return feature.preview


@pytest.fixture
def accepted(opened: MainWindow) -> MainWindow:
    opened.workspace.add_result(result(), "1.2.3", "stack-1")
    opened.workspace.reader = "Dr. Reader"
    opened.workspace.decide(["f1"], FindingStatus.ACCEPTED)
    return opened


def test_the_pages_are_those_of_the_draft_that_is_written(
    tmp_path: Path, prompts: FakePrompts, qtbot: QtBot, volume: Volume
) -> None:
    del volume
    window = wired(tmp_path, prompts, qtbot)
    open_study(window, qtbot, tmp_path / "study")
    feature = window.features[ReportFeature]
    preview = preview_of(window, qtbot)
    feature.panel.preview.mode.setCurrentIndex(feature.panel.preview.mode.findData("draft"))
    QTest.keyClicks(feature.panel._edits["impression"], "Nothing of note.")
    qtbot.waitUntil(lambda: preview.is_true and "Nothing of note." in text_of(preview.pdf))
    feature.panel.draft_button.click()
    path = tmp_path / "report.pdf"
    qtbot.waitUntil(lambda: path.exists() and not window.jobs.running)
    assert text_of(path.read_bytes()) == text_of(preview.pdf)


def test_a_change_marks_the_pages_before_they_are_renewed(
    accepted: MainWindow, qtbot: QtBot
) -> None:
    preview = preview_of(accepted, qtbot)
    pages = accepted.features[ReportFeature].panel.preview.pages
    first = text_of(preview.pdf)
    assert "Nodule 1" in first
    accepted.workspace.decide(["f1"], FindingStatus.REJECTED)
    # At once, not a little later: what is shown is not true any more, and says so.
    assert not preview.is_true
    assert "earlier state" in pages.veil
    qtbot.waitUntil(lambda: preview.is_true)
    assert "Nodule 1" not in text_of(preview.pdf)
    assert pages.veil == ""
    accepted.actions_table["undo"].trigger()
    assert not preview.is_true
    qtbot.waitUntil(lambda: preview.is_true)
    assert "Nodule 1" in text_of(preview.pdf)


def test_pages_of_one_study_are_never_seen_beside_another(
    accepted: MainWindow, qtbot: QtBot
) -> None:
    preview = preview_of(accepted, qtbot)
    pages = accepted.features[ReportFeature].panel.preview.pages
    assert pages.pages
    accepted.workspace.close_all()
    assert pages.pages == 0
    assert preview.pdf == b""
    assert not preview.is_true


def test_what_would_be_signed_is_marked_as_a_preview(accepted: MainWindow, qtbot: QtBot) -> None:
    accepted.workspace.reader = "Dr. Reader"
    accepted.features[ReportFeature].preview.touched()
    preview = preview_of(accepted, qtbot)
    qtbot.waitUntil(lambda: preview.is_true)
    words = accepted.features[ReportFeature].panel.preview.words.text()
    assert "Nobody has signed it." in words
    assert "PREVIEW" in text_of(preview.pdf)


def test_a_stale_number_is_told_with_a_way_to_make_it_anew(
    accepted: MainWindow, qtbot: QtBot
) -> None:
    preview_of(accepted, qtbot)
    panel = accepted.features[ReportFeature].panel
    assert not panel.stale.isVisible()
    mask = accepted.workspace.masks[0]
    labels = np.where(mask.labels == 1, 0, mask.labels).astype(mask.labels.dtype)
    labels.flat[5] = 1
    patch = LabelPatch.between(mask.labels, labels)
    assert patch is not None
    accepted.workspace.segmentation.commit(mask.id, Message("Edit"), patch, labels=labels)
    qtbot.waitUntil(panel.stale.isVisible)
    assert "Nodule 1" in panel.stale.text()
    assert [button.text() for button in panel.stale.buttons] == ["Measure again"]
    qtbot.waitUntil(lambda: accepted.features[ReportFeature].preview.is_true)
    finding = accepted.workspace.findings.get("f1")
    assert finding is not None
    assert accepted.features[FindingsFeature].model.card(finding).is_struck
