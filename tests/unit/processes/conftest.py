from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from workstation.processes.thread_runner import THREAD_NAME

PATIENCE_S = 60


def _working() -> list[str]:
    return [t.name for t in threading.enumerate() if t.name.startswith(f"{THREAD_NAME}-")]


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread of a runner behind."""
    yield
    end = time.monotonic() + PATIENCE_S
    while _working() and time.monotonic() < end:
        time.sleep(0.01)
    assert _working() == []
