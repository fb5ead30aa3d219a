"""The panel of plugins with the shipped plugins: what it offers, refuses, asks and shows."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.support.ai_panel import card_of, click_run, cut_off, open_panel
from tests.support.plugin_folders import folders_in, write_plugin
from tests.support.plugin_series import About, write_ct, write_film, write_mr
from tests.support.studies import FakeServices, answer_otherwise
from tests.ui.conftest import FakePrompts
from workstation.app.composition import build_window
from workstation.errors import OutputError
from workstation.keeping.kept_settings import KeptSettings
from workstation.messages import Message
from workstation.plugin_host.folders import default_folders
from workstation.services import judge_plugins, run_plugin
from workstation.ui.analysis.about_dialog import AboutPlugin
from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.analysis.plugin_controller import RunState
from workstation.ui.board.feature import BoardFeature
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.language import install_language
from workstation.ui.main_window import MainWindow
from workstation.ui.services import PluginItem
from workstation.ui.shell.docks import DockPlace
from workstation.ui.shell.status_line import StatusLine

PICTURES = (
    "enhance_deblur", "enhance_diffusion", "enhance_gaussian", "enhance_clahe", "enhance_median",
    "enhance_unsharp",
)  # fmt: skip
CHEST, HEAD = About(part="CHEST"), About(part="HEAD")


@pytest.fixture
def real(qtbot: QtBot, tmp_path: Path, prompts: FakePrompts) -> Iterator[MainWindow]:
    """The program's window with the shipped plugins."""
    crashes: list[BaseException] = []
    window = build_window(
        data_folder=tmp_path / "data",
        settings=KeptSettings(tmp_path / "settings.toml"),
        on_crash=crashes.append,
        prompts=prompts,
    )
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitUntil(lambda: window.jobs.running == 0)
    yield window
    window.close()
    assert crashes == []


def look(window: MainWindow, qtbot: QtBot, *folders: Path) -> None:
    """Open studies, until the one in front is read."""
    window.open_paths(list(folders))
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and window.jobs.running == 0)


def look_at(window: MainWindow, qtbot: QtBot, modality: str, patient: str = "") -> None:
    """Look at the series of a modality, and of a patient."""
    place = next(
        each
        for each in window.workspace.places
        if each.series.modality == modality and patient in each.study.patient.name
    )
    window.features[BoardFeature].display.show_stack(place.stack.id)
    qtbot.waitUntil(
        lambda: (
            window.workspace.active is not None
            and window.workspace.active.stack.id == place.stack.id
            and window.workspace.active_image is not None
        )
    )


def is_whole(status: StatusLine) -> bool:
    """Whether every word that lasts in the status line has its width."""
    shown = [each for each in status._lasting if each.isVisible()]
    return all(each.sizeHint().width() <= each.width() for each in shown)


def top(panel: QWidget, widget: QWidget) -> int:
    """How far below the top of the panel a widget begins."""
    return widget.mapTo(panel, QPoint(0, 0)).y()


