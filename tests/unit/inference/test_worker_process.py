from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from tests.support.plugin_folders import THRESHOLD, body, write_plugin
from workstation.errors import (
    CancelledError,
    PluginCrashedError,
    PluginRefusedError,
    PluginTimeoutError,
)
from workstation.inference.worker_process import PluginSource, WorkerProcess
from workstation.jobs.cancel import CancelToken
from workstation.plugin_api.manifest import read_manifest
from workstation.plugin_api.payloads import ImagePayload, PluginRequest

IMAGE = ImagePayload(
    array=np.arange(-12, 12, dtype=np.int16).reshape(2, 3, 4),
    affine_lps=np.eye(4),
    modality="CT",
    quantity="HU",
    padding=np.zeros((2, 3, 4), dtype=bool),
)
REQUEST = PluginRequest(image=IMAGE, parameters={"level": 0.5})


@pytest.fixture(scope="module")
def worker() -> Iterator[WorkerProcess]:
    process = WorkerProcess("cpu")
    yield process
    process.close()


def source(path: Path, code: str) -> PluginSource:
    folder = write_plugin(path, "subject", code)
    return PluginSource(folder=folder, manifest=read_manifest(folder))


def test_a_result_comes_back_and_the_worker_stays_warm(
    tmp_path: Path, worker: WorkerProcess
) -> None:
    stages: list[tuple[float, str]] = []
    subject = source(tmp_path, THRESHOLD)
    outcome = worker.run(subject, REQUEST, progress=lambda f, s: stages.append((f, s)))
    pid = worker.pid
    assert outcome.output.labels is not None
    np.testing.assert_array_equal(outcome.output.labels, IMAGE.array > 0)
    assert outcome.output.notes == ("done",)
    assert stages == [(0.5, "threshold")]
    assert outcome.device.startswith("CPU (")
    assert outcome.peak_memory_mb > 10
    assert dict(outcome.timings_s)["total"] > 0
    worker.run(subject, REQUEST)
    assert worker.pid == pid


@pytest.mark.parametrize(
    ("statement", "seen"),
    [
        ("ctypes.string_at(0)", "signal 11"),
        ("os._exit(7)", "exit code 7"),
        ("raise ValueError('a bug')", "exit code 1"),
    ],
)
def test_a_crash_is_an_error_and_the_next_run_works(
    tmp_path: Path, worker: WorkerProcess, statement: str, seen: str
) -> None:
    with pytest.raises(PluginCrashedError, match=seen) as caught:
        worker.run(source(tmp_path / "a", body(statement)), REQUEST)
    if "bug" in statement:
        assert "a bug" in caught.value.detail
    assert caught.value.hint
    assert worker.run(source(tmp_path / "b", THRESHOLD), REQUEST).output.labels is not None


def test_running_out_of_memory_says_so(tmp_path: Path, worker: WorkerProcess) -> None:
    with pytest.raises(PluginCrashedError, match="memory"):
        worker.run(source(tmp_path, body("np.empty(1 << 60, dtype=np.uint8)")), REQUEST)


def test_a_worker_that_grows_too_large_is_stopped(tmp_path: Path) -> None:
    greedy = body("hog = []\n        while True: hog.append(np.ones(4_000_000)); time.sleep(0.02)")
    process = WorkerProcess("cpu", memory_limit_mb=400)
    with pytest.raises(PluginCrashedError, match="more memory than is there"):
        process.run(source(tmp_path, greedy), REQUEST)
    assert process.pid is None


def test_cancelling_kills_the_child(tmp_path: Path) -> None:
    process = WorkerProcess("cpu")
    token = CancelToken()
    children: list[int] = []

    def stop(fraction: float, stage: str) -> None:
        assert (fraction, stage) == (0.0, "started")
        children.append(process.pid or 0)
        token.cancel()

    with pytest.raises(CancelledError):
        process.run(source(tmp_path, body("time.sleep(600)")), REQUEST, token=token, progress=stop)
    assert children
    assert not psutil.pid_exists(children[0])
    assert process.pid is None


def test_a_cancelled_token_starts_nothing(tmp_path: Path) -> None:
    process = WorkerProcess("cpu")
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        process.run(source(tmp_path, THRESHOLD), REQUEST, token=token)
    assert process.pid is None


def test_a_hanging_plugin_is_stopped_at_its_deadline(tmp_path: Path) -> None:
    process = WorkerProcess("cpu")
    with pytest.raises(PluginTimeoutError, match="did not finish"):
        process.run(source(tmp_path, body("time.sleep(600)")), REQUEST, deadline_s=1.0)
    assert process.pid is None


def test_nothing_is_left_behind_after_kills(tmp_path: Path) -> None:
    shm = set(Path("/dev/shm").iterdir())
    process = WorkerProcess("cpu")
    process.run(source(tmp_path / "w", THRESHOLD), REQUEST)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for n in range(3):
        with pytest.raises(PluginCrashedError):
            process.run(source(tmp_path / str(n), body("os.kill(os.getpid(), 9)")), REQUEST)
        process.run(source(tmp_path / f"w{n}", THRESHOLD), REQUEST)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    assert set(Path("/dev/shm").iterdir()) == shm
    process.close()


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("class Other: pass", "no class Subject"),
        ("class Subject: pass", "no method run"),
        (
            "from workstation.errors import PluginRefusedError\n"
            + body("raise PluginRefusedError('no lungs here')"),
            "no lungs here",
        ),
        (
            "from workstation.plugin_api.payloads import PluginOutput\n"
            + body("return PluginOutput(labels=np.ones((1, 1, 1), np.uint8))"),
            "cannot be used",
        ),
        (body("request.image.array[0] = 1"), "unexpectedly"),
    ],
)
def test_a_plugin_that_does_not_keep_to_the_contract_is_told(
    tmp_path: Path, worker: WorkerProcess, code: str, reason: str
) -> None:
    with pytest.raises((PluginRefusedError, PluginCrashedError), match=reason):
        worker.run(source(tmp_path, code), REQUEST)


def test_a_plugin_may_import_its_siblings(tmp_path: Path, worker: WorkerProcess) -> None:
    subject = source(tmp_path, "from plugins.subject.level import LEVEL\n" + THRESHOLD)
    (subject.folder / "level.py").write_text("LEVEL = 0\n")
    assert worker.run(subject, REQUEST).output.segments


def test_the_owner_never_imports_networks() -> None:
    code = (
        "import sys, workstation.services.run_plugin, workstation.services.train_models,"
        " workstation.services.check_plugins, workstation.services.model_zoo\n"
        "assert not {'torch', 'monai'} & set(sys.modules), 'networks were imported'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
