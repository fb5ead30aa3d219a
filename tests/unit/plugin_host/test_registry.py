from __future__ import annotations

import os
import sys
from importlib.metadata import EntryPoint, PathDistribution
from pathlib import Path

import pytest

from tests.support.plugin_folders import folders_in, model_section, write_bundle, write_plugin
from workstation.messages import NOTHING, Message
from workstation.plugin_api.integrity import require_pinned
from workstation.plugin_api.manifest import ModelPin
from workstation.plugin_host.folders import PluginFolders, default_folders
from workstation.plugin_host.model_zoo import list_models, verify_models
from workstation.plugin_host.registry import PluginStatus, find_plugins, plugins_state


def statuses(folders: PluginFolders) -> dict[str, tuple[PluginStatus, Message]]:
    return {e.id: (e.status, e.reason) for e in find_plugins(folders, installed=())}


def test_a_faulty_plugin_is_listed_with_its_reason_and_the_rest_load(tmp_path: Path) -> None:
    write_plugin(tmp_path / "plugins", "good")
    broken = write_plugin(tmp_path / "plugins", "broken")
    (broken / "plugin.toml").write_text("api_version = 1\nid = 3")
    (tmp_path / "plugins" / "nothing").mkdir()
    found = statuses(folders_in(tmp_path))
    assert found["good"] == (PluginStatus.VALID, NOTHING)
    assert found["broken"][0] is PluginStatus.REFUSED
    assert "not valid" in str(found["broken"][1])
    assert "no plugin.toml" in str(found["nothing"][1])


