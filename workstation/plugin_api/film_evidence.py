"""Whether a chest film shows what it claims: a whole chest, dense bright, the heart on the left.

Linear models of one small picture each. Those of greys and of the heart are odd: a film with
inverted greys, or a mirrored one, has the same evidence with the opposite sign. The weights are
pinned with the model of a plugin and made by `scripts/fit_film_evidence.py`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workstation.messages import Message
from workstation.plugin_api.protocols import BundleModel

GRID = 32
"""Rows and columns of the picture that is judged."""
LEAST_LOG_ODDS = 1.0
"""Of a heart on the right, before anything is said."""
_SIDES, _ABOVE, _BELOW = 0.08, 0.1, 0.2
"""What the picture shows around the lungs, of their width and height: the heart's apex is below."""

MIRRORED = Message(
    "WARNING: the heart seems to lie on the patient's right. The film may be mirrored, or this is "
    "dextrocardia or a shifted heart: right and left may be swapped. Check the side marker."
)
INVERTED_HINT = Message(
    "Look at the film: bone must be white. Check Photometric Interpretation and the lookup tables "
    "of the file."
)


def small_picture(
    film: NDArray[np.floating], box: tuple[float, float, float, float] | None = None
) -> NDArray[np.float32]:
    """Means of a film over `GRID` x `GRID` equal cells, without its brightness and contrast.

    Parameters
    ----------
    film : (j, i) float
        Values of any scale.
    box : (float, float, float, float) or None
        First and last row, first and last column of the part to show, in pixels from the edge
        of the film; None for all of it.

    Returns
    -------
    (GRID, GRID) float32
        Of mean 0 and deviation 1; zeros where the film is of one value.
    """
    rows, columns = film.shape
    top, bottom, left, right = box if box is not None else (0.0, float(rows), 0.0, float(columns))
    cells = _cell_means(film.astype(np.float64), np.linspace(top, bottom, GRID + 1), 0)
    cells = _cell_means(cells, np.linspace(left, right, GRID + 1), 1)
    cells -= cells.mean()
    deviation = float(cells.std())
    return (cells / deviation if deviation > 0 else cells).astype(np.float32)


def lung_box(field: NDArray[np.bool_]) -> tuple[float, float, float, float]:
    """The part of a film that shows its lungs and heart, as `small_picture` takes it.

    Parameters
    ----------
    field : (j, i) bool
        Both lung fields; not empty.
    """
    rows, columns = np.flatnonzero(field.any(axis=1)), np.flatnonzero(field.any(axis=0))
    top, bottom = float(rows[0]), float(rows[-1] + 1)
    left, right = float(columns[0]), float(columns[-1] + 1)
    height, width = bottom - top, right - left
    return (
        max(0.0, top - _ABOVE * height),
        min(float(field.shape[0]), bottom + _BELOW * height),
        max(0.0, left - _SIDES * width),
        min(float(field.shape[1]), right + _SIDES * width),
    )


def greys_are_inverted(film: NDArray[np.floating], model: BundleModel) -> bool:
    """Whether lungs and air are brighter than bone on a frontal chest film.

    Parameters
    ----------
    film : (j, i) float
        As `films.film_values` gives it, dense = bright by what the file states.
    model : BundleModel
        Pins `greys_weights`, (GRID * GRID,) float32.

    Raises
    ------
    PluginRefusedError
        The bundle has no such weights.
    """
    return float(small_picture(film).ravel() @ model.reference("greys_weights")) < 0


def is_a_half(picture: NDArray[np.float32], model: BundleModel) -> bool:
    """Whether a film seems to show the left, right, upper or lower half of a chest alone.

    Parameters
    ----------
    picture : (GRID, GRID) float32
        As `small_picture` makes it of all that the film shows.
    model : BundleModel
        Pins `parts_weights`, (halves, GRID * GRID + 1) float32: log odds of each half, above those
        of every whole film that the limits were set on; the last weight is a constant.

    Raises
    ------
    PluginRefusedError
        The bundle has no such weights.
    """
    weights = model.reference("parts_weights")
    return bool((weights[:, :-1] @ picture.ravel() + weights[:, -1] > 0).any())


def heart_features(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """Half the difference of a picture and its mirror image, left half, (GRID * GRID / 2,)."""
    difference = (picture - picture[:, ::-1]) / 2
    return np.ascontiguousarray(difference[:, : GRID // 2], dtype=np.float32).ravel()


def side_caveats(
    picture: NDArray[np.float32], model: BundleModel, *, left_is_right_edge: bool
) -> tuple[Message, ...]:
    """What is said of a film whose heart lies on the patient's right; nothing of others.

    Parameters
    ----------
    picture : (GRID, GRID) float32
        As `small_picture` makes it.
    model : BundleModel
        Pins `heart_weights`, (GRID * GRID / 2,) float32: log odds that the heart lies toward the
        last column.
    left_is_right_edge : bool
        Whether the columns run toward the patient's left.

    Raises
    ------
    PluginRefusedError
        The bundle has no such weights.
    """
    odds = float(heart_features(picture) @ model.reference("heart_weights"))
    on_the_right = (odds if left_is_right_edge else -odds) < -LEAST_LOG_ODDS
    return (MIRRORED,) if on_the_right else ()


def _cell_means(
    values: NDArray[np.float64], edges: NDArray[np.float64], axis: int
) -> NDArray[np.float64]:
    """Means between neighbouring edges along an axis; edges may lie inside pixels."""
    moved = np.moveaxis(values, axis, 0)
    sums = np.concatenate([np.zeros((1, moved.shape[1])), np.cumsum(moved, axis=0)])
    below = np.minimum(edges.astype(np.intp), len(moved) - 1)
    part = (edges - below)[:, None]
    at_edges = sums[below] * (1 - part) + sums[below + 1] * part
    means = np.diff(at_edges, axis=0) / np.diff(edges)[:, None]
    return np.moveaxis(means, 0, axis)
