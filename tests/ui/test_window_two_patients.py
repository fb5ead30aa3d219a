"""What belongs to one patient never shows, or is reported, on another."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.support.image_phantoms import asymmetric_volume, radiograph
from tests.support.studies import FakeServices, result, scan_report, series, stack
from tests.ui.conftest import FakePrompts
from tests.unit.session.test_workspace import annotation
from workstation.domain.image import Radiograph
from workstation.domain.mask import Mask
from workstation.domain.risk import RiskScore
from workstation.domain.study import StackKind, Study
from workstation.imaging.color_tables import GREY
from workstation.messages import Message
from workstation.scene.sources import FlatView, VolumeView
from workstation.ui.board.feature import BoardFeature
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.measuring.feature import MeasuringFeature
from workstation.ui.patients.feature import PatientsFeature
from workstation.ui.report.feature import ReportFeature
from workstation.ui.risk.feature import RiskFeature
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.studies.feature import StudiesFeature
from workstation.viewer.corner_text import person_name


@pytest.fixture
def both(qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path) -> MainWindow:
    """Two studies of different patients with one patient ID; the first is looked at."""
    report = scan_report()
    volume = asymmetric_volume()
    first: Study = report.studies[0]
    part = stack(
        "stack-9", "9.9.1", StackKind.VOLUME, volume.geometry.shape_kji, volume.geometry.affine_lps
    )
    second = replace(
        first,
        study_instance_uid="9.9",
        patient=replace(first.patient, name="Other^Person"),
        series=(series("9.9.1", 1, "CT", "Other", part),),
    )
    fake.report = replace(report, studies=(first, second))
    source = replace(volume.source, series_instance_uid="9.9.1", patient=second.patient)
    fake.images["stack-9"] = replace(volume, source=source)
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and window.jobs.running == 0)
    look_at(qtbot, window, "stack-1")
    return window


def look_at(qtbot: QtBot, window: MainWindow, stack_id: str) -> None:
    window.features[BoardFeature].display.show_stack(stack_id)
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and window.jobs.running == 0)


def window_scores(window: MainWindow) -> list[RiskScore]:
    return list(window.workspace.risks)


def test_lists_follow_the_patient(qtbot: QtBot, both: MainWindow) -> None:
    both.workspace.add_result(result(), "1.2.3", "stack-1")
    both.workspace.put_annotation(annotation(), text=Message("Length"))
    assert both.features[FindingsFeature].model.rowCount() == 2
    assert both.features[MeasuringFeature].model.rowCount() == 1
    look_at(qtbot, both, "stack-9")
    assert both.features[FindingsFeature].model.rowCount() == 0
    assert both.features[MeasuringFeature].model.rowCount() == 0
    assert both.features[SegmentingFeature].model.rowCount() == 0
    assert both.features[RiskFeature].panel.finding.count() == 1
    assert "not reviewed" not in both.features[ReportFeature].panel.state.text()
    look_at(qtbot, both, "stack-1")
    assert both.features[FindingsFeature].model.rowCount() == 2
    assert both.features[MeasuringFeature].model.rowCount() == 1


def test_a_score_stays_with_its_patient(qtbot: QtBot, both: MainWindow, tmp_path: Path) -> None:
    both.workspace.add_result(result(), "1.2.3", "stack-1")
    panel = both.features[RiskFeature].panel
    panel.set_inputs({"age": {"value": 66}, "diameter": {"value": 12.0}})
    panel.compute_score()
    panel.add.click()
    score = window_scores(both)[0]
    panel.compute_score()
    assert panel.add.isEnabled()
    assert score.model in panel.kept.text()
    look_at(qtbot, both, "stack-9")
    assert panel.kept.text() == ""
    assert not panel.add.isEnabled()
    assert window_scores(both) == []
    order = both.features[ReportFeature].flow.order(
        tmp_path / "r.pdf", signed_by="", letter_size=False
    )
    assert order is not None
    assert (order.risks, order.runs, order.findings) == ((), (), ())
    both.workspace.undo.undo()
    assert window_scores(both) == []
    both.workspace.undo.redo()
    look_at(qtbot, both, "stack-1")
    assert window_scores(both) == [score]
    assert score.model in panel.kept.text()


def test_a_run_without_findings_stays_with_its_patient(
    qtbot: QtBot, both: MainWindow, tmp_path: Path
) -> None:
    both.workspace.add_result(result(()), "1.2.3", "stack-1")
    look_at(qtbot, both, "stack-9")
    order = both.features[ReportFeature].flow.order(
        tmp_path / "r.pdf", signed_by="", letter_size=False
    )
    assert order is not None
    assert order.runs == ()


def test_a_mask_stays_on_its_film(opened: MainWindow) -> None:
    film = radiograph()
    here = replace(film, source=replace(film.source, sop_instance_uids=("1.1",)))
    assert isinstance(here, Radiograph)
    base = result().mask
    assert base is not None
    mask = _film_mask(base, here, "1.2")
    view = FlatView(here, "stack-2")
    assert opened.features[SegmentingFeature].layers._on_shown_grid(mask, view) is None
    own = replace(mask, sop_instance_uids=("1.1",))
    assert opened.features[SegmentingFeature].layers._on_shown_grid(own, view) is own


def _film_mask(base: Mask, film: Radiograph, uid: str) -> Mask:
    labels = film.array[..., :].astype("uint8") * 0
    labels = labels.reshape(1, *film.geometry.shape_ji)
    return replace(base, labels=labels, geometry=None, sop_instance_uids=(uid,))


def test_a_run_that_ends_after_its_study_was_closed_is_there_once(
    qtbot: QtBot, both: MainWindow, fake: FakeServices, tmp_path: Path
) -> None:
    both.workspace.close_all()
    both.workspace.add_result(result(), "1.2.3", "stack-1")
    fake.kept_values["1.2.3"] = {"result": [result()]}
    both.open_paths([tmp_path])
    qtbot.waitUntil(lambda: both.workspace.active_image is not None and both.jobs.running == 0)
    assert len(both.workspace.results_of("1.2.3")) == 1


def test_a_second_folder_waits_for_the_first(
    qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path
) -> None:
    taken: list[object] = []
    window.features[StudiesFeature].controller.scanned.connect(taken.append)
    window.open_paths([tmp_path])
    window.open_paths([tmp_path / "other"])
    qtbot.waitUntil(
        lambda: (
            window.jobs.running == 0 and not window.features[StudiesFeature].controller.is_scanning
        )
    )
    assert len(fake.modalities) == len(taken) == 2
    fake.wait_for_cancel = True
    window.open_paths([tmp_path])
    window.open_paths([tmp_path / "other"])
    window.features[StudiesFeature].controller.cancel_scan()
    qtbot.waitUntil(lambda: window.jobs.running == 0)
    assert len(taken) == 2


def test_masks_and_notes_of_the_series_as_it_was_are_not_taken(
    both: MainWindow, tmp_path: Path
) -> None:
    workspace = both.workspace
    run = result()
    assert run.mask is not None
    labels = run.mask.labels[1:]
    geometry = run.mask.geometry
    assert geometry is not None
    shorter = replace(geometry, shape_kji=labels.shape)
    old = replace(run.mask, labels=labels, geometry=shorter, sop_instance_uids=())
    workspace.add_mask(old)
    workspace.reader = "Dr. Z"
    workspace.acknowledge_geometry("stack-1")
    assert workspace.acknowledgement("stack-1") is not None
    order = both.features[ReportFeature].flow.order(
        tmp_path / "r.pdf", signed_by="", letter_size=False
    )
    assert order is not None
    assert order.masks == ()
    place = workspace.place("stack-1")
    assert place is not None
    longer = replace(place.stack, shape_kji=(99, *place.stack.shape_kji[1:]))
    study = replace(place.study, series=(replace(place.series, stacks=(longer,)),))
    workspace.add_report(replace(workspace.reports[0], studies=(study,)))
    assert workspace.acknowledgement("stack-1") is None


def test_going_to_a_place_waits_for_its_own_image(qtbot: QtBot, both: MainWindow) -> None:
    stage = both.features[BoardFeature].area.stage
    here = stage.crosshair
    look_at(qtbot, both, "stack-9")
    view = stage.view
    assert isinstance(view, VolumeView)
    target = view.to_point(stage.active.plane, 1, 1, 1)
    look_at(qtbot, both, "stack-1")
    there = replace(annotation(), stack_id="stack-9", points=(target, target))
    both.features[FindingsFeature].review.blockSignals(True)
    both.features[FindingsFeature].review.go_to_annotation(there)
    both.features[FindingsFeature].review.blockSignals(False)
    # Another image is there first: it does not end the way, and is not moved.
    both.features[FindingsFeature].review.image_shown("stack-1")
    assert stage.crosshair == here
    look_at(qtbot, both, "stack-9")
    assert stage.crosshair == pytest.approx(target)
    look_at(qtbot, both, "stack-1")
    both.features[FindingsFeature].review.blockSignals(True)
    both.features[FindingsFeature].review.go_to_annotation(there)
    both.features[FindingsFeature].review.blockSignals(False)
    before = stage.crosshair
    # The reader has gone on to the other patient before it was read.
    both.features[FindingsFeature].review.image_shown("stack-9")
    assert stage.crosshair == before


def test_the_report_panel_says_whose_report_it_is(qtbot: QtBot, both: MainWindow) -> None:
    first = both.features[ReportFeature].panel.subject.text()
    look_at(qtbot, both, "stack-9")
    assert "Other, Person" in both.features[ReportFeature].panel.subject.text()
    assert "Other" not in first
    both.workspace.close_all()
    qtbot.waitUntil(lambda: both.features[ReportFeature].panel.subject.text() == "No study")


def test_a_closed_patient_is_seen_in_no_window(qtbot: QtBot, both: MainWindow) -> None:
    board = both.features[BoardFeature]
    other = board.windows.open()
    (frame,) = other.area.frames
    board.display.show_stack("stack-2", frame)
    qtbot.waitUntil(lambda: both.workspace.active_image is not None and both.jobs.running == 0)
    shown = [(each.viewport.view is None, each.stack_id) for each in other.area.frames]
    assert shown == [(False, "stack-2")]
    both.workspace.close_all()
    shown = [(each.viewport.view is None, each.stack_id) for each in other.area.frames]
    assert shown == [(True, "")]
    # Its viewport can be clicked.
    for viewport in (board.area.frames[0].viewport, frame.viewport):
        board.stage.set_active(viewport)
    assert both.workspace.active is None
    other.close()


def beside_each_other(qtbot: QtBot, window: MainWindow) -> None:
    """The second patient's series in a cell of its own."""
    board = window.features[BoardFeature]
    window.actions_table["layout_grid-1x2"].trigger()
    board.display.show_stack("stack-9", board.area.frames[1])
    qtbot.waitUntil(lambda: window.jobs.running == 0)