def test_plugin_code_is_not_run_by_looking_at_it(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    write_plugin(tmp_path / "plugins", "eager", f"open({str(marker)!r}, 'w')")
    assert statuses(folders_in(tmp_path))["eager"][0] is PluginStatus.VALID
    assert not marker.exists()
    assert "plugins.eager" not in sys.modules


def test_a_second_plugin_of_the_same_id_is_refused(tmp_path: Path) -> None:
    write_plugin(tmp_path / "plugins", "one")
    write_plugin(tmp_path / "user", "one")
    folders = PluginFolders(plugins=(tmp_path / "plugins", tmp_path / "user"), models=())
    first, second = find_plugins(folders, installed=())
    assert first.status is PluginStatus.VALID
    assert second.status is PluginStatus.REFUSED
    assert "Another plugin" in str(second.reason)


def test_a_plugin_without_those_that_it_uses_is_refused(tmp_path: Path) -> None:
    write_plugin(tmp_path / "plugins", "user", top='uses = ["base"]')
    status, reason = statuses(folders_in(tmp_path))["user"]
    assert status is PluginStatus.REFUSED
    assert str(reason) == "It uses the plugin base, which does not lie beside it."
    base = write_plugin(tmp_path / "plugins", "base")
    assert statuses(folders_in(tmp_path))["user"] == (PluginStatus.VALID, NOTHING)
    (base / "plugin.toml").write_text("id = 3")
    assert statuses(folders_in(tmp_path))["user"][0] is PluginStatus.REFUSED


@pytest.mark.parametrize("uses", ['["user"]', '["base", "base"]', '["../base"]'])
def test_a_plugin_uses_others_each_once(tmp_path: Path, uses: str) -> None:
    write_plugin(tmp_path / "plugins", "base")
    write_plugin(tmp_path / "plugins", "user", top=f"uses = {uses}")
    assert statuses(folders_in(tmp_path))["user"][0] is PluginStatus.REFUSED


def test_a_plugin_can_be_switched_off(tmp_path: Path) -> None:
    write_plugin(tmp_path / "plugins", "one")
    (entry,) = find_plugins(folders_in(tmp_path), disabled=["one"], installed=())
    assert entry.status is PluginStatus.DISABLED
    assert entry.manifest is not None


def test_one_plugin_is_judged_without_the_models_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []

    def hashing(bundle: Path, pin: ModelPin) -> None:
        hashed.append(bundle.name)
        require_pinned(bundle, pin)

    monkeypatch.setattr("workstation.plugin_host.registry.require_pinned", hashing)
    for name in ("one", "two"):
        pins = write_bundle(tmp_path / "models" / name)
        write_plugin(tmp_path / "plugins", name, end=model_section(name, pins))
    write_plugin(tmp_path / "plugins", "broken")
    (tmp_path / "plugins" / "broken" / "plugin.toml").write_text("api_version = 1\nid = 3")
    folders = folders_in(tmp_path)
    assert [e.id for e in find_plugins(folders, installed=(), only="two")] == ["two"]
    assert hashed == ["two"]
    assert [e.id for e in find_plugins(folders, installed=(), hash_models=False)] == [
        "broken",
        "one",
        "two",
    ]
    assert hashed == ["two"]
    (refused,) = find_plugins(folders, installed=(), only="broken")
    assert refused.status is PluginStatus.REFUSED
    assert find_plugins(folders, installed=(), only="three") == ()


def test_what_is_installed_exchanged_or_removed_changes_the_state(tmp_path: Path) -> None:
    folders = folders_in(tmp_path)
    states = [plugins_state(folders)]
    plugin = write_plugin(tmp_path / "plugins", "one")
    states.append(plugins_state(folders))
    assert states[-1] == plugins_state(folders)
    (plugin / "plugin.toml").write_text((plugin / "plugin.toml").read_text() + "\n")
    states.append(plugins_state(folders))
    write_bundle(tmp_path / "models" / "one")
    states.append(plugins_state(folders))
    (tmp_path / "models" / "one" / "models" / "model.safetensors").write_bytes(b"other")
    states.append(plugins_state(folders))
    (plugin / "plugin.py").unlink()
    states.append(plugins_state(folders))
    assert len(set(states)) == len(states)


class _Distribution(PathDistribution):
    """An installed distribution whose files lie in a folder."""

    def __init__(self, root: Path) -> None:
        super().__init__(root / "packaged.dist-info")


def test_installed_packages_are_found_without_importing_them(tmp_path: Path) -> None:
    write_plugin(tmp_path, "packaged", "raise RuntimeError('imported')")
    point = EntryPoint(name="packaged", value="packaged", group="lightbox.plugins")
    vars(point).update(dist=_Distribution(tmp_path))
    absent = EntryPoint(name="absent", value="no_such_package", group="lightbox.plugins")
    folders = PluginFolders(plugins=(), models=())
    first, second = find_plugins(folders, installed=[point, absent])
    assert (first.id, first.status) == ("packaged", PluginStatus.VALID)
    assert second.status is PluginStatus.REFUSED
    assert second.origin == "package absent"


def test_tampered_weights_refuse_the_plugin(tmp_path: Path) -> None:
    pins = write_bundle(tmp_path / "models" / "tiny")
    end = model_section("tiny", pins)
    write_plugin(tmp_path / "plugins", "user_of_tiny", end=end)
    folders = folders_in(tmp_path)
    assert statuses(folders)["user_of_tiny"][0] is PluginStatus.VALID
    weights = tmp_path / "models" / "tiny" / "models" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x00")
    status, reason = statuses(folders)["user_of_tiny"]
    assert status is PluginStatus.REFUSED
    assert "not the one that was pinned" in str(reason)


def test_a_missing_model_refuses_the_plugin(tmp_path: Path) -> None:
    write_plugin(tmp_path / "plugins", "lonely", end=model_section("absent", {"a.json": "0" * 64}))
    assert "not installed" in str(statuses(folders_in(tmp_path))["lonely"][1])


def test_shipped_models_are_listed_and_intact() -> None:
    folders = default_folders()
    plugins = find_plugins(folders, installed=())
    models = {m.name: m for m in list_models(folders, plugins)}
    assert {"hippocampus_mr", "lung_fields_xr", "pneumonia_xr"} <= set(models)
    assert all(0 < models[name].weights_mb <= 10 for name in models)
    assert all(check.ok for check in verify_models(folders, plugins))


def test_a_damaged_bundle_is_listed_with_its_problem_and_the_rest_too(tmp_path: Path) -> None:
    write_bundle(tmp_path / "models" / "good")
    write_bundle(tmp_path / "models" / "bad")
    for name, text in (("good", '{"version": "1.0.0"}'), ("bad", "{")):
        (tmp_path / "models" / name / "configs" / "metadata.json").write_text(text)
    folders = PluginFolders(plugins=(tmp_path / "plugins",), models=(tmp_path / "models",))
    models = {model.name: model for model in list_models(folders, ())}
    assert set(models) == {"good", "bad"}
    assert str(models["good"].problem) == ""
    assert "cannot be read" in str(models["bad"].problem)
    checks = {check.name: check for check in verify_models(folders, ())}
    assert not checks["bad"].ok


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize(
    "name", ["configs/inference.json", "configs/metadata.json", "models/model.safetensors"]
)
def test_a_named_pipe_in_a_bundle_is_not_waited_for(tmp_path: Path, name: str) -> None:
    pins = write_bundle(tmp_path / "models" / "tiny")
    write_plugin(tmp_path / "plugins", "user", end=model_section("tiny", pins))
    path = tmp_path / "models" / "tiny" / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    where = folders_in(tmp_path)
    (entry,) = find_plugins(where, installed=())
    assert entry.status is (
        PluginStatus.VALID if name.endswith("metadata.json") else PluginStatus.REFUSED
    )
    assert [m.name for m in list_models(where, [entry])] == ["tiny"]
