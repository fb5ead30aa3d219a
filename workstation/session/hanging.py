"""Hanging protocols: which protocol suits a study, and which stack belongs in which cell.

A protocol is data. It is scored against the study; each of its stages names a layout and, cell
by cell, what to look for. Stacks are told apart by what the files state and by their geometry,
never by their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from workstation.domain.study import Series, Stack, StackKind, Study
from workstation.session.label_series import looks_like_labels

Plane = Literal["axial", "coronal", "sagittal"]
_PLANE_OF_AXIS: tuple[Plane, ...] = ("sagittal", "coronal", "axial")
_MODALITY_SCORE = 10.0
_BODY_PART_SCORE = 6.0
_WORDS_SCORE = 5.0
_FILLED_SCORE = 4.0
_PRIOR_SCORE = 2.0
_FILLED_ENOUGH = 0.7


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SeriesRule(_Part):
    """Which stack belongs in a cell; empty conditions hold for every stack.

    `words` are looked for in the series description, protocol name and stack label; one is
    enough. `without` are words that must not be there. `view` is View Position (0018,5101).
    """

    study: Literal["current", "prior"] = "current"
    modality: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    acquired: Plane | None = None
    view: tuple[str, ...] = ()
    laterality: Literal["R", "L"] | None = None
    prefer: Literal["thin", "many", "first"] = "many"
    optional_words: bool = False
    """Words only make a stack the better choice."""
    again: bool = False
    """Also a stack that another cell shows already."""


class CellRule(_Part):
    """What one cell shows, and how.

    `window` is the name of an offered window. `chest_wall` puts that edge of a mammogram to
    the side of the viewport. `over` is a series that is laid over the first one; both must share
    a frame of reference. `volume_preset` is the id of the look of a cell in three dimensions,
    which turns about the long axis of the body where `turning` is set. Cells with `one_scale`
    show a millimeter at one size.
    """

    series: SeriesRule = Field(default_factory=SeriesRule)
    window: str = ""
    chest_wall: Literal["left", "right"] | None = None
    over: SeriesRule | None = None
    volume_preset: str = ""
    turning: bool = False
    one_scale: bool = False


class Stage(_Part):
    """One step of reading: a layout and its cells. A layout of one image needs one rule."""

    title: str
    layout: str
    cells: tuple[CellRule, ...]


class HangingProtocol(_Part):
    """How studies of one kind are laid out.

    `modalities` must all be in the study. `body_parts` and `words` (study or series
    descriptions) raise the score.
    """

    id: str
    title: str
    modalities: tuple[str, ...] = ()
    body_parts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    needs_words: bool = False
    """Only for studies that are of the body part or have one of the words."""
    stages: tuple[Stage, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True, eq=False)
class Hung:
    """A stack for a cell of a stage; `stack_id` is empty where nothing suits.

    `over_id` is the stack that is laid over it, where the rule asks for one.
    """

    stack_id: str
    rule: CellRule
    is_prior: bool = False
    over_id: str = ""


def priors_of(study: Study, studies: Iterable[Study]) -> tuple[Study, ...]:
    """Older studies of the same patient that have a modality in common, the nearest first.

    Identity is patient ID, issuer, name, birth date and sex; a patient without an ID has no
    priors.
    """
    mine = study.patient
    if not mine.patient_id:
        return ()
    kinds = _modalities(study)
    found = [
        other
        for other in studies
        if other.study_instance_uid != study.study_instance_uid
        and other.patient.identity == mine.identity
        and (other.date, other.time) < (study.date, study.time)
        and other.date
        and kinds & _modalities(other)
    ]
    return tuple(sorted(found, key=lambda other: (other.date, other.time), reverse=True))


def best_protocol(
    protocols: Sequence[HangingProtocol], study: Study, priors: Sequence[Study] = ()
) -> HangingProtocol | None:
    """The protocol with the highest score; the first of several; None when none suits."""
    scored = [(score(protocol, study, priors), protocol) for protocol in protocols]
    suitable = [each for each in scored if each[0] > 0]
    return max(suitable, key=lambda each: each[0])[1] if suitable else None


def score(protocol: HangingProtocol, study: Study, priors: Sequence[Study] = ()) -> float:
    """How well a protocol suits a study; 0 when it does not."""
    if not set(protocol.modalities) <= _modalities(study):
        return 0.0
    points = 1.0 + _MODALITY_SCORE * len(protocol.modalities)
    parts = {stack.body_part.upper() for _, stack in _stacks(study)}
    is_part = any(part in parts for part in protocol.body_parts)
    descriptions = " ".join(
        [study.description, *(f"{s.description} {s.protocol}" for s in study.series)]
    )
    is_named = _has_word(descriptions, protocol.words)
    if protocol.needs_words and not (is_part or is_named):
        return 0.0
    points += _BODY_PART_SCORE * is_part + _WORDS_SCORE * is_named
    hung = hang(protocol.stages[first_stage(protocol, study, priors)], study, priors)
    filled = [each for each in hung if each.stack_id]
    if not filled:
        return 0.0
    points += _FILLED_SCORE * len(filled) / len(hung)
    return points + _PRIOR_SCORE * any(each.is_prior for each in filled)


def first_stage(protocol: HangingProtocol, study: Study, priors: Sequence[Study] = ()) -> int:
    """The stage to begin with: the first that is filled, else the one with the fewest gaps."""
    shares = []
    for stage in protocol.stages:
        hung = hang(stage, study, priors)
        shares.append(sum(bool(each.stack_id) for each in hung) / len(hung))
        if shares[-1] >= _FILLED_ENOUGH:
            return len(shares) - 1
    return int(np.argmax(shares))


def stages_worth_showing(
    protocol: HangingProtocol, study: Study, priors: Sequence[Study] = ()
) -> tuple[int, ...]:
    """The stages that a study fills.

    A stage beside a prior needs the prior, and one of several cells more than one picture.
    """
    found = []
    for number, stage in enumerate(protocol.stages):
        hung = hang(stage, study, priors)
        filled = [each for each in hung if each.stack_id]
        wants_prior = any(each.rule.series.study == "prior" for each in hung)
        if len(filled) < min(2, len(hung)):
            continue
        if not wants_prior or any(each.is_prior for each in filled):
            found.append(number)
    return tuple(found)


def hang(stage: Stage, study: Study, priors: Sequence[Study] = ()) -> tuple[Hung, ...]:
    """Choose a stack for each cell; one that is shown already only where the rule allows it."""
    used: list[str] = []
    hung = []
    for cell in stage.cells:
        is_prior = cell.series.study == "prior"
        source = (*priors[:1], None)[0] if is_prior else study
        found = _best_first(cell.series, source, used)
        stack_id, over_id = found[0].id if found else "", ""
        if cell.over is not None:
            stack_id, over_id = _pair(found, _best_first(cell.over, source, ()))
        used.append(stack_id)
        hung.append(Hung(stack_id, cell, is_prior and bool(stack_id), over_id))
    return tuple(hung)


def _best_first(rule: SeriesRule, study: Study | None, used: Sequence[str]) -> list[Stack]:
    """Stacks of a study that suit a rule, the best one first; no labels beside images."""
    stacks = _stacks(study) if study is not None else []
    pictures = [each for each in stacks if not looks_like_labels(*each)]
    suitable = [
        (series, stack)
        for series, stack in pictures or stacks
        if _suits(rule, series, stack) and (rule.again or stack.id not in used)
    ]
    ordered = sorted(suitable, key=lambda each: _rank(rule, *each), reverse=True)
    return [stack for _, stack in ordered]


def _pair(below: Sequence[Stack], above: Sequence[Stack]) -> tuple[str, str]:
    """Ids of the first two stacks of one frame of reference; empty where there are none."""
    for lower in below:
        for upper in above:
            shared = lower.frame_of_reference_uid == upper.frame_of_reference_uid != ""
            if shared and upper.id != lower.id and upper.affine_lps is not None:
                return lower.id, upper.id
    return "", ""


def _stacks(study: Study) -> list[tuple[Series, Stack]]:
    return [(series, stack) for series in study.series for stack in series.stacks]


def _modalities(study: Study) -> set[str]:
    return {series.modality for series in study.series if series.stacks}


def _has_word(text: str, words: Sequence[str]) -> bool:
    """Whether one of the words begins a word of the text, upper or lower case."""
    spaced = re.sub(r"[^0-9a-z*+]+", " ", text.lower())
    return any(f" {word.lower()}" in f" {spaced}" for word in words)


def _words_of(series: Series, stack: Stack) -> str:
    return f"{series.description} {series.protocol} {stack.label}"


def acquired_plane(stack: Stack) -> Plane | None:
    """The anatomical plane nearest to the slices of a stack; None for films and frames."""
    if stack.affine_lps is None or stack.kind in (StackKind.PROJECTION, StackKind.FRAMES):
        return None
    normal = np.cross(stack.affine_lps[:3, 2], stack.affine_lps[:3, 1])
    return _PLANE_OF_AXIS[int(np.argmax(np.abs(normal)))]


def _suits(rule: SeriesRule, series: Series, stack: Stack) -> bool:
    text = _words_of(series, stack)
    if rule.modality and series.modality not in rule.modality:
        return False
    if rule.words and not rule.optional_words and not _has_word(text, rule.words):
        return False
    if rule.without and _has_word(text, rule.without):
        return False
    if rule.acquired is not None and acquired_plane(stack) != rule.acquired:
        return False
    if rule.view and stack.view_position.upper() not in rule.view:
        return False
    side = stack.laterality or series.laterality
    return rule.laterality is None or side.upper() == rule.laterality


def _rank(rule: SeriesRule, series: Series, stack: Stack) -> tuple[float, ...]:
    """Larger is better: a volume, named, then thin or long as the rule prefers."""
    named = rule.optional_words and _has_word(_words_of(series, stack), rule.words)
    spacing = stack.spacing_kji_mm[0] or stack.slice_thickness_mm or 1e3
    count = len(stack.frames)
    number = -(series.number if series.number is not None else 1e6)
    preferred = {"thin": -spacing, "many": float(count), "first": float(number)}[rule.prefer]
    return (
        float(stack.kind is StackKind.VOLUME),
        float(named),
        preferred,
        float(count),
        float(number),
    )


def rule_of(series: Series, stack: Stack, *, is_prior: bool) -> SeriesRule:
    """A rule that finds a stack like this one in another study, for a protocol of the reader."""
    words = (re.sub(r"[^0-9a-z*+]+", " ", series.description.lower()).strip(),)
    side = (stack.laterality or series.laterality).upper()
    return SeriesRule(
        study="prior" if is_prior else "current",
        modality=(series.modality,),
        words=tuple(word for word in words if word),
        optional_words=True,
        acquired=acquired_plane(stack),
        view=(stack.view_position.upper(),) if stack.view_position else (),
        laterality="R" if side == "R" else "L" if side == "L" else None,
    )
