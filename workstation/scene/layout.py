"""How the middle of the window is divided into cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workstation.domain.geometry import VolumeGeometry
from workstation.imaging.planes import PlaneName

LARGEST_GRID = 4
FEWEST_SLICES = 30
THICKEST_SLICE_MM = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One place for a viewport.

    Parameters
    ----------
    row, column, row_span, column_span : int
        Where it lies in the grid, counted from 0.
    plane : PlaneName or None
        The plane it shows of a volume; None shows the one that was acquired.
    is_volume : bool
        Whether it shows a volume in three dimensions.
    """

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    plane: PlaneName | None = None
    is_volume: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A division into cells.

    Parameters
    ----------
    one_image : bool
        Every cell shows the same image, each another plane; otherwise each cell has its own.
    column_shares, row_shares : tuple of int
        How width and height are divided; empty divides them evenly.

    Raises
    ------
    ValueError
        There is no cell.
    """

    id: str
    title: str
    cells: tuple[Cell, ...]
    one_image: bool = False
    column_shares: tuple[int, ...] = ()
    row_shares: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.cells:
            raise ValueError("a layout has cells")

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of the grid."""
        return (
            max(cell.row + cell.row_span for cell in self.cells),
            max(cell.column + cell.column_span for cell in self.cells),
        )


def grid(rows: int, columns: int) -> Layout:
    """Cells of equal size, each for an image of its own.

    Raises
    ------
    ValueError
        There are less than one or more than four rows or columns.
    """
    if not (1 <= rows <= LARGEST_GRID and 1 <= columns <= LARGEST_GRID):
        raise ValueError(f"a grid of {rows} × {columns} is not between 1 × 1 and 4 × 4")
    cells = tuple(Cell(row=r, column=c) for r in range(rows) for c in range(columns))
    return Layout(id=f"grid-{rows}x{columns}", title=f"{rows} × {columns}", cells=cells)


_PLANES = (PlaneName.AXIAL, PlaneName.CORONAL, PlaneName.SAGITTAL)

SINGLE = Layout(id="single", title="Single image", cells=(Cell(row=0, column=0),), one_image=True)


def planes_beside(first: PlaneName = PlaneName.AXIAL) -> Layout:
    """One plane large, the two others beside it; `first` is the large one."""
    second, third = (plane for plane in _PLANES if plane is not first)
    return Layout(
        id="mpr",
        title="MPR, one large",
        cells=(
            Cell(row=0, column=0, row_span=2, plane=first),
            Cell(row=0, column=1, plane=second),
            Cell(row=1, column=1, plane=third),
        ),
        one_image=True,
        column_shares=(3, 2),
    )


def planes_in_a_row(first: PlaneName = PlaneName.AXIAL) -> Layout:
    """Three planes side by side."""
    order = (first, *(plane for plane in _PLANES if plane is not first))
    cells = tuple(Cell(row=0, column=n, plane=plane) for n, plane in enumerate(order))
    return Layout(id="mpr-row", title="MPR, in a row", cells=cells, one_image=True)


def planes_in_a_square(first: PlaneName = PlaneName.AXIAL) -> Layout:
    """Three planes of 2 × 2 cells, and the first one again for a slab or another window."""
    order = (first, *(plane for plane in _PLANES if plane is not first), first)
    cells = tuple(Cell(row=n // 2, column=n % 2, plane=plane) for n, plane in enumerate(order))
    return Layout(id="mpr-square", title="MPR, 2 × 2", cells=cells, one_image=True)


def planes_and_volume(first: PlaneName = PlaneName.AXIAL) -> Layout:
    """Three planes of 2 × 2 cells, and the volume in three dimensions."""
    cells = (
        *planes_in_a_square(first).cells[:3],
        Cell(row=1, column=1, plane=first, is_volume=True),
    )
    return Layout(id="mpr-volume", title="MPR + 3-D", cells=cells, one_image=True)


FUSION = Layout(
    id="fusion",
    title="Cells for PET/CT",
    cells=(
        Cell(row=0, column=0),
        Cell(row=0, column=1),
        Cell(row=1, column=0, column_span=2),
        Cell(row=0, column=2, row_span=2, is_volume=True),
    ),
)
"""Two images beside one another, one over the other below them, and a tall one beside all."""


def suits_planes(geometry: VolumeGeometry) -> bool:
    """Whether cuts across the slices show more than slivers, as a reader would want at first.

    A stack of fewer than 30 slices, or of slices more than 4 mm apart, is read slice by slice.
    """
    slices, spacing_mm = geometry.shape_kji[0], geometry.spacing_kji_mm[0]
    return slices >= FEWEST_SLICES and round(spacing_mm, 2) <= THICKEST_SLICE_MM


AUTOMATIC_ID = "automatic"
PLANE_LAYOUTS = {
    "mpr": planes_beside,
    "mpr-row": planes_in_a_row,
    "mpr-square": planes_in_a_square,
    "mpr-volume": planes_and_volume,
}


def every_grid() -> Iterable[Layout]:
    """All grids from 1 × 1 to 4 × 4."""
    sides = range(1, LARGEST_GRID + 1)
    return tuple(grid(rows, columns) for rows in sides for columns in sides)


def layout_named(layout_id: str, first: PlaneName = PlaneName.AXIAL) -> Layout:
    """The layout of an id, `first` being the plane that was acquired.

    Raises
    ------
    ValueError
        No layout has this id.
    """
    for layout in (SINGLE, FUSION):
        if layout_id == layout.id:
            return layout
    if layout_id in PLANE_LAYOUTS:
        return PLANE_LAYOUTS[layout_id](first)
    for layout in every_grid():
        if layout.id == layout_id:
            return layout
    raise ValueError(f"no layout is called {layout_id!r}")
