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
from workstation.messages import Message
from workstation.plugin_api.integrity import sha256_of
from workstation.processes.cancel import CancelToken
from workstation.services import train_models
from workstation.training.config import TrainingConfig, read_config, resolve_paths

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

    stages: list[Message] = []
    config = bundle / "configs" / "train.json"
    state = train_models.train(config, progress=lambda _, stage: stages.append(stage))
    assert state["epoch"] == 2
    assert state["stopped"]["code"] == "limit-of-count-epoch"
    assert state["stopped"]["text"] == "limit of 2 epochs"
    trained = bundle.parent.parent / "out" / "training" / "tiny"
    assert state["folder"] == str(trained)
    assert not (bundle / "models").exists()
    weights = trained / "models" / "model.safetensors"
    assert state["sha256"]["models/model.safetensors"] == sha256_of(weights)
    assert len((trained / "training" / "log.csv").read_text().splitlines()) == 3
    assert any(str(stage).startswith("epoch 1") for stage in stages)
    result = evaluate(trained)
    assert (result["samples"], result["part"]) == (2, "test")
    low, high = result["dice"]["bright"]["ci95"]
    assert 0 <= low <= result["dice"]["bright"]["mean"] <= high <= 1
    assert result["published"] == {"bright": 0.9}


def test_the_same_weights_make_the_same_file(tmp_path: Path) -> None:
    """A training that is resumed without an epoch left must not change the pins of its model."""
    import torch
    from monai.networks.nets.dynunet import DynUNet
    from safetensors.torch import load_model, save_file

    from workstation.training.train import weights_of

    def network() -> DynUNet:
        return DynUNet(2, 1, 2, (3, 3, 3), (1, 2, 2), (2, 2), filters=(2, 4, 4))

    made, other = network(), network()
    files = [tmp_path / f"{n}.safetensors" for n in range(8)]
    for file in files:
        save_file(weights_of(made), file)
    assert len({sha256_of(file) for file in files}) == 1
    load_model(other, files[0])
    pairs = zip(made.state_dict().items(), other.state_dict().items(), strict=True)
    assert all(a == b and torch.equal(x, y) for (a, x), (b, y) in pairs)


def test_a_model_that_is_there_is_not_overwritten(bundle: Path) -> None:
    weights = bundle / "models" / "model.safetensors"
    weights.parent.mkdir()
    weights.write_bytes(b"shipped")
    with pytest.raises(InputError, match="not overwritten"):
        train_models.train(bundle / "configs" / "train.json", bundle)
    assert weights.read_bytes() == b"shipped"


def test_data_that_are_given_need_no_configured_folder(bundle: Path, tmp_path: Path) -> None:
    config = TrainingConfig.model_validate(
        {**TRAIN, "data": "../absent", "outlier_data": "../absent_too"}
    )
    paths = resolve_paths(config, bundle, data=tmp_path / "data")
    assert paths.data == tmp_path / "data"
    assert paths.outlier_data is None
    other = tmp_path / "others"
    other.mkdir()
    assert resolve_paths(config, bundle, data=paths.data, outliers=other).outlier_data == other


def test_cancelled_training_keeps_no_weights(bundle: Path) -> None:
    token = CancelToken()

    def stop(fraction: float, stage: Message) -> None:
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
    with pytest.raises(InputError, match="not valid: task: Input should be 'segmentation'"):
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
    train(config, replace=True)
    result = evaluate(folder)
    assert result["outlier_data"] == str(tmp_path / "outside")
    assert result["children"] + result["outliers"] == result["samples"]
    assert 0 <= result["outliers_caught"]["mean"] <= 1
    assert set(result["auc"]) == {"value", "ci95"}
