"""Run the tests of a mutant in a forked child, which has slow libraries already.

Cosmic Ray starts a fresh interpreter for each mutant: two thirds of the time of most of them.
"""

from __future__ import annotations

import contextlib
import difflib
import importlib
import math
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from cosmic_ray.mutating import use_mutation
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkResult

TIMEOUT = "timeout"
"""What stands as the output of tests that did not end in time."""

_SLOW = (
    "numpy", "scipy.ndimage", "scipy.spatial", "skimage.measure", "numba", "SimpleITK", "pydicom",
    "highdicom", "pytestqt.plugin", "PySide6.QtWidgets", "vtkmodules.vtkCommonDataModel",
)  # fmt: skip
_OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov")
_POLL_S = 0.02
_BASELINE_LIMIT_S = 600.0
_WAITING = 20.0


def baseline(tests: Sequence[str]) -> tuple[float, str]:
    """Processor seconds of the tests without a mutant, and what they say where they fail.

    What they compile is kept and not compiled again.
    """
    for name in _SLOW:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    with tempfile.TemporaryFile() as words:
        passed, seconds = _passes(tests, _BASELINE_LIMIT_S, words.fileno(), compiling=True)
        if passed:
            return seconds, ""
        words.seek(0)
        return seconds, words.read().decode(errors="replace")[-2000:] or TIMEOUT


def forget_compiled(module: Path) -> None:
    """Remove the compiled form of a module, which could stand for its mutants."""
    for compiled in (module.parent / "__pycache__").glob(f"{module.stem}.*.pyc"):
        compiled.unlink()


def tried(mutation: MutationSpec, tests: Sequence[str], limit_s: float) -> WorkResult:
    """What the tests say of one mutant of a module in the present folder."""
    operator = get_operator(mutation.operator_name)(**mutation.operator_args)
    path = mutation.module_path
    with (
        use_mutation(path, operator, mutation.occurrence) as (before, after),
        Path(os.devnull).open("wb") as nowhere,
    ):
        if after is None:
            return WorkResult(worker_outcome=WorkerOutcome.NO_TEST)
        passed, _seconds = _passes(tests, limit_s, nowhere.fileno(), compiling=False)
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"a/{path}", f"b/{path}", lineterm=""
    )
    return WorkResult(
        worker_outcome=WorkerOutcome.NORMAL,
        test_outcome=TestOutcome.SURVIVED if passed else TestOutcome.KILLED,
        output=TIMEOUT if passed is None else "",
        diff="\n".join(lines),
    )


def _passes(
    tests: Sequence[str], limit_s: float, words: int, *, compiling: bool
) -> tuple[bool | None, float]:
    """Whether tests pass in a child, None when they do not end, and their processor seconds.

    The limit is of processor time, so that other work on the machine ends no test; a child that
    only waits is ended after many times as long.
    """
    child = os.fork()
    if child == 0:
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(limit_s), most))
        _test(tests, words, compiling=compiling)
    end = time.monotonic() + _WAITING * limit_s
    while time.monotonic() < end:
        ended, status, used = os.wait4(child, os.WNOHANG)
        if ended:
            over = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
            return None if over else status == 0, used.ru_utime + used.ru_stime
        time.sleep(_POLL_S)
    with contextlib.suppress(OSError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None, limit_s


def _test(tests: Sequence[str], words: int, *, compiling: bool) -> None:
    """In the child: run the tests of the present folder, and end."""
    code = 1
    try:
        os.setsid()
        os.dup2(words, 1)
        os.dup2(words, 2)
        if not compiling:
            sys.dont_write_bytecode = True
            os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        for name in [
            each for each in sys.modules if each.split(".")[0] in ("tests", "workstation")
        ]:
            del sys.modules[name]
        sys.path[:] = [str(Path.cwd()), *(each for each in sys.path[1:] if each)]
        importlib.invalidate_caches()
        code = int(pytest.main([*_OPTIONS, *tests]))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
