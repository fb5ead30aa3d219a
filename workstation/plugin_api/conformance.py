"""Checks that any plugin must pass; authors run them with `lightbox plugins check`.

The checks use made-up images only. A plugin may refuse such an image, as long as it does so
in words; what it must not do is crash, change its mind between runs, or mix up the sides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workstation.errors import PluginError, PluginRefusedError
from workstation.messages import NOTHING, Message
from workstation.plugin_api.acceptance import require_acceptable
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.output_checks import require_consistent
from workstation.plugin_api.parameters import resolve_parameters
from workstation.plugin_api.payloads import ImagePayload, PluginOutput, PluginRequest
from workstation.plugin_api.phantoms import crop_phantom, film_phantom, thorax_phantom

RunFn = Callable[[PluginRequest], PluginOutput]
_RUNS = Message("runs")
_LEAST_FLIP_DICE = 0.9
_LARGEST_FLIP_DIFFERENCE = 0.05
_SMALLEST_JUDGED = 200
"""Voxels; smaller segments may change with the sampling of a filter."""


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


def phantom_for(manifest: PluginManifest) -> ImagePayload:
    """A made-up image of the kind that a plugin accepts."""
    modality = manifest.accepts.modality[0]
    if manifest.accepts.image == "radiograph":
        return replace(film_phantom(), modality=modality)
    if modality == "CT":
        return thorax_phantom(spacing_kji_mm=(3.0, 2.0, 2.0), vessels=16).payload()
    return crop_phantom(modality)


def check_plugin(manifest: PluginManifest, run: RunFn) -> ConformanceReport:
    """Run every check.

    Parameters
    ----------
    manifest : PluginManifest
        Judged already.
    run : callable
        Runs the plugin on a request; in the host's worker, or directly in an author's test.
    """
    image = phantom_for(manifest)
    checks = [_refuses(manifest, image), _refuses_empty(manifest, image)]
    parameters = resolve_parameters(manifest, {})

    def once(payload: ImagePayload) -> PluginOutput | None:
        try:
            output = run(PluginRequest(image=payload, parameters=parameters))
        except PluginRefusedError as error:
            if not error.message:
                raise
            return None
        require_consistent(manifest, payload, output)
        return output

    try:
        first, second = once(image), once(image)
        checks.append(_ran(first))
        checks.append(_same(first, second))
        if image.is_volume:
            checks.append(_flipped(image, first, once))
    except PluginError as error:
        checks.append(
            CheckResult(name=_RUNS, passed=False, remark=error.message, detail=error.detail)
        )
    return ConformanceReport(plugin_id=manifest.id, checks=tuple(checks))


def _refuses(manifest: PluginManifest, image: ImagePayload) -> CheckResult:
    other = replace(image, modality="XX")
    return _expect_refusal(Message("refuses another modality"), manifest, other)


def _refuses_empty(manifest: PluginManifest, image: ImagePayload) -> CheckResult:
    empty = replace(image, array=np.zeros_like(image.array))
    return _expect_refusal(Message("refuses an empty image"), manifest, empty)


def _expect_refusal(name: Message, manifest: PluginManifest, image: ImagePayload) -> CheckResult:
    try:
        require_acceptable(manifest, image)
    except PluginRefusedError as error:
        return CheckResult(name=name, passed=True, remark=error.message)
    return CheckResult(name=name, passed=False, remark=Message("It was accepted."))


def _ran(output: PluginOutput | None) -> CheckResult:
    if output is None:
        return CheckResult(
            name=_RUNS, passed=True, remark=Message("It refused the phantom in words.")
        )
    if output.enhanced is not None:
        return CheckResult(name=_RUNS, passed=True, remark=output.enhanced.words)
    if not (output.segments or output.classes or output.notes):
        return CheckResult(name=_RUNS, passed=False, remark=Message("An empty result has no note."))
    count = len(output.segments)
    return CheckResult(
        name=_RUNS,
        passed=True,
        remark=Message("{count} segment", many="{count} segments", count=count),
    )


def _same(first: PluginOutput | None, second: PluginOutput | None) -> CheckResult:
    name = Message("gives the same result twice")
    if first is None or second is None:
        return CheckResult(name=name, passed=first is second)
    equal = (first.labels is None) == (second.labels is None)
    if first.labels is not None and second.labels is not None:
        equal = bool(np.array_equal(first.labels, second.labels))
    if first.enhanced is not None and second.enhanced is not None:
        equal = equal and bool(np.array_equal(first.enhanced.values, second.enhanced.values))
    equal = equal and first.classes == second.classes and first.numbers == second.numbers
    return CheckResult(name=name, passed=equal)


def _flipped(
    image: ImagePayload,
    first: PluginOutput | None,
    once: Callable[[ImagePayload], PluginOutput | None],
) -> CheckResult:
    """The same patient stored in the other column order must give the same anatomy."""
    name = Message("keeps the sides when the array is mirrored")
    nothing = first is None or (first.labels is None and first.enhanced is None)
    if first is None or nothing or image.affine_lps is None:
        return CheckResult(
            name=name, passed=True, remark=Message("There are no labels to compare.")
        )
    affine = image.affine_lps.copy()
    affine[:3, 3] += affine[:3, 2] * (image.array.shape[2] - 1)
    affine[:3, 2] *= -1
    mirrored = once(
        replace(image, array=np.ascontiguousarray(image.array[:, :, ::-1]), affine_lps=affine)
    )
    if first.enhanced is not None and mirrored is not None and mirrored.enhanced is not None:
        return _alike(name, first.enhanced.values, mirrored.enhanced.values[:, :, ::-1])
    if mirrored is None or mirrored.labels is None or first.labels is None:
        return CheckResult(
            name=name, passed=False, remark=Message("It refused the mirrored array.")
        )
    back = mirrored.labels[:, :, ::-1]
    worst = min(
        (_dice(first.labels == s.number, back == s.number) for s in first.segments), default=1.0
    )
    return CheckResult(
        name=name,
        passed=worst >= _LEAST_FLIP_DICE,
        remark=Message("least Dice {worst:.3f}", worst=worst),
    )


def _alike(name: Message, one: NDArray[np.float32], other: NDArray[np.float32]) -> CheckResult:
    off = float(np.abs(one - other).mean()) / max(float(one.std()), 1e-6)
    return CheckResult(
        name=name,
        passed=off <= _LARGEST_FLIP_DIFFERENCE,
        remark=Message("mean difference {off:.4f} SD", off=off),
    )


def _dice(a: NDArray[np.bool_], b: NDArray[np.bool_]) -> float:
    total = int(a.sum()) + int(b.sum())
    if total < _SMALLEST_JUDGED:
        return 1.0
    return 2.0 * int((a & b).sum()) / total