def test_the_banner_names_who_is_looked_at(qtbot: QtBot, both: MainWindow) -> None:
    banner = both.features[PatientsFeature].banner
    active = both.workspace.active
    assert active is not None
    assert banner.text().startswith(person_name(active.study.patient.name))
    assert active.study.patient.patient_id in banner.text()
    assert both.windowTitle().endswith("Lightbox")
    qtbot.waitUntil(banner.isVisible)
    needed = banner.fontMetrics().horizontalAdvance(banner.text())
    assert banner.width() >= needed
    last = both.menuBar().actionGeometry(both.menuBar().actions()[-1])
    assert banner.geometry().left() >= last.right()
    look_at(qtbot, both, "stack-9")
    assert banner.text().startswith("Other, Person")
    assert "Other, Person" in both.windowTitle()
    both.actions_table["cycle_text"].trigger()
    assert (banner.text(), both.windowTitle()) == ("", "Lightbox")
    both.actions_table["cycle_text"].trigger()
    both.actions_table["cycle_text"].trigger()
    assert banner.text().startswith("Other, Person")
    both.workspace.close_all()
    assert (banner.text(), both.windowTitle()) == ("", "Lightbox")


def test_the_banner_takes_no_room_from_menus_and_tools(qtbot: QtBot, both: MainWindow) -> None:
    banner, bar = both.features[PatientsFeature].banner, both.menuBar()
    last = bar.actions()[-1]

    def fits(width: int) -> bool:
        place = bar.actionGeometry(last)
        is_beside = banner.width() == 0 or banner.geometry().left() >= place.right()
        return (
            place.width() > 0
            and place.right() <= bar.width()
            and is_beside
            and both.width() == width
        )

    for width in (960, 1366, 900):
        both.resize(width, 700)
        qtbot.waitUntil(partial(fits, width))


