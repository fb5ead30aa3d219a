"""Hanging protocols in the window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.support.image_phantoms import radiograph
from tests.support.studies import FakeServices, series, stack
from tests.ui.conftest import FakePrompts
from workstation.domain.image import Volume
from workstation.domain.study import StackKind
from workstation.imaging.planes import acquisition_plane
from workstation.presets.hanging_protocols import load_protocols
from workstation.scene import layout
from workstation.scene.layout import FEWEST_SLICES, THICKEST_SLICE_MM
from workstation.ui.board.feature import BoardFeature
from workstation.ui.layout.feature import LayoutFeature
from workstation.ui.main_window import MainWindow

_LETTERS = {"R": "P", "L": "P"}
"""Both films run from front to back, so that the left one must be mirrored."""


@pytest.fixture
def mammography(qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path) -> MainWindow:
    """A screening study of four views, and one of two years before."""
    fake.protocols = list(load_protocols(tmp_path / "none"))
    studies = []
    for date, prefix in (("20260101", "now"), ("20240101", "old")):
        parts = []
        for n, (view, side) in enumerate((("MLO", "L"), ("CC", "R"), ("MLO", "R"), ("CC", "L"))):
            stack_id, uid = f"{prefix}-{side}{view}", f"1.8.{date}.{n}"
            film = radiograph(shape=(80, 40), spacing=(0.1, 0.1))
            geometry = replace(film.geometry, orientation_letters=(_LETTERS[side], "F"))
            source = replace(film.source, series_instance_uid=uid, study_date=date)
            fake.images[stack_id] = replace(film, geometry=geometry, source=source)
            part = replace(
                stack(stack_id, uid, StackKind.PROJECTION, (1, 80, 40)),
                view_position=view,
                laterality=side,
            )
            parts.append(series(uid, n, "MG", f"{side} {view}", part))
        study = replace(
            fake.report.studies[0],
            study_instance_uid=f"1.8.{date}",
            date=date,
            series=tuple(parts),
        )
        studies.append(study)
    fake.report = replace(fake.report, studies=tuple(studies))
    window.open_paths([tmp_path])
    qtbot.waitUntil(
        lambda: len(window.features[BoardFeature].area.frames) == 4 and not window.jobs.running
    )
    return window


def shown(window: MainWindow) -> list[str]:
    return [
        f.viewport.view.stack_id if f.viewport.view else ""
        for f in window.features[BoardFeature].area.frames
    ]


def test_four_views_hang_back_to_back(mammography: MainWindow) -> None:
    assert shown(mammography) == ["now-RCC", "now-LCC", "now-RMLO", "now-LMLO"]
    for frame, side in zip(mammography.features[BoardFeature].area.frames, "RLRL", strict=True):
        left, right, _, _ = frame.viewport.letters()
        assert (right if side == "R" else left) == "P"


def test_chest_walls_touch_in_the_middle(mammography: MainWindow) -> None:
    right_breast, left_breast = mammography.features[BoardFeature].area.frames[:2]
    for frame, edge in ((right_breast, "right"), (left_breast, "left")):
        viewport = frame.viewport
        transform = viewport.transform_now()
        assert transform is not None
        xs = [transform.to_screen(0, column)[0] for column in (-0.5, 39.5)]
        at = max(xs) if edge == "right" else min(xs)
        assert at == pytest.approx(viewport.width() if edge == "right" else 0, abs=1.0)
        viewport.resize(viewport.width() + 60, viewport.height())
        moved = viewport.transform_now()
        assert moved is not None
        xs = [moved.to_screen(0, column)[0] for column in (-0.5, 39.5)]
        at = max(xs) if edge == "right" else min(xs)
        assert at == pytest.approx(viewport.width() if edge == "right" else 0, abs=1.0)


def test_stages_bring_the_prior(mammography: MainWindow, qtbot: QtBot) -> None:
    mammography.actions_table["next_stage"].trigger()
    qtbot.waitUntil(lambda: "old-RCC" in shown(mammography) and not mammography.jobs.running)
    assert shown(mammography) == ["now-RCC", "now-LCC", "old-RCC", "old-LCC"]
    assert [f.is_prior for f in mammography.features[BoardFeature].area.frames] == [
        False,
        False,
        True,
        True,
    ]
    assert "Prior" in mammography.features[BoardFeature].area.frames[2].chip.text()
    assert "2024" in mammography.features[BoardFeature].area.frames[2].chip.text()
    mammography.actions_table["previous_stage"].trigger()
    qtbot.waitUntil(lambda: "now-RMLO" in shown(mammography))
    assert not any(f.is_prior for f in mammography.features[BoardFeature].area.frames)


def test_the_menu_lists_what_suits(mammography: MainWindow) -> None:
    menu = QMenu()
    mammography.features[LayoutFeature].hanging.fill(menu)
    titles = [action.text() for action in menu.actions()]
    assert titles == ["Mammography", "Generic"]
    assert [action.isChecked() for action in menu.actions()] == [True, False]


def test_a_layout_is_kept_found_and_deleted(
    mammography: MainWindow, qtbot: QtBot, prompts: FakePrompts, fake: FakeServices
) -> None:
    mammography.actions_table["layout_grid-1x2"].trigger()
    for frame, stack_id in zip(
        mammography.features[BoardFeature].area.frames, ("now-LMLO", "old-LMLO"), strict=True
    ):
        mammography.features[BoardFeature].display.show_stack(stack_id, frame)
    mammography.features[BoardFeature].area.stage.set_active(
        mammography.features[BoardFeature].area.frames[0].viewport
    )
    qtbot.waitUntil(lambda: not mammography.jobs.running)
    prompts.line = "Left oblique"
    mammography.actions_table["save_protocol"].trigger()
    kept = next(p for p in fake.protocols if p.title == "Left oblique")
    mammography.actions_table["layout_grid-1x1"].trigger()
    mammography.features[LayoutFeature].hanging.apply(kept)
    qtbot.waitUntil(lambda: not mammography.jobs.running)
    assert shown(mammography) == ["now-LMLO", "old-LMLO"]
    menu = QMenu()
    mammography.features[LayoutFeature].hanging.fill(menu)
    deleting = menu.actions()[-1].menu()
    assert isinstance(deleting, QMenu)
    deleting.actions()[0].trigger()
    assert "Left oblique" not in [p.title for p in fake.protocols]


def test_choosing_another_image_ends_the_rule(mammography: MainWindow, qtbot: QtBot) -> None:
    frame = mammography.features[BoardFeature].area.frames[0]
    mammography.features[BoardFeature].display.show_stack("old-LCC", frame)
    qtbot.waitUntil(lambda: shown(mammography)[0] == "old-LCC")
    assert frame.rule is None
    assert frame.viewport.camera.anchor_x == 0


def test_the_next_study_is_not_squeezed_into_the_last_layout(
    mammography: MainWindow,
) -> None:
    mammography.actions_table["close_all"].trigger()
    assert mammography.features[BoardFeature].area.layout_id == "automatic"
    assert len(mammography.features[BoardFeature].area.frames) == 1


def test_a_layout_by_hand_holds_for_its_study_and_no_other(
    window: MainWindow, fake: FakeServices, qtbot: QtBot, tmp_path: Path
) -> None:
    def open_again() -> None:
        window.open_paths([tmp_path])
        qtbot.waitUntil(
            lambda: window.workspace.active_image is not None and not window.jobs.running
        )

    area = window.features[BoardFeature].area
    open_again()
    assert area.layout_id == "automatic"
    window.actions_table["layout_grid-2x2"].trigger()
    first = fake.report
    other = replace(first.studies[0], study_instance_uid="9.8.7")
    window.workspace.close_all()
    assert area.layout_id == "automatic"
    fake.report = replace(first, studies=(other,))
    open_again()
    assert area.layout_id == "automatic"
    assert all(frame.stack_id for frame in area.frames)
    window.workspace.close_all()
    fake.report = first
    open_again()
    assert area.layout_id == "grid-2x2"
    window.actions_table["layout_automatic"].trigger()
    window.workspace.close_all()
    open_again()
    assert area.layout_id == "automatic"


def test_a_single_film_has_the_room_for_itself(
    window: MainWindow, fake: FakeServices, qtbot: QtBot, tmp_path: Path
) -> None:
    fake.protocols = list(load_protocols(tmp_path / "none"))
    study = fake.report.studies[0]
    film = study.series[1]
    part = replace(film.stacks[0], view_position="CC", laterality="R")
    only = replace(film, modality="MG", stacks=(part,))
    fake.report = replace(fake.report, studies=(replace(study, series=(only,)),))
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and not window.jobs.running)
    assert [f.stack_id for f in window.features[BoardFeature].area.frames] == ["stack-2"]
    assert window.features[BoardFeature].area.frames[0].rule is not None
    assert window.features[BoardFeature].area.frames[0].viewport.camera.anchor_x == 1.0


@pytest.mark.parametrize(
    ("slices", "spacing_mm", "viewports"),
    [(30, 4.0, 3), (29, 1.0, 1), (30, 4.1, 1), (200, 0.6, 3)],
)
def test_few_or_thick_slices_have_the_room_for_themselves(
    window: MainWindow,
    fake: FakeServices,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    slices: int,
    spacing_mm: float,
    viewports: int,
) -> None:
    monkeypatch.setattr(layout, "FEWEST_SLICES", FEWEST_SLICES)
    monkeypatch.setattr(layout, "THICKEST_SLICE_MM", THICKEST_SLICE_MM)
    phantom = fake.images["stack-1"]
    assert isinstance(phantom, Volume)
    affine = phantom.geometry.affine_lps.copy()
    affine[:3, 0] *= spacing_mm / float(np.linalg.norm(affine[:3, 0]))
    array = np.resize(phantom.array, (slices, *phantom.array.shape[1:]))
    geometry = replace(phantom.geometry, shape_kji=array.shape, affine_lps=affine)
    fake.images["stack-1"] = replace(phantom, array=array, geometry=geometry)
    study = fake.report.studies[0]
    part = stack("stack-1", "1.2.3.4", StackKind.VOLUME, array.shape, affine)
    one = replace(study, series=(series("1.2.3.4", 3, "CT", "Phantom", part),))
    fake.report = replace(fake.report, studies=(one,))
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and not window.jobs.running)
    area = window.features[BoardFeature].area
    assert area.layout_id == "automatic"
    assert len(area.frames) == viewports
    assert area.frames[0].viewport.plane is acquisition_plane(geometry)
    # The planes are one key away, and hold for the study.
    window.actions_table["layout_mpr"].trigger()
    assert len(area.frames) == 3
    window.actions_table["layout_automatic"].trigger()
    assert len(area.frames) == viewports
