"""The settings page: drawn from the schema, in force at once, taken back by Cancel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image as PilImage
from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from tests.support.settings_values import OTHER
from tests.support.visible_words import english_in
from tests.ui.conftest import FakePrompts
from workstation.app.composition import build_window
from workstation.keeping.kept_settings import KeptSettings
from workstation.settings.schema import Editor, Settings
from workstation.settings.specs import SPECS
from workstation.tools.mouse_profiles import MouseProfile
from workstation.ui.board.feature import BoardFeature
from workstation.ui.language import install_language
from workstation.ui.main_window import MainWindow
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.settings.feature import SettingsFeature
from workstation.ui.settings.page import SettingsPage
from workstation.ui.studies.feature import StudiesFeature
from workstation.ui.widgets.icons import recolor_icons
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.ui.widgets.theme import LIGHT, apply_theme

KINDS = {
    Editor.CHOICE: QComboBox,
    Editor.SWITCH: QCheckBox,
    Editor.NUMBER: QSpinBox,
    Editor.LINE: QLineEdit,
    Editor.LINES: QPlainTextEdit,
}


@pytest.fixture(autouse=True)
def same_look(qapp: QApplication) -> Iterator[None]:
    yield
    install_language(qapp, "en")
    apply_theme(qapp)
    recolor_icons()


@pytest.fixture
def settings(window: MainWindow) -> KeptSettings:
    return window.features[SettingsFeature].preferences.settings


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    return open_page(window)


def open_page(window: MainWindow) -> SettingsPage:
    window.actions_table["settings"].trigger()
    return window.findChildren(SettingsPage)[-1]


def edit(page: SettingsPage, name: str, value: object) -> None:
    """Change a row as a person does."""
    editor = page.fields[name].editor
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(editor.findData(value))
    elif isinstance(editor, QCheckBox):
        assert editor.isChecked() is not value
        editor.click()
    elif isinstance(editor, QSpinBox) and isinstance(value, int):
        editor.setValue(value)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(str(value))
    else:
        assert isinstance(editor, QLineEdit)
        editor.setText(str(value))


def ok(page: SettingsPage) -> None:
    page.buttons.button(QDialogButtonBox.StandardButton.Ok).click()


def test_every_field_has_a_row_of_its_kind(page: SettingsPage) -> None:
    assert set(page.fields) == set(SPECS)
    for name, field in page.fields.items():
        kind = KINDS.get(SPECS[name].editor)
        assert kind is None or isinstance(field.editor, kind), name
        assert field.editor.accessibleName() == str(SPECS[name].label)
        assert str(SPECS[name].help) in field.help.text()
    count = page.fields["recent_count"].editor
    assert isinstance(count, QSpinBox)
    assert (count.minimum(), count.maximum(), count.suffix()) == (0, 30, " entries")
    assert "0 to 30 entries" in page.fields["recent_count"].help.text()
    assert "after the next start" in page.fields["language"].help.text()
    assert [n for n, f in page.fields.items() if "next start" in f.help.text()] == ["language"]


def test_values_hold_at_once_and_are_kept_by_ok(
    window: MainWindow, page: SettingsPage, settings: KeptSettings, qapp: QApplication
) -> None:
    stage = window.features[BoardFeature].area.stage
    edit(page, "theme", "light")
    assert LIGHT.background in qapp.styleSheet()
    edit(page, "mouse", "slicer")
    assert window.features[MouseFeature].toolbox.profile is MouseProfile.SLICER
    assert window.actions_table["profile_slicer"].isChecked()
    edit(page, "link_window", True)
    assert stage.linking.settings.window
    assert window.actions_table["link_window"].isChecked()
    edit(page, "corner_text", "no_patient")
    assert {viewport.text_mode for viewport in stage.viewports} == {1}
    edit(page, "reader", "Dr. New")
    assert window.workspace.reader == "Dr. New"
    edit(page, "report_header", "St. Anna\nRadiology")
    before = KeptSettings(settings.path).values
    assert (before.theme, before.reader) == ("dark", "")
    ok(page)
    kept = KeptSettings(settings.path).values
    assert (kept.theme, kept.mouse, kept.link_window) == ("light", "slicer", True)
    assert (kept.corner_text, kept.reader) == ("no_patient", "Dr. New")
    assert kept.report_header == "St. Anna\nRadiology"


def test_cancel_takes_everything_back(
    window: MainWindow, settings: KeptSettings, qapp: QApplication
) -> None:
    settings.change(reader="Dr. Old", keys={"invert": ("L",)})
    page = open_page(window)
    before, text = settings.values, settings.path.read_text()
    sources = [settings.source(name) for name in SPECS]
    edit(page, "theme", "light")
    edit(page, "reader", "Dr. New")
    page.fields["keys"].default.click()
    assert window.actions_table.keys("invert") == ("I",)
    page.all_defaults.click()
    assert settings.values.reader == ""
    page.reject()
    assert settings.values == before
    assert [settings.source(name) for name in SPECS] == sources
    assert settings.path.read_text() == text
    assert LIGHT.background not in qapp.styleSheet()
    assert window.workspace.reader == "Dr. Old"
    assert window.actions_table.keys("invert") == ("L",)


def test_defaults_of_one_field_and_of_all(window: MainWindow, settings: KeptSettings) -> None:
    others = {name: value for name, value in OTHER.items() if name != "report_logo"}
    settings.change(**others)
    page = open_page(window)
    assert page.fields["theme"].default.isEnabled()
    page.fields["theme"].default.click()
    assert not page.fields["theme"].default.isEnabled()
    assert settings.values.theme == "dark"
    ok(page)
    now = KeptSettings(settings.path)
    assert (now.values.theme, now.values.mouse) == ("dark", "itk_snap")
    assert "theme" not in settings.path.read_text()
    page = open_page(window)
    assert len(window.features[StudiesFeature].recent.paths) == 2
    page.all_defaults.click()
    assert window.features[StudiesFeature].recent.paths == []
    ok(page)
    assert KeptSettings(settings.path).values == Settings()


def test_a_choice_after_the_default_is_a_choice(page: SettingsPage, settings: KeptSettings) -> None:
    field = page.fields["recent_count"]
    edit(page, "recent_count", 3)
    field.default.click()
    edit(page, "recent_count", 5)
    ok(page)
    assert KeptSettings(settings.path).values.recent_count == 5


def test_no_more_recent_folders_stay_than_are_wanted(
    window: MainWindow, settings: KeptSettings
) -> None:
    settings.change(recent=("/a", "/b", "/c"))
    page = open_page(window)
    edit(page, "recent_count", 1)
    assert window.features[StudiesFeature].recent.paths == ["/a"]
    ok(page)
    window.features[SettingsFeature].preferences.keep()
    assert KeptSettings(settings.path).values.recent == ("/a",)


def test_the_search_finds_rows_by_words(page: SettingsPage) -> None:
    def shown() -> list[str]:
        return [name for name, field in page.fields.items() if not field.isHidden()]

    page.search.setText("patient")
    assert shown() == ["corner_text", "recent_count"]
    page.search.setText("LINKED zoom")
    assert shown() == ["link_zoom"]
    headings = [h for h in page.findChildren(PlainLabel) if h.objectName() == "heading"]
    assert [h.text() for h in headings if not h.isHidden()] == ["Linked viewports"]
    page.search.setText("light")
    assert shown() == ["theme"]
    page.search.setText("no such words")
    assert shown() == []
    assert not page.nothing.isHidden()
    page.search.clear()
    assert shown() == list(SPECS)


def test_a_logo_that_cannot_be_used_is_said_and_not_taken(
    page: SettingsPage, settings: KeptSettings, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.png", tmp_path / "bad.png"
    PilImage.new("RGB", (300, 100), (10, 20, 200)).save(good)
    bad.write_text("no picture")
    field = page.fields["report_logo"]
    button = page.buttons.button(QDialogButtonBox.StandardButton.Ok)
    field.show_value(str(bad))
    field.edited.emit()
    assert "bad.png" in field.fault.text()
    assert not button.isEnabled()
    assert settings.values.report_logo == ""
    field.show_value(str(good))
    field.edited.emit()
    assert field.fault.text() == ""
    assert button.isEnabled()
    ok(page)
    assert KeptSettings(settings.path).values.report_logo == str(good)


def test_a_text_that_is_too_long_is_said(page: SettingsPage) -> None:
    field = page.fields["report_header"]
    edit(page, "report_header", "x" * 5000)
    assert "at most 4096 letters" in field.fault.text()
    field.default.click()
    assert field.fault.isHidden()


def test_a_field_of_the_environment_cannot_be_changed_here(qtbot: QtBot, tmp_path: Path) -> None:
    settings = KeptSettings(tmp_path / "s.toml", {"LIGHTBOX_THEME": "light"})
    page = SettingsPage(settings, {})
    qtbot.addWidget(page)
    field = page.fields["theme"]
    assert not field.editor.isEnabled()
    assert not field.default.isEnabled()
    assert "LIGHTBOX_THEME" in field.help.text()
    page.all_defaults.click()
    assert settings.values.theme == "light"


def test_what_the_window_changed_meanwhile_stands_on_the_page(window: MainWindow) -> None:
    window.actions_table["link_zoom"].trigger()
    window.actions_table["cycle_text"].trigger()
    page = open_page(window)
    assert page.fields["link_zoom"].value() is False
    assert page.fields["corner_text"].value() == "no_patient"
    page.reject()
    assert not window.features[BoardFeature].area.stage.linking.settings.zoom


def test_the_page_has_a_key_of_its_own(window: MainWindow) -> None:
    assert window.actions_table.keys("settings") == ("Ctrl+Alt+S",)
    assert window.key_bindings.takers("Ctrl+Alt+S") == ("settings",)
    QTest.keySequence(window, QKeySequence("Ctrl+Alt+S"))
    assert len(window.findChildren(SettingsPage)) == 1


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_page_fits_a_small_screen_in_its_language(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, language: str
) -> None:
    assert install_language(qapp, language)
    settings = KeptSettings(tmp_path / "settings.toml")
    settings.change(**OTHER)
    page = SettingsPage(settings, {})
    qtbot.addWidget(page)
    page.resize(QSize(760, 600))
    page.show()
    assert page.minimumSizeHint().width() <= 1366
    assert page.minimumSizeHint().height() <= 768 - 60
    area = page.findChild(QScrollArea)
    assert area is not None
    inner = area.widget()
    assert inner is not None
    # Nothing is cut off at the side.
    assert inner.minimumSizeHint().width() <= area.viewport().width()
    for name, field in page.fields.items():
        assert field.geometry().right() <= area.viewport().width(), name
        assert field.default.geometry().right() <= field.width(), name
    if language == "zh_CN":
        texts = [label.text() for label in page.findChildren(PlainLabel)]
        texts += [
            box.itemText(n) for box in page.findChildren(QComboBox) for n in range(box.count())
        ]
        assert [run for text in texts for run in english_in(text, (str(settings.path),))] == []
        assert page.windowTitle() == "设置"


def test_a_folder_that_refuses_is_told_once_in_the_window(
    qtbot: QtBot, tmp_path: Path, prompts: FakePrompts
) -> None:
    (tmp_path / "config").write_text("in the way")
    settings = KeptSettings(tmp_path / "config" / "settings.toml")
    settings.settle()
    crashes: list[BaseException] = []
    window = build_window(
        data_folder=tmp_path / "data", settings=settings, on_crash=crashes.append, prompts=prompts
    )
    qtbot.addWidget(window)
    window.show()
    (box,) = window.findChildren(QMessageBox)
    assert "cannot be written" in box.text()
    assert "until the end" in box.text()
    window.actions_table["theme_light"].trigger()
    window.actions_table["profile_slicer"].trigger()
    assert len(window.findChildren(QMessageBox)) == 1
    assert settings.values.theme == "light"
    assert window.features[MouseFeature].toolbox.profile is MouseProfile.SLICER
    box.close()
    window.close()
    assert crashes == []


def test_a_damaged_file_is_told_by_field_and_kept(
    qtbot: QtBot, tmp_path: Path, prompts: FakePrompts
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('version = 1\ntheme = "purple"\nreader = "Dr. Kept"\n')
    settings = KeptSettings(path)
    settings.settle()
    crashes: list[BaseException] = []
    window = build_window(
        data_folder=tmp_path / "data", settings=settings, on_crash=crashes.append, prompts=prompts
    )
    qtbot.addWidget(window)
    window.show()
    (box,) = window.findChildren(QMessageBox)
    assert "theme in settings.toml is “purple”" in box.text()
    assert "settings.bad-1.toml" in box.informativeText()
    assert window.workspace.reader == "Dr. Kept"
    assert "purple" in (tmp_path / "settings.bad-1.toml").read_text()
    box.close()
    window.close()
    assert crashes == []
