from __future__ import annotations

import pytest

from workstation.training.loop import last_gain_epoch


@pytest.mark.parametrize(
    ("scores", "gain", "epoch"),
    [
        ([], 0.1, 0),
        ([0.5, 0.6, 0.55, 0.62], 0.0, 4),
        ([0.5, 0.6, 0.55, 0.62], 0.05, 2),
        ([0.5, 0.53, 0.56, 0.59], 0.05, 3),
    ],
)
def test_only_a_real_gain_counts(scores: list[float], gain: float, epoch: int) -> None:
    assert last_gain_epoch(scores, gain) == epoch
