from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.plugin_folders import TINY_CONFIG
from workstation.errors import PluginRefusedError
from workstation.inference.bundle_config import read_bundle_config, refused_bundle
from workstation.messages import Message


def write(folder: Path, config: object) -> Path:
    (folder / "configs").mkdir()
    (folder / "configs" / "inference.json").write_text(json.dumps(config))
    return folder


def changed(**sections: Any) -> dict[str, Any]:
    config = copy.deepcopy(TINY_CONFIG)
    config.update(sections)
    return config


def test_a_plain_configuration_passes_and_known_device_lines_may_stand_beside(
    tmp_path: Path,
) -> None:
    line = "$torch.device('cuda:0' if torch.cuda.is_available() else 'cpu')"
    config = read_bundle_config(write(tmp_path, changed(device=line)))
    assert config["network_def"]["_target_"] == "UNet"


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        (changed(imports=["$import os"]), "import"),
        (changed(device="$__import__('os').system('true')"), "Python expression at device"),
        (changed(network_def={"_target_": "UNet", "x": "$1+1"}), "network_def.x"),
        (changed(network_def={"_target_": "UNet", "x": ["  $1"]}), "Python expression"),
        (changed(network_def={"$k": 1, "_target_": "UNet"}), "Python expression"),
        (changed(extra="%other.json#a"), "includes another file"),
        (changed(network_def={"_target_": "os.system"}), "not allowed"),
        (changed(network_def={"_target_": "os.UNet"}), "not allowed"),
        (changed(preprocessing={"_target_": "Lambdad", "keys": "image"}), "not allowed"),
        (changed(network_def={"_target_": "UNet", "_mode_": "callable"}), "changes how"),
        ({"a": 1}, "without a network"),
        ([1], "without a network"),
    ],
)
def test_whatever_would_run_code_refuses_the_bundle(
    tmp_path: Path, config: object, reason: str
) -> None:
    with pytest.raises(PluginRefusedError, match=reason):
        read_bundle_config(write(tmp_path, config))


def test_no_json_and_no_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PluginRefusedError, match="no configs"):
        read_bundle_config(tmp_path)
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "inference.json").write_text("{")
    with pytest.raises(PluginRefusedError, match="not JSON"):
        read_bundle_config(tmp_path)


def test_what_a_bundle_writes_into_a_refusal_is_short_and_plain() -> None:
    what = Message(
        "refers to {path}, which is not there, at {place}",
        path="\x1b[2J" + "a" * 5000 + "end",
        place=Message("{n:g} and {text}", n=2, text="b\n"),
    )
    text = str(refused_bundle(Path("tiny"), what).message)
    assert text.startswith("The model tiny refers to \N{REPLACEMENT CHARACTER}[2Jaaa")
    assert text.endswith(
        "aaaend, which is not there, at 2 and b\N{REPLACEMENT CHARACTER}; it was not loaded."
    )
    assert len(text) < 500
