from __future__ import annotations

import numpy as np
import pytest

from workstation.imaging.compositing import blend_masks, boundary


def plane() -> tuple[np.ndarray, np.ndarray]:
    gray = np.full((7, 9), 100, dtype=np.uint8)
    labels = np.zeros((7, 9), dtype=np.uint8)
    labels[1:6, 2:7] = 1
    labels[6, 8] = 2
    return gray, labels


def test_rims_are_opaque_and_insides_mixed() -> None:
    gray, labels = plane()
    rgb = blend_masks(gray, labels, {1: (200, 0, 0), 2: (0, 0, 255)}, fill_opacity=0.5)
    assert rgb[1, 2].tolist() == [200, 0, 0]
    assert rgb[3, 4].tolist() == [150, 50, 50]
    assert rgb[0, 0].tolist() == [100, 100, 100]
    assert rgb[6, 8].tolist() == [0, 0, 255]
    assert gray.max() == 100


def test_hidden_and_unknown_segments_are_not_drawn() -> None:
    gray, labels = plane()
    rgb = blend_masks(gray, labels, {1: (200, 0, 0)}, visible=())
    assert (rgb == 100).all()
    only_fill = blend_masks(gray, labels, {1: (200, 0, 0)}, outline=False, fill_opacity=1.0)
    assert only_fill[1, 2].tolist() == [200, 0, 0]
    assert only_fill[6, 8].tolist() == [100, 100, 100]


def test_shapes_must_fit() -> None:
    gray, labels = plane()
    with pytest.raises(ValueError, match="fit"):
        blend_masks(gray, labels[:-1], {1: (1, 2, 3)})


def test_boundary_width() -> None:
    _, labels = plane()
    assert boundary(labels == 1).sum() == 16
    assert boundary(labels == 1, 2).sum() == 24
