"""Which images a segmentation network knows: a reference of its coarse features."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workstation.plugin_api.outliers import unlikeness

DIRECTIONS = 20


def fit_likeness(
    training: NDArray[np.float32],
    held_out: NDArray[np.float32],
    *,
    share: float,
    directions: int = DIRECTIONS,
) -> dict[str, NDArray[np.float32]]:
    """Mean, main directions, and the limit that `share` of held-out images are beyond.

    Parameters
    ----------
    training, held_out : (n, f), (m, f) float32
        Of patients that differ.
    directions : int
        How many main directions are kept.
    """
    mean = training.mean(axis=0)
    _, _, all_directions = np.linalg.svd(training - mean, full_matrices=False)
    basis = all_directions[:directions]
    limit = float(np.quantile(unlikeness(held_out, mean, basis), 1 - share))
    return {
        "mean": np.ascontiguousarray(mean, dtype=np.float32),
        "basis": np.ascontiguousarray(basis, dtype=np.float32),
        "limit": np.array([limit], dtype=np.float32),
    }


def write_likeness(path: Path, parts: dict[str, dict[str, NDArray[np.float32]]]) -> None:
    """Write references side by side: `<name>_mean`, `<name>_basis`, `<name>_limit`."""
    write_references(
        path,
        {f"{name}_{key}": value for name, part in parts.items() for key, value in part.items()},
    )


def write_references(path: Path, arrays: dict[str, NDArray[np.float32]]) -> None:
    """Put arrays into a reference file, in the place of those of their names; others stay."""
    from safetensors.numpy import load_file, save_file

    kept = load_file(path) if path.is_file() else {}
    save_file({**kept, **arrays}, path)
