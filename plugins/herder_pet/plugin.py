"""Herder: the probability that a nodule is cancer, once its uptake of FDG is known."""

from __future__ import annotations

import math

from workstation.errors import PluginRefusedError
from workstation.messages import NOTHING, Message
from workstation.plugin_api.facts import Fact, KnownScore, RiskCase
from workstation.plugin_api.output_parts import ScoredOutput
from workstation.plugin_api.outputs import ScoreOutput
from workstation.plugin_api.protocols import PluginContext
from workstation.plugin_api.risk_request import RiskRequest

_CONSTANT = -4.739
_MAYO = 3.691
"""Of the Mayo probability itself, 0..1."""
_UPTAKE = {"none": 0.0, "faint": 2.322, "moderate": 4.617, "intense": 4.771}
_LARGEST_MM = 30.0


class HerderPet:
    """Adds the uptake of FDG to the Mayo probability of a nodule."""

    def run(self, request: RiskRequest, context: PluginContext) -> ScoreOutput:
        """Score the chosen nodule, or the only one that has a Mayo score."""
        grade = str(request.parameters["fdg_uptake"])
        if grade not in _UPTAKE:
            raise PluginRefusedError(
                Message("No score: the FDG uptake of the nodule is not given."),
                hint=Message("Choose how much FDG the nodule takes up."),
            )
        mayo, pretest = _mayo_of(request.case)
        terms = (
            ("constant", _CONSTANT),
            ("mayo_probability", _MAYO * float(pretest.value)),
            ("fdg_uptake", _UPTAKE[grade]),
        )
        used = [pretest.key, "parameter.fdg_uptake"]
        caveats, size = _size_caveats(request.case, mayo)
        if size is not None:
            used.append(size.key)
        context.progress(1.0, Message("scored"))
        score = ScoredOutput(
            score_id="malignancy",
            finding=mayo.finding,
            probability=herder_probability(float(pretest.value), grade),
            terms=terms,
            caveats=caveats,
            used=tuple(used),
        )
        return ScoreOutput(scores=(score,))


def herder_probability(mayo: float, uptake: str) -> float:
    """1 / (1 + exp(4.739 - 3.691 p - u)), 0..1.

    Parameters
    ----------
    mayo : float
        The probability of the Mayo model, 0..1: neither its logit nor percent.
    uptake : str
        "none", "faint", "moderate" or "intense".

    References
    ----------
    Herder GJ et al. Chest 2005;128:2490.
    """
    return 1.0 / (1.0 + math.exp(-(_CONSTANT + _MAYO * mayo + _UPTAKE[uptake])))


def _mayo_of(case: RiskCase) -> tuple[KnownScore, Fact]:
    """The Mayo score of the nodule, and its probability.

    Raises
    ------
    PluginRefusedError
        There is none, it is out of date, or several nodules have one.
    """
    scores = [s for s in case.scores if s.model == "mayo" and s.finding]
    if case.chosen:
        scores = [score for score in scores if score.finding == case.chosen]
    if not scores:
        raise PluginRefusedError(
            Message("No score: the nodule has no Mayo score."),
            hint=Message("Compute the Mayo score in the Risk panel and add it to the report."),
        )
    if len(scores) > 1:
        raise PluginRefusedError(
            Message("No score: several nodules have a Mayo score."),
            hint=Message("Choose the nodule whose FDG uptake you give."),
        )
    (mayo,) = scores
    pretest = mayo.fact("probability")
    if mayo.is_out_of_date or pretest is None:
        raise PluginRefusedError(
            Message("No score: the Mayo score of the nodule is out of date."),
            hint=Message("Compute it again in the Risk panel."),
        )
    return mayo, pretest


def _size_caveats(case: RiskCase, mayo: KnownScore) -> tuple[tuple[Message, ...], Fact | None]:
    """What is said of a nodule larger than those of the Mayo model, and its size."""
    finding = next(each for each in case.findings if each.key == mayo.finding)
    size = finding.fact("long_axis")
    too_large = size is not None and float(size.value) > _LARGEST_MM
    words = (
        Message("The Mayo model is for nodules of up to {most:g} mm.", most=_LARGEST_MM)
        if too_large
        else NOTHING
    )
    return ((words,) if words else ()), size
