from __future__ import annotations

from pathlib import Path

import pytest

from workstation.errors import InputError
from workstation.training.config import SplitSettings
from workstation.training.splits import Part, draw_split, keep_or_draw, read_split, write_split

PATIENTS = {f"film{n}": f"patient{n // 3}" for n in range(90)}


def test_samples_of_one_patient_share_a_part_and_the_draw_is_repeatable() -> None:
    settings = SplitSettings(seed=3, validation=0.2, test=0.3)
    parts = draw_split(PATIENTS, settings)
    assert parts == draw_split(PATIENTS, settings)
    assert parts != draw_split(PATIENTS, SplitSettings(seed=4, validation=0.2, test=0.3))
    for patient in set(PATIENTS.values()):
        assert len({parts[s] for s, p in PATIENTS.items() if p == patient}) == 1
    counts = {part: sum(p is part for p in parts.values()) for part in Part}
    assert counts == {Part.TEST: 27, Part.VALIDATION: 18, Part.TRAIN: 45}


def test_a_split_on_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "split.csv"
    first = keep_or_draw(path, PATIENTS, SplitSettings(seed=1))
    assert keep_or_draw(path, PATIENTS, SplitSettings(seed=2)) == first == read_split(path)
    with pytest.raises(InputError, match="other samples"):
        keep_or_draw(path, {"new": "patient"}, SplitSettings())


def test_a_patient_in_two_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "split.csv"
    write_split(path, {"a": "p", "b": "p"}, {"a": Part.TRAIN, "b": Part.TEST})
    with pytest.raises(InputError, match="two parts"):
        read_split(path)


@pytest.mark.parametrize("model", ["hippocampus_mr", "lung_fields_xr", "pneumonia_xr"])
def test_the_splits_that_ship_hold_no_patient_twice(model: str) -> None:
    root = Path(__file__).resolve().parents[3]
    parts = read_split(root / "model_zoo" / model / "training" / "split.csv")
    assert set(parts.values()) == set(Part)
