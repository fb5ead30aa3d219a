from __future__ import annotations

import numpy as np

from workstation.plugin_api.outliers import mahalanobis_distance


def test_distance_is_scaled_by_the_spread_and_taken_to_the_nearest_class() -> None:
    means = [[0.0, 0.0], [10.0, 0.0]]
    precision = np.diag([1 / 4, 1.0])
    found = mahalanobis_distance([[4.0, 0.0], [10.0, 3.0], [0.0, 0.0]], means, precision)
    np.testing.assert_allclose(found, [2.0, 3.0, 0.0])
