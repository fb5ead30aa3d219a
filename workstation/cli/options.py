"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from workstation.keeping.kept_settings import KeptSettings

JsonOption = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]
SeriesOption = Annotated[
    str | None, typer.Option(help="Series Instance UID or Series Number; else the largest.")
]
ModalityOption = Annotated[
    str, typer.Option(help="Modality of a NIfTI, NRRD or picture file, e.g. CT.")
]
AcknowledgeOption = Annotated[
    bool,
    typer.Option(
        "--acknowledge-geometry",
        help="Give sizes although slices are missing or uneven.",
    ),
]
TrustOption = Annotated[
    bool, typer.Option("--trust", help="Let a plugin from outside run, now and later.")
]

VerboseOption = Annotated[
    bool,
    typer.Option(
        "--verbose",
        help="Print what the log is told of a fault too, e.g. a plugin's traceback.",
    ),
]
DeviceOption = Annotated[str, typer.Option(help="auto, cpu or cuda.")]

OpenWindow = Callable[[Sequence[Path]], int]
"""Starts the window with paths and returns its exit status."""
OpenSettings = Callable[[], KeptSettings]
"""Reads the settings of this user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What the composition root gives to commands."""

    open_window: OpenWindow
    open_settings: OpenSettings
