from __future__ import annotations

import csv
import json
from pathlib import Path

import nibabel
import numpy as np
import pytest
from PIL import Image

from tests.support.plugin_folders import TINY_CONFIG
from workstation.errors import CancelledError, InputError
from workstation.jobs.cancel import CancelToken
from workstation.services import train_models
from workstation.training.config import read_config

TRAIN = {
    "model": "tiny",
    "task": "segmentation",
    "layout": "hippocampus",
    "data": "../../../data",
    "classes": ["background", "bright"],
    "split": {"seed": 1, "validation": 0.25, "test": 0.25},
    "optimizer": {"batch_size": 2, "max_epochs": 2, "threads": 1, "precision": "fp32"},
    "label_preprocessing": [
        {"_target_": "Orientationd", "keys": "label", "axcodes": "RAS", "labels": None}
    ],
    "augmentation": [
        {"_target_": "RandFlipd", "keys": ["image", "label"], "prob": 0.5, "spatial_axis": 0}
    ],
    "published": {"bright": 0.9},
}


def write_rows(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with (path / "labels.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    for part in ("images", "labels"):
        (data / part).mkdir(parents=True)
    rng = np.random.default_rng(0)
    rows = []
    for n in range(8):
        label = np.zeros((16, 16, 16), dtype=np.uint8)
        label[4:10, 5:11, 3 + n % 3 : 10] = 1
        values = label * 100.0 + rng.normal(0, 10, label.shape)
        name = f"crop_{n}.nii.gz"
        nibabel.save(
            nibabel.Nifti1Image(values.astype(np.float32), np.eye(4)), data / "images" / name
        )
        nibabel.save(nibabel.Nifti1Image(label, np.eye(4)), data / "labels" / name)
        rows.append([name, "16x16x16"])
    write_rows(data, ["file", "shape"], rows)
    folder = tmp_path / "model_zoo" / "tiny"
    (folder / "configs").mkdir(parents=True)
    (folder / "configs" / "inference.json").write_text(json.dumps(TINY_CONFIG))
    (folder / "configs" / "train.json").write_text(json.dumps(TRAIN))
    return folder


def test_a_model_is_trained_and_measured_end_to_end(bundle: Path) -> None:
    from workstation.training.evaluate import evaluate

    stages: list[str] = []
    config = bundle / "configs" / "train.json"
    state = train_models.train(config, progress=lambda _, stage: stages.append(stage))
    assert state["epoch"] == 2
    assert "2 epochs" in state["stopped"]
    assert (bundle / "models" / "model.safetensors").stat().st_size > 0
    assert len((bundle / "training" / "log.csv").read_text().splitlines()) == 3
    assert any(stage.startswith("epoch 1") for stage in stages)
    result = evaluate(bundle)
    assert (result["samples"], result["part"]) == (2, "test")
    low, high = result["dice"]["bright"]["ci95"]
    assert 0 <= low <= result["dice"]["bright"]["mean"] <= high <= 1
    assert result["published"] == {"bright": 0.9}


def test_cancelled_training_keeps_no_weights(bundle: Path) -> None:
    token = CancelToken()

    def stop(fraction: float, stage: str) -> None:
        if fraction >= 0 and stage:
            token.cancel()

    with pytest.raises(CancelledError):
        train_models.train(bundle / "configs" / "train.json", token=token, progress=stop)
    assert not (bundle / "models").exists()


def test_faulty_configurations_are_refused_in_words(bundle: Path, tmp_path: Path) -> None:
    config = bundle / "configs" / "train.json"
    with pytest.raises(InputError, match="cannot be read"):
        read_config(tmp_path / "absent.json")
    config.write_text(json.dumps({**TRAIN, "task": "guess"}))
    with pytest.raises(InputError, match="not valid"):
        read_config(config)
    config.write_text(json.dumps({**TRAIN, "data": "../nowhere"}))
    with pytest.raises(InputError, match="not there"):
        train_models.train(config)
    with pytest.raises(InputError, match="no model called"):
        train_models.evaluate("absent_model")


def test_the_film_classifier_learns_its_classes_and_its_outliers(tmp_path: Path) -> None:
    from workstation.training.evaluate import evaluate
    from workstation.training.train import train

    rng = np.random.default_rng(0)
    for name, labels in (("inside", ("normal", "bacteria", "virus")), ("outside", ("any",))):
        (tmp_path / name / "images").mkdir(parents=True)
        rows = []
        for n in range(24):
            label = labels[n % len(labels)]
            film = rng.normal(60, 10, (40, 40))
            if name == "outside":
                film = 200 - film * rng.random((40, 40))
            elif label != "normal":
                film[10:30, 10:30] += 120
            file = f"{name}{n}.png"
            Image.fromarray(np.clip(film, 0, 255).astype(np.uint8)).save(
                tmp_path / name / "images" / file
            )
            rows.append([file, label, f"p{name}{n}"])
        write_rows(tmp_path / name, ["file", "label", "patient"], rows)
    root = Path(__file__).resolve().parents[3] / "model_zoo" / "pneumonia_xr" / "configs"
    folder = tmp_path / "zoo" / "films"
    (folder / "configs").mkdir(parents=True)
    inference = json.loads((root / "inference.json").read_text())
    inference["preprocessing"]["transforms"][1]["spatial_size"] = [32, 32]
    inference["network_def"]["block_inplanes"] = [4, 8, 8, 8]
    (folder / "configs" / "inference.json").write_text(json.dumps(inference))
    settings = json.loads((root / "train.json").read_text())
    settings.update(data="../../../inside", outlier_data="../../../outside")
    settings["optimizer"].update(max_epochs=2, batch_size=4)
    config = folder / "configs" / "train.json"
    config.write_text(json.dumps(settings))
    train(config)
    result = evaluate(folder)
    assert result["children"] + result["outliers"] == result["samples"]
    assert 0 <= result["outliers_caught"]["mean"] <= 1
    assert set(result["auc"]) == {"value", "ci95"}
