"""Run commands in this process."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workstation.cli.main import run
from workstation.keeping.kept_settings import KeptSettings
from workstation.settings.paths import user_settings_file


@dataclass(frozen=True)
class Outcome:
    """What a command left."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON; it must be nothing else."""
        return json.loads(self.out)


class Commands:
    """Runs `lightbox` and keeps what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str], settings: Path | None = None) -> None:
        self._capsys = capsys
        self.settings = settings or user_settings_file()
        self.environment: dict[str, str] = {}
        self.opened: list[Sequence[Path]] = []

    def __call__(self, *words: object) -> Outcome:
        self._capsys.readouterr()
        status = run(
            [str(word) for word in words],
            open_window=self._open,
            open_settings=lambda: KeptSettings(self.settings, self.environment),
        )
        captured = self._capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    def _open(self, paths: Sequence[Path]) -> int:
        self.opened.append(paths)
        return 0
