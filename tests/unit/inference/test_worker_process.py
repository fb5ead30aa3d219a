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
from workstation.inference.messages import PluginOutcome
from workstation.inference.worker_process import LONGEST_STAGE, PluginSource, WorkerProcess
from workstation.messages import Message
from workstation.plugin_api.manifest import read_manifest
from workstation.plugin_api.outputs import SegmentationOutput
from workstation.plugin_api.payloads import ImagePayload, PluginRequest
from workstation.processes.cancel import CancelToken
from workstation.processes.stderr_tail import STDERR_TAIL_BYTES

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


def labelled(outcome: PluginOutcome) -> SegmentationOutput:
    """What a segmentation gave."""
    assert isinstance(outcome.output, SegmentationOutput)
    return outcome.output


def source(path: Path, code: str) -> PluginSource:
    folder = write_plugin(path, "subject", code)
    return PluginSource(folder=folder, manifest=read_manifest(folder))


def test_a_result_comes_back_and_the_worker_stays_warm(
    tmp_path: Path, worker: WorkerProcess
) -> None:
    stages: list[tuple[float, Message]] = []
    subject = source(tmp_path, THRESHOLD)
    outcome = worker.run(subject, REQUEST, progress=lambda f, s: stages.append((f, s)))
    pid = worker.pid
    np.testing.assert_array_equal(labelled(outcome).labels, IMAGE.array > 0)
    assert tuple(map(str, outcome.output.notes)) == ("done",)
    assert stages == [(0.5, Message("threshold"))]
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
    assert labelled(worker.run(source(tmp_path / "b", THRESHOLD), REQUEST)).labels is not None


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

    def stop(fraction: float, stage: Message) -> None:
        assert (fraction, str(stage)) == (0.0, "started")
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
    assert labelled(worker.run(subject, REQUEST)).segments


def test_a_plugin_may_import_from_those_that_it_names_and_from_no_other(
    tmp_path: Path, worker: WorkerProcess
) -> None:
    other = write_plugin(tmp_path, "other")
    (other / "level.py").write_text("LEVEL = 0\n")
    code = "from plugins.other.level import LEVEL\n" + THRESHOLD
    named = write_plugin(tmp_path, "subject", code, top='uses = ["other"]')
    subject = PluginSource(folder=named, manifest=read_manifest(named))
    assert labelled(worker.run(subject, REQUEST)).segments
    # What it uses is as much of it as its own files.
    (other / "level.py").write_text("raise RuntimeError('read again')\n")
    with pytest.raises(PluginCrashedError) as caught:
        worker.run(subject, REQUEST)
    assert "read again" in caught.value.detail
    (other / "level.py").write_text("LEVEL = 0\n")
    with pytest.raises(PluginCrashedError) as caught:
        worker.run(source(tmp_path / "more", code), REQUEST)
    assert "No module named 'plugins.other'" in caught.value.detail


