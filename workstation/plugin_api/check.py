"""The conformance checks on one plugin folder, without the program: `lightbox-plugin-check FOLDER`.

The plugin runs in this process: a crash or an endless loop is the author's to see.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workstation.errors import PluginRefusedError, WorkstationError
from workstation.messages import Message
from workstation.plugin_api.conformance import ConformanceReport, check_plugin
from workstation.plugin_api.loading import load_plugin
from workstation.plugin_api.manifest import read_manifest
from workstation.plugin_api.protocols import BundleModel


class AuthorContext:
    """The host as a plugin sees it in its author's tests: it has no model."""

    @property
    def model(self) -> BundleModel:
        """Refused: models are loaded by the program alone."""
        raise PluginRefusedError(
            Message("A plugin with a model is checked by `lightbox plugins check`.")
        )

    def progress(self, fraction: float, stage: Message) -> None:
        """Take note of nothing."""


def check_folder(folder: Path) -> ConformanceReport:
    """Run every check on the plugin of a folder.

    Raises
    ------
    PluginRefusedError
        The manifest is not valid, or the plugin cannot be loaded.
    """
    manifest = read_manifest(folder)
    plugin: Any = load_plugin(folder, manifest)
    return check_plugin(manifest, lambda request: plugin.run(request, AuthorContext()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the folder that is named; 0 where every check passed."""
    words = sys.argv[1:] if arguments is None else arguments
    if len(words) != 1:
        sys.stderr.write("usage: lightbox-plugin-check FOLDER\n")
        return 2
    try:
        report = check_folder(Path(words[0]).resolve())
    except WorkstationError as error:
        sys.stderr.write(f"{error.message} {error.hint}\n")
        return 1
    for check in report.checks:
        sys.stdout.write(f"{'pass' if check.passed else 'FAIL'}  {check.name}: {check.remark}\n")
    return 0 if report.passed else 1


if __name__ == "__main__":
    sys.exit(main())
