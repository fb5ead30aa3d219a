"""What no longer speaks of the masks as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.geometry import Calibration
from workstation.domain.mask import Mask
from workstation.errors import ReportError
from workstation.messages import Message, joined
from workstation.session.calibrations import ManualCalibration

OUTLINE_CHANGED = Message("the mask was changed after these were measured")
SCALE_CHANGED = Message("the image was calibrated otherwise after these were measured")


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleFinding:
    """A finding whose numbers are of a former outline or scale, and why they must not be read.

    Cards, drafts and previews strike the same numbers and say the same reason.
    """

    finding: Finding
    reason: Message


def missing_masks(findings: Iterable[Finding], masks: Iterable[Mask]) -> tuple[Finding, ...]:
    """Findings whose mask is not there as they measured it: lost, or only in an older version."""
    present = {mask.id: mask.version for mask in masks}
    return tuple(f for f in findings if f.mask_id and present.get(f.mask_id, -1) < f.mask_version)


def why_without_masks(findings: Iterable[Finding], masks: Iterable[Mask]) -> ReportError | None:
    """Why findings whose outline nobody can look at any more are not signed; None if all is there.

    The same for the window, the commands and the programming interface.
    """
    lost = missing_masks(findings, masks)
    if not lost:
        return None
    names = joined(", ", (finding.label for finding in lost))
    return ReportError(
        Message("The report cannot be signed: the mask of {names} is missing.", names=names),
        hint=Message("Run the analysis again or draw the segment again, or reject the finding."),
    )


def stale_findings(findings: Sequence[Finding], masks: Sequence[Mask]) -> tuple[Finding, ...]:
    """Findings whose segment was changed after the version of the mask that they name."""
    present = {mask.id: mask for mask in masks}
    return tuple(
        f
        for f in findings
        if f.mask_id in present
        and not present[f.mask_id].is_current(f.mask_version, f.segment_number)
    )


def to_measure_again(findings: Sequence[Finding], masks: Sequence[Mask]) -> tuple[Finding, ...]:
    """Stale findings whose numbers are still wanted: what was rejected stays as it was."""
    stale = stale_findings(findings, masks)
    return tuple(f for f in stale if f.status is not FindingStatus.REJECTED)


def of_another_scale(
    findings: Sequence[Finding], calibration_of: Callable[[Finding], ManualCalibration | None]
) -> tuple[Finding, ...]:
    """Findings, not rejected, with sizes by a pixel size that was set by hand and is no more.

    Sizes by what the file states say so, and stay true.
    """
    found = []
    for finding in findings:
        # In a volume there is no such pixel size; of a thousand findings none is looked at closer.
        if finding.position_lps_mm is not None or finding.status is FindingStatus.REJECTED:
            continue
        by_hand = [m for m in finding.measurements if Calibration.MANUAL.value in str(m.caveat)]
        if not by_hand:
            continue
        calibration = calibration_of(finding)
        if calibration is None or any(m.provenance.created < calibration.created for m in by_hand):
            found.append(finding)
    return tuple(found)


def stale_numbers(
    findings: Sequence[Finding],
    masks: Sequence[Mask],
    calibration_of: Callable[[Finding], ManualCalibration | None],
) -> tuple[StaleFinding, ...]:
    """Findings, not rejected, whose numbers are of a former outline or scale, each with why."""
    scales = of_another_scale(findings, calibration_of)
    rescaled = {finding.id for finding in scales}
    outlines = to_measure_again(findings, masks)
    # Of one that is both, the scale: it makes every length wrong, not only those of this outline.
    return (
        *(
            StaleFinding(finding=f, reason=OUTLINE_CHANGED)
            for f in outlines
            if f.id not in rescaled
        ),
        *(StaleFinding(finding=f, reason=SCALE_CHANGED) for f in scales),
    )
