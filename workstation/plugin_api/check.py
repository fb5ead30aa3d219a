"""The conformance checks on one plugin folder, without the program: `lightbox-plugin-check FOLDER`.

The plugin runs in this process: an endless loop is the author's to see, and so is the traceback of
an error that the plugin does not handle.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workstation.errors import PluginRefusedError, WorkstationError
from workstation.messages import Message
from workstation.plugin_api.conformance import RUNS, ConformanceReport, check_plugin
from workstation.plugin_api.loading import load_plugin
from workstation.plugin_api.manifest import MANIFEST_NAME, read_manifest
from workstation.plugin_api.protocols import BundleModel


class AuthorContext:
    """The host as a plugin sees it in its author's tests: it has no model."""

    @property
    def model(self) -> BundleModel:
        """Refused: models are loaded by the program alone."""
        raise _model_refused()

    def progress(self, fraction: float, stage: Message) -> None:
        """Take note of nothing."""


def check_folder(folder: Path) -> ConformanceReport:
    """Run every check on the plugin of a folder.

    Raises
    ------
    PluginRefusedError
        The manifest is not valid, the plugin cannot be loaded, or it has a model.
    """
    manifest = read_manifest(folder)
    if manifest.model is not None:
        raise _model_refused()
    plugin: Any = load_plugin(folder, manifest)
    return check_plugin(manifest, lambda request: plugin.run(request, AuthorContext()))


def _model_refused() -> PluginRefusedError:
    return PluginRefusedError(
        Message("A plugin with a model is checked by `lightbox plugins check`.")
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the folder that is named; 0 where every check passed."""
    words = sys.argv[1:] if arguments is None else arguments
    if len(words) != 1 or words[0].startswith("-"):
        sys.stderr.write("usage: lightbox-plugin-check FOLDER\n")
        return 2
    folder = Path(words[0]).resolve()
    if not (folder / MANIFEST_NAME).is_file():
        sys.stderr.write(f"There is no {MANIFEST_NAME} in {folder}.\n")
        return 1
    try:
        report = check_folder(folder)
    except WorkstationError as error:
        sys.stderr.write(f"{error.message} {error.hint}\n")
        return 1
    except Exception as error:  # noqa: BLE001 - the plugin's, whatever it is
        traceback.print_exc()
        sys.stdout.write(f"FAIL  {RUNS}: {type(error).__name__}: {error}\n")
        return 1
    for check in report.checks:
        sys.stdout.write(f"{'pass' if check.passed else 'FAIL'}  {check.name}: {check.remark}\n")
    return 0 if report.passed else 1


if __name__ == "__main__":
    sys.exit(main())
