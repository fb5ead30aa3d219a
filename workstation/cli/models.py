"""`models`, `train`, `evaluate`: the model zoo, and models of others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workstation.cli.consent import require_agreement
from workstation.cli.options import JsonOption, VerboseOption
from workstation.cli.output import (
    be_verbose,
    console,
    help_when_alone,
    print_json,
    progress_bar,
    put,
    say,
)
from workstation.errors import InputError
from workstation.messages import Message
from workstation.plugin_api.foreign_model import NOT_VALIDATED
from workstation.result_files.records import sentence_record
from workstation.services.install_model import (
    ModelOffer,
    install_model,
    offered_model,
    remove_model,
)
from workstation.services.model_zoo import list_models, verify_models
from workstation.services.train_models import evaluate as evaluate_model
from workstation.services.train_models import train as train_model

_models = typer.Typer(help="List, describe, verify, install and remove models.")
YesOption = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]


@_models.callback(invoke_without_command=True)
def _models_alone(context: typer.Context) -> None:
    help_when_alone(context)


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.add_typer(_models, name="models")
    app.command("train")(train)
    app.command("evaluate")(evaluate)


@_models.command("list")
def models_list(as_json: JsonOption = False) -> None:
    """Every installed model."""
    models = list_models()
    if as_json:
        print_json(
            {
                "models": [
                    {
                        "name": m.name,
                        "version": m.version,
                        "description": m.description,
                        "license": m.license,
                        "weights_mb": m.weights_mb,
                        "sha256": m.sha256,
                        "pinned_by": list(m.pinned_by),
                        "problem": sentence_record(m.problem) or None,
                    }
                    for m in models
                ]
            }
        )
        return
    for model in models:
        about = model.problem or model.description
        put(f"{model.name} {model.version}  {model.weights_mb:.1f} MB  {about}")


@_models.command("info")
def models_info(
    name: Annotated[str, typer.Argument(help="Name of the model.")], as_json: JsonOption = False
) -> None:
    """The model card."""
    for model in list_models():
        if model.name != name:
            continue
        if as_json:
            print_json(
                {
                    "name": model.name,
                    "version": model.version,
                    "license": model.license,
                    "sha256": model.sha256,
                    "pinned_by": list(model.pinned_by),
                    "metadata": model.metadata,
                    "card": str(model.card),
                }
            )
        else:
            put(str(model.card) or f"{name} comes without a model card.")
        return
    raise InputError(
        Message("There is no model called {name}.", name=name),
        hint=Message("`lightbox models list` names all models."),
    )


@_models.command("verify")
def models_verify(
    name: Annotated[str | None, typer.Argument(help="Name; without it, all.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Compare every pinned file with its SHA-256."""
    checks = [check for check in verify_models() if name in {None, check.name}]
    if not checks:
        raise InputError(
            Message("There is no model called {name}.", name=name),
            hint=Message("`lightbox models list` names all models."),
        )
    if as_json:
        print_json(
            {
                "models": [
                    {"name": c.name, "ok": c.ok, "reason": sentence_record(c.reason) or None}
                    for c in checks
                ]
            }
        )
    else:
        for check in checks:
            put(f"{check.name}  {'intact' if check.ok else check.reason}")
    if not all(check.ok for check in checks):
        raise typer.Exit(1)


@_models.command("install")
def models_install(
    path: Annotated[Path, typer.Argument(help="Folder or ZIP archive of a MONAI bundle.")],
    name: Annotated[
        str, typer.Option(help="Id to install it under; else that of its folder.")
    ] = "",
    modality: Annotated[
        str, typer.Option(help="CT, MR, PT, NM or US, where the bundle does not say.")
    ] = "",
    yes: YesOption = False,
    verbose: VerboseOption = False,
    as_json: JsonOption = False,
) -> None:
    """Install a model of others as a plugin; its code is judged, and none of it runs."""
    be_verbose(verbose)
    with offered_model(path, name=name, modality=modality) as offer:
        for line in _offer_words(offer):
            say(line)
        require_agreement("Install it, and let it run?", yes=yes)
        with progress_bar("Installing") as progress:
            manifest = install_model(offer, progress=progress)
    if as_json:
        pins = manifest.model.sha256 if manifest.model else {}
        segments = [segment.model_dump(mode="json") for segment in manifest.produces.segments]
        print_json(
            {
                "id": manifest.id,
                "name": manifest.name,
                "version": manifest.version,
                "license": manifest.license,
                "modality": list(manifest.accepts.modality),
                "sha256": pins,
                "segments": segments,
            }
        )
        return
    put(f"{manifest.id} is installed: lightbox analyze PATH --plugin {manifest.id} -o OUT")


