"""A disk that runs full while a reader works, and is freed again, costs nothing."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.studies import result, scan_report
from workstation.errors import OutputError
from workstation.keeping.autosave import Autosave
from workstation.messages import Message
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation
from workstation.session.workspace import Workspace


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a megabyte and a half."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("file systems cannot be mounted here")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 4096)


def draw(workspace: Workspace, name: str) -> None:
    drawn = Annotation(
        id=name,
        kind=AnnotationKind.LENGTH,
        study_instance_uid="1.2.3",
        series_instance_uid="1.2.3.4",
        stack_id="stack-1",
        frame_of_reference_uid="1",
        points=((0.0, 0.0, 0.0), (5.0, 0.0, 0.0)),
        in_patient=True,
    )
    workspace.put_annotation(drawn, text=Message("Length"))


def test_a_full_disk_is_told_and_written_when_it_is_freed(small_disk: Path) -> None:
    told: list[OutputError] = []
    (study,) = scan_report().studies
    saved, workspace = Autosave(small_disk / "data", told.append), Workspace()
    saved.open(study)
    workspace.add_report(scan_report())
    saved.follow(workspace)
    draw(workspace, "before")
    names = ["before"]
    for turn in range(2):
        fill(small_disk / "fill")
        number = 0
        while saved._writer.unkept == 0:
            names.append(f"{turn}-{number}")
            draw(workspace, names[-1])
            number += 1
        workspace.add_result(result(), "1.2.3", "stack-1")
        assert saved.unkept() >= 1
        assert len(told) == turn + 1
        (small_disk / "fill").unlink()
        assert saved.unkept() == 0
    saved.close()
    again = Autosave(small_disk / "data", told.append)
    kept = again.open(study)
    again.close()
    assert kept.troubles == ()
    assert [each.id for each in kept.values["annotation"]] == names  # type: ignore[attr-defined]
    assert len(kept.values["result"]) == 1
    assert len(told) == 2