def test_names_that_are_hidden_stand_nowhere_in_the_window(qtbot: QtBot, both: MainWindow) -> None:
    board, model = both.features[BoardFeature], both.features[StudiesFeature].model
    beside_each_other(qtbot, both)
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)

    def words() -> str:
        rows = [str(model.data(model.index(n, 0), role)) for n in range(2) for role in roles]
        strip = both.features[PatientsFeature].strip_of(board.area)
        return " ".join([*rows, strip.text(), both.windowTitle()])

    names = ("Phantom", "Asym", "Other", "Person", "P1")
    assert all(name in words() for name in names)
    with qtbot.waitSignal(model.dataChanged):
        both.actions_table["cycle_text"].trigger()
    assert [name for name in names if name in words()] == []
    assert "patient 2" in words()
    for _ in range(2):
        both.actions_table["cycle_text"].trigger()
    assert all(name in words() for name in names)


def test_a_second_patient_on_the_screen_has_a_color_and_a_warning(
    qtbot: QtBot, both: MainWindow
) -> None:
    board, feature = both.features[BoardFeature], both.features[PatientsFeature]
    strip = feature.strip_of(board.area)
    assert not strip.isVisible()
    beside_each_other(qtbot, both)
    assert strip.isVisible()
    assert "2 patients are on the screen" in strip.text()
    assert "Other, Person" in strip.text()
    first, second = (frame.viewport for frame in board.area.frames[:2])
    assert first.name_color is None
    assert second.name_color is not None
    model = both.features[StudiesFeature].model
    colors = [model.data(model.index(n, 0), Qt.ItemDataRole.ForegroundRole) for n in range(2)]
    assert colors[0] is None
    assert colors[1] is not None
    board.display.show_stack("stack-1", board.area.frames[1])
    qtbot.waitUntil(lambda: both.jobs.running == 0)
    assert not strip.isVisible()
    assert second.name_color is None