def _offer_words(offer: ModelOffer) -> list[str]:
    facts = offer.facts
    labels = ", ".join(label for _, label in facts.labels[:30])
    window = f" by {' x '.join(map(str, facts.window))} voxels" if facts.window else ""
    return [
        f"{facts.name} {facts.version}, a model of others:",
        f"  made by: {facts.authors or 'not stated'}",
        f"  copyright: {facts.copyright or 'not stated'}",
        f"  license: {facts.license or 'not stated'}",
        f"  intended use: {facts.intended_use or 'not stated'}",
        f"  takes: {offer.modality} volumes{window}",
        f"  outlines: {len(facts.labels)} ({labels}{', …' if len(facts.labels) > 30 else ''})",
        f"  weights: {offer.weights_bytes / 1e6:.1f} MB",
        *(f"  {text}" for text in offer.open_questions),
        f"  {NOT_VALIDATED}",
    ]


@_models.command("remove")
def models_remove(
    name: Annotated[str, typer.Argument(help="Name of an installed model.")],
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Remove a model that was installed, and its plugin; results that it gave stay."""
    require_agreement(f"Remove {name}?", yes=yes)
    gone = remove_model(name)
    if as_json:
        print_json({"removed": [str(folder) for folder in gone]})
        return
    for folder in gone:
        put(f"removed {folder}")


def train(
    config: Annotated[
        Path, typer.Argument(help="configs/train.json of a model, or one for data of your own.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Folder of the new model; else out/training/MODEL."),
    ] = None,
    epochs: Annotated[int | None, typer.Option(help="Most epochs.", min=1)] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of weights and order.", min=0)] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on, or fail.")] = False,
    restart: Annotated[bool, typer.Option("--restart", help="Begin anew.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over the weights of the model itself.")
    ] = False,
    verbose: VerboseOption = False,
    as_json: JsonOption = False,
) -> None:
    """Train a model; a stopped training goes on from its last checkpoint."""
    be_verbose(verbose)
    if resume and restart:
        raise InputError(Message("Give either --resume or --restart, not both."))
    with progress_bar("Training", lines=True) as progress:
        outcome = train_model(
            config,
            output,
            replace=replace,
            epochs=epochs,
            seed=seed,
            start="restart" if restart else "resume" if resume else "",
            progress=progress,
        )
    if as_json:
        print_json(outcome)
        return
    pins = outcome.pop("sha256")
    for name, value in outcome.items():
        put(f"{name}: {value['text'] if isinstance(value, dict) else value}")
    if outcome["task"] == "segmentation":
        put(f"It becomes a plugin: lightbox models install {outcome['folder']}")
    put("A plugin of your own uses the model when it pins it; in plugin.toml:")
    put("[model.sha256]")
    for name, digest in pins.items():
        put(f'"{name}" = "{digest}"')


def evaluate(
    model: Annotated[str, typer.Argument(help="Name of the model, or folder of a trained one.")],
    data: Annotated[Path | None, typer.Argument(help="Data; without it, its training set.")] = None,
    outliers: Annotated[
        Path | None, typer.Option(help="Images that the model is not for, in its layout.")
    ] = None,
    cases: Annotated[
        Path | None, typer.Option(help="CSV file to write, one line per case.")
    ] = None,
    verbose: VerboseOption = False,
    as_json: JsonOption = False,
) -> None:
    """Held-out numbers of a model, with 95 % intervals."""
    be_verbose(verbose)
    with progress_bar("Evaluating", lines=not console.is_terminal) as progress:
        outcome = evaluate_model(model, data, outliers=outliers, cases=cases, progress=progress)
    if as_json:
        print_json(outcome)
    else:
        for name, value in outcome.items():
            put(f"{name}: {value}")
