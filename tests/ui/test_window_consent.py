"""Plugins from outside: asked for once before they run, and followed while the window is open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.support.ai_panel import card_of, click_run
from tests.support.plugin_folders import folders_in, write_plugin
from tests.support.studies import FakeServices, answer_otherwise
from workstation.app.plugin_items import list_plugin_items
from workstation.services import run_plugin
from workstation.services.plugin_consent import ConsentQuestion
from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.analysis.plugin_controller import RunState
from workstation.ui.main_window import MainWindow
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.shell.docks import DockPlace
from workstation.ui.widgets.scroll_column import ScrollColumn

if TYPE_CHECKING:
    from tests.ui.conftest import FakePrompts

QUESTION = ConsentQuestion(
    plugin_id="stranger",
    name="Stranger",
    version="1.0.0",
    author="Dr. A. Nother",
    license="Apache-2.0",
    folder=Path("/plugins/stranger"),
    sha256="0" * 64,
)


@pytest.mark.parametrize("trusts", [False, True])
def test_a_plugin_from_outside_runs_when_it_is_let(
    opened: MainWindow, fake: FakeServices, qtbot: QtBot, trusts: bool
) -> None:
    prompts = cast("FakePrompts", opened.prompts)
    fake.consent = QUESTION
    prompts.trusts = trusts
    card_of(opened, qtbot, "boxes").run.click()
    assert prompts.questions == [QUESTION]
    assert fake.trusted == ([QUESTION] if trusts else [])
    if not trusts:
        assert opened.features[AnalysisFeature].plugins.runs == []
        return
    qtbot.waitUntil(lambda: opened.features[AnalysisFeature].plugins.runs[0].state is RunState.DONE)
    click_run(opened, qtbot)
    assert len(prompts.questions) == 1


def _listed(window: MainWindow) -> list[str]:
    return [card.plugin.name for card in window.features[AnalysisFeature].panel.cards.values()]


def test_plugins_are_looked_for_when_their_form_comes_to_the_front(
    opened: MainWindow, qtbot: QtBot
) -> None:
    started: list[str] = []
    answer_otherwise(opened.services, plugins_state=lambda: started.append("looked for"))
    qtbot.waitUntil(lambda: opened.jobs.running == 0)
    started.clear()
    for place in (DockPlace.FINDINGS, DockPlace.SEGMENTS, DockPlace.REPORT):
        opened.docks.open(place)
        qtbot.waitUntil(lambda: opened.jobs.running == 0)
    opened.docks.close()
    qtbot.waitUntil(lambda: opened.jobs.running == 0)
    assert started == []
    opened.docks.bring_to_front(opened.features[AnalysisFeature].panel)
    qtbot.waitUntil(lambda: opened.jobs.running == 0)
    assert started == ["looked for"]


def test_a_model_that_is_exchanged_beside_the_window_is_listed_anew(
    opened: MainWindow, fake: FakeServices, qtbot: QtBot
) -> None:
    plugins, states = list(fake.plugins()), [0]
    answer_otherwise(
        opened.services, list_plugins=lambda **_: tuple(plugins), plugins_state=lambda: states[-1]
    )
    opened.features[AnalysisFeature].desk.list_plugins()
    qtbot.waitUntil(lambda: opened.jobs.running == 0)
    boxes = next(each for each in plugins if each.id == "boxes")
    card = card_of(opened, qtbot, "boxes")
    card.unfold(on=True)
    plugins.append(replace(boxes, id="more", name="More"))
    opened.features[AnalysisFeature].desk.look_again(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: opened.jobs.running == 0)
    assert "More" not in _listed(opened)  # nothing has changed on the disk

    states.append(1)
    form = card.parameters()
    opened.features[AnalysisFeature].desk.look_again(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: "More" in _listed(opened))
    again = card_of(opened, qtbot, "boxes")
    assert again is card
    assert again.settings.isChecked()
    assert again.parameters() == form
    assert "changed outside of this window" in opened.statusBar().currentMessage()

    states.append(2)
    plugins[:] = [replace(boxes, limits="Not for hands.", content="other")]
    opened.docks.bring_to_front(opened.features[SegmentingFeature].editor)
    opened.docks.bring_to_front(opened.features[AnalysisFeature].panel)
    cards = opened.features[AnalysisFeature].panel.cards
    qtbot.waitUntil(lambda: cards["boxes"].plugin.limits == "Not for hands.")
    assert _listed(opened) == ["Boxes"]


def test_plugins_of_one_name_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("one", "two", "three"):
        write_plugin(tmp_path / "plugins", name)
    toml = tmp_path / "plugins" / "two" / "plugin.toml"
    toml.write_text(toml.read_text().replace("two for tests", "one for tests"))
    monkeypatch.setattr(run_plugin, "default_folders", lambda: folders_in(tmp_path))
    names = [item.name for item in list_plugin_items()]
    assert names == ["one for tests (one)", "three for tests", "one for tests (two)"]
    assert len({item.content for item in list_plugin_items()}) == 3


def test_long_words_of_a_bundle_leave_the_panel_where_it_is(
    opened: MainWindow, fake: FakeServices, qtbot: QtBot
) -> None:
    boxes = next(each for each in fake.plugins() if each.id == "boxes")
    long = replace(boxes, name="N" * 100, intended_use="see https://" + "x" * 900, limits="y" * 900)
    opened.features[AnalysisFeature].panel.show_plugins((long,))
    click_run(opened, qtbot)
    qtbot.waitUntil(lambda: opened.features[AnalysisFeature].plugins.runs[0].state is RunState.DONE)
    (scroll,) = opened.features[AnalysisFeature].panel.findChildren(ScrollColumn)
    inner = scroll.widget()
    assert inner is not None
    qtbot.waitUntil(lambda: inner.width() <= scroll.viewport().width())
    assert scroll.horizontalScrollBar().value() == 0
