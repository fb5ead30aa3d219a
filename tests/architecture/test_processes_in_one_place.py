"""One module of the program starts processes; everything else asks it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STARTS = "processes/child_process.py"
MODULES = {"subprocess", "multiprocessing", "pty", "asyncio"}
NAMES = {"ProcessPoolExecutor", "QProcess", "Popen", "startfile"}
OF_SYSTEM = ("fork", "exec", "spawn", "posix_spawn", "popen", "system")


def ways_to_start(source: str) -> Iterator[str]:
    """Imports and names by which a process can be started."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{each.name}" for each in node.names]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            names = [f"{node.value.id}.{node.attr}"]
        else:
            continue
        for name in names:
            first, last = name.split(".")[0], name.split(".")[-1]
            of_system = first in {"os", "posix"} and last.startswith(OF_SYSTEM)
            if MODULES & set(name.split(".")) or last in NAMES or of_system:
                yield name


def test_one_module_starts_processes() -> None:
    found = {
        path.relative_to(ROOT / "workstation").as_posix(): names
        for path in sorted((ROOT / "workstation").rglob("*.py"))
        if (names := sorted(set(ways_to_start(path.read_text(encoding="utf-8")))))
    }
    assert list(found) == [STARTS], found


def test_plugins_start_none() -> None:
    for path in sorted((ROOT / "plugins").rglob("*.py")):
        assert not list(ways_to_start(path.read_text(encoding="utf-8"))), path


@pytest.mark.parametrize(
    "line",
    [
        "import subprocess",
        "from subprocess import Popen",
        "import multiprocessing.connection",
        "from torch import multiprocessing",
        "import os; os.fork()",
        "import os; os.execv('a', [])",
        "import os; os.posix_spawn('a', [], {})",
        "import os; os.system('a')",
        "from os import fork",
        "import psutil; psutil.Popen(['a'])",
        "from concurrent.futures import ProcessPoolExecutor",
        "from PySide6.QtCore import QProcess",
    ],
)
def test_every_way_is_seen(line: str) -> None:
    assert list(ways_to_start(line))
