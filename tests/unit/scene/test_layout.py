"""Layouts fill their grid without gaps and without overlaps."""

import pytest

from workstation.imaging.planes import PlaneName
from workstation.scene.layout import SINGLE, Layout, every_grid, grid, layout_named


def squares(layout: Layout) -> list[tuple[int, int]]:
    return sorted(
        (cell.row + r, cell.column + c)
        for cell in layout.cells
        for r in range(cell.row_span)
        for c in range(cell.column_span)
    )


@pytest.mark.parametrize(
    "layout",
    [SINGLE, *every_grid(), *(layout_named(n) for n in ("mpr", "mpr-row", "mpr-square"))],
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
