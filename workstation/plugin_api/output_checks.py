"""Judging what a plugin gave back before anyone sees it."""

from __future__ import annotations

from typing import cast

from workstation.errors import PluginRefusedError
from workstation.messages import Message
from workstation.plugin_api.first_version import PluginOutput, as_output, filled
from workstation.plugin_api.inputs import Request
from workstation.plugin_api.kinds import KINDS
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.outputs import Output


def require_consistent(manifest: PluginManifest, request: Request, given: object) -> Output:
    """What a plugin gave as the output of its kind, fit to be used.

    Raises
    ------
    PluginRefusedError
        It is no output of the kind, or does not fit what was asked or promised.
    """
    contract = KINDS[manifest.kind]
    output = as_output(contract.output, given)
    if type(output) is contract.output:
        problem = contract.problem(manifest, request, output)
    else:
        problem = _other_kind(manifest, output)
    if problem:
        raise PluginRefusedError(
            Message(
                "{name} gave a result that cannot be used: {problem}.",
                name=manifest.title,
                problem=problem,
            ),
            hint=Message("Report this to the plugin's author; nothing was kept."),
            detail=f"plugin={manifest.id} {manifest.version}",
        )
    return cast("Output", output)


def _other_kind(manifest: PluginManifest, given: object) -> Message:
    wanted, kind = KINDS[manifest.kind].output.__name__, manifest.kind.value
    found = type(given).__name__
    if isinstance(given, PluginOutput):
        found += f"({', '.join(filled(given))})"
    return Message(
        "a plugin of kind {kind} gives {wanted}, not {found}", kind=kind, wanted=wanted, found=found
    )