def test_the_owner_never_imports_networks() -> None:
    code = (
        "import sys, workstation.services.run_plugin, workstation.services.train_models,"
        " workstation.services.check_plugins, workstation.services.model_zoo\n"
        "assert not {'torch', 'monai'} & set(sys.modules), 'networks were imported'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def by_socket(statement: str) -> str:
    """A plugin that writes to the worker's own socket, past the host."""
    return body(
        "import pickle, socket, struct\n"
        "        channel = socket.socket(fileno=os.dup(int(sys.argv[1])))\n"
        f"        {statement}\n"
        "        time.sleep(600)"
    )


@pytest.mark.parametrize(
    "statement",
    [
        "p = pickle.dumps(print); channel.sendall(struct.pack('!i', len(p)) + p)",
        "channel.sendall(b'junk that is no frame at all')",
        "channel.sendall(struct.pack('!i', -1) + struct.pack('!Q', 1 << 40))",
        "m = b'[\"DoneMessage\", {}]'; channel.sendall(struct.pack('!i', len(m)) + m)",
    ],
)
def test_what_a_plugin_sends_past_the_host_is_data_and_never_run(
    tmp_path: Path, statement: str
) -> None:
    process = WorkerProcess("cpu")
    with pytest.raises(PluginCrashedError, match="no result"):
        process.run(source(tmp_path, by_socket(statement)), REQUEST, deadline_s=60.0)
    assert process.pid is None


def test_a_pickle_from_a_plugin_runs_nothing_here(tmp_path: Path) -> None:
    witness = tmp_path / "ran"
    code = body(
        "import pickle, socket, struct\n"
        "        class Evil:\n"
        "            def __reduce__(self):\n"
        f"                return (os.mkdir, ({str(witness)!r},))\n"
        "        p = pickle.dumps(Evil())\n"
        "        channel = socket.socket(fileno=os.dup(int(sys.argv[1])))\n"
        "        channel.sendall(struct.pack('!i', len(p)) + p)\n"
        "        time.sleep(600)"
    )
    with pytest.raises(PluginCrashedError):
        WorkerProcess("cpu").run(source(tmp_path, code), REQUEST, deadline_s=60.0)
    assert not witness.exists()


def alive(path: Path) -> bool:
    pid = int(path.read_text())
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


LEAVES_CHILDREN = """
import os, subprocess, sys, time
import numpy as np
from workstation.plugin_api.payloads import PluginOutput

class Subject:
    def run(self, request, context):
        sleeper = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid()));"
        sleeper += "time.sleep(600)"
        for name, new in (("child", False), ("session", True)):
            path = {folder!r} + "/" + name
            if os.fork() == 0:
                subprocess.Popen([sys.executable, "-c", sleeper, path], start_new_session=new)
                os._exit(0)
            while not (os.path.exists(path) and os.path.getsize(path)):
                time.sleep(0.02)
        {end}
"""


@pytest.mark.parametrize("end", ["return PluginOutput(notes=('done',))", "os._exit(3)"])
def test_what_a_plugin_has_started_ends_with_its_run(tmp_path: Path, end: str) -> None:
    code = LEAVES_CHILDREN.format(folder=str(tmp_path), end=end)
    process = WorkerProcess("cpu")
    try:
        process.run(source(tmp_path / "p", code), REQUEST, deadline_s=60.0)
    except PluginCrashedError:
        assert "exit" in end
    assert not alive(tmp_path / "child")
    assert not alive(tmp_path / "session")
    process.close()


def test_memory_of_a_forked_child_counts(tmp_path: Path) -> None:
    greedy = body(
        "pid = os.fork()\n"
        "        hog = np.ones(80_000_000) if pid == 0 else None\n"
        "        time.sleep(600)"
    )
    process = WorkerProcess("cpu", memory_limit_mb=500)
    with pytest.raises(PluginCrashedError, match="more memory than is there"):
        process.run(source(tmp_path, greedy), REQUEST, deadline_s=120.0)


def test_endless_words_on_standard_error_are_forgotten(tmp_path: Path) -> None:
    loud = body("[sys.stderr.write('x' * 1_000_000) for _ in range(200)]; os._exit(4)")
    process = WorkerProcess("cpu")
    with pytest.raises(PluginCrashedError) as caught:
        process.run(source(tmp_path, loud), REQUEST)
    assert 0 < len(caught.value.detail) <= STDERR_TAIL_BYTES


def test_progress_reaches_the_caller_at_most_ten_times_a_second(tmp_path: Path) -> None:
    flood = (
        "from workstation.inference.messages import ProgressMessage, encode_reply\n"
        "from workstation.plugin_api.payloads import PluginOutput\n"
        + body(
            "message = encode_reply(ProgressMessage(fraction=0.5, stage='x'))\n"
            "        for _ in range(20_000): context._host._channel.send(message)\n"
            "        return PluginOutput(notes=('done',))"
        )
    )
    told: list[float] = []
    process = WorkerProcess("cpu")
    outcome = process.run(source(tmp_path, flood), REQUEST, progress=lambda f, _s: told.append(f))
    process.close()
    assert len(told) <= 2 + 10 * dict(outcome.timings_s)["total"]


def test_numbers_that_are_not_finite_are_refused(tmp_path: Path, worker: WorkerProcess) -> None:
    code = (
        "from workstation.domain.coding import UNIT_ML, VOLUME\n"
        "from workstation.plugin_api.payloads import NumberOutput, PluginOutput\n"
        + body(
            "return PluginOutput(notes=('n',), numbers=("
            "NumberOutput(concept=VOLUME, value=float('inf'), unit=UNIT_ML),))"
        )
    )
    with pytest.raises(PluginRefusedError, match="not finite"):
        worker.run(source(tmp_path, code), REQUEST)


def test_a_long_stage_is_cut(tmp_path: Path, worker: WorkerProcess) -> None:
    code = (
        "from workstation.messages import Message\n"
        "from workstation.plugin_api.payloads import PluginOutput\n"
        + body(
            "context.progress(1.0, Message('step {name}', name='x' * 5000))\n"
            "        return PluginOutput(notes=(Message('done'),))"
        )
    )
    told: list[Message] = []
    worker.run(source(tmp_path, code), REQUEST, progress=lambda _f, stage: told.append(stage))
    assert str(told[-1]) == "step " + "x" * (LONGEST_STAGE - len("step "))
