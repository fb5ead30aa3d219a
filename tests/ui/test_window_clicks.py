"""The acts of every day take as many keys, clicks and drags as the guide says."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.support.masks import a_mask, segment
from tests.support.studies import FakeServices
from tests.ui.conftest import FakePrompts
from tests.ui.test_window_fusion import fused
from tests.ui.test_window_nothing_lost import wired
from tests.ui.test_window_study_objects import chip, open_study, rows, volume
from tests.ui.test_window_tools import at, drag, wheel
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.domain.image import Volume
from workstation.keeping.recent_studies import RecentStudy
from workstation.presets.hanging_protocols import load_protocols
from workstation.session.annotation_kinds import AnnotationKind
from workstation.settings.paths import project_folder
from workstation.ui.board.feature import BoardFeature
from workstation.ui.fusion.feature import FusionFeature
from workstation.ui.layout.feature import LayoutFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.measuring.feature import MeasuringFeature
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.start.feature import StartFeature
from workstation.ui.studies.feature import StudiesFeature
from workstation.viewer.slice_viewport import SliceViewport

__all__ = ["fused", "volume"]

_LEFT = Qt.MouseButton.LeftButton


def told() -> dict[str, tuple[str, ...]]:
    """Acts of the guide: how many inputs they take here, and in OHIF, Horos and RadiAnt."""
    text = (project_folder() / "docs" / "user-guide.md").read_text(encoding="utf-8")
    table = text.partition("## The acts of every day")[2].partition("\n## ")[0]
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()]
    return {
        row[0]: tuple(row[2:]) for row in cells if len(row) == 6 and row[0] not in {"act", "---"}
    }


class Hand:
    """Keys, clicks and drags of a reader, counted."""

    def __init__(self) -> None:
        self.inputs = 0

    def key(self, on: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        self.inputs += 1
        QTest.keyClick(on, key, modifiers or Qt.KeyboardModifier.NoModifier)

    def click(self, on: QWidget, place: QPoint) -> None:
        self.inputs += 1
        QTest.mouseClick(on, _LEFT, pos=place)

    def double_click(self, on: QWidget, place: QPoint) -> None:
        self.inputs += 1
        QTest.mouseDClick(on, _LEFT, pos=place)

    def drag(
        self,
        on: SliceViewport,
        button: Qt.MouseButton,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        self.inputs += 1
        drag(on, at(on, 1, 1), at(on, 5, 6), button=button, modifiers=modifiers)

    def wheel(self, on: SliceViewport) -> None:
        self.inputs += 1
        wheel(on, 1)


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def viewport(opened: MainWindow) -> SliceViewport:
    viewport = opened.features[BoardFeature].stage.active
    opened.activateWindow()
    viewport.setFocus()
    return viewport


def counted(act: str, hand: Hand) -> None:
    """The inputs are those that the guide tells at most."""
    assert str(hand.inputs) == told()[act][0][-1], act


def test_no_act_takes_more_than_in_the_best_of_the_others() -> None:
    rows_told = told()
    assert len(rows_told) == 15
    for act, (ours, *others) in rows_told.items():
        known = [int(m.group()) for each in others if (m := re.match(r"\d", each))]
        assert int(ours[0]) <= min(known), act


def test_open_yesterdays_study(
    window: MainWindow, fake: FakeServices, tmp_path: Path, qtbot: QtBot, hand: Hand
) -> None:
    fake.recent.note(RecentStudy(path=str(tmp_path), name="Doe^Jane"), most=5)
    window.features[BoardFeature].area.show_welcome()
    listed = window.features[StartFeature].page.list
    hand.click(listed.viewport(), listed.visualItemRect(listed.item(0)).center())
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and not window.jobs.running)
    counted("open yesterday's study", hand)


def test_scroll(viewport: SliceViewport, hand: Hand) -> None:
    before = viewport.index
    hand.wheel(viewport)
    assert viewport.index != before
    counted("scroll", hand)


def test_window_by_a_preset(viewport: SliceViewport, hand: Hand) -> None:
    before = viewport.window_setting
    hand.key(viewport, Qt.Key.Key_2)
    assert viewport.window_setting != before
    counted("window by a preset", hand)


@pytest.mark.parametrize("measuring", [False, True])
def test_window_by_hand(
    opened: MainWindow, viewport: SliceViewport, hand: Hand, measuring: bool
) -> None:
    before = viewport.window_setting
    if measuring:
        opened.features[MouseFeature].toolbox.choose(AnnotationKind.LENGTH)
        hand.drag(viewport, Qt.MouseButton.RightButton, Qt.KeyboardModifier.ControlModifier)
    else:
        hand.drag(viewport, _LEFT)
    assert viewport.window_setting != before
    assert opened.workspace.annotations == ()
    counted("window by hand", hand)


@pytest.mark.parametrize(
    ("act", "button"), [("move", Qt.MouseButton.MiddleButton), ("zoom", Qt.MouseButton.RightButton)]
)
def test_move_and_zoom(
    viewport: SliceViewport, hand: Hand, act: str, button: Qt.MouseButton
) -> None:
    before = viewport.camera
    hand.drag(viewport, button)
    assert viewport.camera != before
    counted(act, hand)


def test_length(opened: MainWindow, viewport: SliceViewport, hand: Hand) -> None:
    opened.actions_table["panel_risk"].trigger()
    viewport.setFocus()
    hand.key(viewport, Qt.Key.Key_L)
    hand.drag(viewport, _LEFT)
    assert len(opened.workspace.annotations) == 1
    assert opened.features[MeasuringFeature].panel.isVisible()
    counted("length", hand)


def test_one_picture_alone(opened: MainWindow, viewport: SliceViewport, hand: Hand) -> None:
    hand.double_click(viewport, at(viewport, 1, 1))
    seen = [f for f in opened.features[BoardFeature].area.frames if f.isVisible()]
    assert [frame.viewport for frame in seen] == [viewport]
    counted("one picture alone", hand)


def test_another_series_in_the_cell(
    opened: MainWindow, viewport: SliceViewport, hand: Hand, qtbot: QtBot
) -> None:
    tree = opened.features[StudiesFeature].panel.tree
    model = opened.features[StudiesFeature].model
    row = model.index(1, 0, model.index(0, 0))
    tree.scrollTo(row)
    before = viewport.view
    hand.click(tree.viewport(), tree.visualRect(row).center())
    qtbot.waitUntil(lambda: not opened.jobs.running)
    shown = opened.features[BoardFeature].stage.active.view
    assert shown is not None
    assert before is not None
    assert shown.stack_id != before.stack_id
    counted("another series in the cell", hand)


def test_planes(opened: MainWindow, viewport: SliceViewport, hand: Hand) -> None:
    opened.features[BoardFeature].area.set_layout("single")
    hand.key(viewport, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert len({f.viewport.plane for f in opened.features[BoardFeature].area.frames}) == 3
    counted("planes", hand)


def test_mip(viewport: SliceViewport, hand: Hand) -> None:
    hand.key(viewport, Qt.Key.Key_M)
    assert viewport.slab_mm > 0
    counted("MIP", hand)


def test_pet_over_ct(fused: MainWindow, hand: Hand, qtbot: QtBot) -> None:
    viewport = fused.features[BoardFeature].stage.active
    fused.activateWindow()
    viewport.setFocus()
    hand.key(viewport, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: fused.features[FusionFeature].controller.layer is not None)
    counted("PET over CT", hand)


def test_beside_the_prior(
    window: MainWindow, fake: FakeServices, tmp_path: Path, qtbot: QtBot, hand: Hand
) -> None:
    fake.protocols = [p for p in load_protocols(tmp_path / "none") if p.id == "generic"]
    now = fake.report.studies[0]
    old_series = replace(
        now.series[0],
        series_instance_uid="7.7",
        stacks=(replace(now.series[0].stacks[0], id="old", series_instance_uid="7.7"),),
    )
    old = replace(now, study_instance_uid="7", date="20200101", series=(old_series,))
    image = fake.images["stack-1"]
    source = replace(image.source, study_instance_uid="7", series_instance_uid="7.7")
    fake.images["old"] = replace(image, source=source)
    fake.report = replace(fake.report, studies=(now, old))
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and not window.jobs.running)
    arrow = window.features[LayoutFeature].stages.behind
    hand.click(arrow, arrow.rect().center())
    area = window.features[BoardFeature].area
    qtbot.waitUntil(lambda: len(area.frames) == 2 and not window.jobs.running)
    assert [frame.is_prior for frame in area.frames] == [False, True]
    counted("beside the prior", hand)


def test_seg(
    tmp_path: Path, prompts: FakePrompts, qtbot: QtBot, volume: Volume, hand: Hand
) -> None:
    mask = a_mask(
        (volume.array > volume.array.mean()).astype(np.uint8), volume.geometry, (segment(1),)
    )
    write_segmentation(mask, volume, tmp_path / "study" / "seg.dcm")
    window = wired(tmp_path, prompts, qtbot)
    open_study(window, qtbot, tmp_path / "study")
    qtbot.waitUntil(lambda: any(each.mark == "SEG" for _i, _s, each in rows(window)))
    tree = window.features[StudiesFeature].panel.tree
    index = next(index for index, _stack, each in rows(window) if each.mark == "SEG")
    tree.scrollTo(index)
    hand.click(tree.viewport(), tree.visualRect(index).center())
    qtbot.waitUntil(lambda: chip(window, "SEG").is_shown)
    counted("SEG or RTSTRUCT", hand)


def test_key_image(opened: MainWindow, viewport: SliceViewport, hand: Hand) -> None:
    hand.key(viewport, Qt.Key.Key_K)
    assert len(opened.workspace.key_images) == 1
    counted("key image", hand)
