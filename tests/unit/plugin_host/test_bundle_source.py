"""Bundles are taken out of folders and archives by name, within limits, and nowhere else."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from workstation.errors import InputError, PluginRefusedError, WorkstationError
from workstation.plugin_host.bundle_source import open_source

FILES = {
    "configs/metadata.json": b"{}",
    "configs/inference.json": b"[]",
    "models/model.pt": b"w" * 100,
    "LICENSE": b"MIT",
}


def folder_of(path: Path) -> Path:
    for name, content in FILES.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path


def archive_of(path: Path, root: str = "", more: dict[str, bytes] | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**FILES, **(more or {})}.items():
            archive.writestr(f"{root}{name}", content)
    return path


def test_a_folder_and_its_archives_are_the_same_bundle(tmp_path: Path) -> None:
    made = {
        folder_of(tmp_path / "blobs"): "blobs",
        archive_of(tmp_path / "flat.zip"): "flat",
        archive_of(tmp_path / "wrapped_v2.zip", "blobs/"): "blobs",
        archive_of(tmp_path / "deep.zip", "a/b/blobs/"): "blobs",
    }
    for number, (path, name) in enumerate(made.items()):
        with open_source(path) as source:
            assert source.name == name
            assert source.names() >= FILES.keys()
            assert source.size("models/model.pt") == 100
            target = tmp_path / f"out{number}" / "model.pt"
            source.copy("models/model.pt", target, 100)
            assert target.read_bytes() == b"w" * 100


def test_a_name_that_leads_out_of_the_archive_is_never_a_path(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "x.zip", "blobs/", {"../../evil": b"e"})
    with open_source(path) as source:
        source.copy("LICENSE", tmp_path / "deep" / "er" / "LICENSE", 10)
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["LICENSE", "x.zip"]


@pytest.mark.parametrize("kind", ["folder", "archive"])
def test_a_file_larger_than_was_agreed_is_refused(tmp_path: Path, kind: str) -> None:
    path = folder_of(tmp_path / "x") if kind == "folder" else archive_of(tmp_path / "x.zip")
    with open_source(path) as source, pytest.raises(PluginRefusedError, match="larger than"):
        source.copy("models/model.pt", tmp_path / "out", 99)


def test_a_pipe_in_the_place_of_the_weights_is_not_waited_for(tmp_path: Path) -> None:
    path = folder_of(tmp_path / "x")
    (path / "models" / "model.pt").unlink()
    os.mkfifo(path / "models" / "model.pt")
    with open_source(path) as source:
        assert "models/model.pt" not in source.names()
        with pytest.raises(PluginRefusedError, match="cannot be read"):
            source.copy("models/model.pt", tmp_path / "out", 99)


def test_a_damaged_member_is_named(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "x.zip")
    content = bytearray(path.read_bytes())
    at = content.index(b"models/model.pt") + len("models/model.pt")
    content[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    with (
        open_source(path) as source,
        pytest.raises(PluginRefusedError, match=r"models/model\.pt of the bundle cannot be read"),
    ):
        source.copy("models/model.pt", tmp_path / "out", 1000)


def test_what_is_no_bundle_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        archive.writestr("README", "nothing")
    (tmp_path / "text.zip").write_text("no archive")
    for name, reason in {
        "empty": "no bundle in empty",
        "empty.zip": r"no bundle in empty\.zip",
        "text.zip": "neither a folder nor a ZIP archive",
        "absent": "absent cannot be read",
    }.items():
        with pytest.raises(WorkstationError, match=reason) as refused, open_source(tmp_path / name):
            pass
        assert isinstance(refused.value, InputError | PluginRefusedError)
        assert refused.value.hint