@pytest.mark.parametrize(
    ("write", "offered", "reasons"),
    [
        (
            lambda at: write_ct(at, CHEST),
            ("lung_nodules_ct", "lungs_ct", "herder_pet", *PICTURES),
            {
                "hippocampus_mr": "is for MR, not for CT.",
                "lung_fields_xr": "is for CR or DX or RG or OT, not for CT.",
                "pneumonia_xr": "is for CR or DX or RG or OT, not for CT.",
            },
        ),
        (
            lambda at: write_mr(at, HEAD),
            ("hippocampus_mr", *PICTURES),
            {
                "herder_pet": "is for CT or PT, not for MR.",
                "lung_fields_xr": "is for CR or DX or RG or OT, not for MR.",
                "lung_nodules_ct": "is for CT, not for MR.",
                "lungs_ct": "is for CT, not for MR.",
                "pneumonia_xr": "is for CR or DX or RG or OT, not for MR.",
            },
        ),
        (
            lambda at: write_film(at, replace(CHEST, age="064Y")),
            ("lung_fields_xr", *PICTURES),
            {
                "hippocampus_mr": "is for MR, not for DX.",
                "herder_pet": "is for CT or PT, not for DX.",
                "lung_nodules_ct": "is for CT, not for DX.",
                "lungs_ct": "is for CT, not for DX.",
                "pneumonia_xr": "is for patients below 18 years; this patient is 64 years old.",
            },
        ),
        (
            lambda at: write_film(at, About(part="BREAST"), "RG"),
            (),
            {
                "hippocampus_mr": "is for MR, not for RG.",
                "herder_pet": "is for CT or PT, not for RG.",
                "lung_nodules_ct": "is for CT, not for RG.",
                "lungs_ct": "is for CT, not for RG.",
                "lung_fields_xr": "is for CHEST, THORAX, LUNG; the file states body part BREAST.",
                "pneumonia_xr": "is for CHEST, THORAX, LUNG; the file states body part BREAST.",
                **dict.fromkeys(
                    PICTURES, "is for CT or MR or PT or NM or CR or DX or MG or XA, not for RG."
                ),
            },
        ),
        (
            lambda at: write_ct(at, HEAD),
            ("herder_pet", *PICTURES),
            {
                "hippocampus_mr": "is for MR, not for CT.",
                "lung_fields_xr": "is for CR or DX or RG or OT, not for CT.",
                "lung_nodules_ct": "is for CHEST, THORAX, LUNG, CHESTABDOMEN, CHESTABDPELVIS, "
                "WHOLEBODY; the file states body part HEAD.",
                "lungs_ct": "is for CHEST, THORAX, LUNG, CHESTABDOMEN, CHESTABDPELVIS, "
                "WHOLEBODY, ABDOMEN; the file states body part HEAD.",
                "pneumonia_xr": "is for CR or DX or RG or OT, not for CT.",
            },
        ),
    ],
    ids=["chest CT", "brain MR", "film of an adult", "breast called RG", "head CT"],
)
def test_what_takes_the_image_comes_first_and_the_others_say_why_not(
    real: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    write: Callable[[Path], Path],
    offered: tuple[str, ...],
    reasons: dict[str, str],
) -> None:
    look(real, qtbot, write(tmp_path / "study"))
    panel = open_panel(real, qtbot)
    assert set(panel.offered) == set(offered)
    assert panel.reasons == reasons
    assert panel.others.title.text() == f"Not for this image ({len(reasons)})"
    assert not panel.others.is_open
    for name in panel.offered:
        card = panel.cards[name]
        assert card.run.isEnabled()
        assert card.run.text() == "Run"
        # Prose is behind About.
        assert card.plugin.intended_use not in {label.text() for label in card.findChildren(QLabel)}
    analyses = [name for name in panel.offered if name not in PICTURES]
    assert list(panel.offered[: len(analyses)]) == analyses
    assert panel.pictures.is_open is (not analyses and bool(offered))


