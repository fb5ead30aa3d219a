from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.plugin_folders import (
    MANIFEST,
    model_section,
    write_plugin,
    write_risk_plugin,
)
from workstation.domain.coding import Code
from workstation.errors import PluginRefusedError
from workstation.plugin_api.kinds import KINDS
from workstation.plugin_api.manifest import PluginKind, read_manifest
from workstation.plugin_api.outputs import Output


def test_a_valid_manifest_is_read(tmp_path: Path) -> None:
    manifest = read_manifest(write_plugin(tmp_path, "bright"))
    assert manifest.id == "bright"
    assert manifest.segment(1).type.to_code() == Code("85756007", "SCT", "Tissue")
    with pytest.raises(KeyError):
        manifest.segment(2)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("api_version = 1", "api_version = 2"), "API version 2"),
        (("api_version = 1", ""), "API version none"),
        (('kind = "segmentation"', 'kind = "guess"'), "kind"),
        (('entry = "plugin:Subject"', 'entry = "os.system"'), "entry"),
        (("color = [255, 0, 0]", "color = [256, 0, 0]"), "produces.segments.0.color.0"),
        (('intended_use = "Only', 'intended_use = ""\nx = "Only'), "intended_use"),
        (("default = 0.5", "default = 1.5"), "above 1"),
        (('modality = ["CT"]', "modality = []"), "accepts.modality"),
        (('id = "bright"', 'id = "../bright"'), "id"),
        (("[accepts]", "[accepts"), "not valid TOML"),
        (('kind = "segmentation"', 'kind = "risk"'), "risk does not produce [[produces.segments]]"),
        (('kind = "segmentation"', 'kind = "classification"'), "does not produce [[produces.seg"),
        (('license = "Apache-2.0"', 'license = "a\\u001b[31mb"'), "control character"),
        (('name = "bright for tests"', 'name = "a\\nb"'), "control character"),
        (('name = "bright for tests"', f'name = "{"x" * 200}"'), "name"),
        (('limits = "Of', f'limits = "{"x" * 3000}"\ny = "Of'), "limits"),
    ],
)
def test_a_faulty_manifest_is_refused_with_its_reason(
    tmp_path: Path, change: tuple[str, str], reason: str
) -> None:
    folder = tmp_path / "bright"
    folder.mkdir()
    text = MANIFEST.format(id="bright", top="", end="")
    assert change[0] in text
    (folder / "plugin.toml").write_text(text.replace(change[0], change[1], 1))
    with pytest.raises(PluginRefusedError) as caught:
        read_manifest(folder)
    assert reason in str(caught.value.message)
    assert caught.value.hint


def test_a_pin_outside_the_bundle_is_refused(tmp_path: Path) -> None:
    end = model_section("m_one", {"../../etc/passwd": "0" * 64})
    folder = write_plugin(tmp_path, "bright", end=end)
    with pytest.raises(PluginRefusedError, match="inside the bundle"):
        read_manifest(folder)


def test_a_huge_manifest_is_refused_unread(tmp_path: Path) -> None:
    folder = tmp_path / "bright"
    folder.mkdir()
    (folder / "plugin.toml").write_text("#" * 300_000)
    with pytest.raises(PluginRefusedError, match="larger"):
        read_manifest(folder)


def test_no_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PluginRefusedError, match="cannot be read"):
        read_manifest(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_named_pipe_is_no_manifest_and_not_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "bright"
    folder.mkdir()
    os.mkfifo(folder / "plugin.toml")
    with pytest.raises(PluginRefusedError, match="cannot be read"):
        read_manifest(folder)


@pytest.mark.parametrize(
    "kind", [kind for kind in PluginKind if kind is not PluginKind.ENHANCEMENT]
)
def test_a_plugin_must_produce_what_its_kind_does(tmp_path: Path, kind: PluginKind) -> None:
    folder = write_plugin(tmp_path, "bright")
    text = (folder / "plugin.toml").read_text()
    bare = text[: text.index("[[produces.segments]]")].replace("segmentation", kind.value)
    bare = bare.replace("min_slices = 2", "").replace('"volume"', '"any"')
    (folder / "plugin.toml").write_text(bare)
    with pytest.raises(PluginRefusedError, match=f"kind {kind.value} produces"):
        read_manifest(folder)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('image = "any"', 'image = "volume"'), "sees no image"),
        (('image = "any"', 'image = "any"\nmin_slices = 3'), "sees no image"),
        (('image = "any"', 'image = "any"\nquantity = ["HU"]'), "sees no image"),
        (('about = "finding"', 'about = "lesion"'), "produces.scores.0.about"),
        (('citation = "Nobody 2020"', ""), "produces.scores.0.citation"),
        (('id = "plain"', 'id = "of_finding"'), "two produced scores share an id"),
    ],
)
def test_a_faulty_manifest_of_a_risk_plugin_is_refused(
    tmp_path: Path, change: tuple[str, str], reason: str
) -> None:
    folder = write_risk_plugin(tmp_path)
    assert read_manifest(folder).kind is PluginKind.RISK
    text = (folder / "plugin.toml").read_text()
    assert change[0] in text
    (folder / "plugin.toml").write_text(text.replace(change[0], change[1], 1))
    with pytest.raises(PluginRefusedError) as caught:
        read_manifest(folder)
    assert reason in str(caught.value.message)


def test_every_kind_has_a_contract_of_its_own() -> None:
    assert set(KINDS) == set(PluginKind)
    outputs = [contract.output for contract in KINDS.values()]
    assert len(set(outputs)) == len(outputs)
    assert all(issubclass(output, Output) for output in outputs)
