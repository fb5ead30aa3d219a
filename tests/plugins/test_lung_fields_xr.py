from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from tests.support.plugin_images import dice, film, read_film
from workstation.domain.coding import AREA, LEFT, RIGHT
from workstation.errors import PluginRefusedError
from workstation.plugin_api.phantoms import film_phantom
from workstation.services.run_plugin import PluginRunner

ROOT = Path(__file__).resolve().parents[2]


def held_out(count: int) -> list[str]:
    path = ROOT / "model_zoo" / "lung_fields_xr" / "training" / "split.csv"
    with path.open() as stream:
        return [r["sample"] for r in csv.DictReader(stream) if r["part"] == "validation"][:count]


def test_films_that_were_not_trained_on(cpu_runner: PluginRunner, shared_data: Path) -> None:
    folder = shared_data / "train_cxr_lungmask"
    with (folder / "labels.csv").open() as stream:
        masks = {row["image"]: row["mask"] for row in csv.DictReader(stream)}
    scores = []
    for name in held_out(8):
        result = cpu_runner.run(film(read_film(folder / "images" / name)), "lung_fields_xr")
        truth = read_film(folder / "masks" / masks[name]) > 127
        assert result.mask is not None
        scores.append(dice(result.mask.labels[0] > 0, truth))
        right, left = result.findings
        assert (right.laterality, left.laterality) == (RIGHT, LEFT)
        assert right.position_ji is not None
        assert left.position_ji is not None
        assert right.position_ji[1] < left.position_ji[1]
        assert any(m.concept == AREA for m in left.measurements)
    assert np.mean(scores) > 0.92


def test_sides_follow_the_orientation_of_the_film(
    cpu_runner: PluginRunner, shared_data: Path
) -> None:
    name = held_out(1)[0]
    values = read_film(shared_data / "train_cxr_lungmask" / "images" / name)
    straight = cpu_runner.run(film(values), "lung_fields_xr")
    mirrored = cpu_runner.run(
        film(np.ascontiguousarray(values[:, ::-1]), letters=("R", "F")), "lung_fields_xr"
    )
    unstated = cpu_runner.run(film(values, letters=("", "")), "lung_fields_xr")
    assert straight.mask is not None
    assert mirrored.mask is not None
    assert unstated.mask is not None
    back = mirrored.mask.labels[0][:, ::-1]
    for number in (1, 2):
        assert dice(straight.mask.labels[0] == number, back == number) > 0.9
    np.testing.assert_array_equal(straight.mask.labels, unstated.mask.labels)
    assert any("does not state its orientation" in str(note) for note in unstated.notes)
    assert straight.notes == ()


def test_monochrome1_gives_the_same_fields(cpu_runner: PluginRunner, shared_data: Path) -> None:
    values = read_film(shared_data / "train_cxr_lungmask" / "images" / held_out(1)[0])
    straight = cpu_runner.run(film(values), "lung_fields_xr")
    inverted = cpu_runner.run(film(255 - values, inverted=True), "lung_fields_xr")
    assert straight.mask is not None
    assert inverted.mask is not None
    assert dice(straight.mask.labels > 0, inverted.mask.labels > 0) > 0.99


def test_a_lateral_view_is_refused(cpu_runner: PluginRunner) -> None:
    with pytest.raises(PluginRefusedError, match="frontal views only"):
        cpu_runner.run(film(film_phantom().array, view="LL"), "lung_fields_xr")


@pytest.mark.parametrize("letters", [("A", "F"), ("P", "F"), ("F", "L"), ("H", "R")])
def test_sides_are_not_guessed_against_the_orientation_of_the_film(
    cpu_runner: PluginRunner, letters: tuple[str, str]
) -> None:
    with pytest.raises(PluginRefusedError, match=f"run toward {letters[0]}"):
        cpu_runner.run(film(film_phantom().array, view="", letters=letters), "lung_fields_xr")


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_film_is_refused(cpu_runner: PluginRunner, shared_data: Path, turns: int) -> None:
    values = read_film(shared_data / "train_cxr_lungmask" / "images" / held_out(1)[0])
    with pytest.raises(PluginRefusedError, match="unlike upright frontal chest films"):
        cpu_runner.run(film(np.ascontiguousarray(np.rot90(values, turns))), "lung_fields_xr")


def test_what_is_no_film_is_refused(cpu_runner: PluginRunner) -> None:
    rng = np.random.default_rng(0)
    rows, columns = np.mgrid[0:300, 0:280]
    for values in (rng.normal(128, 40, (300, 280)), rows + 2.0 * columns):
        with pytest.raises(PluginRefusedError, match="unlike upright frontal chest films"):
            cpu_runner.run(film(values.astype(np.float32)), "lung_fields_xr")


def test_an_adult_film_is_outlined_with_a_doubt(
    cpu_runner: PluginRunner, shared_data: Path
) -> None:
    path = next((shared_data / "cr_chest_and_mg" / "png_nih_fullres").glob("*.png"))
    result = cpu_runner.run(film(read_film(path)), "lung_fields_xr")
    assert result.findings
    assert any("unlike the films of children" in str(note) for note in result.notes)


def test_inverted_greys_are_refused(cpu_runner: PluginRunner, shared_data: Path) -> None:
    folder = shared_data / "train_cxr_lungmask" / "images"
    adults = sorted((shared_data / "cr_chest_and_mg").glob("png_*/*.png"))[:3]
    for path in (*(folder / name for name in held_out(3)), *adults):
        values = read_film(path)
        # Also where the file claims inverted greys and has upright ones.
        for image in (film(255 - values), film(values, inverted=True)):
            with pytest.raises(PluginRefusedError, match="greys of this film seem to be inverted"):
                cpu_runner.run(image, "lung_fields_xr")


def test_a_mirrored_film_says_so_on_both_fields(
    cpu_runner: PluginRunner, shared_data: Path
) -> None:
    folder = shared_data / "train_cxr_lungmask" / "images"
    caught = 0
    for name in held_out(6):
        values = read_film(folder / name)
        straight = cpu_runner.run(film(values), "lung_fields_xr")
        assert not any("heart seems to lie" in str(note) for note in straight.notes)
        mirrored = cpu_runner.run(film(np.ascontiguousarray(values[:, ::-1])), "lung_fields_xr")
        said = [any("heart seems to lie" in str(c) for c in f.caveats) for f in mirrored.findings]
        assert len(set(said)) == 1
        caught += said[0]
    assert caught >= 5
