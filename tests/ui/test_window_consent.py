"""A plugin from outside is asked for once before it runs in the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from pytestqt.qtbot import QtBot

from tests.support.studies import FakeServices
from workstation.services.plugin_consent import ConsentQuestion
from workstation.ui.main_window import MainWindow
from workstation.ui.plugin_controller import RunState

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
    opened.ai_panel.run.click()
    assert prompts.questions == [QUESTION]
    assert fake.trusted == ([QUESTION] if trusts else [])
    if not trusts:
        assert opened.plugins.runs == []
        return
    qtbot.waitUntil(lambda: opened.plugins.runs[0].state is RunState.DONE)
    opened.ai_panel.run.click()
    assert len(prompts.questions) == 1
