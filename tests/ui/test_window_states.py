"""Presentation states of several images, with layers, choices, colors and blending."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import (
    BlendingSoftcopyPresentationStateStorage,
    ColorSoftcopyPresentationStateStorage,
    PseudoColorSoftcopyPresentationStateStorage,
    generate_uid,
)
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.support.dicom_phantoms import (
    SeriesPhantom,
    blank,
    image_data_set,
    put_pixels,
    ramp,
    save,
    straight,
)
from tests.support.opening import open_files
from tests.support.presentation_states import graphic, item, presentation_state, referenced
from tests.support.studies import FakeServices
from tests.ui.test_window_reading import press
from workstation.imaging.color_tables import color_table
from workstation.ui.board.feature import BoardFeature
from workstation.ui.fusion.feature import FusionFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.overlays.feature import OverlaysFeature
from workstation.ui.overlays.state_menu import fill_state_menu

SLICES = 4


def slices(folder: Path, *, study_uid: str, space: str, modality: str = "CT") -> list[Dataset]:
    """The images of one series, written."""
    phantom = SeriesPhantom(
        stored=ramp(SLICES, 40, 50), positions=straight(SLICES), intercept=0.0,
        modality=modality, study_uid=study_uid, frame_of_reference_uid=space,
    )  # fmt: skip
    found = []
    for k in range(SLICES):
        data_set = image_data_set(phantom, k)
        data_set.InstanceNumber = k + 1
        data_set.SeriesDescription = modality
        save(data_set, folder / f"{modality}{k}.dcm")
        found.append(data_set)
    return found


def state_of(images: list[Dataset]) -> Dataset:
    state = presentation_state(images[0])
    references = [referenced(image) for image in images]
    state.ReferencedSeriesSequence[0].ReferencedImageSequence = references
    del state.DisplayedAreaSelectionSequence
    return state


@pytest.fixture
def images(tmp_path: Path) -> list[Dataset]:
    folder = tmp_path / "study"
    folder.mkdir()
    return slices(folder, study_uid=generate_uid(), space=generate_uid())


def opened(
    window: MainWindow, fake: FakeServices, qtbot: QtBot, folder: Path, *, states: int = 1
) -> MainWindow:
    open_files(window, fake, folder)
    qtbot.waitUntil(lambda: len(window.features[OverlaysFeature].controller.states()) == states)
    return window


def test_each_image_has_its_window_and_area(
    window: MainWindow, fake: FakeServices, qtbot: QtBot, images: list[Dataset], tmp_path: Path
) -> None:
    state = state_of(images[:3])
    windows = (("100", "50"), ("200", "60"), ("200", "60"))
    state.SoftcopyVOILUTSequence = [
        item(WindowCenter=c, WindowWidth=w, ReferencedImageSequence=[referenced(image)])
        for (c, w), image in zip(windows, images, strict=False)
    ]
    state.DisplayedAreaSelectionSequence = [
        item(
            DisplayedAreaTopLeftHandCorner=[1, 1], DisplayedAreaBottomRightHandCorner=[50, 40],
            PresentationSizeMode="MAGNIFY", PresentationPixelMagnificationRatio=ratio,
            ReferencedImageSequence=[referenced(image)],
        )
        for ratio, image in zip((2.0, 3.0, 3.0), images, strict=False)
    ]  # fmt: skip
    save(state, tmp_path / "study" / "state.dcm")
    shown = opened(window, fake, qtbot, tmp_path / "study")
    viewport = shown.features[BoardFeature].area.stage.active

    def at(index: int) -> tuple[float, float, float]:
        viewport.set_index(index)
        frame, transform = viewport.frame(), viewport.transform_now()
        assert frame is not None
        assert transform is not None
        zoom = transform.scale * frame.pixel_rc[1]
        return viewport.window_setting.center, viewport.window_setting.width, zoom

    order = [at(index) for index in range(SLICES)]
    if order[0][0] != 100:
        order.reverse()
    assert order[0] == pytest.approx((100, 50, 2.0))
    assert order[1] == pytest.approx((200, 60, 3.0))
    assert order[3][:2] not in ((100, 50), (200, 60))
    # What the reader changes stays while the state asks for the same.
    two = [n for n in range(SLICES) if at(n)[0] == 200]
    at(two[0])
    viewport.set_window(viewport.window_setting.__class__(center=7, width=9))
    assert at(two[1])[:2] == (7, 9)


def test_an_image_without_a_window_of_the_state_has_that_of_its_file(
    window: MainWindow, fake: FakeServices, qtbot: QtBot, images: list[Dataset], tmp_path: Path
) -> None:
    for image, path in zip(images, sorted((tmp_path / "study").iterdir()), strict=True):
        image.WindowCenter, image.WindowWidth = "40", "400"
        save(image, path)
    state = state_of(images)
    state.SoftcopyVOILUTSequence = [
        item(WindowCenter="100", WindowWidth="50", ReferencedImageSequence=[referenced(images[0])])
    ]
    save(state, tmp_path / "study" / "state.dcm")
    shown = opened(window, fake, qtbot, tmp_path / "study")
    viewport = shown.features[BoardFeature].area.stage.active
    seen = []
    for index in (*range(SLICES), *reversed(range(SLICES))):
        viewport.set_index(index)
        seen.append((viewport.window_setting.center, viewport.window_setting.width))
    assert set(seen) == {(100, 50), (40, 400)}
    assert seen.count((40, 400)) == 2 * (SLICES - 1)


def test_layers_are_listed_in_order_and_switched(
    window: MainWindow, fake: FakeServices, qtbot: QtBot, images: list[Dataset], tmp_path: Path
) -> None:
    state = state_of(images)
    state.GraphicLayerSequence = [
        item(
            GraphicLayer=name, GraphicLayerOrder=order,
            GraphicLayerRecommendedDisplayRGBValue=[65535 * (name == "TOP"), 65535, 0],
        )
        for name, order in (("TOP", 2), ("BELOW", 1))
    ]  # fmt: skip
    square = [5, 5, 45, 5, 45, 35, 5, 35, 5, 5]
    state.GraphicAnnotationSequence = [
        item(GraphicLayer=name, GraphicObjectSequence=[graphic("POLYLINE", square)])
        for name in ("TOP", "BELOW")
    ]
    for annotation in state.GraphicAnnotationSequence:
        annotation.GraphicObjectSequence[0].GraphicFilled = "Y"
    save(state, tmp_path / "study" / "state.dcm")
    shown = opened(window, fake, qtbot, tmp_path / "study")
    viewport = shown.features[BoardFeature].area.stage.active

    def middle() -> tuple[int, int, int]:
        transform = viewport.transform_now()
        assert transform is not None
        x, y = transform.to_screen(12, 12)
        color = viewport.grab().toImage().pixelColor(round(x), round(y))
        return color.red(), color.green(), color.blue()

    assert middle() == (255, 255, 0)
    menu = QMenu()
    fill_state_menu(shown.features[OverlaysFeature].controller, menu)
    layers = {a.text(): a for a in menu.actions() if a.text() in ("TOP", "BELOW")}
    assert list(layers) == ["BELOW", "TOP"]
    layers["TOP"].trigger()
    assert middle() == (0, 255, 0)
    shown.features[OverlaysFeature].controller.show_layer("BELOW", on=False)
    red, green, blue = middle()
    assert red == green == blue
    shown.features[OverlaysFeature].controller.show_layer("TOP", on=True)
    assert middle() == (255, 255, 0)


def test_states_are_gone_through_and_windows_chosen(
    window: MainWindow, fake: FakeServices, qtbot: QtBot, images: list[Dataset], tmp_path: Path
) -> None:
    for label, date in (("OLD", "20250101"), ("NEW", "20260101")):
        state = state_of(images)
        state.ContentLabel, state.PresentationCreationDate = label, date
        state.SoftcopyVOILUTSequence = [
            item(
                WindowCenter=["300", "100"], WindowWidth=["200", "80"],
                WindowCenterWidthExplanation=["WIDE", "NARROW"],
            )
        ]  # fmt: skip
        save(state, tmp_path / "study" / f"{label}.dcm")
    shown = opened(window, fake, qtbot, tmp_path / "study", states=2)
    seen = []
    for _ in range(4):
        chosen = shown.features[OverlaysFeature].controller.chosen
        seen.append(chosen.label if chosen is not None else "")
        press(shown, "next_state")
    assert seen == ["NEW", "OLD", "", "NEW"]
    press(shown, "next_state")
    press(shown, "next_state")
    viewport = shown.features[BoardFeature].area.stage.active
    assert viewport.window_setting.width == 200
    menu = QMenu()
    fill_state_menu(shown.features[OverlaysFeature].controller, menu)
    named = {a.text(): a for a in menu.actions()}
    assert named["WIDE"].isChecked()
    named["NARROW"].trigger()
    assert (viewport.window_setting.center, viewport.window_setting.width) == (100, 80)


def put_palette(state: Dataset) -> None:
    """From blue to red."""
    rise = (np.linspace(0, 1, 256) * 65535).astype("<u2")
    for color, entries in (("Red", rise), ("Green", 0 * rise), ("Blue", rise[::-1])):
        state.add_new(f"{color}PaletteColorLookupTableDescriptor", "US", [256, 0, 16])
        state.add_new(f"{color}PaletteColorLookupTableData", "OW", entries.tobytes())


def test_a_pseudo_color_state_brings_its_palette_and_takes_it_away(
    window: MainWindow, fake: FakeServices, qtbot: QtBot, images: list[Dataset], tmp_path: Path
) -> None:
    state = state_of(images)
    state.SOPClassUID = PseudoColorSoftcopyPresentationStateStorage
    state.file_meta.MediaStorageSOPClassUID = state.SOPClassUID
    state.SoftcopyVOILUTSequence = [item(WindowCenter="100", WindowWidth="200")]
    put_palette(state)
    save(state, tmp_path / "study" / "state.dcm")
    shown = opened(window, fake, qtbot, tmp_path / "study")
    viewport = shown.features[BoardFeature].area.stage.active
    table = color_table(viewport.color_table)
    assert table[0].tolist() == [0, 0, 255]
    assert table[255].tolist() == [255, 0, 0]
    menu = QMenu()
    fill_state_menu(shown.features[OverlaysFeature].controller, menu)
    assert any("(pseudo-color)" in a.text() for a in menu.actions())
    press(shown, "toggle_state")
    assert color_table(viewport.color_table)[255].tolist() == [255, 255, 255]


def blending(images: list[Dataset], over: list[Dataset]) -> Dataset:
    state = state_of(images)
    state.SOPClassUID = BlendingSoftcopyPresentationStateStorage
    state.file_meta.MediaStorageSOPClassUID = state.SOPClassUID
    del state.ReferencedSeriesSequence
    state.RelativeOpacity = 0.35
    state.BlendingSequence = [
        item(
            BlendingPosition=position, StudyInstanceUID=chosen[0].StudyInstanceUID,
            ReferencedSeriesSequence=[
                item(
                    SeriesInstanceUID=chosen[0].SeriesInstanceUID,
                    ReferencedImageSequence=[referenced(image) for image in chosen],
                )
            ],
            SoftcopyVOILUTSequence=[item(WindowCenter=center, WindowWidth="100")],
        )
        for position, chosen, center in (
            ("UNDERLYING", images, "150"), ("SUPERIMPOSED", over, "400"),
        )
    ]  # fmt: skip
    put_palette(state)
    return state


def test_a_blending_state_lays_one_series_over_the_other(
    window: MainWindow, fake: FakeServices, qtbot: QtBot, images: list[Dataset], tmp_path: Path
) -> None:
    folder = tmp_path / "study"
    over = slices(
        folder, study_uid=images[0].StudyInstanceUID, space=images[0].FrameOfReferenceUID,
        modality="MR",
    )  # fmt: skip
    save(blending(images, over), folder / "state.dcm")
    open_files(window, fake, folder)
    qtbot.waitUntil(lambda: len(window.workspace.places) == 2)
    ct = next(p for p in window.workspace.places if p.series.modality == "CT")
    window.features[BoardFeature].display.show_stack(ct.stack.id)
    qtbot.waitUntil(lambda: window.features[OverlaysFeature].controller.chosen is not None)
    qtbot.waitUntil(lambda: window.features[FusionFeature].controller.layer is not None)
    layer = window.features[FusionFeature].controller.layer
    assert layer is not None
    assert layer.opacity == pytest.approx(0.35)
    assert (layer.low, layer.high) == (350, 450)
    assert color_table(layer.table)[0].tolist() == [0, 0, 255]
    assert window.features[BoardFeature].area.stage.active.window_setting.center == 150


def test_what_cannot_be_blended_is_said(
    window: MainWindow, fake: FakeServices, qtbot: QtBot, images: list[Dataset], tmp_path: Path
) -> None:
    absent = blank()
    put_pixels(absent, np.zeros((4, 4), np.uint8))
    save(blending(images, [absent]), tmp_path / "study" / "state.dcm")
    told: list[str] = []
    window.features[OverlaysFeature].controller.told.connect(told.append)
    opened(window, fake, qtbot, tmp_path / "study")
    qtbot.waitUntil(lambda: any("Blending is not applied" in words for words in told))
    assert window.features[FusionFeature].controller.layer is None


def test_a_color_state_turns_and_marks_a_color_image(
    window: MainWindow, fake: FakeServices, qtbot: QtBot, tmp_path: Path
) -> None:
    image = blank()
    values = np.zeros((60, 80, 3), np.uint8)
    values[:, :, 0] = 200
    put_pixels(image, values)
    save(image, tmp_path / "image.dcm")
    state = presentation_state(image)
    state.SOPClassUID = ColorSoftcopyPresentationStateStorage
    state.file_meta.MediaStorageSOPClassUID = state.SOPClassUID
    del state.PresentationLUTShape
    state.ImageRotation, state.ImageHorizontalFlip = 90, "N"
    square = graphic("POLYLINE", [20, 20, 60, 20, 60, 40, 20, 40, 20, 20])
    square.GraphicFilled = "Y"
    state.GraphicLayerSequence = [
        item(
            GraphicLayer="A", GraphicLayerOrder=1,
            GraphicLayerRecommendedDisplayRGBValue=[0, 0, 65535],
        )
    ]  # fmt: skip
    state.GraphicAnnotationSequence = [item(GraphicLayer="A", GraphicObjectSequence=[square])]
    save(state, tmp_path / "state.dcm")
    told: list[str] = []
    window.features[OverlaysFeature].controller.told.connect(told.append)
    shown = opened(window, fake, qtbot, tmp_path)
    viewport = shown.features[BoardFeature].area.stage.active
    assert viewport.camera.quarter_turns == 1
    transform = viewport.transform_now()
    assert transform is not None
    picture = viewport.grab().toImage()
    colors = []
    for row, column in ((30, 40), (50, 10)):
        x, y = transform.to_screen(row, column)
        color = picture.pixelColor(round(x), round(y))
        colors.append((color.red(), color.green(), color.blue()))
    assert colors == [(0, 0, 255), (200, 0, 0)]
    assert not any("grey values" in words for words in told)
