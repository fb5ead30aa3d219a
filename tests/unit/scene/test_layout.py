"""Layouts fill their grid without gaps and without overlaps."""

import numpy as np
import pytest

from workstation.domain.geometry import VolumeGeometry
from workstation.imaging.planes import PlaneName
from workstation.scene.layout import (
    FUSION,
    SINGLE,
    Layout,
    every_grid,
    grid,
    layout_named,
    suits_planes,
)


def squares(layout: Layout) -> list[tuple[int, int]]:
    return sorted(
        (cell.row + r, cell.column + c)
        for cell in layout.cells
        for r in range(cell.row_span)
        for c in range(cell.column_span)
    )


@pytest.mark.parametrize(
    "layout",
    [SINGLE, FUSION, *every_grid(), *(layout_named(n) for n in ("mpr", "mpr-row", "mpr-square"))],
    ids=lambda layout: layout.id,
)
def test_every_square_belongs_to_one_cell(layout: Layout) -> None:
    rows, columns = layout.size
    assert squares(layout) == [(r, c) for r in range(rows) for c in range(columns)]
    assert layout_named(layout.id) == layout


def test_the_acquired_plane_comes_first() -> None:
    for name in ("mpr", "mpr-row", "mpr-square"):
        cells = layout_named(name, PlaneName.SAGITTAL).cells
        assert cells[0].plane is PlaneName.SAGITTAL
        assert {cell.plane for cell in cells} == set(PlaneName) - {PlaneName.NATIVE}


def test_sizes_and_names_outside_the_table_are_refused() -> None:
    for size in ((0, 1), (5, 1), (1, 5)):
        with pytest.raises(ValueError, match="between"):
            grid(*size)
    with pytest.raises(ValueError, match="no layout"):
        layout_named("grid-9x9")


@pytest.mark.parametrize(
    ("slices", "spacing_mm", "wanted"),
    [(30, 4.0, True), (30, 4.004, True), (30, 4.1, False), (29, 1.0, False), (600, 0.5, True)],
)
def test_few_or_thick_slices_are_read_slice_by_slice(
    slices: int, spacing_mm: float, wanted: bool
) -> None:
    affine = np.eye(4)[:, [2, 1, 0, 3]] @ np.diag([spacing_mm, 1.0, 1.0, 1.0])
    geometry = VolumeGeometry(shape_kji=(slices, 9, 9), affine_lps=affine)
    assert geometry.spacing_kji_mm[0] == pytest.approx(spacing_mm)
    assert suits_planes(geometry) is wanted
