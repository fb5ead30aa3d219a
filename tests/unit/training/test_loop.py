from __future__ import annotations

import pytest

from workstation.training.loop import _growing_average, last_gain_epoch


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


def test_the_average_forgets_its_random_beginning_and_then_moves_slowly() -> None:
    import torch

    update = _growing_average(0.995)
    average, count = torch.zeros(1), 1
    for count in range(1, 13):
        update([average], [torch.ones(1)], torch.tensor(count))
    assert float(average) > 0.9
    before = float(average)
    update([average], [torch.zeros(1)], torch.tensor(100_000))
    assert float(average) == pytest.approx(0.995 * before, rel=1e-6)
    whole = torch.tensor([3])
    update([whole], [torch.tensor([7])], torch.tensor(count))
    assert int(whole) == 7
