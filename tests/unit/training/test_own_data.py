"""Training on data of the user: what is read, what is made of it, and what wrong data are told."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest
from PIL import Image

from tests.support.own_training import FAST, write_config, write_dataset, write_pictures
from workstation.errors import InputError
from workstation.plugin_host.folders import PluginFolders
from workstation.services import train_models
from workstation.services.install_model import install_model, offered_model
from workstation.training.bundles import build_network, build_transforms
from workstation.training.config import read_config
from workstation.training.datasets import read_array
from workstation.training.evaluate import evaluate
from workstation.training.own_data import list_pictures, numbered, read_dataset
from workstation.training.train import Overrides, train

ONE_EPOCH = Overrides(epochs=1)


def write_table(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def test_folders_are_classes(tmp_path: Path) -> None:
    data = write_pictures(tmp_path / "data", count=3)
    (data / "dots" / "notes.txt").write_text("no picture")
    refs = list_pictures(data)
    assert len(refs) == 6
    classes = ("dots", "stripes")
    targets = {ref.name: ref.target for ref in numbered(refs, classes, data)}
    assert targets["dots/dots_0.png"] == 0
    assert targets["stripes/stripes_2.png"] == 1
    with pytest.raises(InputError, match="class stripes, which the model does not know"):
        numbered(refs, ("dots", "lines"), data)


def test_a_table_says_label_and_patient(tmp_path: Path) -> None:
    write_pictures(tmp_path, count=2)
    rows = [["Path", "Label", "Patient"]]
    rows += [[f"{c}/{c}_{n}.png", c, "P1"] for c in ("dots", "stripes") for n in range(2)]
    refs = list_pictures(write_table(tmp_path / "labels.csv", rows))
    assert {ref.patient for ref in refs} == {"P1"}
    assert [ref.group for ref in refs] == ["dots", "dots", "stripes", "stripes"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([["a", "b"], ["x", "y"]], "no columns path and label"),
        ([], "no columns path and label"),
        ([["path", "label"], ["absent.png", "x"]], "Line 2 of labels.csv"),
        ([["path", "label"], ["dots/dots_0.png", ""]], "Line 2 of labels.csv"),
        ([["path", "label"], ["dots/dots_0.png", "x"], ["dots/dots_0.png", "y"]], "twice"),
        ([["path", "label"], ["dots/dots_0.png", "x"]], "not two classes"),
        ([["path", "label"], ["dots/dots_0.png", "x"], ["./dots/dots_0.png", "y"]], "twice"),
    ],
)
def test_a_wrong_table_says_what_is_wrong(
    tmp_path: Path, rows: list[list[str]], reason: str
) -> None:
    write_pictures(tmp_path, count=1)
    with pytest.raises(InputError, match=reason):
        list_pictures(write_table(tmp_path / "labels.csv", rows))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_of_spreadsheets_are_read(tmp_path: Path, separator: str) -> None:
    write_pictures(tmp_path, count=1)
    rows = [("path", "label"), ("dots/dots_0.png", "正常"), ("stripes/stripes_0.png", "炎症")]
    text = "\r\n".join(separator.join(row) for row in rows)
    table = tmp_path / "labels.csv"
    table.write_text(text, encoding="utf-8-sig")
    assert [ref.group for ref in list_pictures(table)] == ["正常", "炎症"]
    table.write_bytes(text.encode("gbk"))
    with pytest.raises(InputError, match="not in UTF-8"):
        list_pictures(table)


def test_a_folder_without_pictures_is_no_class(tmp_path: Path) -> None:
    (write_pictures(tmp_path / "data", count=1) / "void").mkdir()
    with pytest.raises(InputError, match="void holds no pictures"):
        list_pictures(tmp_path / "data")


def test_a_training_that_never_began_draws_its_parts_anew(tmp_path: Path) -> None:
    write_pictures(tmp_path / "data", count=1)
    config = write_config(tmp_path / "c.json", "classification", "data")
    with pytest.raises(InputError, match="too few patients"):
        train(config, tmp_path / "new", overrides=ONE_EPOCH)
    write_pictures(tmp_path / "more" / "data", count=8)
    shutil.copytree(tmp_path / "more" / "data", tmp_path / "data", dirs_exist_ok=True)
    assert train(config, tmp_path / "new", overrides=ONE_EPOCH).state.epoch == 1


def test_a_film_of_sixteen_bits_keeps_its_values(tmp_path: Path) -> None:
    values = np.array([[0, 300], [4000, 65535]], dtype=np.uint16)
    Image.fromarray(values).save(tmp_path / "film.png")
    np.testing.assert_array_equal(read_array(tmp_path / "film.png")[0], values)


CASE = {"image": "imagesTr/case_0.nii.gz", "label": "labelsTr/case_0.nii.gz"}


def dataset(tmp_path: Path, **changed: Any) -> Path:
    folder = write_dataset(tmp_path / "data", count=2)
    content = json.loads((folder / "dataset.json").read_text())
    (folder / "dataset.json").write_text(json.dumps({**content, **changed}))
    return folder


@pytest.mark.parametrize(
    "labels",
    [
        {"0": "background", "1": "spleen", "2": "left kidney"},
        {"background": 0, "left kidney": 2, "spleen": 1},
    ],
)
def test_both_ways_of_naming_labels_are_read(tmp_path: Path, labels: dict[str, Any]) -> None:
    refs, classes, modality = read_dataset(dataset(tmp_path, labels=labels))
    assert classes == ("background", "spleen", "left kidney")
    assert [ref.name for ref in refs] == ["case_0", "case_1"]
    assert modality == "MRI"


@pytest.mark.parametrize("stated", ["CT", ["CT"], {"0": "CT"}])
def test_a_modality_may_stand_alone(tmp_path: Path, stated: object) -> None:
    assert read_dataset(dataset(tmp_path, modality=stated))[2] == "CT"


def test_a_name_that_stands_twice_is_not_guessed(tmp_path: Path) -> None:
    file = dataset(tmp_path) / "dataset.json"
    file.write_text(file.read_text().replace('"1": "spleen"', '"1": "spleen", "1": "liver"'))
    with pytest.raises(InputError, match="no list of a segmentation") as failed:
        read_dataset(file)
    assert "stands twice" in failed.value.detail


def test_files_of_one_name_are_cases_of_their_folders(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "data", count=2)
    cases = []
    for n in range(2):
        for kind in ("image", "label"):
            (folder / f"p{n}").mkdir(exist_ok=True)
            shutil.copy(folder / f"{kind}sTr" / f"case_{n}.nii.gz", folder / f"p{n}/{kind}.nii.gz")
        cases.append({kind: f"p{n}/{kind}.nii.gz" for kind in ("image", "label")})
    content = json.loads((folder / "dataset.json").read_text())
    (folder / "dataset.json").write_text(json.dumps({**content, "training": cases}))
    refs, _, _ = read_dataset(folder)
    assert [ref.patient for ref in refs] == ["p0/image.nii.gz", "p1/image.nii.gz"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"labels": {"0": "background", "2": "x"}}, "no list of a segmentation"),
        ({"labels": ["background", "x"]}, "no list of a segmentation"),
        ({"training": []}, "names no case"),
        ({"training": [CASE, CASE]}, "case_0.nii.gz twice"),
        ({"training": [{"image": "a"}]}, "no list of a segmentation"),
        ({"training": [{"image": "absent.nii.gz", "label": "b"}]}, "absent.nii.gz, which is not"),
        ({"modality": {"0": "T1", "1": "FLAIR"}}, "2 images per case"),
    ],
)
def test_a_wrong_dataset_says_what_is_wrong(
    tmp_path: Path, changed: dict[str, Any], reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        read_dataset(dataset(tmp_path, **changed))


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"task": "guess"}, r"task: Input should be 'segmentation', 'classification' or .*guess"),
        ({"colour": 1}, "colour: there is no such field; there are model, task, layout"),
        ({"optimizer": {"lr": 1}}, r"optimizer\.lr: there is no such field; .*learning_rate"),
        ({"optimizer": {"max_epochs": 0}}, r"optimizer\.max_epochs: .*greater .* 1 \(it is 0\)"),
        ({"layout": "pictures"}, "layout: for the task segmentation it should be 'dataset'"),
        ({"layout": "lungmask"}, "classes: name them"),
        ({"model": "../up"}, "model: .*pattern"),
    ],
)
def test_a_wrong_configuration_names_the_field_and_what_may_stand_there(
    tmp_path: Path, more: dict[str, Any], reason: str
) -> None:
    config = write_config(tmp_path / "c.json", "segmentation", "data")
    config.write_text(json.dumps({**json.loads(config.read_text()), **more}))
    with pytest.raises(InputError, match=reason):
        read_config(config)


def test_no_json_and_a_missing_field_are_told(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text('{"model": "mine",')
    with pytest.raises(InputError, match="no JSON"):
        read_config(tmp_path / "c.json")
    (tmp_path / "c.json").write_text('{"model": "mine", "data": "x"}')
    with pytest.raises(InputError, match="task: it is missing"):
        read_config(tmp_path / "c.json")


def test_a_classifier_of_ones_own_is_trained_resumed_and_measured(tmp_path: Path) -> None:
    write_pictures(tmp_path / "data")
    config = write_config(tmp_path / "mine.json", "classification", "data")
    stages: list[str] = []
    first = train_models.train(config, progress=lambda _, stage: stages.append(str(stage)))
    folder = tmp_path / "out" / "training" / "mine"
    assert first["folder"] == str(folder)
    assert any("epoch 1: loss" in s and "negative log loss" in s for s in stages)
    inference = json.loads((folder / "configs" / "inference.json").read_text())
    assert inference["network_def"]["num_classes"] == 2
    again = train_models.train(config, epochs=3, start="resume")
    assert (first["epoch"], again["epoch"]) == (2, 3)
    anew = train_models.train(config, epochs=1, seed=4, start="restart")
    assert anew["epoch"] == 1
    cases = tmp_path / "cases.csv"
    measured = train_models.evaluate(str(folder), cases=cases)
    assert measured["samples"] == 4
    assert set(measured["auc"]) == {"dots", "stripes"}
    assert sum(sum(row.values()) for row in measured["confusion"].values()) == 4
    with cases.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 4
    assert set(rows[0]) == {
        "case", "patient", "label", "found", "probability dots", "probability stripes",
    }  # fmt: skip
    shares = [float(rows[0][f"probability {c}"]) for c in ("dots", "stripes")]
    assert sum(shares) == pytest.approx(1.0, abs=1e-4)


def test_pictures_of_one_patient_stay_together(tmp_path: Path) -> None:
    write_pictures(tmp_path, count=8)
    rows = [["path", "label", "patient"]]
    rows += [[f"{c}/{c}_{n}.png", c, f"P{n // 2}"] for c in ("dots", "stripes") for n in range(8)]
    write_table(tmp_path / "labels.csv", rows)
    split = {"seed": 1, "validation": 0.25, "test": 0.25}
    config = write_config(tmp_path / "c.json", "classification", "labels.csv", split=split)
    train(config, tmp_path / "made", overrides=ONE_EPOCH)
    with (tmp_path / "made" / "training" / "split.csv").open(newline="") as stream:
        parts: dict[str, set[str]] = {}
        for row in csv.DictReader(stream):
            parts.setdefault(row["patient"], set()).add(row["part"])
    assert len(parts) == 4
    assert all(len(found) == 1 for found in parts.values())


def test_a_segmentation_of_ones_own_is_trained_measured_and_installed(tmp_path: Path) -> None:
    affine = np.array([[0, 0, 1.5, 7], [-1.2, 0, 0, 50], [0, 2.0, 0, -9], [0, 0, 0, 1.0]])
    write_dataset(tmp_path / "data", affine=affine)
    split = {"seed": 1, "validation": 0.25, "test": 0.25}
    config = write_config(tmp_path / "c.json", "segmentation", "data", split=split)
    assert train(config, tmp_path / "made").state.epoch == 2
    inference = json.loads((tmp_path / "made" / "configs" / "inference.json").read_text())
    # Spacing and patch of the data, along R, A and S.
    assert inference["preprocessing"]["transforms"][1]["pixdim"] == [1.5, 1.2, 2.0]
    assert inference["inferer"]["roi_size"] == [24, 16, 16]
    measured = evaluate(tmp_path / "made", cases=tmp_path / "cases.csv")
    assert set(measured["dice"]) == {"spleen", "left kidney"}
    header = (tmp_path / "cases.csv").read_text().splitlines()[0]
    assert "dice spleen" in header
    folders = PluginFolders(plugins=(tmp_path / "p",), models=(tmp_path / "m",))
    with offered_model(tmp_path / "made", folders=folders, name="mine") as offer:
        manifest = install_model(offer, folders=folders, trust_book=tmp_path / "book.json")
    assert manifest.accepts.modality == ("MR",)
    assert [s.label for s in manifest.produces.segments] == ["spleen", "left kidney"]


def spoiled(tmp_path: Path, part: str, content: Any) -> Path:
    write_dataset(tmp_path / "data", count=6)
    for n in range(6):
        target = tmp_path / "data" / part / f"case_{n}.nii.gz"
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            nibabel.save(nibabel.Nifti1Image(content, np.diag([1.5, 1.5, 1.5, 1.0])), target)
    return write_config(tmp_path / "c.json", "segmentation", "data")


@pytest.mark.parametrize(
    ("part", "content", "reason"),
    [
        ("labelsTr", np.full((20, 22, 24), 7, dtype=np.uint8), "hold the number 7"),
        ("labelsTr", np.full((20, 22, 24), 257, dtype=np.int16), "hold the number 257"),
        ("labelsTr", np.full((20, 22, 24), -1, dtype=np.int16), "hold the number -1"),
        ("labelsTr", np.full((20, 22, 24), 0.6, dtype=np.float32), "hold the number 0.6"),
        ("labelsTr", np.full((20, 22, 24), np.nan, dtype=np.float32), "hold the number nan"),
        ("imagesTr", np.full((20, 22, 24), np.nan, dtype=np.float32), "values that are no numbers"),
        ("labelsTr", np.ones((20, 22, 20), dtype=np.uint8), "another shape than their image"),
        ("labelsTr", b"nothing", r"case_\d\.nii\.gz cannot be read"),
        ("imagesTr", np.ones((4, 4, 4, 2), dtype=np.float32), "4 dimensions"),
        ("imagesTr", b"nothing", r"case_\d\.nii\.gz cannot be read"),
    ],
)
def test_wrong_volumes_are_named(tmp_path: Path, part: str, content: Any, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        train(spoiled(tmp_path, part, content))


def test_labels_at_another_place_than_their_image_are_refused(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "data")
    for path in (folder / "labelsTr").iterdir():
        stored: Any = nibabel.load(path)
        turned = stored.affine @ np.diag([-1.0, 1.0, 1.0, 1.0])
        nibabel.save(nibabel.Nifti1Image(np.asarray(stored.dataobj), turned), path)
    with pytest.raises(InputError, match="another place than their image"):
        train(write_config(tmp_path / "c.json", "segmentation", "data"))


def test_a_failure_says_its_cause_and_what_is_really_kept(tmp_path: Path) -> None:
    write_pictures(tmp_path / "data")
    crop = {"_target_": "RandSpatialCropd", "keys": "image", "roi_size": [8, 8]}
    wrong = [{**crop, "random_size": True}]
    config = write_config(tmp_path / "c.json", "classification", "data", augmentation=wrong)
    with pytest.raises(InputError, match=r"ended: RuntimeError: stack expects") as failed:
        train_models.train(config)
    assert "nothing is kept" in str(failed.value.hint)
    assert "Traceback" in failed.value.detail
    write_config(tmp_path / "c.json", "classification", "data")
    train_models.train(config, epochs=1)
    write_config(tmp_path / "c.json", "classification", "data", augmentation=wrong)
    with pytest.raises(InputError, match="The training ended") as failed:
        train_models.train(config, epochs=5)
    assert "The checkpoint of the last full epoch is kept" in str(failed.value.hint)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"_target_": "NoSuchTransformd", "keys": "image"}, "NoSuchTransformd is not known"),
        ({"_target_": "os.system", "command": "true"}, r"os\.system is not known"),
        ({"_target_": "monai.apps.download_url", "url": "x"}, "download_url is not known"),
        ({"_target_": "RandFlipd", "keys": "image", "probability": 1}, "RandFlipd cannot be made"),
    ],
)
def test_a_wrong_transform_is_named_and_no_text_is_evaluated(
    entry: dict[str, Any], reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        build_transforms([entry])


def test_expressions_of_a_bundle_are_texts_to_training(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    (tmp_path / "configs").mkdir()
    network = {"_target_": "UNet", "spatial_dims": f"$open({str(marker)!r}, 'w')"}
    text = json.dumps({"network_def": network})
    (tmp_path / "configs" / "inference.json").write_text(text)
    with pytest.raises(InputError, match="UNet cannot be made"):
        build_network(tmp_path)
    assert not marker.exists()


def test_where_to_begin_is_judged(tmp_path: Path) -> None:
    write_pictures(tmp_path / "data")
    config = write_config(tmp_path / "c.json", "classification", "data")
    with pytest.raises(InputError, match="no checkpoint to go on from"):
        train(config, overrides=Overrides(start="resume"))
    train(config, tmp_path / "made", overrides=ONE_EPOCH)
    write_pictures(tmp_path / "three")
    (tmp_path / "three" / "dots").rename(tmp_path / "three" / "others")
    write_config(tmp_path / "c.json", "classification", "three", optimizer=FAST)
    with pytest.raises(InputError, match="split file names other samples"):
        train(config, tmp_path / "made", overrides=Overrides(start="resume"))
    anew = train(config, tmp_path / "made", overrides=Overrides(epochs=1, start="restart"))
    assert anew.state.epoch == 1
    with pytest.raises(InputError, match=r"no configs/inference\.json beside"):
        train(config, replace=True)


def test_a_class_without_a_picture_in_training_is_named(tmp_path: Path) -> None:
    write_pictures(tmp_path / "data")
    config = write_config(
        tmp_path / "c.json", "classification", "data", classes=["dots", "none", "stripes"]
    )
    with pytest.raises(InputError, match="No picture of the class none"):
        train(config)
