from __future__ import annotations

import numpy as np

from workstation.inference.tensors import affine_ras, volume_array, volume_tensor


def test_a_voxel_keeps_its_place_with_x_and_y_negated() -> None:
    affine = np.array(
        [[0.0, 0.1, 0.8, -10], [0.0, 0.7, -0.1, 20], [2.5, 0.0, 0.0, -300], [0, 0, 0, 1]]
    )
    lps = affine @ [3, 4, 5, 1]
    ras = affine_ras(affine) @ [5, 4, 3, 1]
    np.testing.assert_allclose(ras, [-lps[0], -lps[1], lps[2], 1])


def test_values_come_back_unchanged() -> None:
    array = np.arange(24, dtype=np.int16).reshape(2, 3, 4)
    tensor = volume_tensor(array, np.eye(4))
    assert tuple(tensor.shape) == (1, 4, 3, 2)
    np.testing.assert_array_equal(volume_array(tensor)[0], array)
