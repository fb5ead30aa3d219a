"""The board tells of the viewports that come and go."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from workstation.imaging.planes import PlaneName
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.stage import Stage


def viewport(qtbot: QtBot) -> SliceViewport:
    made = SliceViewport(PlaneName.AXIAL)
    qtbot.addWidget(made)
    return made


def test_viewports_are_equipped_whenever_they_come_and_followed_once(qtbot: QtBot) -> None:
    first, second = viewport(qtbot), viewport(qtbot)
    stage = Stage([first])
    equipped: list[SliceViewport] = []
    followed: list[SliceViewport] = []
    stage.equip_each(equipped.append)
    stage.follow_each(followed.append)
    assert equipped == followed == [first]
    stage.add(second)
    for _ in range(2):
        stage.remove(second)
        stage.add(second)
    assert equipped == [first, second, second, second]
    assert followed == [first, second]
