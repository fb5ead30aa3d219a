"""Volumes in time: stepping, playing, course of a region."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pytestqt.qtbot import QtBot

from tests.support.dicom_phantoms import enhanced_mr, save
from tests.support.opening import open_files
from tests.support.series_in_time import write_times
from tests.support.studies import FakeServices
from tests.ui.conftest import FakePrompts
from tests.ui.test_window_reading import press
from workstation.dicom.objects.sr_write import write_measurement_report
from workstation.domain.drawn_measurement import ImagePlace
from workstation.domain.finding import Finding
from workstation.domain.image import Volume
from workstation.domain.study import Stack
from workstation.imaging.planes import PlaneName
from workstation.imaging.volume_preset import Projection
from workstation.measuring.new_annotations import new_annotation
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, no_progress
from workstation.scene.sources import ObliqueView, VolumeView
from workstation.scene.volume_camera import Standpoint
from workstation.services.open_files import ImageFiles
from workstation.services.report_series import is_of
from workstation.services.write_report import ReportRequest, build_content
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.finding_edits import FindingEdit
from workstation.ui.board.feature import BoardFeature
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.measuring.feature import MeasuringFeature
from workstation.ui.measuring.region_numbers_dialog import HistogramDialog, TimeCurveDialog
from workstation.ui.measuring.table_model import series_words
from workstation.ui.phases import phase_bar
from workstation.ui.phases.feature import PhasesFeature
from workstation.ui.report.feature import ReportFeature
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.volume.feature import VolumeFeature
from workstation.viewer.annotation_painter import annotation_lines
from workstation.viewer.mpr import show_axes
from workstation.viewer.slice_viewport import SliceViewport
from workstation.viewer.turned_views import axes_of

TIMES, SLICES = 4, 5


@pytest.fixture
def moving(qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path) -> MainWindow:
    """Voxels of time point t (from 1) are 100 t + slice."""
    stored = np.zeros((TIMES * SLICES, 24, 30), np.uint16)
    for t in range(TIMES):
        for k in range(SLICES):
            stored[t * SLICES + k] = 100 * (t + 1) + k
    return opened_in_time(qtbot, window, fake, tmp_path / "moving", stored)


@pytest.fixture
def noisy(qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path) -> MainWindow:
    """Voxels of every time point are noise of a deviation of 100."""
    noise = np.random.default_rng(7).normal(1000, 100, (TIMES * SLICES, 24, 30))
    return opened_in_time(qtbot, window, fake, tmp_path / "noisy", noise.astype(np.uint16))


def opened_in_time(
    qtbot: QtBot,
    window: MainWindow,
    fake: FakeServices,
    folder: Path,
    stored: NDArray[np.uint16],
) -> MainWindow:
    """Time points of one file, open in the window."""
    folder.mkdir()
    positions = np.array([(0, 0, 2.0 * k) for _ in range(TIMES) for k in range(SLICES)])
    temporal = [t + 1 for t in range(TIMES) for _ in range(SLICES)]
    save(enhanced_mr(stored, positions, temporal=temporal), folder / "t.dcm")
    files = ImageFiles()
    fake.report = files.scan([folder], modality="", token=CancelToken(), progress=no_progress)
    (study,) = fake.report.studies
    for series in study.series:
        for stack in series.stacks:
            fake.images[stack.id] = files.load(
                stack, study, series, token=None, progress=no_progress, on_slice=None
            )
    window.open_paths([folder])
    qtbot.waitUntil(lambda: len(window.features[PhasesFeature].bar.in_memory) == TIMES)
    return window


def value(window: MainWindow) -> float:
    frame = window.features[BoardFeature].area.stage.active.frame()
    assert frame is not None
    return float(frame.values[12, 15])


def test_stepping_changes_the_time_and_keeps_the_plane(moving: MainWindow) -> None:
    viewport, bar = (
        moving.features[BoardFeature].area.stage.active,
        moving.features[PhasesFeature].bar,
    )
    assert bar.isVisible()
    assert viewport.plane is PlaneName.AXIAL
    viewport.set_index(1)
    start, index, crosshair = (
        value(moving),
        viewport.index,
        moving.features[BoardFeature].area.stage.crosshair,
    )
    window = viewport.window_setting
    assert crosshair is not None
    at = bar.at
    press(moving, "next_phase")
    assert bar.at == (at + 1) % TIMES
    assert value(moving) == start + 100 * (bar.at - at)
    assert viewport.index == index
    assert viewport.window_setting == window
    assert moving.features[BoardFeature].area.stage.crosshair == crosshair
    active = moving.workspace.active
    assert active is not None
    assert active.stack.id == bar.phases[bar.at].id
    assert {frame.stack_id for frame in moving.features[BoardFeature].area.frames} == {
        active.stack.id
    }
    press(moving, "previous_phase")
    assert value(moving) == start
    assert "Phase 1/4  time point 1" in bar.words.text()


def test_phases_are_played_at_one_slice(moving: MainWindow, qtbot: QtBot) -> None:
    viewport, bar = (
        moving.features[BoardFeature].area.stage.active,
        moving.features[PhasesFeature].bar,
    )
    viewport.set_index(2)
    seen: set[float] = set()
    viewport.changed.connect(lambda: seen.add(value(moving)))
    bar.rate.setValue(25)
    press(moving, "play_phases")
    slice_value = value(moving) % 100
    expected = {100 * (t + 1) + slice_value for t in range(TIMES)}
    qtbot.waitUntil(lambda: seen >= expected)
    press(moving, "play_phases")
    assert not bar.play.isChecked()
    assert viewport.index == 2
    active = moving.workspace.active
    assert active is not None
    assert active.stack.id == bar.phases[bar.at].id


def test_the_course_of_a_region_follows_the_phases(moving: MainWindow, qtbot: QtBot) -> None:
    viewport = moving.features[BoardFeature].area.stage.active
    viewport.set_index(3)
    base = value(moving) % 100
    assert viewport.view is not None
    first = viewport.view.to_point(viewport.plane, 3, 4, 4)
    corners = (first, viewport.view.to_point(viewport.plane, 3, 10, 12))
    made = new_annotation(AnnotationKind.RECTANGLE, viewport, corners, moving.workspace)
    assert made is not None
    moving.features[MeasuringFeature].controller.show_course(made, viewport)
    qtbot.waitUntil(lambda: moving.findChild(TimeCurveDialog) is not None)
    dialog = moving.findChild(TimeCurveDialog)
    assert dialog is not None
    np.testing.assert_allclose(dialog.plot.ys, [100.0 * (t + 1) + base for t in range(TIMES)])
    pictures = moving.features[PhasesFeature].bar.pictures_in_time(viewport)
    assert pictures is not None
    frames = np.array([frame.values for _view, frame in pictures])
    assert frames[:, 6, 8].tolist() == [100.0 * (t + 1) + base for t in range(TIMES)]


def test_only_the_nearest_phases_are_held_where_room_is_short(
    moving: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(phase_bar, "ROOM_BYTES", 1)
    bar = moving.features[PhasesFeature].bar
    moving.features[BoardFeature].loader._forget()
    press(moving, "next_phase")
    qtbot.waitUntil(
        lambda: (
            bar.at == 1 and moving.features[BoardFeature].loader.kept(bar.phases[1].id) is not None
        )
    )
    qtbot.waitUntil(lambda: 2 in bar.in_memory)
    qtbot.wait(50)
    assert 3 not in bar.in_memory
    assert not bar.has_times(moving.features[BoardFeature].area.stage.active)
    viewport = moving.features[BoardFeature].area.stage.active
    assert viewport.view is not None
    corners = tuple(viewport.view.to_point(viewport.plane, 1, *at) for at in ((4, 4), (9, 9)))
    made = new_annotation(AnnotationKind.RECTANGLE, viewport, corners, moving.workspace)
    assert made is not None
    menu = moving.features[MeasuringFeature].controller.menu(made, viewport)
    (reason,) = [each for each in menu.actions() if "phases are in memory" in each.text()]
    assert not reason.isEnabled()
    menu.deleteLater()


def test_closing_hides_the_bar(moving: MainWindow) -> None:
    press(moving, "close_all")
    assert not moving.features[PhasesFeature].bar.isVisible()
    assert moving.features[PhasesFeature].bar.phases == ()


def test_turned_planes_stay_turned_in_every_phase(moving: MainWindow) -> None:
    stage = moving.features[BoardFeature].area.stage
    viewport = stage.active
    view = viewport.view
    assert isinstance(view, VolumeView)
    axes = axes_of(view, view.shown.geometry.center_lps_mm.tolist())
    show_axes(stage, viewport, axes.turned(PlaneName.CORONAL, 30))
    turned = viewport.view
    assert isinstance(turned, ObliqueView)
    viewport.set_index(viewport.index + 1)
    acquired = viewport.frame()
    assert acquired is not None
    expected = acquired.values.astype(float)
    pictures = moving.features[PhasesFeature].bar.pictures_in_time(viewport)
    assert pictures is not None
    frames = np.array([frame.values for _view, frame in pictures])
    # The phases differ by 100 everywhere, so the plane tells where it was cut.
    inside = np.ones(expected.shape, bool) if acquired.padding is None else ~acquired.padding
    assert np.ptp(expected[inside]) > 1
    for t in range(TIMES):
        np.testing.assert_allclose(frames[t][inside], expected[inside] + 100 * t, atol=1e-3)
    index = viewport.index
    press(moving, "next_phase")
    assert isinstance(viewport.view, ObliqueView)
    assert viewport.index == index
    shown = viewport.frame()
    assert shown is not None
    np.testing.assert_allclose(shown.values[inside], expected[inside] + 100, atol=1e-3)


def test_a_key_image_marked_while_phases_play_is_of_the_phase_seen(moving: MainWindow) -> None:
    viewport, bar = (
        moving.features[BoardFeature].area.stage.active,
        moving.features[PhasesFeature].bar,
    )
    bar.play.setChecked(True)
    bar._timer.stop()
    bar.go_to((bar.at + 2) % TIMES)
    assert viewport.view is not None
    moving.features[FindingsFeature].review.toggle_key_image()
    (mark,) = moving.workspace.key_images
    assert mark.stack_id == viewport.view.stack_id == bar.phases[bar.at].id
    bar.play.setChecked(False)


@pytest.fixture
def dynamic(qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path) -> MainWindow:
    """Four phases in the files of one series; voxels of phase t (from 0) are 100 (t + 1) + k."""
    write_times(
        tmp_path / "dynamic", 4,
        lambda data_set, time, _k: setattr(data_set, "TemporalPositionIdentifier", time + 1),
    )  # fmt: skip
    open_files(window, fake, tmp_path / "dynamic")
    qtbot.waitUntil(lambda: len(window.features[PhasesFeature].bar.in_memory) == TIMES)
    window.workspace.reader = "Dr. Z"
    return window


def test_numbers_of_one_phase_are_not_passed_off_as_those_of_another(dynamic: MainWindow) -> None:
    viewport = dynamic.features[BoardFeature].area.stage.active
    viewport.set_index(1)
    assert viewport.view is not None
    corners = tuple(viewport.view.to_point(viewport.plane, 1, *at) for at in ((4, 4), (9, 9)))
    made = new_annotation(AnnotationKind.RECTANGLE, viewport, corners, dynamic.workspace)
    assert made is not None
    dynamic.workspace.put_annotation(made, text=Message("Draw"))
    (placed,) = viewport.placed_annotations()
    assert not placed.foreign
    assert series_words(made, dynamic.workspace) == "3 Phantom, time point 1"
    press(dynamic, "next_phase")
    (placed,) = viewport.placed_annotations()
    assert placed.foreign
    assert annotation_lines(placed)[-1] == "measured on other images of this series"
    press(dynamic, "previous_phase")
    (placed,) = viewport.placed_annotations()
    assert "measured" not in annotation_lines(placed)[-1]


def _shown(viewport: SliceViewport) -> list[str]:
    return [layer.mask.id for layer in viewport.layers]


def test_a_segment_stays_with_the_phase_that_it_was_drawn_on(dynamic: MainWindow) -> None:
    viewport = dynamic.features[BoardFeature].area.stage.active
    dynamic.features[SegmentingFeature].controller.new_segmentation()
    (mask,) = dynamic.features[SegmentingFeature].controller.masks()
    assert _shown(viewport) == [mask.id]
    dynamic.features[PhasesFeature].bar.play.setChecked(True)
    dynamic.features[PhasesFeature].bar._timer.stop()
    dynamic.features[PhasesFeature].bar.go_to(dynamic.features[PhasesFeature].bar.at + 1)
    assert _shown(viewport) == []
    dynamic.features[PhasesFeature].bar.play.setChecked(False)
    assert dynamic.features[SegmentingFeature].controller.masks() == ()
    assert _shown(viewport) == []
    assert viewport.view is not None
    assert isinstance(
        dynamic.features[SegmentingFeature].controller.editing.target_on(viewport.view.image), str
    )
    press(dynamic, "previous_phase")
    assert dynamic.features[SegmentingFeature].controller.masks() == (mask,)
    assert _shown(viewport) == [mask.id]


def test_phases_are_compared_from_one_side_in_three_dimensions(
    moving: MainWindow, qtbot: QtBot
) -> None:
    press(moving, "volume_view")
    volume = moving.features[BoardFeature].area.active_frame.volume
    assert volume is not None
    qtbot.waitUntil(lambda: volume.is_settled)
    mip = next(p for p in volume.offered() if p.projection is Projection.MAXIMUM)
    box = (0.0, 1.0, 0.0, 0.5, 0.0, 1.0)
    volume.set_settings(replace(volume.settings.with_preset(mip), box=box))
    volume.set_camera(volume.camera.from_side(Standpoint.LEFT).zoomed(1.7))
    qtbot.waitUntil(lambda: volume.is_settled)
    settings, camera, before = volume.settings, volume.camera, volume.view
    press(moving, "next_phase")
    assert volume.view is not None
    assert before is not None
    assert volume.view.shown is not before.shown
    assert (volume.settings, volume.camera) == (settings, camera)
    qtbot.waitUntil(lambda: volume.is_settled)
    assert volume.rendering is not None
    assert volume.rendering.scene.volume is volume.view.shown


def test_after_a_fault_another_volume_is_tried(moving: MainWindow, qtbot: QtBot) -> None:
    press(moving, "volume_view")
    volume = moving.features[BoardFeature].area.active_frame.volume
    assert volume is not None
    qtbot.waitUntil(lambda: volume.is_settled)
    moving.features[VolumeFeature].controller.render_thread.failed.emit(
        volume._number, Message("No memory.")
    )
    qtbot.waitUntil(lambda: volume.fault != "")
    press(moving, "next_phase")
    qtbot.waitUntil(lambda: volume.is_settled)
    assert volume.fault == ""


def test_a_finding_of_the_reader_is_of_the_phase_that_it_was_seen_on(
    dynamic: MainWindow, prompts: FakePrompts, tmp_path: Path
) -> None:
    bar = dynamic.features[PhasesFeature].bar
    prompts.edit = FindingEdit(label="Enhancement")
    dynamic.features[FindingsFeature].review.add_finding()
    (seen,) = dynamic.workspace.findings_here
    assert seen.provenance.inputs == bar.phases[bar.at].images
    for there in (True, False):
        order = dynamic.features[ReportFeature].flow.order(
            tmp_path / "r.pdf", signed_by="", letter_size=False
        )
        assert order is not None
        assert is_of(seen, order.image.source) is there
        press(dynamic, "next_phase")


def test_the_course_is_of_stored_voxels_on_turned_planes_and_names_a_slab(
    noisy: MainWindow, qtbot: QtBot
) -> None:
    viewport = noisy.features[BoardFeature].area.stage.active
    controller = noisy.features[MeasuringFeature].controller
    view = viewport.view
    assert isinstance(view, VolumeView)
    axes = axes_of(view, view.shown.geometry.center_lps_mm.tolist())
    turned = axes.turned(PlaneName.CORONAL, 30)
    show_axes(noisy.features[BoardFeature].area.stage, viewport, turned)
    assert isinstance(viewport.view, ObliqueView)
    middle = viewport.view.count(viewport.plane) // 2
    viewport.set_index(middle)
    frame = viewport.frame()
    assert frame is not None
    rows, columns = frame.values.shape
    corners = tuple(
        viewport.view.to_point(viewport.plane, middle, rows * share, columns * share)
        for share in (0.4, 0.6)
    )
    made = new_annotation(AnnotationKind.RECTANGLE, viewport, corners, noisy.workspace)
    assert made is not None
    numbers = {str(reading.name): reading.value for reading in made.readings}
    controller.show_course(made, viewport)
    qtbot.waitUntil(lambda: noisy.findChild(TimeCurveDialog) is not None)
    dialog = noisy.findChild(TimeCurveDialog)
    assert dialog is not None
    at = noisy.features[PhasesFeature].bar.at
    assert dialog.plot.ys[at] == pytest.approx(numbers["Mean"])
    assert dialog.plot.spread[at] == pytest.approx(numbers["SD"])
    assert "MIP" not in dialog.windowTitle()
    dialog.reject()
    viewport.set_slab(10.0, "max")
    controller.show_course(made, viewport)
    controller.show_histogram(made, viewport)

    def titles() -> list[str]:
        dialogs = (
            *noisy.findChildren(TimeCurveDialog),
            *noisy.findChildren(HistogramDialog),
        )
        return [each.windowTitle() for each in dialogs if "Slab 10 mm MIP" in each.windowTitle()]

    qtbot.waitUntil(lambda: len(titles()) == 2)


def seen_on_second_slice(
    window: MainWindow, prompts: FakePrompts, phase: int
) -> tuple[Finding, Stack]:
    """A finding of the reader on slice 1 of a phase; the file holds one phase after another."""
    bar, stage = window.features[PhasesFeature].bar, window.features[BoardFeature].area.stage
    while bar.at != phase:
        press(window, "next_phase")
    place = window.workspace.active
    assert place is not None
    image = window.workspace.active_image
    assert isinstance(image, Volume)
    x, y, z = image.geometry.to_lps_mm((1, 12, 15)).tolist()
    stage.go_to((x, y, z))
    prompts.edit = FindingEdit(label="Enhancement")
    window.features[FindingsFeature].review.add_finding()
    seen = window.workspace.findings_here[-1]
    assert seen.segment_number is None
    return seen, place.stack


def test_a_finding_without_a_segment_names_its_frame_of_a_file_of_all_phases(
    moving: MainWindow, prompts: FakePrompts, tmp_path: Path
) -> None:
    moving.workspace.reader = "Dr. Z"
    bar, flow = moving.features[PhasesFeature].bar, moving.features[ReportFeature].flow
    seen, stack = seen_on_second_slice(moving, prompts, 2)
    (uid,) = stack.images
    # Frames 11 to 15 of the file are the third phase, in steps of one slice.
    assert seen.seen_on == ImagePlace(uid, 2 * SLICES + 1 + 1)

    order = flow.order(tmp_path / "r.pdf", signed_by="", letter_size=False)
    assert order is not None
    request = ReportRequest(image=order.image, study=order.study, findings=order.findings)
    assert [str(words) for _, words in build_content(request).places] == [
        "time point 3, image 2 of 5"
    ]
    write_measurement_report([seen], order.image, tmp_path / "r.dcm")
    (reference,) = references(pydicom.dcmread(tmp_path / "r.dcm"))
    assert reference.ReferencedSOPInstanceUID == uid
    assert reference.ReferencedFrameNumber == 12

    press(moving, "next_phase")
    order = flow.order(tmp_path / "r.pdf", signed_by="", letter_size=False)
    assert order is not None
    assert not is_of(seen, order.image.source)
    content = build_content(replace(request, image=order.image))
    assert [str(words) for _, words in content.places] == ["time point 3, image 2 of 5"]
    assert {picture.finding_id for picture in content.key_images} == {""}
    moving.features[FindingsFeature].review.go_to_finding(seen)
    assert bar.phases[bar.at].id == stack.id


def references(item: Dataset) -> list[Dataset]:
    """The items that refer to images from groups of measurements."""
    found = list(item.get("ReferencedSOPSequence", ())) if item.get("ValueType") == "IMAGE" else []
    for child in item.get("ContentSequence", ()):
        found += references(child)
    return found
