"""Checks that any plugin must pass; authors run them with `lightbox plugins check`.

The checks use made-up images only. A plugin may refuse such an image, as long as it does so
in words; what it must not do is crash, change its mind between runs, or mix up the sides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import numpy as np

from workstation.errors import PluginError, PluginRefusedError
from workstation.messages import NOTHING, Message
from workstation.plugin_api.inputs import Request
from workstation.plugin_api.kinds import KINDS
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.output_checks import require_consistent
from workstation.plugin_api.outputs import Output
from workstation.plugin_api.payloads import PluginRequest

RunFn = Callable[[Any], object]
RUNS = Message("runs")
"""Name of the check that the plugin comes to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check: its name, whether it passed, and why not or what was seen."""

    name: Message
    passed: bool
    remark: Message = NOTHING
    detail: str = ""
    """For the author: the traceback, where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConformanceReport:
    """All checks of one plugin."""

    plugin_id: str
    checks: tuple[CheckResult, ...]

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return all(check.passed for check in self.checks)


def check_plugin(manifest: PluginManifest, run: RunFn) -> ConformanceReport:
    """Run every check.

    Parameters
    ----------
    manifest : PluginManifest
        Judged already.
    run : callable
        Runs the plugin on a request; in the host's worker, or directly in an author's test.
    """
    request = KINDS[manifest.kind].input.phantom(manifest)
    checks = [_expect_refusal(name, manifest, other) for name, other in request.unfit()]

    def once(request: Request) -> Output | None:
        try:
            given = run(request)
        except PluginRefusedError as error:
            if not error.message:
                raise
            return None
        return require_consistent(manifest, request, given)

    try:
        first, second = once(request), once(request)
        checks.append(_ran(manifest, first))
        checks.append(_same(first, second))
        if isinstance(request, PluginRequest) and request.image.is_volume:
            checks.append(_flipped(manifest, request, first, once))
    except PluginError as error:
        checks.append(
            CheckResult(name=RUNS, passed=False, remark=error.message, detail=error.detail)
        )
    return ConformanceReport(plugin_id=manifest.id, checks=tuple(checks))


def _expect_refusal(name: Message, manifest: PluginManifest, request: Request) -> CheckResult:
    try:
        KINDS[manifest.kind].input.accept(manifest, request)
    except PluginRefusedError as error:
        return CheckResult(name=name, passed=True, remark=error.message)
    return CheckResult(name=name, passed=False, remark=Message("It was accepted."))


def _ran(manifest: PluginManifest, output: Output | None) -> CheckResult:
    if output is None:
        return CheckResult(
            name=RUNS, passed=True, remark=Message("It refused the phantom in words.")
        )
    words = KINDS[manifest.kind].words(output)
    if not words:
        return CheckResult(name=RUNS, passed=False, remark=Message("An empty result has no note."))
    return CheckResult(name=RUNS, passed=True, remark=words)


def _same(first: Output | None, second: Output | None) -> CheckResult:
    return CheckResult(name=Message("gives the same result twice"), passed=same(first, second))


def same(one: object, other: object) -> bool:
    """Whether two outputs are the same in every number, word and voxel."""
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if is_dataclass(one) and not isinstance(one, type):
        names = [field.name for field in fields(one)]
        return type(one) is type(other) and all(
            same(getattr(one, name), getattr(other, name)) for name in names
        )
    return bool(one == other)


def _flipped(
    manifest: PluginManifest,
    request: PluginRequest,
    first: Output | None,
    once: Callable[[Request], Output | None],
) -> CheckResult:
    """The same patient stored in the other column order must give the same anatomy."""
    name = Message("keeps the sides when the array is mirrored")
    compare = KINDS[manifest.kind].mirrored
    image = request.image
    if first is None or compare is None or image.affine_lps is None:
        return CheckResult(
            name=name, passed=True, remark=Message("There are no labels to compare.")
        )
    affine = image.affine_lps.copy()
    affine[:3, 3] += affine[:3, 2] * (image.array.shape[2] - 1)
    affine[:3, 2] *= -1
    mirrored = once(
        replace(
            request,
            image=replace(
                image, array=np.ascontiguousarray(image.array[:, :, ::-1]), affine_lps=affine
            ),
        )
    )
    if mirrored is None:
        return CheckResult(
            name=name, passed=False, remark=Message("It refused the mirrored array.")
        )
    passed, remark = compare(first, mirrored)
    return CheckResult(name=name, passed=passed, remark=remark)
