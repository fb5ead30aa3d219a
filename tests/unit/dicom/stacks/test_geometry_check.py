from __future__ import annotations

import numpy as np
import pytest

from workstation.dicom.stacks.geometry_check import check_positions

AXIAL = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def verdict(steps: list[float], shift: float = 0.0) -> dict[str, bool]:
    """Issue codes and whether each blocks volumes, for slices with these distances."""
    z = np.concatenate(([0.0], np.cumsum(steps)))
    positions = np.stack([np.zeros_like(z), z * shift, z], axis=1)
    issues, _uniform = check_positions(positions, AXIAL, [str(k) for k in range(len(z))], "CT")
    return {issue.code.value: issue.blocks_volume for issue in issues}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([1.0] * 9, {}),
        ([1.0 + 1e-8 * (-1) ** k for k in range(9)], {}),
        ([5.0, 5.0, 5.04, 5.0], {}),  # 0.8 %
        ([5.0, 5.0, 5.15, 5.0], {"nonuniform_spacing": False}),
        ([5.0, 5.0, 5.25, 5.0], {"nonuniform_spacing": True}),
        ([0.5, 0.5, 0.56, 0.5], {"nonuniform_spacing": True}),  # more than 10 %
        ([5.0, 5.0, 10.0], {"missing_slices": True}),
        ([5.0, 10.0, 10.0], {"missing_slices": True}),
        ([2.0, 2.0, 8.0, 2.0], {"missing_slices": True}),
        ([4.001] * 13 + [1.081] + [6.996] * 13, {"nonuniform_spacing": True}),
    ],
)
def test_spacing(steps: list[float], expected: dict[str, bool]) -> None:
    assert verdict(steps) == expected


def test_message_says_how_many_slices_are_missing() -> None:
    positions = np.array([[0, 0, z] for z in (0, 2, 4, 10, 12)], dtype=float)
    ((issue,), uniform) = check_positions(positions, AXIAL, list("abcde"), "CT")
    assert str(issue.message).startswith("2 slices are missing: 6.00 mm between images 3 and 4")
    assert issue.files == ("d",)
    assert not uniform


@pytest.mark.parametrize(("degrees", "told"), [(0.05, False), (0.5, True), (18.5, True)])
def test_tilt(degrees: float, told: bool) -> None:
    found = verdict([3.0] * 5, shift=float(np.tan(np.radians(degrees))))
    assert found == ({"gantry_tilt": False} if told else {})
