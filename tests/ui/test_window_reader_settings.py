"""Keys, palette, mouse, pictures, themes, language, tour and further windows, on the window."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeySequence, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.support.studies import FakeServices
from tests.ui.conftest import FakePrompts
from workstation.keeping.kept_settings import KeptSettings
from workstation.language import tr
from workstation.presets.action_synonyms import action_synonyms
from workstation.session.workspace import Workspace
from workstation.tools.mouse_profiles import MouseProfile
from workstation.ui.board.feature import BoardFeature
from workstation.ui.help.feature import HelpFeature
from workstation.ui.help.palette import Palette, action_entries
from workstation.ui.help.tour import bubble_place
from workstation.ui.help.user_guide import UserGuide, guide_path
from workstation.ui.language import (
    install_language,
    language_in_force,
)
from workstation.ui.main_window import MainWindow
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.pictures.taking import picture_of, picture_of_all
from workstation.ui.settings.feature import SettingsFeature
from workstation.ui.settings.keys_dialogs import KeyEditor, KeysDialog
from workstation.ui.shell.job_controller import JobController
from workstation.ui.start.feature import StartFeature
from workstation.ui.studies.feature import StudiesFeature
from workstation.ui.widgets.icons import recolor_icons
from workstation.ui.widgets.theme import DARK, LIGHT, THEMES, Colors, apply_theme
from workstation.ui.windowing.feature import WindowingFeature

_READABLE = 4.5
"""Contrast that WCAG 2.2 asks of text (success criterion 1.4.3)."""


@pytest.fixture
def settings(window: MainWindow) -> KeptSettings:
    return window.features[SettingsFeature].preferences.settings


def start_again(
    window: MainWindow, qtbot: QtBot, fake: FakeServices, prompts: FakePrompts
) -> MainWindow:
    window.close()
    crashes: list[BaseException] = []
    jobs = JobController(crashes.append)
    kept = KeptSettings(window.features[SettingsFeature].preferences.settings.path)
    made = MainWindow(Workspace(), fake.services(), jobs, settings=kept, prompts=prompts)
    jobs.setParent(made)
    qtbot.addWidget(made)
    made.show()
    return made


def pixels(picture: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    image = picture.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return flat.copy()


# Keys


def test_a_key_is_changed_kept_and_reset(
    qtbot: QtBot, window: MainWindow, fake: FakeServices, prompts: FakePrompts
) -> None:
    table, bindings = window.actions_table, window.key_bindings
    bindings.add("invert", "L")
    assert table.keys("invert") == ("I", "L")
    assert table.keys("tool_length") == ()
    assert bindings.takers("L") == ("invert",)
    other = start_again(window, qtbot, fake, prompts)
    assert other.actions_table.keys("invert") == ("I", "L")
    assert other.actions_table.keys("tool_length") == ()
    other.key_bindings.reset("tool_length")
    assert other.actions_table.keys("tool_length") == ("L",)
    assert other.actions_table.keys("invert") == ("I",)
    other.key_bindings.set_keys("invert", ())
    other.key_bindings.reset_all()
    assert all(
        other.actions_table.keys(name) == other.actions_table.default_keys(name)
        for name in other.actions_table.specs
    )
    other.close()


def test_a_changed_key_runs_its_action(opened: MainWindow) -> None:
    viewport = opened.features[BoardFeature].area.stage.active
    opened.key_bindings.add("invert", "Ctrl+F7")
    viewport.setFocus()
    before = viewport.inverted
    QTest.keyClick(viewport, Qt.Key.Key_F7, Qt.KeyboardModifier.ControlModifier)
    assert viewport.inverted is not before


def test_the_editor_names_who_loses_a_key(window: MainWindow) -> None:
    window.actions_table["edit_keys"].trigger()
    editor = window.findChild(KeyEditor)
    assert editor is not None
    editor.choose("invert")
    editor.key.setKeySequence(QKeySequence("L"))
    assert "Length" in editor.conflict.text()
    editor.add.click()
    assert window.actions_table.keys("invert") == ("I", "L")
    assert editor.conflict.text() == ""
    editor.search.setText("invert")
    shown = [r for r in range(editor.table.rowCount()) if not editor.table.isRowHidden(r)]
    assert len(shown) == 1
    editor.reset_all.click()
    assert window.actions_table.keys("tool_length") == ("L",)
    editor.close()


def test_the_tool_bar_shows_what_is_checked(window: MainWindow) -> None:
    bar, table = window.tool_bar, window.actions_table
    assert table["tool_zoom"] in bar.actions()
    window.key_bindings.put_on_tool_bar("tool_zoom", shown=False)
    window.key_bindings.put_on_tool_bar("tool_cobb", shown=True)
    bar.fill()
    assert table["tool_zoom"] not in bar.actions()
    assert table["tool_cobb"] in bar.actions()
    assert bar.widgetForAction(bar.actions()[-1]) is not None
    assert window.features[WindowingFeature].presets.parent() is bar


def test_the_list_of_keys_follows_keys_and_mouse(window: MainWindow) -> None:
    window.key_bindings.add("invert", "Ctrl+F7")
    window.features[MouseFeature].set_profile(MouseProfile.SLICER)
    window.actions_table["keys"].trigger()
    dialog = window.findChild(KeysDialog)
    assert dialog is not None
    items = [[dialog.table.item(r, c) for c in range(3)] for r in range(dialog.table.rowCount())]
    rows = [tuple(i.text() for i in row if i is not None) for row in items]
    assert ("Window", "Invert", "I  Ctrl+F7") in rows
    assert ("Mouse", "Move the picture", "Shift + Left drag") in rows
    dialog.close()


def test_the_user_guide_has_contents_and_a_search(window: MainWindow) -> None:
    text = guide_path().read_text(encoding="utf-8")
    window.actions_table["user_guide"].trigger()
    guide = window.findChild(UserGuide)
    assert guide is not None
    assert guide.contents.count() == sum(line.startswith("#") for line in text.splitlines())
    guide.contents.setCurrentRow(3)
    item = guide.contents.item(3)
    assert guide.browser.textCursor().block().text() == item.text().strip()
    guide.search.setText("livewire")
    assert guide.browser.textCursor().selectedText().lower() == "livewire"
    assert guide.find_next()
    guide.search.setText("no such words anywhere")
    assert not guide.find_next()
    guide.close()


# Palette


def test_the_palette_finds_runs_and_remembers(opened: MainWindow, settings: KeptSettings) -> None:
    ran = Palette(action_entries(opened.actions_table), settings, opened)
    ran.line.setText("flip hor")
    assert ran.titles()[0] == "Flip horizontally"
    ran.run_chosen()
    assert opened.features[BoardFeature].area.stage.active.camera.flip_horizontal
    next_one = Palette(action_entries(opened.actions_table), settings, opened)
    assert next_one.titles()[0] == "Flip horizontally"
    next_one.show()
    QTest.keyClick(next_one.line, Qt.Key.Key_Down)
    assert next_one.list.currentRow() == 1
    next_one.close()


def test_the_palette_does_not_run_what_cannot_be_done(
    window: MainWindow, settings: KeptSettings
) -> None:
    palette = Palette(action_entries(window.actions_table), settings, window)
    palette.line.setText("undo")
    assert palette.titles()[0] == "Undo"
    palette.run_chosen()
    assert settings.values.palette_recent == ()
    palette.close()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("fit", "Fit"),
        ("ruler", "Length"),
        ("hounsfield", "Probe"),
        ("rtstruct", "Open mask over the image"),
        ("cine", "Play frames or planes"),
        ("negative", "Invert"),
        ("3d", "3-D view"),
        ("长度", "Length"),
        ("距离", "Length"),
        ("chinese", "简体中文"),
        ("lenght", "Length"),
    ],
)
def test_the_palette_knows_other_names_in_both_languages(
    opened: MainWindow, settings: KeptSettings, typed: str, first: str
) -> None:
    palette = Palette(action_entries(opened.actions_table), settings, opened)
    palette.line.setText(typed)
    assert palette.titles()[0] == first
    if typed == "fit":
        assert "Quit" not in palette.titles()
    palette.close()


def test_every_other_name_is_of_an_action_and_finds_it(
    opened: MainWindow, settings: KeptSettings
) -> None:
    entries = action_entries(opened.actions_table)
    palette = Palette(entries, settings, opened)
    titles = {entry.id: entry.title for entry in entries}
    assert set(action_synonyms()) <= set(titles)
    for action_id, words in action_synonyms().items():
        for word in words:
            palette.line.setText(word)
            assert titles[action_id] in palette.titles()[:12], (action_id, word)
    palette.close()


def test_the_palette_says_that_nothing_fits(opened: MainWindow, settings: KeptSettings) -> None:
    palette = Palette(action_entries(opened.actions_table), settings, opened)
    palette.show()
    palette.line.setText("zzqq##")
    assert palette.titles() == []
    assert palette.nothing.isVisible()
    assert "zzqq##" in palette.nothing.text()
    palette.run_chosen()
    assert palette.isVisible()
    palette.line.setText("zoom")
    assert palette.titles()
    assert not palette.nothing.isVisible()
    palette.close()


def test_the_palette_shows_a_series(opened: MainWindow) -> None:
    opened.actions_table["palette"].trigger()
    palette = opened.findChild(Palette)
    assert palette is not None
    palette.line.setText("Show")
    series = [place.series.description for place in opened.features[StudiesFeature].model.stacks()]
    assert any(f"Show {words}" in palette.titles() for words in series if words)
    palette.close()


# Pictures


def test_every_view_is_copied_at_its_place(opened: MainWindow) -> None:
    opened.actions_table["copy_all_views"].trigger()
    copied = QGuiApplication.clipboard().image()
    area = opened.features[BoardFeature].area
    assert copied.width() <= area.width()
    assert copied.height() <= area.height()
    active = picture_of(area.frames[0])
    made = picture_of_all(area)
    assert np.array_equal(pixels(made.copy(QRect(QPoint(0, 0), active.size()))), pixels(active))


def test_a_saved_picture_can_leave_the_patient_out(
    opened: MainWindow, prompts: FakePrompts, tmp_path: Path
) -> None:
    path = tmp_path / "picture.png"
    prompts.picture = (path, False)
    opened.actions_table["save_picture"].trigger()
    whole = QImage(str(path))
    assert whole.size() == opened.features[BoardFeature].area.stage.active.size()
    assert path.stat().st_mode & 0o007 == 0
    prompts.picture = (path, True)
    opened.actions_table["save_picture"].trigger()
    without = QImage(str(path))
    corner = QRect(0, 0, 160, 60)
    assert not np.array_equal(pixels(whole.copy(corner)), pixels(without.copy(corner)))
    rest = QRect(0, whole.height() // 2, whole.width(), whole.height() // 2)
    assert np.array_equal(pixels(whole.copy(rest)), pixels(without.copy(rest)))
    assert opened.features[BoardFeature].area.stage.active.text_mode == 0


# Theme, size, language


def luminance(name: str) -> float:
    """Relative luminance of a color (WCAG 2.2)."""
    color = QColor(name)
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_words_stand_out(theme: Colors) -> None:
    grounds = (theme.background, theme.surface, theme.raised, theme.field, theme.alternate)
    for ground in (*grounds, theme.selected):
        for words in (theme.text, theme.muted, theme.good, theme.caution, theme.bad, theme.accent):
            assert contrast(words, ground) >= _READABLE, (words, ground)
    assert contrast(theme.on_accent, theme.accent) >= _READABLE
    assert contrast(theme.text, theme.selected) >= _READABLE
    assert contrast(theme.text, theme.primary) >= _READABLE


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_the_theme_changes_at_once_and_is_kept(
    window: MainWindow, settings: KeptSettings, qapp: QApplication
) -> None:
    action = window.actions_table["tool_length"]
    dark = pixels(action.icon().pixmap(24).toImage())
    window.actions_table["theme_light"].trigger()
    assert LIGHT.background in qapp.styleSheet()
    assert DARK.background not in qapp.styleSheet()
    assert not np.array_equal(dark, pixels(action.icon().pixmap(24).toImage()))
    assert settings.values.theme == "light"
    # What lies over the viewports follows the theme; they are dark in both.
    window.features[StartFeature].page.hide()
    assert (
        window.features[BoardFeature]
        .area.grab()
        .toImage()
        .pixelColor(
            window.features[BoardFeature].area.width() // 2,
            window.features[BoardFeature].area.height() // 2,
        )
        .lightness()
        < 60
    )
    apply_theme(qapp)
    recolor_icons()


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720)])
def test_the_window_fits_small_screens(opened: MainWindow, size: tuple[int, int]) -> None:
    opened.resize(*size)
    assert (opened.width(), opened.height()) == size
    assert opened.minimumSizeHint().width() <= size[0]


def test_the_language_is_kept_for_the_next_start(
    window: MainWindow, settings: KeptSettings
) -> None:
    window.actions_table["language_zh_CN"].trigger()
    chosen = KeptSettings(settings.path).values.language
    assert chosen == "zh_CN"
    assert language_in_force(chosen) == "zh_CN"
    assert tr("Segments") == "Segments"
    assert language_in_force("system", "zh_CN") == "zh_CN"
    assert language_in_force("system", "zh_TW") == "en"
    assert language_in_force("system", "de_DE") == "en"


def test_chinese_is_spoken_once_it_is_installed(qapp: QApplication) -> None:
    assert install_language(qapp, "zh_CN")
    try:
        assert tr("Segments") == "分割段"
        assert tr("Zoom {zoom:.0f} %  {how}", zoom=50, how="") == "缩放 50 %  "
    finally:
        install_language(qapp, "en")
    assert tr("Segments") == "Segments"


# State and tour


def test_links_text_and_windows_are_there_again_and_the_layout_is_not(
    qtbot: QtBot, window: MainWindow, fake: FakeServices, prompts: FakePrompts
) -> None:
    window.actions_table["layout_grid-2x2"].trigger()
    window.actions_table["link_zoom"].trigger()
    window.actions_table["cycle_text"].trigger()
    window.actions_table["profile_slicer"].trigger()
    links = window.features[BoardFeature].area.stage.linking.settings
    window.features[BoardFeature].windows.open(QRect(40, 50, 500, 400))
    other = start_again(window, qtbot, fake, prompts)
    assert other.features[BoardFeature].area.layout_id == "automatic"
    assert other.features[BoardFeature].area.stage.linking.settings == links
    assert {v.text_mode for v in other.features[BoardFeature].area.stage.viewports} == {1}
    assert other.features[MouseFeature].toolbox.profile is MouseProfile.SLICER
    assert other.actions_table["profile_slicer"].isChecked()
    assert [w.geometry().getRect() for w in other.features[BoardFeature].windows.windows] == [
        (40, 50, 500, 400)
    ]
    other.close()
    assert other.features[BoardFeature].windows.windows == []


def test_the_tour_points_and_ends(window: MainWindow) -> None:
    tour = window.features[HelpFeature].tour
    tour.offer()
    seen = []
    while tour.step >= 0:
        assert tour.bubble is not None
        assert window.rect().contains(tour.bubble.geometry())
        seen.append(tour.step)
        tour.next()
    assert seen == list(range(len(seen)))
    assert len(seen) >= 5

    tour.offer()
    assert tour.step == -1
    window.actions_table["tour"].trigger()
    assert tour.step == 0
    assert tour.bubble is not None
    QTest.keyClick(tour.bubble, Qt.Key.Key_Escape)
    assert tour.step == -1


def test_the_first_tour_takes_no_keys(opened: MainWindow, settings: KeptSettings) -> None:
    settings.change(tour_seen=False)
    viewport = opened.features[BoardFeature].area.stage.active
    opened.activateWindow()
    viewport.setFocus()
    tour = opened.features[HelpFeature].tour
    tour.offer()
    assert tour.bubble is not None
    assert opened.focusWidget() is viewport
    (forward,) = (b for b in tour.bubble.findChildren(QPushButton) if b.text() == "Next")
    QTest.mouseClick(forward, Qt.MouseButton.LeftButton)
    assert tour.step == 1
    assert opened.focusWidget() is viewport
    # The keys are those of the picture: Esc does not end the tour, and nothing is typed anywhere.
    QTest.keyClick(viewport, Qt.Key.Key_Escape)
    assert tour.step == 1
    tour.end()
    assert opened.focusWidget() is viewport


def test_a_bubble_stays_inside_and_off_its_target() -> None:
    room = QRect(0, 0, 1000, 700)
    for target in (QRect(0, 0, 1000, 30), QRect(0, 100, 200, 500), QRect(800, 100, 200, 600)):
        corner = bubble_place(target, (300, 120), room)
        bubble = QRect(corner.x(), corner.y(), 300, 120)
        assert room.contains(bubble)
        assert not bubble.intersects(target)


# Windows


def test_a_viewer_window_shares_the_board_and_gives_it_back(opened: MainWindow) -> None:
    before = list(opened.features[BoardFeature].area.stage.viewports)
    opened.actions_table["new_window"].trigger()
    other = opened.features[BoardFeature].windows.windows[0]
    viewport = other.area.frames[0].viewport
    assert opened.features[BoardFeature].area.stage.viewports == [*before, viewport]
    assert opened.features[BoardFeature].windows.active_area is other.area
    place = opened.features[StudiesFeature].model.stacks()[0]
    opened.features[BoardFeature].display.show_stack(place.stack.id, other.area.frames[0])
    assert viewport.view is not None
    assert viewport.view.stack_id == place.stack.id
    opened.actions_table["layout_grid-1x2"].trigger()
    assert len(other.area.frames) == 2
    assert opened.features[BoardFeature].area.layout_id != "grid-1x2"
    opened.actions_table["invert"].trigger()
    assert opened.features[BoardFeature].area.stage.active.inverted
    assert opened.actions_table["invert"] in other.actions()
    other.close()
    assert opened.features[BoardFeature].area.stage.viewports == before
    assert opened.features[BoardFeature].windows.windows == []
    assert opened.features[BoardFeature].windows.active_area is opened.features[BoardFeature].area


def test_the_mouse_follows_the_profile(opened: MainWindow) -> None:
    opened.actions_table["profile_slicer"].trigger()
    viewport = opened.features[BoardFeature].area.stage.active
    pan = viewport.camera.pan_xy
    middle = viewport.rect().center()
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, shift, middle)
    QTest.mouseMove(viewport, middle + QPoint(9, 0))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, shift, middle + QPoint(9, 0))
    assert viewport.camera.pan_xy[0] == pytest.approx(pan[0] + 9)


@pytest.mark.parametrize("name", ["user-guide.md", "user-guide.zh_CN.md"])
def test_pictures_of_the_guide_are_there_and_narrow(window: MainWindow, name: str) -> None:
    text = (guide_path().parent / name).read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)
    assert len(pictures) >= 8
    guide = UserGuide(text, window)
    for picture in pictures:
        kind = QTextDocument.ResourceType.ImageResource
        shown = guide.browser.loadResource(kind.value, QUrl(picture))
        assert isinstance(shown, QImage)
        assert 0 < shown.width() <= 640
    outside = guide.browser.loadResource(kind.value, QUrl("../../etc/passwd.png"))
    assert isinstance(outside, QImage)
    assert outside.isNull()
