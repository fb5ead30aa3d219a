"""No number but zero is shown as zero."""

from __future__ import annotations

import pytest

from workstation.domain.shown_digits import shown_digits
from workstation.messages import Message
from workstation.reporting.wording import number_text
from workstation.session.annotations import Reading


@pytest.mark.parametrize(
    ("value", "usual", "significant", "shown"),
    [
        (12.34, 1, 1, "12.3"),
        (0.42, 1, 1, "0.4"),
        (0.042, 1, 1, "0.04"),
        (-0.00085, 1, 3, "-0.000850"),
        (0.449, 1, 3, "0.449"),
        (123.456, 1, 3, "123.5"),
        (0.0, 1, 3, "0.0"),
        (1e-30, 1, 1, "0.000000000000"),
        (float("nan"), 2, 3, "nan"),
    ],
)
def test_digits(value: float, usual: int, significant: int, shown: str) -> None:
    assert f"{value:.{shown_digits(value, usual, significant=significant)}f}" == shown


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.00085, "", "0.000850"),
        (0.449, "", "0.449 "),
        (2.0, "", "2.0 "),
        (1234.56, "", "1234.6 "),
        (0.234, "OD", "0.234 OD"),
        (0.004, "SUVbw", "0.004 SUVbw"),
        (2.345, "SUVbw", "2.35 SUVbw"),
        (0.04, "mm", "0.04 mm"),
        (0.04, "mm²", "0.04 mm²"),
        (12.34, "mm", "12.3 mm"),
        (0.04, "HU", "0.0 HU"),
        (0.04, "°", "0.0 °"),
    ],
)
def test_readings(value: float, unit: str, text: str) -> None:
    reading = Reading(name=Message("Mean"), value=value, unit=unit)
    assert str(reading.value_text).strip() == text.strip()


@pytest.mark.parametrize(
    ("value", "ucum", "text"),
    [(0.04, "mm2", "0.04"), (0.004, "mL", "0.004"), (0.06, "mm", "0.1"), (0.0, "mm", "0.0")],
)
def test_sizes_in_reports(value: float, ucum: str, text: str) -> None:
    assert number_text(value, ucum) == text
