"""A Chinese reader finds no English sentence in the window."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from tests.support.ai_panel import click_run, open_panel
from tests.support.visible_words import english_in, painted_texts, shown_texts
from tests.ui.conftest import FakePrompts
from workstation.app.composition import build_window
from workstation.app.crash import CrashHandler
from workstation.errors import InputError
from workstation.imaging.thorax_phantom import thorax_geometry
from workstation.inference.devices import cpu_name
from workstation.keeping.kept_settings import KeptSettings
from workstation.language import say
from workstation.measuring.new_annotations import new_annotation
from workstation.messages import Message, words_of
from workstation.presets.terminology import search_terms
from workstation.risk.registry import MODELS
from workstation.scene.image_view import ViewFrame
from workstation.services.demo_study import write_demo_study
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.finding_edits import FindingEdit
from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.analysis.plugin_controller import RunState
from workstation.ui.asking.finding_dialog import FindingDialog
from workstation.ui.board.feature import BoardFeature
from workstation.ui.films.screen_size_dialog import ScreenSizeDialog
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.help.display_patterns import LuminanceDialog
from workstation.ui.help.user_guide import UserGuide, guide_path
from workstation.ui.language import install_language
from workstation.ui.main_window import MainWindow
from workstation.ui.measuring.feature import MeasuringFeature
from workstation.ui.report.feature import ReportFeature
from workstation.ui.risk.feature import RiskFeature
from workstation.ui.segmenting.editor_table import NAME
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.segmenting.term_dialog import SegmentTermDialog
from workstation.ui.shell.docks import DockPlace
from workstation.ui.shell.message_dialogs import show_fault
from workstation.viewer.true_size import true_size_words
from workstation.viewer.volume_key import caption_of
from workstation.viewer.volume_overlay import volume_text

ALLOWED = (
    *(model.citation for model in MODELS), "Mayo Clinic", "Del  Backspace", "Del   Backspace",
    "mm MIP", "Phantom, Thorax", "CT thorax", "Lightbox", "(R) Xeon(R) Processor",
)  # fmt: skip
"""Names, keys and what the files say, which are the same in every language."""
WORDS = frozenset(
    (
        # Keys.
        "Alt", "Backspace", "Ctrl", "Del", "Down", "End", "Esc", "Home", "Left", "PgDown", "PgUp",
        "Return", "Right", "Shift", "Space", "Tab", "Up",
        # Units, and what stands for a value.
        "GiB", "SUVbw", "cd", "cm", "fp", "kg", "mL", "mm", "ms", "px", "xx",
        # People, programs, formats and devices, which are named so in every language.
        "Apache", "Brock", "Cobb", "English", "FFmpeg", "FDG", "Fleischner", "Herder", "Horos",
        "OHIF", "RadiAnt",
        "Herder FDG-PET", "Letter", "Lightbox", "Mayo", "MetaImage", "MinIP", "NIfTI",
        "OpenCV", "Otsu", "PanCan", "PyAV", "PySide", "Qt", "Slicer", "Swensen", "Unicode",
        "cpu", "cuda",
        # What the files of the phantom say.
        "Phantom", "Thorax", "synthetic", "thorax",
        # Who reads.
        "Dr", "Reader",
        # Endings of files, keywords of headers and options of commands in the guide.
        "dcm", "dicom-pdf", "dyn", "gated", "header", "json", "logo", "nrrd", "pdf", "perf",
        "pr", "resp", "result", "role", "seg", "signed", "sr", "wheel",
    )
)  # fmt: skip
"""What may stand by itself among the Chinese."""
GUIDE_NAMES = (
    "Bits Stored", "Cine Rate", "Frame Time", "LPS mm", "Start Trim", "Stop Trim",
    "Temporal Position", "Temporal Resolution", "Trigger Time", "View Position",
    "lightbox report", "lightbox settings", "make setup-video", "sign NAME",
    "Recommended Display Frame Rate", "Frame Time Vector", "Patient Orientation",
    "Frame Increment Pointer", "Temporal Position Time Offset", "Frame Reference Time",
    "lightbox models install PATH", "Tracking UID", "lightbox measure PATH", "points FILE",
    "sr OUT", "gsps OUT", "by NAME",
)  # fmt: skip
"""Attributes of DICOM and commands, which the guide names."""


FAULT = ("Lightbox", "RuntimeError", "/tmp/log")
REPORT_NAMES = ("Lightbox", "mm", "kV", "Phantom, Thorax", "CT thorax", "synthetic", "Synthetic",
                "phantom", "Thorax")  # fmt: skip
"""Names, units, and what the files say."""


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    assert install_language(qapp, "zh_CN")
    yield
    install_language(qapp, "en")


@pytest.fixture(scope="session")
def thorax(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("thorax")
    # A quarter of the voxels: plugins take their time, and these tests are about words.
    write_demo_study(folder, thorax_geometry((120, 180, 180), (2.0, 1.95, 1.95)))
    return folder


@pytest.fixture
def reading(
    qtbot: QtBot, chinese: None, tmp_path: Path, prompts: FakePrompts, thorax: Path
) -> Iterator[MainWindow]:
    del chinese
    crashes: list[BaseException] = []
    window = build_window(
        data_folder=tmp_path / "data",
        settings=KeptSettings(tmp_path / "settings.toml"),
        on_crash=crashes.append,
        prompts=prompts,
    )
    qtbot.addWidget(window)
    window.resize(1600, 960)
    window.show()
    window.open_paths([thorax])
    qtbot.waitUntil(
        lambda: window.workspace.active_image is not None and window.jobs.running == 0,
    )
    yield window
    window.close()
    assert crashes == []


def no_english(patch: pytest.MonkeyPatch, window: MainWindow, *more: str) -> None:
    """Fail where anything that is shown holds an English word, names and the like aside."""
    with painted_texts(patch) as painted:
        for viewport in window.features[BoardFeature].area.stage.viewports:
            viewport.repaint()
        window.grab()
    found = {
        run: text
        for text in shown_texts() | painted
        for run in english_in(text, (*ALLOWED, *GUIDE_NAMES, cpu_name(), *more), least=1)
        if run not in WORDS
    }
    assert not found, found


def run_is_done(window: MainWindow) -> Callable[[], bool]:
    run = window.features[AnalysisFeature].plugins.runs[-1]

    def is_done() -> bool:
        assert run.error is None
        return run.state is RunState.DONE

    return is_done


def measure(window: MainWindow, kind: AnnotationKind) -> None:
    """A measurement of a kind in the middle of what the active viewport shows."""
    viewport = window.features[BoardFeature].area.stage.active
    frame = viewport.frame()
    assert viewport.view is not None
    assert frame is not None
    rows, columns = frame.values.shape
    corners = ((0.4, 0.4), (0.4, 0.6), (0.6, 0.6), (0.6, 0.4), (0.45, 0.45), (0.5, 0.6))
    count = kind.points
    points = tuple(
        viewport.view.to_point(viewport.plane, viewport.index, rows * r, columns * c)
        for r, c in corners[:count]
    )
    annotation = new_annotation(kind, viewport, points, window.workspace, text="")
    assert annotation is not None
    window.workspace.put_annotation(annotation, text=Message("Add {kind:l}", kind=kind.words))


def test_english_is_found_where_it_is() -> None:
    assert english_in("图像 could not be read 已") == ["could not be read"]
    assert english_in("图像 CT thorax 已") == []
    assert english_in("the Apache License holds", ("Apache License",)) == []


def test_measuring_and_undoing_is_chinese(
    qtbot: QtBot, reading: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in AnnotationKind:
        measure(reading, kind)
        qtbot.waitUntil(lambda: reading.jobs.running == 0)
    no_english(monkeypatch, reading)
    reading.actions_table["undo"].trigger()
    no_english(monkeypatch, reading)
    cell = reading.features[MeasuringFeature].model.index(1, 2).data()
    assert "长度" in cell
    length = next(a for a in reading.workspace.annotations if a.kind is AnnotationKind.LENGTH)
    reading.workspace.delete_annotation(length.id)
    assert reading.actions_table["undo"].text().endswith("撤销 删除长度")


def test_a_plugin_and_its_findings_are_chinese(
    qtbot: QtBot, reading: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    for plugin in ("lungs_ct", "lung_nodules_ct"):
        open_panel(reading, qtbot).choose(plugin)
        no_english(monkeypatch, reading)
        click_run(reading, qtbot, plugin)
        no_english(monkeypatch, reading)
        qtbot.waitUntil(run_is_done(reading))
    reading.reader.ask()
    for feature in reading.features:
        for panel in feature.docks:
            if panel.place is not DockPlace.STUDIES:
                reading.docks.bring_to_front(panel.widget)
                no_english(monkeypatch, reading)
    reading.features[FindingsFeature].panel.step(1)
    reading.actions_table["accept"].trigger()
    no_english(monkeypatch, reading)
    reading.actions_table["undo"].trigger()
    no_english(monkeypatch, reading)


@pytest.mark.parametrize("plugin", ["enhance_median", "pneumonia_xr", "hippocampus_mr"])
def test_a_refusal_of_a_plugin_is_chinese(
    qtbot: QtBot, reading: MainWindow, monkeypatch: pytest.MonkeyPatch, plugin: str
) -> None:
    panel = open_panel(reading, qtbot)
    panel.others.open()
    panel.pictures.open()
    no_english(monkeypatch, reading)
    place, image = reading.workspace.active, reading.workspace.active_image
    assert place is not None
    assert image is not None
    # As if the check had been passed over: the run refuses by itself.
    run = reading.features[AnalysisFeature].plugins.run(
        panel.cards[plugin].plugin, place, image, {}, "cpu"
    )
    qtbot.waitUntil(lambda: not run.is_open)
    no_english(monkeypatch, reading)


def test_every_dialog_is_chinese(
    qtbot: QtBot, reading: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    for action in (
        "about", "keys", "edit_keys", "user_guide", "palette", "tour", "import_report",
        "acknowledge", "display_patterns", "settings",
    ):  # fmt: skip
        reading.actions_table[action].trigger()
        QApplication.processEvents()
        no_english(monkeypatch, reading)
        for dialog in reading.findChildren(QDialog):
            dialog.close()
    for dialog in (
        FindingDialog(None, reading),
        SegmentTermDialog(reading),
        ScreenSizeDialog(3.8, "HDMI-1", reading),
        LuminanceDialog(reading),
    ):
        dialog.show()
        no_english(monkeypatch, reading)
        dialog.close()
    qtbot.waitUntil(lambda: reading.jobs.running == 0)


def test_menus_and_layouts_are_chinese(
    qtbot: QtBot, reading: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    for menu in reading.findChildren(QMenu):
        menu.aboutToShow.emit()
    no_english(monkeypatch, reading)
    for action in ("layout_grid-2x2", "layout_mpr-volume", "slab", "new_segmentation"):
        reading.actions_table[action].trigger()
        qtbot.waitUntil(lambda: reading.jobs.running == 0)
        no_english(monkeypatch, reading)


def test_the_words_of_true_size_are_chinese(chinese: None) -> None:
    del chinese
    frame = ViewFrame(
        values=np.zeros((4, 4)),
        pixel_rc=(1.0, 1.0),
        spacing_rc_mm=(1.0, 1.0),
        letters=("", "", "", ""),
    )
    for calibrated in (True, False):
        words = true_size_words(
            frame, 3.0, 3.0, calibrated=calibrated, word=Message("at the detector")
        )
        assert words
        assert english_in(words, least=1) == []


def test_every_error_is_chinese(chinese: None) -> None:
    del chinese
    error = InputError(Message("{name} cannot be read.", name="scan.nii"))
    assert say(error.message) == "无法读取 scan.nii。"
    assert say(words_of(error)) == "无法读取 scan.nii。"
    assert say(error.hint) == "请检查文件；`lightbox scan PATH` 可列出其内容。"


def test_what_a_reader_typed_is_never_translated(
    qtbot: QtBot, reading: MainWindow, prompts: FakePrompts
) -> None:
    """ "Nodule" is a word of the catalog; one that was typed stays what was typed."""
    prompts.edit = FindingEdit(label="Nodule", statement="mass")
    reading.features[FindingsFeature].review.add_finding()
    assert reading.features[FindingsFeature].model.index(0, 0).data() == "Nodule"
    assert "mass" in reading.features[FindingsFeature].model.details(
        reading.features[FindingsFeature].model.finding(0)
    )
    reading.features[SegmentingFeature].controller.new_segmentation(search_terms("liver")[0])
    qtbot.waitUntil(lambda: reading.jobs.running == 0)
    row = reading.features[SegmentingFeature].editor.model.index(0, NAME)
    assert row.data() == "肝"
    # What stands in the field is taken back as it is, and stays a word of the program.
    reading.features[SegmentingFeature].editor.model.setData(row, "肝")
    assert reading.workspace.masks[0].segments[0].label == Message("Liver")
    reading.features[SegmentingFeature].editor.model.setData(row, "Left lung")
    assert reading.features[SegmentingFeature].editor.model.index(0, NAME).data() == "Left lung"


def test_an_unexpected_fault_is_told_in_chinese(
    qtbot: QtBot, qapp: QApplication, chinese: None
) -> None:
    del chinese
    handler = CrashHandler("/tmp/log", qapp)
    handler.report(RuntimeError("a bug"))

    def boxes() -> list[QMessageBox]:
        found = [w for w in qapp.topLevelWidgets() if isinstance(w, QMessageBox)]
        return [box for box in found if box.isVisible()]

    qtbot.waitUntil(lambda: bool(boxes()))
    (box,) = boxes()
    assert english_in(f"{box.text()} {box.informativeText()}", FAULT, least=1) == []
    box.close()


def test_key_images_and_reports_are_chinese(
    qtbot: QtBot, reading: MainWindow, tmp_path: Path
) -> None:
    reading.features[FindingsFeature].review.toggle_key_image()
    measure(reading, AnnotationKind.LENGTH)
    reading.features[ReportFeature].panel.words.setCurrentIndex(
        reading.features[ReportFeature].panel.words.findData("zh_CN")
    )
    reading.features[ReportFeature].panel.draft_button.click()
    path = tmp_path / "report.pdf"
    qtbot.waitUntil(lambda: path.exists() and reading.jobs.running == 0)
    text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    assert "关键图像" in text
    text = re.sub(r"\b[0-9a-f]{64}\b", "", text)
    assert english_in(text, REPORT_NAMES, least=1) == []


def test_a_fault_is_told_in_chinese(reading: MainWindow) -> None:
    box = show_fault(reading, InputError(Message("{name} is not JSON.", name="a.json")))
    assert box.text() == "a.json 不是 JSON。"
    box.close()


def test_scores_are_chinese(reading: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = reading.features[RiskFeature].panel
    reading.docks.bring_to_front(panel)
    for row in range(panel.chooser.count()):
        panel.chooser.setCurrentIndex(row)
        panel.compute.click()
        no_english(monkeypatch, reading)
    panel.choose("brock_2b")
    typed = {"value": 62, "origin": "typed"}
    yes = {"value": "yes", "origin": "typed"}
    panel.set_inputs(
        {
            "age": typed,
            "sex": {"value": "female", "origin": "typed"},
            "family_history_of_lung_cancer": yes,
            "emphysema": yes,
            "nodule_diameter": {"value": 9, "origin": "typed"},
            "nodule_type": {"value": "part-solid", "origin": "typed"},
            "upper_lobe": yes,
            "nodule_count": {"value": 2, "origin": "typed"},
            "spiculation": yes,
        }
    )
    panel.compute.click()
    assert "概率" in panel.result.text()
    no_english(monkeypatch, reading)


def test_presets_in_three_dimensions_are_chinese_in_the_corner_and_in_captions(
    reading: MainWindow,
) -> None:
    reading.actions_table["volume_view"].trigger()
    volume = reading.features[BoardFeature].area.active_frame.volume
    assert volume is not None
    bone = next(each for each in volume.presets if each.title == "CT bone")
    volume.set_settings(volume.settings.with_preset(bone))
    assert volume.view is not None
    words = volume_text(volume.view, volume.settings, volume.camera, (), text_mode=0)
    assert "CT 骨" in words.bottom_left
    assert "CT 骨" in say(caption_of(volume.settings, volume.camera))


def test_the_guide_has_every_part_in_chinese(qtbot: QtBot, chinese: None) -> None:
    del chinese
    path = guide_path()
    text = path.read_text(encoding="utf-8")
    english = path.with_name("user-guide.md").read_text(encoding="utf-8")
    assert path.name == "user-guide.zh_CN.md"
    for mark in ("#", "|", "- "):
        parts = [sum(line.startswith(mark) for line in t.splitlines()) for t in (text, english)]
        assert parts[0] == parts[1] > 0
    guide = UserGuide(text)
    qtbot.addWidget(guide)
    shown = guide.browser.toPlainText()
    assert "**" not in shown
    assert english_in(shown, GUIDE_NAMES, least=2) == []
