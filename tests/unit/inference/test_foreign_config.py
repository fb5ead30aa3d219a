"""Configurations of others: references and expressions become plain data, nothing runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workstation.errors import PluginRefusedError
from workstation.inference.foreign_config import ForeignConfig, read_foreign_config
from workstation.inference.foreign_expressions import Device


def plain(section: str = "a", **content: Any) -> Any:
    return ForeignConfig(Path("stranger"), content).follow(section, section)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ({"a": "@b", "b": [1, "@c"], "c": 2}, [1, 2]),
        ({"a": "$@b + '/models'", "b": "."}, "./models"),
        ({"a": "@b#c#1", "b": {"c": [1, {"d": 2}]}}, {"d": 2}),
        ({"a": "@b::c", "b": {"c": 3}}, 3),
        ({"a": "$[1.5] * 3 if @b#high else [3.0] * 3", "b": {"high": True}}, [1.5] * 3),
        ({"a": "%b", "b": {"c": 3}}, {"c": 3}),
        ({"a": "$len(@b) + @c", "b": {"x": 1, "y": 2}, "c": 1}, 3),
        ({"a": "$@b['x']['y']", "b": {"x": {"y": 5}}}, 5),
        ({"a": "$monai.utils.CommonKeys.PRED"}, "pred"),
        ({"a": "$torch.float"}, "float32"),
        ({"a": "$np.float32", "imports": ["$import numpy as np"]}, "float32"),
        ({"a": "$n.uint8", "imports": ["$import numpy as n"]}, "uint8"),
        ({"a": "$None"}, None),
        ({"a": "$'model.pt' if @b else 'other.pt'", "b": False}, "other.pt"),
        ({"a": "$os.path.join(@b, 'models', 'model.pt')", "b": ".", "imports": ["$import os"]},
         "./models/model.pt"),
        ({"a": "$lambda x: x > @b", "b": 0.25}, {"_function_": "lambda x: x > 0.25"}),
        ({"a": [{"_target_": "torch.nn.ELU", "_disabled_": "$not @b"}, 1], "b": False}, [1]),
        ({"a": {"_target_": "UNet", "device": "@d", "x": "@d"},
          "d": "$torch.device('cuda:0' if torch.cuda.is_available() else 'cpu')"},
         {"_target_": "UNet"}),
        ({"a": "$@n.to(@d).eval()", "n": {"_target_": "monai.networks.nets.UNet", "x": 1},
          "d": "$torch.device('cpu')"}, {"_target_": "UNet", "x": 1}),
        ({"a": "$torch.nn.Sequential(*@b)", "b": [{"_target_": "torch.nn.ELU", "alpha": 2.0}]},
         {"_target_": "torch.nn.Sequential", "_args_": [{"_target_": "torch.nn.ELU",
                                                         "alpha": 2.0}]}),
        ({"a": "$copy.deepcopy(@b)", "b": [1], "imports": ["$import copy"]}, [1]),
        ({"a": {"_target_": "LoadImageD", "keys": "@k", "reader": "$os.listdir('/')"},
          "k": "image"}, {"_target_": "LoadImaged", "keys": "image"}),
    ],
)  # fmt: skip
def test_plain_data_comes_out(content: dict[str, Any], wanted: object) -> None:
    assert plain(**content) == wanted


def test_a_device_is_left_to_the_host() -> None:
    assert isinstance(plain(a="$torch.device('cuda:1')"), Device)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"a": "@b", "b": "@a"}, "refers to itself at"),
        ({"a": {"x": ["@a"]}}, "refers to itself"),
        ({"a": "@nowhere#b"}, r"refers to nowhere#b, which is not there, at a"),
        ({"a": {"k": ["$open('/tmp/x', 'w')"]}}, r"expression at a\.k\.0 .*open is not known"),
        ({"a": "$os.system('true')", "imports": ["$import os"]}, "os.system is not allowed"),
        ({"a": "$glob.glob('/*')", "imports": ["$import glob"]}, "needs the module glob"),
        ({"a": "$scripts.make()", "imports": ["$import scripts"]}, "scripts, which are not run"),
        ({"a": "$subprocess.run('true')"}, "subprocess is not known"),
        ({"a": "$torch.load('x.pt')"}, "torch.load is not allowed"),
        ({"a": "$torch.hub.load('a', 'b')"}, "torch.hub.load is not allowed"),
        ({"a": "$monai.bundle.load('a')"}, "monai.bundle.load is not allowed"),
        ({"a": "$numpy.load"}, "numpy.load is not allowed"),
        ({"a": "$@b.__class__", "b": 1}, "__class__ is not allowed"),
        ({"a": "$'@b' + 'x'", "b": 1}, "reference stands within a text"),
        ({"a": "$'$' + 'import os'"}, "makes another expression"),
        ({"a": "$'@' + 'b'", "b": 1}, "makes another expression"),
        ({"a": "$lambda x: torch.save(x, 'y')"}, "save is not allowed"),
        ({"a": "%other.json::b"}, "includes another file at a"),
        ({"a": {"_target_": "os.system", "command": "true"}}, "uses os.system"),
        ({"a": {"_target_": "$'os' + '.system'"}}, "uses os.system"),
        ({"a": {"_target_": "monai.bundle.load"}}, "which is not allowed, at a"),
        ({"a": {"_target_": "scripts.net.Net"}}, "scripts.net.Net at a: Python code"),
        ({"a": {"_target_": "UNet", "_mode_": "callable"}}, "more than making an object"),
        ({"a": {"_target_": "UNet", "_requires_": "@b"}, "b": 1}, r"more than making .*_requires_"),
        ({"a": {"$x": 1}}, "no plain data at a"),
        ({"a": "$1", "imports": ["$os.system('true')"]}, "no import at imports.0"),
        ({"a": "$1", "imports": ["$from . import x"]}, "no import at imports.0"),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_refused_with_its_place(content: dict[str, Any], reason: str) -> None:
    with pytest.raises(PluginRefusedError, match=reason):
        plain(**content)


def test_references_that_multiply_come_to_an_end() -> None:
    content: dict[str, Any] = {f"a{n}": [f"@a{n + 1}"] * 10 for n in range(9)}
    with pytest.raises(PluginRefusedError, match="too large"):
        ForeignConfig(Path("stranger"), {**content, "a9": 1}).follow("a0", "a0")


def write(folder: Path, name: str, text: str) -> Path:
    (folder / "configs").mkdir()
    (folder / "configs" / name).write_text(text)
    return folder


def test_yaml_is_read_as_json_is(tmp_path: Path) -> None:
    text = "imports:\n- $import os\nkeys: image\nnested: {a: ['@keys', $1 + 1]}\n"
    name, config = read_foreign_config(write(tmp_path, "inference.yaml", text))
    assert name == "configs/inference.yaml"
    assert config.follow("nested", "nested") == {"a": ["image", 2]}


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("inference.json", "{", "neither JSON nor YAML"),
        ("inference.yaml", "a: !!python/object/apply:os.system ['true']", "neither JSON nor YAML"),
        ("inference.yaml", "[1, 2]", "without a network"),
        ("inference.yaml", "a: 1\nnetwork_def: {_target_: A}\na: 2", "neither JSON nor YAML"),
        ("inference.yaml", "network_def: {_target_: A, in: 1, in: 2}", "neither JSON nor YAML"),
        ("inference.yaml", "a: {1: x, '1': y}", "neither JSON nor YAML"),
        ("other.json", "{}", "no configs/inference.json"),
        ("inference.json", json.dumps({"a": "x" * (1 << 21)}), "too large"),
    ],
)
def test_files_that_are_no_configuration_are_refused(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    with pytest.raises(PluginRefusedError, match=reason):
        read_foreign_config(write(tmp_path, name, text))


def test_a_merge_in_yaml_is_no_name_that_stands_twice(tmp_path: Path) -> None:
    text = "base: &b {a: 1, c: 2}\nnetwork_def: {<<: *b, a: 3}"
    _, config = read_foreign_config(write(tmp_path, "inference.yaml", text))
    assert config.follow("network_def", "network_def") == {"a": 3, "c": 2}


def test_aliases_of_yaml_that_multiply_come_to_an_end(tmp_path: Path) -> None:
    lines = ["a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [
        f"{n}: &{n} [{', '.join([f'*{p}'] * 10)}]" for p, n in zip("abcdef", "bcdefg", strict=True)
    ]
    _, config = read_foreign_config(write(tmp_path, "inference.yaml", "\n".join(lines)))
    with pytest.raises(PluginRefusedError, match="too large"):
        config.follow("g", "g")
