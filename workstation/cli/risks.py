"""`risk`: published scores and guidelines."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from workstation.cli.options import JsonOption
from workstation.cli.output import print_json, put, say
from workstation.domain.risk import RiskScore
from workstation.errors import RiskInputError
from workstation.messages import Message
from workstation.result_files.records import risk_record, sentence_record
from workstation.services.assess_risk import assess, list_models

_LARGEST_INPUT = 1 << 20


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("risk")(risk)


def risk(
    model: Annotated[str | None, typer.Argument(help="Id of the model.")] = None,
    inputs: Annotated[
        str | None, typer.Option(help="JSON file with the inputs, or - for standard input.")
    ] = None,
    list_all: Annotated[bool, typer.Option("--list", help="Describe every model.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Score with a published model, or list the models and their inputs."""
    if list_all:
        _list(as_json=as_json)
        return
    if model is None or inputs is None:
        raise typer.BadParameter("give MODEL and --inputs, or --list")
    if model not in {each.id for each in list_models()}:
        raise RiskInputError(
            Message("There is no risk model called {model}.", model=model),
            hint=Message("`lightbox risk --list` describes every model."),
        )
    try:
        score = assess(model, _read(inputs))
    except RiskInputError as error:
        # Scripts know inputs by their names in the file.
        if error.detail:
            say(error.detail)
        raise
    if as_json:
        print_json(risk_record(score))
    else:
        _print(score)


def _read(source: str) -> dict[str, Any]:
    try:
        if source == "-":
            text = sys.stdin.read(_LARGEST_INPUT)
        else:
            with Path(source).open(encoding="utf-8") as file:
                text = file.read(_LARGEST_INPUT)
        document = json.loads(text, object_pairs_hook=_each_once)
    except (OSError, UnicodeDecodeError) as error:
        raise RiskInputError(
            Message("The inputs file {source} cannot be read.", source=source),
            hint=Message("Give a JSON file of names and values, or - for standard input."),
        ) from error
    except (ValueError, RecursionError) as error:  # also numbers of too many digits
        raise RiskInputError(
            Message("The inputs are not JSON."),
            hint=Message('Write an object such as {"age": 62}.'),
        ) from error
    if not isinstance(document, dict):
        raise RiskInputError(Message("The inputs must be a JSON object of names and values."))
    return document


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, unless it gives two values for one input: which one is meant is not guessed."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise RiskInputError(
            Message("The inputs give {twice} more than once.", twice=twice),
            hint=Message("Give every input once."),
        )
    return found


def _list(*, as_json: bool) -> None:
    if not as_json:
        for model in list_models():
            put(f"{model.id}  {model.title}")
            for spec in model.inputs:
                need = "" if spec.required else " (optional)"
                unit = f" {spec.unit}" if spec.unit else ""
                put(f"  {spec.name}  {spec.type.value}{unit}{need}: {spec.description}")
        return
    print_json(
        {
            "models": [
                {
                    "model": model.id,
                    "title": sentence_record(model.title),
                    "version": model.version,
                    "population": sentence_record(model.population),
                    "unit": model.unit,
                    "citation": model.citation,
                    "inputs": [
                        {
                            "name": spec.name,
                            "description": sentence_record(spec.description),
                            "type": spec.type.value,
                            "unit": spec.unit or None,
                            "required": spec.required,
                            "choices": list(spec.choices) or None,
                            "range": list(spec.possible) if spec.possible else None,
                            "validated_range": list(spec.validated) if spec.validated else None,
                        }
                        for spec in model.inputs
                    ],
                }
                for model in list_models()
            ]
        }
    )


def _print(score: RiskScore) -> None:
    for name, value in score.outputs:
        put(f"{name}: {f'{value:.6g}' if isinstance(value, float | int) else value}")
    for text in (score.category, score.recommendation, *score.caveats, score.citation):
        if text:
            put(str(text))
