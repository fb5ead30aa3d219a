"""Commands that install and remove models of others, and what they say when it does not work."""

from __future__ import annotations

import json
from pathlib import Path

import pydicom
import pytest

from tests.support.commands import Commands
from tests.support.ct_series import a_series
from tests.support.foreign_bundles import CONFIG, write_foreign
from tests.support.masks import geometry
from workstation.settings.paths import user_data_folder


@pytest.fixture
def lightbox(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Commands:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return Commands(capsys)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_foreign(tmp_path / "blobs")


def installed() -> list[str]:
    return sorted(p.name for p in (user_data_folder() / "model_zoo").iterdir())


def test_a_model_is_installed_run_and_removed(
    lightbox: Commands, bundle: Path, tmp_path: Path
) -> None:
    done = lightbox("models", "install", bundle, "--yes", "--json")
    assert done.status == 0, done.err
    about = json.loads(done.out)
    assert about["id"] == "blobs"
    assert [s["label"] for s in about["segments"]] == ["spleen", "left kidney"]
    for part in ("A. Nother", "license: MIT", "CT volumes", "spleen, left kidney", "not validated"):
        assert part in done.err
    listed = {m["name"]: m for m in json.loads(lightbox("models", "list", "--json").out)["models"]}
    assert listed["blobs"]["pinned_by"] == ["blobs"]
    assert lightbox("models", "verify", "blobs").status == 0
    a_series(tmp_path / "ct", geometry((24, 40, 36)))
    run = ("analyze", tmp_path / "ct", "--plugin", "blobs", "-o", tmp_path / "out")
    ran = lightbox(*run, "--device", "cpu", "--json")
    assert ran.status == 0, ran.err
    record = json.loads(ran.out)
    assert "not validated here" in json.dumps(record["notes"])
    objects = [pydicom.dcmread(path) for path in (tmp_path / "out").glob("*.dcm")]
    (seg,) = (each for each in objects if each.Modality == "SEG")
    assert seg.SegmentSequence
    assert lightbox("models", "remove", "blobs", "--yes").status == 0
    assert installed() == []
    assert "no plugin called blobs" in lightbox(*run).err


def test_without_an_answer_nothing_is_installed(lightbox: Commands, bundle: Path) -> None:
    asked = lightbox("models", "install", bundle)
    assert asked.status == 1
    assert "Nobody is there to agree" in asked.err
    assert "--yes" in asked.err
    assert installed() == []


def test_a_refusal_names_the_place_and_verbose_the_text(lightbox: Commands, bundle: Path) -> None:
    config = CONFIG | {"channels": "$__import__('os').listdir('/')"}
    (bundle / "configs" / "inference.json").write_text(json.dumps(config))
    refused = lightbox("models", "install", bundle, "--yes", "--verbose")
    assert refused.status == 1
    assert "expression at channels" in refused.err
    assert "listdir" in refused.err
    assert installed() == []


def test_a_model_that_fails_on_an_image_says_so_and_verbose_where(
    lightbox: Commands, tmp_path: Path
) -> None:
    deep = {"channels": [4, 8, 16], "strides": [2, 2], "out_channels": 3}
    config = CONFIG | {
        "network_def": CONFIG["network_def"] | deep,
        "inferer": {"_target_": "SimpleInferer"},
        "preprocessing": {"_target_": "Compose", "transforms": []},
    }
    bundle = write_foreign(tmp_path / "blobs", config)
    assert lightbox("models", "install", bundle, "--yes").status == 0
    a_series(tmp_path / "ct", geometry((5, 7, 9)))
    run = ("analyze", tmp_path / "ct", "--plugin", "blobs", "-o", tmp_path / "out")
    failed = lightbox(*run, "--device", "cpu", "--verbose")
    assert failed.status == 1
    assert "cannot work on this image (RuntimeError: Sizes of tensors must match" in failed.err
    assert "Traceback" in failed.err
    assert "Traceback" not in lightbox(*run, "--device", "cpu").err
    assert not (tmp_path / "out").exists() or not any((tmp_path / "out").iterdir())


def test_removing_what_is_not_there_says_what_is(lightbox: Commands) -> None:
    refused = lightbox("models", "remove", "nothing", "--yes")
    assert refused.status == 1
    assert "no model called nothing" in refused.err
    shipped = lightbox("models", "remove", "hippocampus_mr", "--yes")
    assert "came with the program" in shipped.err
    assert "hippocampus_mr" in lightbox("models", "list").out