def test_it_follows_what_is_looked_at(real: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    look(real, qtbot, write_ct(tmp_path / "a", replace(CHEST, study_uid="1.2.7")))
    panel = open_panel(real, qtbot)
    assert "lungs_ct" in panel.offered
    # Another series of the study, another patient, then nothing at all.
    look(
        real, qtbot,
        write_mr(tmp_path / "b", replace(HEAD, study_uid="1.2.7", number=4)),
        write_ct(tmp_path / "c", About(patient="Other^Two", patient_id="P2", part="KNEE")),
    )  # fmt: skip
    look_at(real, qtbot, "MR")
    open_panel(real, qtbot)
    assert "hippocampus_mr" in panel.offered
    assert "lungs_ct" not in panel.offered
    look_at(real, qtbot, "CT", "Other")
    open_panel(real, qtbot)
    assert "states body part KNEE" in panel.reasons["lungs_ct"]
    look_at(real, qtbot, "CT", "One")
    open_panel(real, qtbot)
    assert "lungs_ct" in panel.offered
    real.actions_table["close_all"].trigger()
    assert list(panel.offered) == []
    assert "Open a series" in panel.state.text()
    assert not any(card.isVisible() or card.run.isEnabled() for card in panel.cards.values())
    look(real, qtbot, tmp_path / "a")
    open_panel(real, qtbot)
    assert "lungs_ct" in panel.offered


def test_nothing_is_run_on_an_image_that_is_not_judged_yet(
    real: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    look(
        real, qtbot,
        write_ct(tmp_path / "a", replace(CHEST, study_uid="1.2.7")),
        write_mr(tmp_path / "b", replace(HEAD, study_uid="1.2.7", number=4)),
    )  # fmt: skip
    look_at(real, qtbot, "CT")
    lungs = card_of(real, qtbot, "lungs_ct")
    look_at(real, qtbot, "MR")
    feature = real.features[AnalysisFeature]
    if not feature.judge.is_known:
        assert not lungs.run.isEnabled()
        assert "Checking" in feature.panel.state.text()
    feature.desk.run(lungs.plugin, {}, "cpu")
    open_panel(real, qtbot)
    feature.desk.run(lungs.plugin, {}, "cpu")
    assert feature.plugins.runs == []


def test_a_doubtful_part_of_the_body_is_asked_about_before_anything_runs(
    real: MainWindow, qtbot: QtBot, tmp_path: Path, prompts: FakePrompts
) -> None:
    look(real, qtbot, write_ct(tmp_path / "study", About(description="Kopf nativ")))
    doubt = (
        "The description of the study or series names HEAD; the plugin is for CHEST, THORAX, "
        "LUNG, CHESTABDOMEN, CHESTABDPELVIS, WHOLEBODY, ABDOMEN."
    )
    runs = real.features[AnalysisFeature].plugins
    card = card_of(real, qtbot, "lungs_ct")
    assert card.doubt.text() == doubt
    assert card.run.text() == "Run…"
    card.run.click()
    assert prompts.doubted == [(card.plugin.name, [doubt])]
    assert runs.runs == []
    prompts.runs_in_doubt = True
    card.run.click()
    assert len(prompts.doubted) == 2
    (run,) = runs.runs
    qtbot.waitUntil(lambda: not run.is_open)
    assert run.state is RunState.DONE
    assert run.result is not None
    assert doubt in [str(note) for note in run.result.notes]
    click_run(real, qtbot, "lungs_ct").job.cancel()  # type: ignore[union-attr]
    assert len(prompts.doubted) == 2
    qtbot.waitUntil(lambda: runs.present is None)
    # Without a part of the body in its manifest there is nothing to doubt.
    assert card_of(real, qtbot, "enhance_median").run.text() == "Run"


def test_a_run_is_in_sight_wherever_one_looks(
    real: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    look(
        real, qtbot,
        write_ct(tmp_path / "a", replace(CHEST, study_uid="1.2.7", description="Thorax 3 mm")),
        write_mr(tmp_path / "b", replace(HEAD, study_uid="1.2.7", number=4)),
    )  # fmt: skip
    look_at(real, qtbot, "CT")
    feature = real.features[AnalysisFeature]
    panel, chip = feature.panel, feature.chip
    assert chip.isHidden()
    first = click_run(real, qtbot, "lungs_ct")
    second = click_run(real, qtbot, "lung_nodules_ct")
    third = click_run(real, qtbot, "enhance_gaussian")
    qtbot.waitUntil(lambda: first.state is RunState.RUNNING)
    row = panel._rows[id(first)]
    assert top(panel, row) < top(panel, panel.cards["lungs_ct"])
    assert row._bar.isVisible()
    assert row._about.text() == "Series 3: Thorax 3 mm"
    for place in (None, DockPlace.REPORT, DockPlace.AI):
        real.docks.close()
        if place is not None:
            real.docks.open(place)
        assert chip.isVisible()
        assert chip.words.text().endswith("2 waiting")
        assert "%" in chip.words.text()
        assert first.plugin.name in chip.words.accessibleName()
    real.docks.open(DockPlace.REPORT)
    chip.words.click()
    assert real.docks.front is panel
    # Another series: the job is about the one that it was asked for.
    look_at(real, qtbot, "MR")
    open_panel(real, qtbot)
    assert "hippocampus_mr" in panel.offered
    assert row._about.text() == "Series 3: Thorax 3 mm"
    real.docks.close()
    chip.stop.click()
    qtbot.waitUntil(lambda: first.state is RunState.CANCELLED)
    qtbot.waitUntil(lambda: second.state is RunState.RUNNING)
    assert chip.words.text().endswith("1 waiting")
    open_panel(real, qtbot)
    panel._rows[id(third)].stop.click()
    qtbot.waitUntil(lambda: third.state is RunState.CANCELLED)
    qtbot.waitUntil(lambda: second.state is RunState.DONE)
    assert chip.isHidden()
    assert second.result is not None
    assert second.place.series.modality == "CT"
    uid = second.place.series.series_instance_uid
    assert {mask.series_instance_uid for mask in real.workspace.masks} <= {uid}
    open_panel(real, qtbot)
    # What has ended makes room for what can be run.
    qtbot.waitUntil(
        lambda: top(panel, panel._rows[id(second)]) > top(panel, panel.cards["hippocampus_mr"])
    )
    look_at(real, qtbot, "CT")
    card = card_of(real, qtbot, "lung_nodules_ct")
    assert card.took.text().startswith("Last time ")
    assert card_of(real, qtbot, "lungs_ct").took.isHidden()


def test_a_run_about_another_patient_says_so_and_brings_nothing_forward(
    real: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    look(
        real, qtbot,
        write_ct(tmp_path / "a", CHEST),
        write_ct(tmp_path / "b", About(patient="Other^Two", patient_id="P2", part="CHEST")),
    )  # fmt: skip
    look_at(real, qtbot, "CT", "One")
    run = click_run(real, qtbot, "lungs_ct")
    look_at(real, qtbot, "CT", "Other")
    panel = open_panel(real, qtbot)
    assert "another patient" in panel._rows[id(run)]._about.text()
    qtbot.waitUntil(lambda: run.state is RunState.DONE)
    assert real.docks.is_in_front(panel)
    assert "another patient" in real.statusBar().currentMessage()
    assert list(real.workspace.findings_here) == []
    look_at(real, qtbot, "CT", "One")
    assert panel._rows[id(run)]._about.text() == "Series 3: Phantom"
    assert len(real.workspace.findings_here) == 2
    again = click_run(real, qtbot, "lungs_ct")
    qtbot.waitUntil(lambda: again.state is RunState.DONE)
    assert real.docks.is_in_front(real.features[FindingsFeature].panel)


def test_closing_and_opening_again_while_a_plugin_runs(
    real: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = write_ct(tmp_path / "a", CHEST)
    look(real, qtbot, folder)
    run = click_run(real, qtbot, "lungs_ct")
    feature = real.features[AnalysisFeature]
    real.actions_table["close_all"].trigger()
    assert feature.chip.isVisible()
    assert "not open" in feature.panel._rows[id(run)]._about.text()
    assert "Open a series" in feature.panel.state.text()
    qtbot.waitUntil(lambda: not run.is_open)
    assert feature.chip.isHidden()
    assert real.docks.front is feature.panel
    look(real, qtbot, folder)
    assert "lungs_ct" in open_panel(real, qtbot).offered
    assert len(real.workspace.findings_here) == 2


def test_about_holds_the_prose_and_the_model_card(
    real: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    look(real, qtbot, write_film(tmp_path / "film", CHEST))
    card_of(real, qtbot, "lung_fields_xr").about.click()
    dialog = real.findChild(AboutPlugin)
    assert dialog is not None
    text = dialog.browser.toPlainText()
    for words in (
        "Outlines: Right lung field, Left lung field",
        "Trained and measured on films of children of one hospital",
        "Apache-2.0",
        "971 films of children",
        "Held-out numbers",
    ):
        assert words in text
    assert "**" not in text
    dialog.close()
    panel = open_panel(real, qtbot)
    panel.choose("hippocampus_mr")
    assert panel.others.is_open


def test_markup_of_a_model_card_fetches_nothing(opened: MainWindow, qtbot: QtBot) -> None:
    item = PluginItem(id="x", name="<b>X</b>", status="valid", limits="<i>none</i>")
    dialog = AboutPlugin(
        item, "# Card\n\n![p](/etc/hosts)\n\n<script>x</script> [a](http://b)", opened
    )
    qtbot.addWidget(dialog)
    text = dialog.browser.toPlainText()
    assert "<b>X</b>" in text
    assert "<i>none</i>" in text
    assert not dialog.browser.openLinks()


@pytest.fixture
def held(fake: FakeServices) -> Iterator[threading.Event]:
    """Plugins are not there before it is set."""
    fake.hold_plugins = threading.Event()
    yield fake.hold_plugins
    fake.hold_plugins.set()


def test_plugins_that_are_loaded_say_so(
    held: threading.Event, window: MainWindow, qtbot: QtBot
) -> None:
    panel = window.features[AnalysisFeature].panel
    window.docks.bring_to_front(panel)
    assert panel.state.text() == "Loading plugins…"
    assert panel.loading.isVisible()
    qtbot.waitUntil(lambda: panel.loading.value() == 250)
    assert not panel.look_again.isVisible()
    held.set()
    qtbot.waitUntil(lambda: "Open a series" in panel.state.text())
    assert not panel.loading.isVisible()
    panel.show_plugins(())
    assert panel.state.text() == "No plugin was found."
    assert panel.look_again.isVisible()


def test_plugins_that_cannot_be_looked_for_say_why_and_are_looked_for_again(
    opened: MainWindow, fake: FakeServices, qtbot: QtBot
) -> None:
    feature = opened.features[AnalysisFeature]

    def fail(**_: object) -> tuple[PluginItem, ...]:
        raise OutputError(
            Message("The folder of plugins cannot be read."), hint=Message("Mend it.")
        )

    answer_otherwise(opened.services, list_plugins=fail, plugins_state=lambda: "other")
    opened.docks.bring_to_front(feature.panel)
    qtbot.waitUntil(
        lambda: feature.panel.state.text() == "The folder of plugins cannot be read.\nMend it."
    )
    assert feature.panel.look_again.isVisible()
    answer_otherwise(opened.services, list_plugins=fake.plugins, plugins_state=lambda: "third")
    feature.panel.look_again.click()
    qtbot.waitUntil(lambda: feature.panel.state.text() == "")
    assert list(open_panel(opened, qtbot).offered) == ["boxes"]


def test_a_plugin_that_fails_to_load_says_why_with_a_way_out(
    real: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_plugin(tmp_path / "plugins", "sound")
    write_plugin(tmp_path / "plugins", "torn")
    toml = tmp_path / "plugins" / "torn" / "plugin.toml"
    sound = toml.read_text()
    toml.write_text("this is no TOML")
    modelled = tmp_path / "plugins" / "lung_fields_xr"
    shutil.copytree(default_folders().plugins[0] / "lung_fields_xr", modelled)
    for module in (run_plugin, judge_plugins):
        monkeypatch.setattr(module, "default_folders", lambda: folders_in(tmp_path))
    look(real, qtbot, write_ct(tmp_path / "study", CHEST))
    real.docks.bring_to_front(real.features[AnalysisFeature].panel)
    panel = real.features[AnalysisFeature].panel
    qtbot.waitUntil(lambda: "torn" in panel.reasons)
    assert panel.broken.is_open
    assert panel.broken.title.text() == "Could not be loaded (2)"
    assert "is not valid TOML" in panel.reasons["torn"]
    assert "Correct plugin.toml or remove the folder" in panel.reasons["torn"]
    assert panel.reasons["lung_fields_xr"] == (
        "The model lung_fields_xr is not installed.\nInstall it: `lightbox models install PATH`."
    )
    toml.write_text(sound)
    assert panel.look_again.isVisible()
    panel.look_again.click()
    qtbot.waitUntil(lambda: "torn" in panel.offered)
    assert panel.broken.title.text() == "Could not be loaded (1)"


def test_everything_is_reached_by_keys_and_has_a_name(
    real: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    look(real, qtbot, write_ct(tmp_path / "study", CHEST))
    panel = open_panel(real, qtbot)
    panel.others.open()
    panel.pictures.open()
    card = panel.cards["lungs_ct"]
    buttons = {each for each in panel.findChildren(QAbstractButton) if each.isVisibleTo(panel)}
    for button in buttons:
        assert button.accessibleName() or button.text()
    names = [card.run.accessibleName() for card in panel.cards.values()]
    assert len(set(names)) == len(names)
    reached: list[QWidget | None] = []
    widget: QWidget | None = panel.cards[panel.offered[0]].about
    while widget is not None and widget not in reached:
        reached.append(widget)
        widget = widget.nextInFocusChain()
    assert buttons <= set(reached)
    places = [
        each.mapTo(panel, each.rect().center()).y() for each in reached if each in buttons and each
    ]
    assert places == sorted(places)
    # Space and Return press the button and not what they are shortcuts of.
    text_mode = real.features[BoardFeature].area.stage.active.text_mode
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        panel.others.title.setFocus()
        before = panel.others.is_open
        QTest.keyClick(panel.others.title, key)
        assert panel.others.is_open is not before
    assert real.features[BoardFeature].area.stage.active.text_mode == text_mode
    QTest.keyClick(card.run, Qt.Key.Key_Space)
    assert len(real.features[AnalysisFeature].plugins.runs) == 1
    real.features[AnalysisFeature].plugins.cancel(real.features[AnalysisFeature].plugins.runs[0])
    qtbot.waitUntil(lambda: real.jobs.running == 0)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (960, 540)])
def test_no_word_of_the_panel_is_cut(
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    prompts: FakePrompts,
    language: str,
    size: tuple[int, int],
) -> None:
    assert install_language(qapp, language) or language == "en"
    try:
        crashes: list[BaseException] = []
        window = build_window(
            data_folder=tmp_path / "data",
            settings=KeptSettings(tmp_path / "settings.toml"),
            on_crash=crashes.append,
            prompts=prompts,
        )
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        look(window, qtbot, write_ct(tmp_path / "a", About(description="Kopf nativ")))
        panel = open_panel(window, qtbot)
        panel.others.open()
        panel.pictures.open()
        panel.choose("lung_nodules_ct")
        prompts.runs_in_doubt = True
        panel.cards["lungs_ct"].run.click()
        panel.cards["lung_nodules_ct"].run.click()
        feature = window.features[AnalysisFeature]
        qtbot.waitUntil(lambda: feature.plugins.runs[0].state is RunState.RUNNING)
        qtbot.waitUntil(lambda: cut_off(panel) == [])
        words = feature.chip.words
        qtbot.waitUntil(lambda: words.sizeHint().width() <= words.width())
        qtbot.waitUntil(lambda: is_whole(window.status))
        qtbot.waitUntil(lambda: feature.plugins.present is None)
        open_panel(window, qtbot)
        qtbot.waitUntil(lambda: cut_off(panel) == [])
        window.close()
        assert crashes == []
    finally:
        install_language(qapp, "en")
