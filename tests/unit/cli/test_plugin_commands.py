"""Commands about plugins and models: consent, tracebacks, units, and words for every fault."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.commands import Commands
from tests.support.ct_series import a_series
from tests.support.masks import geometry
from tests.support.plugin_folders import THRESHOLD, body, write_plugin
from workstation.settings.paths import user_data_folder


@pytest.fixture
def lightbox(capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(capsys)


@pytest.fixture
def series(tmp_path: Path) -> Path:
    a_series(tmp_path / "ct", geometry())
    return tmp_path / "ct"


@pytest.fixture
def user_plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return user_data_folder() / "plugins"


def test_the_tests_do_not_read_the_users_own_folder() -> None:
    assert "lightbox-tests-" in os.environ["XDG_DATA_HOME"]
    assert "lightbox-tests-" in str(user_data_folder())


def test_a_plugin_from_outside_runs_after_trust_only(
    lightbox: Commands, series: Path, user_plugins: Path, tmp_path: Path
) -> None:
    write_plugin(user_plugins, "stranger", THRESHOLD)
    run = ("analyze", series, "--plugin", "stranger", "-o", tmp_path / "out", "--device", "cpu")
    refused = lightbox(*run)
    assert refused.status == 1
    assert "nobody has let it run yet" in refused.err
    assert "lightbox plugins trust stranger" in refused.err
    assert lightbox("plugins", "trust", "stranger").status == 0
    done = lightbox(*run)
    assert done.status == 0, done.err
    assert "HU" in done.out
    assert "hnsf" not in done.out
    assert "Warning" not in done.err


@pytest.mark.parametrize("command", ["check", "trust"])
def test_a_plugin_that_is_not_there_is_an_error_that_says_where_it_would_lie(
    lightbox: Commands, user_plugins: Path, command: str
) -> None:
    done = lightbox("plugins", command, "nobody")
    assert done.status == 1
    assert "There is no plugin called nobody." in done.err
    assert str(user_plugins) in done.err


def test_findings_are_for_risk_plugins_alone(
    lightbox: Commands, series: Path, tmp_path: Path
) -> None:
    done = lightbox(
        "analyze", series, "--plugin", "lungs_ct", "--findings", tmp_path / "result.json",
        "-o", tmp_path / "out",
    )  # fmt: skip
    assert done.status == 1
    assert "lungs_ct takes no findings" in done.err
    assert not (tmp_path / "out").exists()


def test_an_author_gets_the_traceback(
    lightbox: Commands, series: Path, user_plugins: Path, tmp_path: Path
) -> None:
    write_plugin(user_plugins, "faulty", body("raise ValueError('my own bug')"))
    run = ("analyze", series, "--plugin", "faulty", "-o", tmp_path / "out", "--trust")
    plain = lightbox(*run)
    assert plain.status == 1
    assert "my own bug" not in plain.err
    assert "--verbose" in plain.err
    assert "ValueError: my own bug" in lightbox(*run, "--verbose").err
    checked = lightbox("plugins", "check", "faulty")
    assert checked.status == 1
    assert "ValueError: my own bug" in checked.out


@pytest.mark.parametrize("group", ["plugins", "models"])
def test_a_group_alone_shows_its_help_and_no_error(lightbox: Commands, group: str) -> None:
    outcome = lightbox(group)
    assert outcome.status == 0
    assert "list" in outcome.out
    assert "error" not in outcome.err


def test_risk_names_the_model_and_the_file_that_are_not_there(lightbox: Commands) -> None:
    unknown = lightbox("risk", "nope", "--inputs", "in.json")
    assert unknown.status == 1
    assert "no risk model called nope" in unknown.err
    absent = lightbox("risk", "brock_2b", "--inputs", "in.json")
    assert absent.status == 1
    assert "in.json cannot be read" in absent.err


def test_a_faulty_training_configuration_names_its_field(
    lightbox: Commands, tmp_path: Path
) -> None:
    config = tmp_path / "train.json"
    config.write_text('{"model": "mine", "task": "guess", "layout": "hippocampus"}')
    outcome = lightbox("train", config)
    assert outcome.status == 1
    assert "task: Input should be" in outcome.err


def test_training_goes_on_or_begins_anew_but_not_both(lightbox: Commands, tmp_path: Path) -> None:
    outcome = lightbox("train", tmp_path / "train.json", "--resume", "--restart")
    assert outcome.status == 1
    assert "either --resume or --restart" in outcome.err


def test_the_reason_to_stop_training_is_printed_in_words(
    lightbox: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = {"code": "limit-of-count-epoch", "text": "limit of 2 epochs"}
    made = {"task": "score", "epoch": 2, "stopped": stopped, "folder": "out", "sha256": {}}
    monkeypatch.setattr("workstation.cli.models.train_model", lambda *_a, **_k: dict(made))
    outcome = lightbox("train", tmp_path / "train.json")
    assert outcome.status == 0
    assert "stopped: limit of 2 epochs" in outcome.out.splitlines()
