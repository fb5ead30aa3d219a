"""Running the conformance checks on installed plugins."""

from __future__ import annotations

from workstation.inference.worker_process import PluginSource, WorkerProcess
from workstation.jobs.cancel import CancelToken, ProgressFn, no_progress
from workstation.plugin_api.conformance import CheckResult, ConformanceReport, check_plugin
from workstation.plugin_api.payloads import PluginOutput, PluginRequest
from workstation.plugin_host.folders import PluginFolders, default_folders
from workstation.plugin_host.registry import PluginStatus, find_plugins
from workstation.words import said

_DEADLINE_S = 300.0


def check_plugins(
    plugin_id: str | None = None,
    *,
    folders: PluginFolders | None = None,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> tuple[ConformanceReport, ...]:
    """Check one plugin, or all; a refused plugin fails with its reason.

    Raises
    ------
    CancelledError
        `token` was cancelled.
    """
    entries = [
        entry
        for entry in find_plugins(folders or default_folders())
        if plugin_id is None or entry.id == plugin_id
    ]
    reports = []
    worker = WorkerProcess("cpu")
    try:
        for number, entry in enumerate(entries):
            progress(number / len(entries), entry.id)
            if entry.status is PluginStatus.REFUSED or entry.manifest is None:
                failed = CheckResult(name="manifest", passed=False, remark=entry.reason)
                reports.append(ConformanceReport(plugin_id=entry.id, checks=(failed,)))
                continue
            source = PluginSource(folder=entry.folder, manifest=entry.manifest, bundle=entry.bundle)

            def run(request: PluginRequest, source: PluginSource = source) -> PluginOutput:
                outcome = worker.run(source, request, token=token, deadline_s=_DEADLINE_S)
                return outcome.output

            reports.append(check_plugin(entry.manifest, run))
    finally:
        worker.close()
    progress(1.0, said("done"))
    return tuple(reports)
