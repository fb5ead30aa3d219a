"""Long-lived workers that are killed when they hang, and begun anew."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.fuzz.outcomes import Kind, Outcome

_START_S = 120.0
_ROOT = Path(__file__).resolve().parents[2]


class WorkerDeadError(Exception):
    """The worker ended before it answered; the text says how."""


class Worker:
    """One worker process and its folder."""

    def __init__(self, seeds: Path) -> None:
        self._seeds = seeds
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = tempfile.TemporaryDirectory(
            prefix="lightbox-fuzz-", ignore_cleanup_errors=True
        )

    def ask(self, area: str, seed: int, numbers: Sequence[int], seconds: float) -> list[Outcome]:
        """Judge cases.

        Raises
        ------
        TimeoutError
            No answer within `seconds`.
        WorkerDeadError
            The process ended.
        """
        process = self._running()
        assert process.stdin is not None
        request = {"area": area, "seed": seed, "numbers": list(numbers)}
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
        except BrokenPipeError:
            raise self._died(process) from None
        return [Outcome.of_plain(each) for each in json.loads(self._line(seconds))]

    def close(self) -> None:
        """End the process, and all that it started."""
        self._kill()
        self._folder.cleanup()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.fuzz.worker", str(self._seeds), self._folder.name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                start_new_session=True,
            )
            self._line(_START_S)
        return self._process

    def _line(self, seconds: float) -> bytes:
        process = self._process
        assert process is not None
        assert process.stdout is not None
        deadline = time.monotonic() + seconds
        data = b""
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while not data.endswith(b"\n"):
                if not selector.select(max(deadline - time.monotonic(), 0.0)):
                    self._kill()
                    raise TimeoutError
                part = os.read(process.stdout.fileno(), 1 << 20)
                if not part:
                    raise self._died(process)
                data += part
        return data

    def _died(self, process: subprocess.Popen[bytes]) -> WorkerDeadError:
        code = process.wait()
        self._kill()
        name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return WorkerDeadError(f"the process ended: {name}")

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


Batch = tuple[str, Sequence[int]]


def judge_all(
    batches: Sequence[Batch],
    seed: int,
    seeds: Path,
    tell: Callable[[str, Outcome], None],
    *,
    workers: int,
    limit_s: float,
    until: float,
) -> None:
    """Judge batches of an area and numbers, several at a time.

    Parameters
    ----------
    tell : callable
        Told area and outcome of each file, one call at a time.
    limit_s : float
        Seconds for one file; what takes longer twice, the second time by itself, hangs.
    until : float
        Moment of `time.monotonic` after which no batch is begun.
    """
    waiting: queue.SimpleQueue[Batch] = queue.SimpleQueue()
    for batch in batches:
        waiting.put(batch)
    lock = threading.Lock()
    faults: list[BaseException] = []

    def work() -> None:
        worker = Worker(seeds)
        try:
            while time.monotonic() < until and not faults:
                area, numbers = waiting.get_nowait()
                for outcome in _judged(worker, area, seed, numbers, limit_s):
                    with lock:
                        tell(area, outcome)
        except queue.Empty:
            return
        except BaseException as fault:  # noqa: BLE001 - raised again below
            faults.append(fault)
        finally:
            worker.close()

    threads = [threading.Thread(target=work, name=f"fuzz-{n}") for n in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def _judged(
    worker: Worker, area: str, seed: int, numbers: Sequence[int], limit_s: float
) -> list[Outcome]:
    try:
        found = worker.ask(area, seed, numbers, limit_s * len(numbers))
    except (TimeoutError, WorkerDeadError):
        return [_alone(worker, area, seed, number, limit_s) for number in numbers]
    return [
        each if each.seconds <= limit_s else _alone(worker, area, seed, each.number, limit_s)
        for each in found
    ]


def _alone(worker: Worker, area: str, seed: int, number: int, limit_s: float) -> Outcome:
    try:
        (found,) = worker.ask(area, seed, [number], 2 * limit_s)
    except TimeoutError:
        return Outcome(number=number, kind=Kind.HANG, words=f"no end in {2 * limit_s:g} s")
    except WorkerDeadError as dead:
        return Outcome(number=number, kind=Kind.CRASH, words=str(dead))
    if found.seconds > limit_s:
        words = f"{found.seconds:.1f} s: {found.words}"
        return Outcome(**{**found.plain(), "kind": Kind.HANG, "words": words})
    return found
