"""Scores of a risk plugin as scores of the domain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workstation.domain.analysis import AnalysisResult
from workstation.domain.risk import RiskInput, RiskScore, ScoreSource
from workstation.messages import Message
from workstation.plugin_api.facts import Fact, PriorStudy, RiskCase
from workstation.plugin_api.manifest import ProducedScore
from workstation.plugin_api.output_parts import ScoredOutput
from workstation.plugin_api.outputs import ScoreOutput
from workstation.plugin_exchange.run_facts import CaseRun
from workstation.reporting.wording import probability_text
from workstation.session.plugin_scores import basis_of_plugin_score
from workstation.session.risk_case import PlacedCase


def with_scores(result: AnalysisResult, given: ScoreOutput, facts: CaseRun) -> AnalysisResult:
    """The result with the scores, each with what it was handed and used."""
    return replace(result, scores=tuple(_score(each, facts) for each in given.scores))


def _score(given: ScoredOutput, facts: CaseRun) -> RiskScore:
    manifest, placed = facts.manifest, facts.placed
    named = next(each for each in manifest.produces.scores if each.id == given.score_id)
    finding = placed.findings.get(given.finding)
    known = facts.request.known()
    used = [known[key] for key in dict.fromkeys(given.used)]
    own = [_with_unit(fact, facts) for fact in used]
    return RiskScore(
        # No published score has a point in its id: none is taken for one.
        model=f"{manifest.id}.{named.id}",
        version=manifest.version,
        outputs=tuple(_outputs(given)),
        unit=named.unit or ("probability, 0 to 1" if given.probability is not None else ""),
        category=given.category,
        recommendation=given.explanation,
        inputs=_inputs(own, given, placed),
        terms=given.terms,
        caveats=tuple(dict.fromkeys((*given.caveats, *_caveats(used), *facts.caveats))),
        citation=named.citation,
        finding_id=finding.id if finding is not None else "",
        basis=basis_of_plugin_score(placed, given.used, finding),
        source=ScoreSource(
            plugin_id=manifest.id,
            plugin_name=manifest.name,
            plugin_version=manifest.version,
            title=_title(named),
        ),
    )


def _title(named: ProducedScore) -> Message:
    return Message.term(named.label)


def _outputs(given: ScoredOutput) -> Iterator[tuple[str, Message | float]]:
    if given.probability is not None:
        yield "probability", float(given.probability)
    if given.value is not None:
        yield "value", float(given.value)
    if given.interval is not None:
        low, high = given.interval
        share = 100.0 * given.interval_level
        if given.value is None:
            words = Message(
                "probability {low} to {high} ({share:g} % interval)",
                low=probability_text(low),
                high=probability_text(high),
                share=share,
            )
        else:
            words = Message(
                "{low:.6g} to {high:.6g} ({share:g} % interval)", low=low, high=high, share=share
            )
        yield "interval", words


def _with_unit(fact: Fact, facts: CaseRun) -> Fact:
    """A parameter with the unit of its manifest; any other fact as it is."""
    units = {f"parameter.{spec.id}": spec.unit for spec in facts.manifest.parameters}
    unit = units.get(fact.key, fact.unit)
    return replace(fact, unit="" if unit == "1" else unit)


def _inputs(used: list[Fact], given: ScoredOutput, placed: PlacedCase) -> tuple[RiskInput, ...]:
    """What was used, as it was handed over; names tell facts of one name apart."""
    owners = {key: str(finding.label) for key, finding in placed.findings.items()}
    owners[given.finding] = ""
    studies: list[RiskCase | PriorStudy] = [placed.case, *placed.case.priors]
    for study in studies:
        owners |= {score.key: score.model for score in study.scores}
    made: dict[str, RiskInput] = {}
    for fact in used:
        owner = fact.key.rpartition(".")[0]
        earlier = "earlier" if "." in owner else ""
        name = "_".join(filter(None, (earlier, owners.get(owner, ""), fact.name)))
        if name in made:
            name = fact.key.replace(".", "_")
        made[name] = RiskInput(name=name, value=fact.value, unit=fact.unit, origin=fact.origin)
    return tuple(made.values())


def _caveats(used: list[Fact]) -> Iterator[Message]:
    """What stands beside the numbers that were used."""
    for fact in used:
        if fact.caveat:
            name = Message.term(fact.name.replace("_", " "))
            yield Message("{name}: {caveat}", name=name, caveat=fact.caveat)
