"""One file that cannot be handled takes no other with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pytest

from workstation.dicom.headers.file_header import FileHeader
from workstation.dicom.scan.guarding import guarded, reason_of
from workstation.errors import DicomReadError
from workstation.messages import Message


@dataclass
class _File:
    path: str


def run(names: str, bad: str, together: bool = True) -> tuple[str | None, list[tuple[str, str]]]:
    """What is built of files by their letters, where some letters or all together fail."""
    told: list[tuple[str, str]] = []

    def build(files: list[FileHeader]) -> str:
        letters = "".join(file.path for file in files)
        if any(letter in bad for letter in letters):
            raise KeyError(letters)
        if len(letters) > 1 and not together:
            raise DicomReadError(Message("does not fit the others"))
        return letters

    files = cast("list[FileHeader]", [_File(name) for name in names])
    made = guarded(files, build, lambda path, reason: told.append((path, str(reason))))
    return made, told


DAMAGED = "is damaged: its values cannot be used (KeyError)"


def test_all_good_files_are_kept() -> None:
    assert run("abc", "") == ("abc", [])
    assert run("abc", "b") == ("ac", [("b", DAMAGED)])
    assert run("abc", "abc") == (None, [("a", DAMAGED), ("b", DAMAGED), ("c", DAMAGED)])


def test_files_that_only_fail_together_are_all_told_why() -> None:
    words = "does not fit the others"
    assert run("ab", "", together=False) == (None, [("a", words), ("b", words)])
    assert run("abx", "x", together=False) == (None, [("x", DAMAGED), ("a", words), ("b", words)])
    assert run("a", "", together=False) == ("a", [])


def test_the_reason_names_no_value_of_the_file(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    with pytest.raises(ValueError, match="Jane") as raised:
        int("Doe^Jane")
    assert "Jane" not in str(reason_of(raised.value))
    assert "ValueError" in caplog.text
    assert "Jane" not in caplog.text
