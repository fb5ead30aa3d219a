import pytest

from workstation.domain.probabilities import stated_percent


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.0, "< 1 %"),
        (0.0018, "< 1 %"),
        (0.01, "1 %"),
        (0.262, "26 %"),
        (0.99, "99 %"),
        (0.9951, "> 99 %"),
        (1.0, "> 99 %"),
    ],
)
def test_nothing_is_stated_as_certain(probability: float, words: str) -> None:
    assert stated_percent(probability) == words
