"""The sample study beside the archive: written once, opened whenever it is wanted."""

from __future__ import annotations

import shutil
from pathlib import Path

from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.services.demo_study import write_demo_study

_DONE = "complete"


def sample_study(folder: Path, *, token: CancelToken, progress: ProgressFn) -> Path:
    """The folder of the sample study, which is written where it is not there whole.

    Raises
    ------
    OutputError
        The folder cannot be written.
    CancelledError
        The token was cancelled.
    """
    series = folder / "thorax"
    mark = folder / _DONE
    if not mark.exists():
        token.raise_if_cancelled()
        progress(0.0, Message("Making the sample study"))
        # What a killed program left of it is not the study.
        shutil.rmtree(series, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        write_demo_study(series)
        mark.touch()
    return series
