"""What a killed program left as running is noted as ended; what runs is left alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.killed import left_by_a_killed_program
from workstation.archive import tables
from workstation.archive.database import Database, file_url
from workstation.errors import OutputError
from workstation.keeping.autosave import Autosave
from workstation.keeping.left_jobs import RunLocks


def never(fault: OutputError) -> None:
    raise AssertionError(str(fault))


def program(folder: Path, plugin: str) -> subprocess.Popen[str]:
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.support.noted_run", str(folder), plugin],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "running\n"
    return started


def jobs(folder: Path) -> dict[str, tuple[str, str, bool]]:
    """State, fault and whether an end is stated, by plugin, as a program finds them."""
    saved = Autosave(folder, never)
    with saved._archive.database().read() as connection:
        rows = connection.execute(tables.job.select()).mappings().all()
    saved.close()
    return {
        row["plugin_id"]: (row["state"], row["fault"], row["ended_at"] is not None) for row in rows
    }


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_run_is_ended_and_that_of_another_program_is_not(tmp_path: Path) -> None:
    killed, living = program(tmp_path, "killed"), program(tmp_path, "living")
    assert jobs(tmp_path) == {"killed": ("running", "", False), "living": ("running", "", False)}
    killed.kill()
    killed.communicate()
    assert jobs(tmp_path) == {
        "killed": ("ended", "killed", False),
        "living": ("running", "", False),
    }
    assert len(list((tmp_path / "jobs").iterdir())) == 1
    living.communicate("end\n")
    assert living.returncode == 0
    assert jobs(tmp_path)["living"] == ("done", "", True)
    assert list((tmp_path / "jobs").iterdir()) == []


def test_a_run_of_this_program_is_left_alone(tmp_path: Path) -> None:
    saved = Autosave(tmp_path, never)
    with saved.job("1.2.3", "1.2.3.4", "own"):
        assert jobs(tmp_path)["own"] == ("running", "", False)
    saved.close()
    assert jobs(tmp_path)["own"] == ("done", "", True)


def noted(path: Path, job: str) -> Database:
    database = Database(file_url(path))
    with database.write(durable=False) as connection:
        connection.execute(
            tables.job.insert().values(
                id=job, series_instance_uid="1", kind="plugin", plugin_id="lungs",
                state="running", begun_at="2026-01-01T00:00:00+00:00", fault="",
            )
        )  # fmt: skip
    return database


def state(database: Database) -> str:
    with database.read() as connection:
        found: str = connection.execute(tables.job.select()).mappings().one()["state"]
    return found


@pytest.mark.parametrize(("is_shared", "after"), [(False, "ended"), (True, "running")])
def test_what_has_no_file_may_run_on_another_computer_of_a_shared_archive(
    tmp_path: Path, *, is_shared: bool, after: str
) -> None:
    database = noted(tmp_path / "lightbox.db", "a" * 32)
    RunLocks(tmp_path / "jobs", is_shared=is_shared).end_left(database)
    assert state(database) == after
    database.close()


def test_a_file_that_nobody_holds_is_of_a_killed_program_here(tmp_path: Path) -> None:
    database = noted(tmp_path / "lightbox.db", "a" * 32)
    left_by_a_killed_program(tmp_path / "jobs", "a" * 32)
    RunLocks(tmp_path / "jobs", is_shared=True).end_left(database)
    assert state(database) == "ended"
    database.close()


def test_a_folder_that_cannot_be_made_stops_no_run(tmp_path: Path) -> None:
    (tmp_path / "jobs").touch()
    locks = RunLocks(tmp_path / "jobs", is_shared=False)
    done = False
    with locks.held("a" * 32):
        done = (tmp_path / "jobs").is_file()
    assert done
