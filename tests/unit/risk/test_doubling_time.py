"""Inputs of a doubling time that take no part in it."""

from __future__ import annotations

import pytest

from workstation.risk.doubling_time import VOLUME_DOUBLING_TIME
from workstation.risk.fleischner import FLEISCHNER_2017


def _given(**values: object) -> dict[str, object]:
    return {"volume_1": 100.0, "volume_2": 200.0, "interval": 100, **values}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"diameter_1": 5.0}, "Earlier diameter"),
        ({"diameter_2": 8.0}, "Later diameter"),
        ({"date_1": "2026-01-01"}, "Date of the earlier study"),
        ({"diameter_2": 8.0, "date_2": "2026-01-01"}, "Later diameter, Date of the later study"),
    ],
)
def test_a_size_or_date_that_takes_no_part_is_no_input(more: dict[str, object], said: str) -> None:
    score = VOLUME_DOUBLING_TIME.assess(_given(**more))
    assert dict(score.outputs)["volume_doubling_time"] == pytest.approx(100.0)
    assert [i.name for i in score.inputs] == ["volume_1", "volume_2", "interval"]
    assert f"Given, and not used for this score: {said}." in [str(c) for c in score.caveats]


def test_what_takes_part_is_an_input_without_such_words() -> None:
    both = {"diameter_1": 5.0, "diameter_2": 8.0, "date_1": "2026-01-01", "date_2": "2026-04-11"}
    score = VOLUME_DOUBLING_TIME.assess(_given(**both))
    assert len(score.inputs) == 7
    assert not any("not used" in str(caveat) for caveat in score.caveats)


def test_an_input_that_no_rule_asks_for_is_said_by_every_model() -> None:
    given = {"nodule_type": "ground-glass", "nodule_number": "single", "mean_diameter": 7.0}
    plain = FLEISCHNER_2017.assess(given)
    score = FLEISCHNER_2017.assess({**given, "patient_risk": "high"})
    assert score.category == plain.category
    assert "patient_risk" not in [item.name for item in score.inputs]
    assert any("Given, and not used for this score" in str(c) for c in score.caveats)