def test_slab_and_colors_of_one_patient_show_no_other(qtbot: QtBot, both: MainWindow) -> None:
    board = both.features[BoardFeature]
    board.stage.active.set_slab(12.0, "max")
    both.actions_table["color_table_1"].trigger()
    assert board.stage.active.color_table != GREY
    look_at(qtbot, both, "stack-9")
    assert [v.slab_mm for v in board.stage.viewports] == [0.0] * len(board.stage.viewports)
    assert board.stage.active.color_table == GREY


def test_linking_two_patients_asks(
    qtbot: QtBot, both: MainWindow, prompts: FakePrompts, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = both.features[BoardFeature]
    linked: list[int] = []

    def link() -> int:
        linked.append(1)
        return 1

    monkeypatch.setattr(board.stage, "link_by_hand", link)
    beside_each_other(qtbot, both)
    for action in ("link_by_hand", "register"):
        both.actions_table[action].trigger()
    assert len(prompts.linked) == 2
    assert any("Other, Person" in name for name in prompts.linked[0])
    assert linked == []
    prompts.links = True
    both.actions_table["link_by_hand"].trigger()
    assert linked == [1]
    board.display.show_stack("stack-1", board.area.frames[1])
    qtbot.waitUntil(lambda: both.jobs.running == 0)
    both.actions_table["link_by_hand"].trigger()
    assert len(prompts.linked) == 3
