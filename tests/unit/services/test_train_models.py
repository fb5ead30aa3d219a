"""Which model is trained or evaluated, with what, and the words for why it ended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.own_training import write_config, write_pictures
from workstation.errors import InputError
from workstation.messages import Message
from workstation.plugin_host.folders import PluginFolders
from workstation.processes.cancel import CancelToken, no_progress
from workstation.services import train_models

STATE = {"task": "classification", "epoch": 7, "folder": "out/training/mine"}
Asked = list[tuple[tuple[Any, ...], dict[str, Any]]]


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What the training was asked for; it ends at once by the limit of seven epochs."""
    asked: Asked = []

    def train(*given: Any, **more: Any) -> dict[str, Any]:
        asked.append((given, more))
        limit = Message("limit of {count} epoch", many="limit of {count} epochs", count=7)
        return {**STATE, "stopped": limit.plain}

    monkeypatch.setattr(train_models, "train_in_child", train)
    return asked


def test_what_is_asked_for_reaches_the_training(trained: Asked) -> None:
    token = CancelToken()
    train_models.train(
        Path("train.json"), Path("mine"), replace=True, epochs=7, seed=3, start="restart",
        token=token, progress=no_progress,
    )  # fmt: skip
    ((given, more),) = trained
    assert given == (Path("train.json"), Path("mine"))
    assert more == {
        "replace": True, "epochs": 7, "seed": 3, "start": "restart",
        "token": token, "progress": no_progress,
    }  # fmt: skip


def test_nothing_is_replaced_or_restarted_unless_asked_for(trained: Asked) -> None:
    train_models.train(Path("train.json"))
    ((given, more),) = trained
    assert given == (Path("train.json"), None)
    assert (more["replace"], more["start"], more["epochs"], more["seed"]) == (False, "", None, None)


def test_the_reason_to_stop_has_its_code_beside_the_words(trained: Asked) -> None:
    made = train_models.train(Path("train.json"))
    assert made["stopped"]["code"] == "limit-of-count-epoch"
    assert made["stopped"]["text"] == "limit of 7 epochs"
    assert {name: made[name] for name in STATE} == STATE
    assert len(trained) == 1


# Evaluating


@pytest.fixture
def folders(tmp_path: Path) -> PluginFolders:
    """A model of each of two folders, one called the same in both."""
    for name in ("shipped/alike", "shipped/lungs", "user/alike", "user/mine"):
        (tmp_path / name).mkdir(parents=True)
    return PluginFolders(plugins=(), models=(tmp_path / "shipped", tmp_path / "user"))


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> Asked:
    asked: Asked = []

    def evaluate(bundle: Path, data: Path | None, **more: Any) -> dict[str, Any]:
        asked.append(((bundle.resolve(), data), more))
        return {"samples": 4}

    monkeypatch.setattr(train_models, "evaluate_in_child", evaluate)
    return asked


def a_bundle(folder: Path) -> Path:
    """A bundle that was trained, as far as it is looked at here."""
    (folder / "configs").mkdir(parents=True)
    return write_config(folder / "configs" / "train.json", "classification", "data").parent.parent


@pytest.mark.parametrize(
    ("name", "found"),
    [("lungs", "shipped/lungs"), ("mine", "user/mine"), ("alike", "shipped/alike")],
)
def test_a_model_is_found_by_its_name_and_shipped_ones_go_first(
    tmp_path: Path, folders: PluginFolders, evaluated: Asked, name: str, found: str
) -> None:
    assert train_models.evaluate(name, folders=folders) == {"samples": 4}
    assert evaluated[0][0] == (tmp_path / found, None)


def test_a_bundle_that_was_trained_is_evaluated_by_its_path(
    tmp_path: Path, folders: PluginFolders, evaluated: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = a_bundle(tmp_path / "out" / "training" / "new")
    train_models.evaluate(str(bundle), folders=folders)
    monkeypatch.chdir(bundle.parent)
    train_models.evaluate("new", folders=folders)
    monkeypatch.chdir(bundle)
    train_models.evaluate(".", folders=folders)
    monkeypatch.chdir(bundle / "configs")
    train_models.evaluate("..", folders=folders)
    assert [given[0] for given, _more in evaluated] == [bundle] * 4


def test_a_model_of_the_zoo_goes_before_a_folder_of_the_same_name(
    tmp_path: Path, folders: PluginFolders, evaluated: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_bundle(tmp_path / "here" / "lungs")
    monkeypatch.chdir(tmp_path / "here")
    train_models.evaluate("lungs", folders=folders)
    assert evaluated[0][0][0] == tmp_path / "shipped" / "lungs"


@pytest.mark.parametrize("name", ["nobody", "", ".", "..", "lungs/configs", "/"])
def test_what_is_no_model_is_told_with_the_way_to_their_names(
    tmp_path: Path,
    folders: PluginFolders,
    evaluated: Asked,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="There is no model called") as told:
        train_models.evaluate(name, folders=folders)
    assert name in str(told.value.message)
    assert "lightbox models list" in str(told.value.hint)
    assert evaluated == []


def test_other_data_and_tables_reach_the_evaluation(
    tmp_path: Path, folders: PluginFolders, evaluated: Asked
) -> None:
    token, data = CancelToken(), write_pictures(tmp_path / "data", count=1)
    train_models.evaluate(
        "mine", data, outliers=tmp_path / "far", cases=tmp_path / "cases.csv",
        folders=folders, token=token, progress=no_progress,
    )  # fmt: skip
    ((given, more),) = evaluated
    assert given == (tmp_path / "user" / "mine", data)
    assert more == {
        "outliers": tmp_path / "far", "cases": tmp_path / "cases.csv",
        "token": token, "progress": no_progress,
    }  # fmt: skip
