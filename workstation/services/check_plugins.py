"""Running the conformance checks on installed plugins."""

from __future__ import annotations

from pathlib import Path

from workstation.errors import PluginRefusedError
from workstation.inference.worker_process import PluginSource, WorkerProcess
from workstation.messages import Message, joined
from workstation.plugin_api.conformance import CheckResult, ConformanceReport, check_plugin
from workstation.plugin_api.inputs import Request
from workstation.plugin_api.outputs import Output
from workstation.plugin_host.folders import PluginFolders, default_folders
from workstation.plugin_host.registry import PluginStatus, find_plugins
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.services.plugin_consent import is_outside, require_consent

_DEADLINE_S = 300.0


def check_plugins(
    plugin_id: str | None = None,
    *,
    folders: PluginFolders | None = None,
    trust_book: Path | None = None,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> tuple[ConformanceReport, ...]:
    """Check one plugin, or all; a refused plugin fails with its reason.

    Raises
    ------
    CancelledError
        `token` was cancelled.
    """
    where = folders or default_folders()
    entries = [entry for entry in find_plugins(where) if plugin_id is None or entry.id == plugin_id]
    reports = []
    worker = WorkerProcess("cpu")
    try:
        for number, entry in enumerate(entries):
            progress(number / len(entries), joined("", (entry.id,)))
            if entry.status is PluginStatus.REFUSED or entry.manifest is None:
                failed = CheckResult(name=Message("manifest"), passed=False, remark=entry.reason)
                reports.append(ConformanceReport(plugin_id=entry.id, checks=(failed,)))
                continue
            try:
                require_consent(entry, where, book=trust_book)
            except PluginRefusedError as error:
                remark = joined(" ", (error.message, error.hint))
                failed = CheckResult(name=Message("consent"), passed=False, remark=remark)
                reports.append(ConformanceReport(plugin_id=entry.id, checks=(failed,)))
                continue
            source = PluginSource(
                folder=entry.folder,
                manifest=entry.manifest,
                bundle=entry.bundle,
                outside=is_outside(entry, where),
            )

            def run(request: Request, source: PluginSource = source) -> Output:
                outcome = worker.run(source, request, token=token, deadline_s=_DEADLINE_S)
                return outcome.output

            reports.append(check_plugin(entry.manifest, run))
    finally:
        worker.close()
    progress(1.0, Message("done"))
    return tuple(reports)
