"""Plugins from outside are asked for once, by content, and nothing of theirs runs before."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from tests.support.plugin_folders import write_plugin
from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import ImageSource, Volume
from workstation.errors import PluginRefusedError
from workstation.plugin_host.folders import PluginFolders
from workstation.services.check_plugins import check_plugins
from workstation.services.plugin_consent import consent_question, question_words, trust_plugin
from workstation.services.run_plugin import PluginRunner

AFFINE = np.eye(4)
AFFINE[:3, :3] = np.fliplr(np.eye(3))
IMAGE = Volume(
    array=np.arange(-12, 12, dtype=np.int16).reshape(2, 3, 4),
    geometry=VolumeGeometry(shape_kji=(2, 3, 4), affine_lps=AFFINE),
    quantity="HU",
    source=ImageSource(modality="CT", series_instance_uid="1.2.3"),
)


@pytest.fixture
def folders(tmp_path: Path) -> PluginFolders:
    write_plugin(tmp_path / "own", "shipped")
    write_plugin(tmp_path / "user", "stranger", top='author = "Dr. A. Nother"')
    return PluginFolders(
        plugins=(tmp_path / "own", tmp_path / "user"), models=(), shipped=(tmp_path / "own",)
    )


def test_only_what_comes_from_outside_is_asked_for(folders: PluginFolders, tmp_path: Path) -> None:
    book = tmp_path / "trusted.json"
    assert consent_question("shipped", folders=folders, book=book) is None
    question = consent_question("stranger", folders=folders, book=book)
    assert question is not None
    words = str(question_words(question))
    for part in ("Dr. A. Nother", str(tmp_path / "user" / "stranger"), question.sha256):
        assert part in words
    assert "changed" not in words


def test_the_answer_is_kept_for_this_content_only(folders: PluginFolders, tmp_path: Path) -> None:
    book = tmp_path / "data" / "trusted.json"
    question = consent_question("stranger", folders=folders, book=book)
    assert question is not None
    trust_plugin(question, book=book)
    assert book.stat().st_mode & 0o777 == 0o600
    assert consent_question("stranger", folders=folders, book=book) is None
    code = tmp_path / "user" / "stranger" / "plugin.py"
    code.write_text(code.read_text() + "# changed\n")
    again = consent_question("stranger", folders=folders, book=book)
    assert again is not None
    assert again.changed
    assert "has changed" in str(question_words(again))


@pytest.mark.parametrize("name", ["helper.py", "__pycache__/plugin.cpython-312.pyc", "data.bin"])
def test_any_file_of_the_plugin_counts(folders: PluginFolders, tmp_path: Path, name: str) -> None:
    book = tmp_path / "trusted.json"
    question = consent_question("stranger", folders=folders, book=book)
    assert question is not None
    trust_plugin(question, book=book)
    added = tmp_path / "user" / "stranger" / name
    added.parent.mkdir(exist_ok=True)
    added.write_bytes(b"x")
    assert consent_question("stranger", folders=folders, book=book) is not None


def test_files_of_a_plugin_that_it_uses_count(folders: PluginFolders, tmp_path: Path) -> None:
    book = tmp_path / "trusted.json"
    base = write_plugin(tmp_path / "user", "base")
    write_plugin(tmp_path / "user", "builder", top='uses = ["base"]')
    question = consent_question("builder", folders=folders, book=book)
    assert question is not None
    trust_plugin(question, book=book)
    assert consent_question("builder", folders=folders, book=book) is None
    (base / "helper.py").write_text("LEVEL = 1\n")
    assert consent_question("builder", folders=folders, book=book) is not None


def test_nothing_runs_without_an_answer(folders: PluginFolders, tmp_path: Path) -> None:
    witness = tmp_path / "ran"
    (tmp_path / "user" / "stranger" / "plugin.py").write_text(f"open({str(witness)!r}, 'w')")
    book = tmp_path / "trusted.json"
    with (
        PluginRunner("cpu", folders=folders, trust_book=book) as runner,
        pytest.raises(PluginRefusedError, match="nobody has let it run") as caught,
    ):
        runner.run(IMAGE, "stranger")
    assert "lightbox plugins trust stranger" in str(caught.value.hint)
    (report,) = check_plugins("stranger", folders=folders, trust_book=book)
    assert not report.passed
    assert "lightbox plugins trust stranger" in str(report.checks[0].remark)
    assert not witness.exists()


def test_with_an_answer_it_runs(folders: PluginFolders, tmp_path: Path) -> None:
    book = tmp_path / "trusted.json"
    question = consent_question("stranger", folders=folders, book=book)
    assert question is not None
    trust_plugin(question, book=book)
    with PluginRunner("cpu", folders=folders, trust_book=book) as runner:
        assert runner.run(IMAGE, "stranger").mask is not None


@pytest.mark.parametrize("content", ["", "[1]", "{", "[" * 10_000, '{"x": 1}'])
def test_a_damaged_book_trusts_nothing(
    folders: PluginFolders, tmp_path: Path, content: str
) -> None:
    book = tmp_path / "trusted.json"
    book.write_text(content)
    question = consent_question("stranger", folders=folders, book=book)
    assert question is not None
    trust_plugin(question, book=book)
    assert json.loads(book.read_text())[question.sha256] == "stranger"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_named_pipe_in_a_plugin_is_refused_and_not_waited_for(
    folders: PluginFolders, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "user" / "stranger" / "pipe")
    with pytest.raises(PluginRefusedError, match="cannot be read"):
        consent_question("stranger", folders=folders, book=tmp_path / "trusted.json")
