"""Installing and removing models of others: whole or not at all, and known by their content."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path

import pytest

from tests.support.foreign_bundles import CONFIG, METADATA, write_foreign
from tests.support.plugin_folders import write_plugin
from workstation.errors import (
    CancelledError,
    InputError,
    OutputError,
    PluginRefusedError,
    WorkstationError,
)
from workstation.language import CHINESE, catalog
from workstation.plugin_api.manifest import read_manifest
from workstation.plugin_host.folders import PluginFolders
from workstation.plugin_host.registry import PluginStatus, find_plugins
from workstation.processes.cancel import CancelToken
from workstation.services.install_model import install_model, offered_model, remove_model
from workstation.services.installed_manifest import words_of_manifest
from workstation.services.model_zoo import list_models, verify_models
from workstation.services.plugin_consent import consent_question


@pytest.fixture
def folders(tmp_path: Path) -> PluginFolders:
    own = tmp_path / "program"
    return PluginFolders(
        plugins=(own / "plugins", tmp_path / "user" / "plugins"),
        models=(own / "models", tmp_path / "user" / "models"),
        shipped=(own / "plugins",),
    )


@pytest.fixture(scope="module")
def blobs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_foreign(tmp_path_factory.mktemp("bundles") / "Blobs-v1.2")


def install(path: Path, folders: PluginFolders, **options: str) -> str:
    book = folders.own_models.parent / "book.json"
    with offered_model(path, folders=folders, **options) as offer:
        return install_model(offer, folders=folders, trust_book=book).id


def left(folders: PluginFolders) -> list[str]:
    root = folders.own_models.parent
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


def test_an_installed_model_is_a_plugin_that_was_agreed_to(
    blobs: Path, folders: PluginFolders
) -> None:
    assert install(blobs, folders) == "blobs_v1_2"
    (entry,) = find_plugins(folders, installed=())
    assert (entry.id, entry.status) == ("blobs_v1_2", PluginStatus.VALID)
    assert entry.manifest is not None
    assert entry.manifest.author == "A. Nother"
    assert entry.manifest.license == "MIT"
    assert entry.manifest.version == "0.3.1"
    assert entry.manifest.accepts.modality == ("CT",)
    assert entry.manifest.accepts.quantity == ("HU",)
    assert "not validated here" in entry.manifest.limits
    spleen, kidney = entry.manifest.produces.segments
    assert (spleen.type.value, kidney.type.value) == ("78961009", "64033007")
    assert kidney.type_modifier is not None
    book = folders.own_models.parent / "book.json"
    assert consent_question("blobs_v1_2", folders=folders, book=book) is None
    (check,) = verify_models(folders)
    assert check.ok, check.reason
    (model,) = list_models(folders)
    assert (model.pinned_by, model.license, str(model.problem)) == (("blobs_v1_2",), "MIT", "")


def test_what_is_not_known_of_a_model_is_said_in_chinese_too(
    tmp_path: Path, folders: PluginFolders
) -> None:
    config = CONFIG | {"preprocessing": {"_target_": "Compose", "transforms": []}}
    metadata = json.loads(json.dumps(METADATA))
    metadata["network_data_format"]["outputs"]["pred"]["channel_def"]["1"] = "blob"
    name = install(write_foreign(tmp_path / "blobs", config, metadata), folders)
    manifest = read_manifest(folders.own_plugins / name)
    for part in (
        "not validated here",
        "how its input is oriented",
        "which voxel size",
        "1 of its str",
    ):
        assert part in manifest.limits
    say = catalog(CHINESE).say
    for text in (manifest.limits, manifest.intended_use):
        assert str(words_of_manifest(text)) == text
        letters = say(words_of_manifest(text)).replace("SNOMED CT", "").replace("tests only", "")
        assert not any(c.isascii() and c.isalpha() for c in letters), letters


def test_an_archive_gives_the_same_as_its_folder(
    blobs: Path, folders: PluginFolders, tmp_path: Path
) -> None:
    archive = shutil.make_archive(str(tmp_path / "any"), "zip", blobs.parent, blobs.name)
    install(blobs, folders, name="one")
    install(Path(archive), folders, name="other")
    one, other = (read_manifest(folders.own_plugins / name) for name in ("one", "other"))
    assert one.model is not None
    assert other.model is not None
    assert one.model.sha256 == other.model.sha256


def test_a_change_after_the_installation_refuses_the_model(
    blobs: Path, folders: PluginFolders
) -> None:
    name = install(blobs, folders)
    config = folders.own_models / name / "configs" / "inference.json"
    config.write_text(config.read_text().replace("0.25", "0.5"))
    (check,) = verify_models(folders)
    assert not check.ok
    (entry,) = find_plugins(folders, installed=())
    assert entry.status is PluginStatus.REFUSED


def test_removing_takes_model_and_plugin_and_the_name_is_free_again(
    blobs: Path, folders: PluginFolders
) -> None:
    name = install(blobs, folders)
    with pytest.raises(InputError, match="already") as taken:
        install(blobs, folders)
    assert f"models remove {name}" in str(taken.value.hint)
    assert len(remove_model(name, folders=folders)) == 2
    assert left(folders) == ["book.json"]
    assert install(blobs, folders) == name
    # Either half alone, as a killed removal leaves it, can be removed, too.
    shutil.rmtree(folders.own_plugins / name)
    assert remove_model(name, folders=folders) == (folders.own_models / name,)
    install(blobs, folders)
    shutil.rmtree(folders.own_models / name)
    assert remove_model(name, folders=folders) == (folders.own_plugins / name,)


def test_what_came_with_the_program_and_what_others_use_is_not_removed(
    blobs: Path, folders: PluginFolders
) -> None:
    with pytest.raises(InputError, match="no model called"):
        remove_model("blobs", folders=folders)
    for outside in ("../plugins/blobs", "/tmp", "", "."):
        with pytest.raises(InputError, match="no name for a model"):
            remove_model(outside, folders=folders)
    name = install(blobs, folders)
    plugin = folders.own_plugins / name
    manifest = (plugin / "plugin.toml").read_text().replace(f'id = "{name}"', 'id = "mine"')
    mine = write_plugin(folders.own_plugins, "mine")
    (mine / "plugin.toml").write_text(manifest.replace("plugin:Model", "plugin:Subject"))
    with pytest.raises(InputError, match="used by the plugin mine"):
        remove_model(name, folders=folders)
    shutil.rmtree(mine)
    folders.models[0].parent.mkdir(exist_ok=True)
    shutil.move(folders.own_models, folders.models[0])
    with pytest.raises(InputError, match="came with the program"):
        remove_model(name, folders=folders)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"name": "Not A Name"}, "no name for a model"),
        ({"modality": "MR"}, "is for CT, as it says itself"),
        ({"modality": "XX"}, "no modality called XX"),
    ],
)
def test_wrong_options_are_refused_in_words(
    blobs: Path, folders: PluginFolders, options: dict[str, str], reason: str
) -> None:
    with pytest.raises(WorkstationError, match=reason) as refused:
        install(blobs, folders, **options)
    assert refused.value.hint
    assert left(folders) == []


def test_an_unknown_modality_has_to_be_said(tmp_path: Path, folders: PluginFolders) -> None:
    metadata = json.loads(json.dumps(METADATA))
    metadata["network_data_format"]["inputs"]["image"]["modality"] = "none"
    bundle = write_foreign(tmp_path / "blobs", metadata=metadata)
    with pytest.raises(PluginRefusedError, match=r"which kind of image.*\(modality: none\)"):
        install(bundle, folders)
    install(bundle, folders, modality="MR")
    assert read_manifest(folders.own_plugins / "blobs").accepts.modality == ("MR",)


def test_weights_that_do_not_fit_leave_nothing_behind(
    tmp_path: Path, folders: PluginFolders
) -> None:
    import torch

    bundle = write_foreign(tmp_path / "blobs", weights={"x": torch.zeros(2)})
    with pytest.raises(PluginRefusedError, match="do not fit its network"):
        install(bundle, folders)
    assert left(folders) == []


def test_arguments_that_a_class_does_not_take_are_told_at_the_installation(
    tmp_path: Path, folders: PluginFolders
) -> None:
    before = json.loads(json.dumps(CONFIG["preprocessing"]))
    before["transforms"][3]["colour"] = "red"
    bundle = write_foreign(tmp_path / "blobs")
    (bundle / "configs" / "inference.json").write_text(
        json.dumps({**CONFIG, "preprocessing": before})
    )
    with pytest.raises(PluginRefusedError, match="at preprocessing that cannot be made") as error:
        install(bundle, folders)
    assert "Traceback" in error.value.detail
    assert left(folders) == []


@pytest.mark.parametrize(
    ("present", "reason"),
    [
        ("models/model.ts", "TorchScript only"),
        ("large_files.yml", r"large_files\.yml says where"),
        ("README", r"without its weights models/model\.pt"),
    ],
)
def test_absent_weights_are_told_with_the_way_out(
    blobs: Path, folders: PluginFolders, tmp_path: Path, present: str, reason: str
) -> None:
    bundle = Path(shutil.copytree(blobs, tmp_path / "blobs"))
    (bundle / "models" / "model.pt").unlink()
    (bundle / present).write_text("x")
    with pytest.raises(PluginRefusedError, match=reason):
        install(bundle, folders)


def test_a_cancelled_installation_and_a_killed_one_leave_nothing(
    blobs: Path, folders: PluginFolders
) -> None:
    token = CancelToken()
    token.cancel()
    with offered_model(blobs, folders=folders) as offer, pytest.raises(CancelledError):
        install_model(offer, folders=folders, token=token)
    assert left(folders) == []
    killed = folders.own_models / ".install-999999999-x" / "blobs"
    killed.mkdir(parents=True)
    (killed / "model.pt").write_text("x")
    assert list_models(folders) == ()
    with offered_model(blobs, folders=folders):
        assert not killed.exists()


@pytest.mark.parametrize(
    ("channels", "names"),
    [
        (1, {"0": "background"}),
        (2, {"0": "background"}),
        (2, {}),
    ],
)
def test_a_model_without_a_named_structure_is_refused(
    tmp_path: Path, folders: PluginFolders, channels: int, names: dict[str, str]
) -> None:
    metadata = json.loads(json.dumps(METADATA))
    pred = metadata["network_data_format"]["outputs"]["pred"]
    pred |= {"num_channels": channels, "channel_def": names}
    bundle = write_foreign(tmp_path / "blobs", metadata=metadata)
    with pytest.raises(PluginRefusedError, match="does not name its structures"):
        install(bundle, folders)


def test_metadata_that_other_readers_take_differently_are_refused(
    blobs: Path, tmp_path: Path, folders: PluginFolders
) -> None:
    bundle = shutil.copytree(blobs, tmp_path / "blobs")
    file = bundle / "configs" / "metadata.json"
    whole = file.read_text()
    for old, new in (('"1": "spleen"', '"1": "spleen", "1": "liver"'), ('"MIT"', "NaN")):
        file.write_text(whole.replace(old, new))
        with pytest.raises(PluginRefusedError, match="that is not JSON"):
            install(bundle, folders)


def test_words_of_a_bundle_neither_fill_nor_steer_the_terminal(
    tmp_path: Path, folders: PluginFolders
) -> None:
    config = CONFIG | {"inferer": {"_target_": "\x1b[2J" + "x" * 100_000}}
    bundle = write_foreign(tmp_path / "blobs", config)
    with pytest.raises(PluginRefusedError, match="which is not allowed, at inferer") as refused:
        install(bundle, folders)
    assert len(str(refused.value)) < 800
    assert str(refused.value).isprintable()


def test_a_full_disk_is_told_as_one_and_leaves_nothing(
    blobs: Path, folders: PluginFolders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with offered_model(blobs, folders=folders) as offer, monkeypatch.context() as patched:
        patched.setattr(Path, "open", full)
        with pytest.raises(OutputError, match="disk is full"):
            install_model(offer, folders=folders, trust_book=folders.own_models / "book.json")
    assert left(folders) == []


def test_of_two_installations_at_once_the_second_is_told_that_the_name_is_taken(
    blobs: Path, folders: PluginFolders
) -> None:
    book = folders.own_models.parent / "book.json"
    with offered_model(blobs, folders=folders) as offer:
        install(blobs, folders)
        before = left(folders)
        with pytest.raises(InputError, match="called blobs_v1_2 already"):
            install_model(offer, folders=folders, trust_book=book)
    assert [name for name in before if not name.startswith("models/.install-")] == left(folders)
    (check,) = verify_models(folders)
    assert check.ok
