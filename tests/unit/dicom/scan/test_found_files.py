"""Every path that is met is a candidate, once, or left out with a reason."""

from __future__ import annotations

import os
import socket
import zipfile
from pathlib import Path

import pytest

from workstation.dicom.scan.files import find_files, is_zip, unpack_archives
from workstation.errors import CancelledError, ResourceLimitError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken


def found(*paths: Path) -> tuple[list[str], dict[str, str]]:
    made = find_files(paths, CancelToken())
    return list(made.shown), {Path(s.path).name: str(s.reason) for s in made.skipped}


def test_files_come_in_a_stable_order_and_once(tmp_path: Path) -> None:
    for name in ("b/2", "b/1", "a", "c/d/3"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "b" / "back").symlink_to(tmp_path)
    names, skipped = found(tmp_path, tmp_path / "a")
    assert [str(Path(n).relative_to(tmp_path)) for n in names] == ["a", "b/1", "b/2", "c/d/3"]
    assert skipped == {}


def test_a_link_to_a_file_is_a_candidate(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    names, _ = found(tmp_path)
    assert [Path(n).name for n in names] == ["a", "b"]


def test_what_is_no_file_has_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # Names of sockets are short.
    os.mkfifo("pipe")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "null").symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("sock")
        names, skipped = found(tmp_path)
    assert names == []
    assert skipped == {
        "pipe": "is a named pipe",
        "sock": "is a socket",
        "null": "is a device",
        "gone": "cannot be opened (No such file or directory)",
    }
    _, skipped = found(tmp_path / "pipe", tmp_path / "absent")
    assert skipped == {
        "pipe": "is a named pipe",
        "absent": "cannot be opened (No such file or directory)",
    }


def test_a_folder_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "open").write_bytes(b"x")
    honest = os.scandir

    def refusing(folder: str) -> object:
        if folder.endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return honest(folder)

    monkeypatch.setattr("os.scandir", refusing)
    names, skipped = found(tmp_path)
    assert [Path(n).name for n in names] == ["open"]
    assert skipped == {"shut": "is a folder that cannot be read (Permission denied)"}


def test_cancelling_ends_the_search(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        find_files([tmp_path], token)


def test_members_of_archives_become_candidates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = tmp_path / "in"
    folder.mkdir()
    for name, members in (("full.zip", ("one", "two")), ("empty.zip", ())):
        with zipfile.ZipFile(folder / name, "w") as made:
            for member in members:
                made.writestr(member, b"x")
    (folder / "bad.zip").write_bytes(b"PK\x03\x04")
    assert all(is_zip(path.read_bytes()) for path in folder.iterdir())
    assert not is_zip(b"DICM")
    candidates = find_files([folder], CancelToken())
    unpacked = unpack_archives(list(candidates.shown), candidates, CancelToken())
    assert [candidates.shown[path] for path in unpacked] == [
        f"{folder / 'full.zip'}!/one",
        f"{folder / 'full.zip'}!/two",
    ]
    assert {Path(s.path).name: str(s.reason) for s in candidates.skipped} == {
        "bad.zip": "is a damaged ZIP archive",
        "empty.zip": "is an empty ZIP archive",
    }


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (ResourceLimitError(Message("is too large")), "is too large"),
        (OSError(28, "No space left on device"), "cannot be unpacked (No space left on device)"),
    ],
)
def test_why_an_archive_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, reason: str
) -> None:
    def refuse(*_given: object) -> None:
        raise fault

    monkeypatch.setattr("workstation.dicom.scan.files.unpack", refuse)
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04")
    candidates = find_files([tmp_path], CancelToken())
    assert unpack_archives(list(candidates.shown), candidates, CancelToken()) == []
    assert [str(s.reason) for s in candidates.skipped] == [reason]
