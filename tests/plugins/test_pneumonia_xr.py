from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from tests.support.plugin_images import film, read_film
from workstation.errors import PluginRefusedError
from workstation.plugin_api.phantoms import film_phantom
from workstation.services.run_plugin import PluginRunner

ROOT = Path(__file__).resolve().parents[2]


def held_out(folder: Path, count: int, label: str = "") -> list[Path]:
    split = ROOT / "model_zoo" / "pneumonia_xr" / "training" / "split.csv"
    with split.open() as stream:
        names = {r["sample"] for r in csv.DictReader(stream) if r["part"] == "validation"}
    with (folder / "labels.csv").open() as stream:
        rows = [r for r in csv.DictReader(stream) if r["file"] in names]
    return [folder / "images" / r["file"] for r in rows if label in r["label"]][:count]


@pytest.mark.parametrize(("label", "high"), [("normal", False), ("bacteria", True)])
def test_children_get_a_probability_a_note_and_a_map(
    cpu_runner: PluginRunner, shared_data: Path, label: str, high: bool
) -> None:
    given = []
    for path in held_out(shared_data / "train_cxr_pneumonia", 8, label):
        values = read_film(path)
        try:
            result = cpu_runner.run(film(values, age="003Y"), "pneumonia_xr")
        except PluginRefusedError:
            continue
        (finding,) = result.findings
        assert finding.probability is not None
        given.append(finding.probability)
        assert "temperature scaling" in str(finding.probability_note)
        assert finding.caveats == ()
        heat = result.pictures[0].values
        assert heat.shape == values.shape
        assert 0 <= heat.min() <= heat.max() <= 1
        assert result.mask is None
    assert len(given) >= 6
    mean = float(np.mean(given))
    assert mean > 0.8 if high else mean < 0.2


def test_adult_films_are_refused_without_being_told_the_age(
    cpu_runner: PluginRunner, shared_data: Path
) -> None:
    caught = 0
    paths = held_out(shared_data / "train_cxr_adult_nih", 15)
    other = sorted((shared_data / "cr_chest_and_mg").glob("png_*/*.png"))
    for path in (*paths, *other):
        with pytest.raises(PluginRefusedError, match="No probability is given"):
            cpu_runner.run(film(read_film(path)), "pneumonia_xr")
        caught += 1
    assert caught == len(paths) + len(other)


def test_a_stated_adult_age_is_refused_whatever_the_film(
    cpu_runner: PluginRunner, shared_data: Path
) -> None:
    path = held_out(shared_data / "train_cxr_pneumonia", 1, "normal")[0]
    with pytest.raises(PluginRefusedError, match="45 years old"):
        cpu_runner.run(film(read_film(path), age="045Y"), "pneumonia_xr")


@pytest.mark.parametrize(
    ("age", "words"), [("", "does not state the patient's age"), ("009Y", "9.0 years old")]
)
def test_an_unknown_or_another_age_is_a_loud_caveat(
    cpu_runner: PluginRunner, shared_data: Path, age: str, words: str
) -> None:
    for path in held_out(shared_data / "train_cxr_pneumonia", 4, "normal"):
        try:
            result = cpu_runner.run(film(read_film(path), age=age), "pneumonia_xr")
        except PluginRefusedError:
            continue
        assert str(result.findings[0].caveats[0]).startswith("WARNING")
        assert words in str(result.findings[0].caveats[0])
        return
    pytest.fail("every film was refused")


def test_the_result_does_not_depend_on_what_ran_before(
    cpu_runner: PluginRunner, shared_data: Path
) -> None:
    paths = held_out(shared_data / "train_cxr_pneumonia", 6, "normal")
    results = []
    for path in paths:
        try:
            results.append((path, cpu_runner.run(film(read_film(path)), "pneumonia_xr")))
        except PluginRefusedError:
            continue
    path, first = results[0]
    again = cpu_runner.run(film(read_film(path)), "pneumonia_xr")
    assert again.findings[0].probability == first.findings[0].probability
    np.testing.assert_array_equal(again.pictures[0].values, first.pictures[0].values)


def test_a_film_whose_columns_run_forward_is_refused(cpu_runner: PluginRunner) -> None:
    side = film(film_phantom().array, age="004Y", view="", letters=("A", "F"))
    with pytest.raises(PluginRefusedError, match="frontal views only"):
        cpu_runner.run(side, "pneumonia_xr")


def test_inverted_greys_are_refused_by_name(cpu_runner: PluginRunner, shared_data: Path) -> None:
    for path in held_out(shared_data / "train_cxr_pneumonia", 4):
        with pytest.raises(PluginRefusedError, match="greys of this film seem to be inverted"):
            cpu_runner.run(film(255 - read_film(path), age="003Y"), "pneumonia_xr")


def test_a_mirrored_film_is_a_loud_caveat_unless_the_file_says_so(
    cpu_runner: PluginRunner, shared_data: Path
) -> None:
    tried = caught = 0
    for path in held_out(shared_data / "train_cxr_pneumonia", 8, "normal"):
        values = np.ascontiguousarray(read_film(path)[:, ::-1])
        try:
            (finding,) = cpu_runner.run(film(values, age="003Y"), "pneumonia_xr").findings
            stated = cpu_runner.run(film(values, age="003Y", letters=("R", "F")), "pneumonia_xr")
        except PluginRefusedError:
            continue
        tried += 1
        caught += any("heart seems to lie" in str(caveat) for caveat in finding.caveats)
        assert stated.findings[0].caveats == ()
    assert tried >= 5
    assert caught >= tried - 1


def test_films_that_are_cut_or_spoiled_get_no_probability(
    cpu_runner: PluginRunner, shared_data: Path
) -> None:
    """Black and white, noisy, and halves: the network alone was sure of some of them."""
    rng = np.random.default_rng(0)
    for path in held_out(shared_data / "train_cxr_pneumonia", 3, "normal"):
        values = read_film(path)
        rows, columns = values.shape
        noisy = values + rng.normal(0, 120, values.shape)
        for spoiled in (
            np.where(values > np.median(values), 255, 0).astype(np.uint8),
            noisy.astype(np.float32),
            np.ascontiguousarray(values[:, : columns // 2]),
            np.pad(values, rows // 3),
        ):
            with pytest.raises(PluginRefusedError, match="No probability is given"):
                cpu_runner.run(film(spoiled, age="003Y"), "pneumonia_xr")


@pytest.mark.parametrize("part", [np.s_[:, :96], np.s_[:, 96:], np.s_[:, :115], np.s_[:, 77:]])
def test_the_left_or_right_part_of_a_film_gets_no_probability(
    cpu_runner: PluginRunner, shared_data: Path, part: tuple[slice, slice]
) -> None:
    for path in held_out(shared_data / "train_cxr_pneumonia", 3):
        values = read_film(path)
        assert values.shape == (192, 192)
        with pytest.raises(PluginRefusedError, match="only a half of a chest"):
            cpu_runner.run(film(values[part], age="003Y"), "pneumonia_xr")
