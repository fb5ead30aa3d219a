"""What a run of a plugin says of the frames that it was made of."""

from __future__ import annotations

import pytest

from workstation.plugin_exchange.plugin_results import frames_words


@pytest.mark.parametrize(
    ("indices", "words"),
    [
        ((), ""),
        ((0, 0, 0), ""),
        ((0, 1, 2, 3, 4), "1-5"),
        ((9, 8, 7, 6, 5), "6-10"),
        ((0, 2, 4, 5), "1,3,5-6"),
        ((7,), "8"),
    ],
)
def test_frames_are_named_in_runs(indices: tuple[int, ...], words: str) -> None:
    assert frames_words(indices) == words
