"""`analyze`, `demo`, `plugins`: run plugins."""

from __future__ import annotations

import getpass
import os
from functools import partial
from pathlib import Path
from textwrap import indent
from typing import Annotated

import typer

from workstation.cli.consent import ask_consent
from workstation.cli.options import (
    AcknowledgeOption,
    DeviceOption,
    JsonOption,
    ModalityOption,
    SeriesOption,
    Start,
    TrustOption,
    VerboseOption,
)
from workstation.cli.output import (
    be_verbose,
    help_when_alone,
    print_json,
    progress_bar,
    put,
    say,
)
from workstation.domain.probabilities import stated_percent
from workstation.errors import InputError, PluginRefusedError
from workstation.messages import Message
from workstation.processes.program_queue import program_queue
from workstation.processes.runner import Priority
from workstation.reporting.wording import measurement_text, risk_result_text
from workstation.result_files.records import sentence_record
from workstation.services.analyze_image import (
    Analysis,
    AnalysisRequest,
    accepted_modalities,
    analyze,
    parse_parameters,
)
from workstation.services.assess_risk import score_title
from workstation.services.check_plugins import check_plugins
from workstation.services.demo import DemoResult, run_demo
from workstation.services.open_image import open_image
from workstation.services.plugin_consent import (
    consent_question,
    question_words,
    trust_plugin,
)
from workstation.services.run_plugin import PluginRunner, list_plugins, takes_case
from workstation.services.state_from_file import state_from_file
from workstation.settings.paths import user_data_folder

_plugins = typer.Typer(help="List, check and trust plugins.")


@_plugins.callback(invoke_without_command=True)
def _plugins_alone(context: typer.Context) -> None:
    help_when_alone(context)


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("analyze")(analyze_command)
    app.command("demo")(demo)
    app.add_typer(_plugins, name="plugins")


def analyze_command(
    path: Annotated[Path, typer.Argument(help="Folder, file, DICOMDIR, ZIP, NIfTI or film.")],
    plugin: Annotated[str, typer.Option(help="Id of the plugin; see `plugins list`.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the results.")],
    series: SeriesOption = None,
    param: Annotated[list[str] | None, typer.Option(help="NAME=VALUE; repeatable.")] = None,
    device: DeviceOption = "auto",
    nifti: Annotated[bool, typer.Option("--nifti", help="Masks as NIfTI too.")] = False,
    findings: Annotated[
        Path | None,
        typer.Option(help="For a risk plugin: result.json of `analyze`, as reviewed."),
    ] = None,
    finding: Annotated[str, typer.Option(help="With --findings: id of the finding to score.")] = "",
    deadline: Annotated[
        float | None, typer.Option(help="Longest run, seconds.", min=1, max=1e6)
    ] = None,
    acknowledge_geometry: AcknowledgeOption = False,
    modality: ModalityOption = "",
    trust: TrustOption = False,
    verbose: VerboseOption = False,
    as_json: JsonOption = False,
) -> None:
    """Run one plugin; write result.json, SEG, SR, a draft report and masks."""
    be_verbose(verbose)
    if finding and findings is None:
        raise typer.BadParameter("--finding is of the file that --findings names")
    if findings is not None:
        _require_takes_findings(plugin)
    ask_consent(plugin, trust=trust)
    with progress_bar("Reading") as progress:
        image = open_image(
            path,
            series=series,
            modality=modality,
            prefer_modalities=accepted_modalities(plugin),
            progress=progress,
        )
    state = state_from_file(findings, image, chosen=finding) if findings is not None else None
    request = AnalysisRequest(
        image=image,
        state=state,
        plugin_id=plugin,
        folder=output,
        parameters=parse_parameters(param or []),
        nifti=nifti,
        acknowledged_by=getpass.getuser() if acknowledge_geometry else "",
        deadline_s=deadline,
    )
    with (
        progress_bar("Analyzing") as progress,
        PluginRunner(device) as runner,
        program_queue() as queue,
    ):
        task = partial(analyze, request, runner)
        done = queue.submit(task, priority=Priority.ANALYSIS, progress=progress).result()
    if as_json:
        print_json(done.record)
    else:
        _print_findings(done)


def _require_takes_findings(plugin: str) -> None:
    manifests = [entry.manifest for entry in list_plugins() if entry.id == plugin]
    if any(each is not None and not takes_case(each) for each in manifests):
        raise InputError(
            Message("{plugin} takes no findings: it is no risk plugin.", plugin=plugin),
            hint=Message("Leave out --findings."),
        )


def _no_such_plugin(plugin: str) -> PluginRefusedError:
    return PluginRefusedError(
        Message("There is no plugin called {plugin}.", plugin=plugin),
        hint=Message(
            "`lightbox plugins list` names all; your own are folders of {folder}.",
            folder=user_data_folder() / "plugins",
        ),
    )


def _print_findings(done: Analysis) -> None:
    result = done.result
    put(f"{result.plugin_name} {result.plugin_version} on {result.device}")
    for finding in result.findings:
        numbers = [str(measurement_text(m)) for m in finding.measurements]
        if finding.probability is not None:
            numbers.append(f"probability {stated_percent(finding.probability)}")
        put(f"  {finding.label}: {', '.join(numbers) or finding.statement}")
        for caveat in finding.caveats:
            put(f"    caveat: {caveat}")
    for score in result.scores:
        put(f"  {score_title(score)}: {risk_result_text(score)}")
        for text in (score.recommendation, *score.caveats):
            if text:
                put(f"    {text}")
    for number in result.measurements:
        put(f"  {measurement_text(number)}")
    for note in result.notes:
        put(f"  note: {note}")
    put(f"  files: {', '.join(done.outputs.values())}")


def demo(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for everything.")] = Path(
        "out"
    ),
    window: Annotated[
        bool, typer.Option("--window/--no-window", help="Open the window at the end.")
    ] = True,
    device: DeviceOption = "auto",
    as_json: JsonOption = False,
) -> None:
    """Make a synthetic thorax CT, analyze it, write report, SEG and pictures, open it."""
    with progress_bar("Demo") as progress:
        done = run_demo(output, device=device, progress=progress)
    if as_json:
        print_json(done.record)
    else:
        _print_demo(done, output)
    if window and _has_screen():
        start: Start = context.obj
        start.open_window([done.series_folder])
    elif window:
        say("There is no screen; the window is not opened.")


def _print_demo(done: DemoResult, output: Path) -> None:
    for line in done.summary:
        put(str(line))
    put(f"Everything is in {output}.")


def _has_screen() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@_plugins.command("list")
def plugins_list(as_json: JsonOption = False) -> None:
    """Every plugin: valid, refused with its reason, or switched off."""
    entries = list_plugins()
    if as_json:
        print_json(
            {
                "plugins": [
                    {
                        "id": entry.id,
                        "status": entry.status.value,
                        "reason": sentence_record(entry.reason) or None,
                        "name": entry.manifest.name if entry.manifest else None,
                        "version": entry.manifest.version if entry.manifest else None,
                        "kind": entry.manifest.kind.value if entry.manifest else None,
                        "modality": list(entry.manifest.accepts.modality)
                        if entry.manifest
                        else None,
                        "parameters": [p.model_dump(mode="json") for p in entry.manifest.parameters]
                        if entry.manifest
                        else [],
                        "intended_use": entry.manifest.intended_use if entry.manifest else None,
                        "limits": entry.manifest.limits if entry.manifest else None,
                    }
                    for entry in entries
                ]
            }
        )
        return
    for entry in entries:
        name = entry.manifest.name if entry.manifest else ""
        put(f"{entry.id}  {entry.status.value}  {name} {entry.reason}".rstrip())


@_plugins.command("trust")
def plugins_trust(plugin: Annotated[str, typer.Argument(help="Id of the plugin.")]) -> None:
    """Let a plugin from outside run, as it is now; a changed one is asked for again."""
    if plugin not in {entry.id for entry in list_plugins()}:
        raise _no_such_plugin(plugin)
    question = consent_question(plugin)
    if question is None:
        say(f"There is nothing to ask about {plugin}: it may run already, or cannot.")
        return
    trust_plugin(question)
    put(f"{question.name} may run. {question_words(question)}")


@_plugins.command("check")
def plugins_check(
    plugin: Annotated[str | None, typer.Argument(help="Id; without it, all.")] = None,
    trust: TrustOption = False,
    verbose: VerboseOption = False,
    as_json: JsonOption = False,
) -> None:
    """Run the conformance suite on one plugin or on all."""
    be_verbose(verbose)
    if plugin is not None:
        ask_consent(plugin, trust=trust)
    with progress_bar("Checking") as progress, program_queue() as queue:
        task = partial(check_plugins, plugin)
        reports = queue.submit(task, priority=Priority.ANALYSIS, progress=progress).result()
    if not reports:
        raise _no_such_plugin(plugin or "")
    if as_json:
        print_json(
            {
                "plugins": [
                    {
                        "id": report.plugin_id,
                        "conforms": report.passed,
                        "checks": [
                            {
                                "name": sentence_record(c.name) or None,
                                "passed": c.passed,
                                "remark": sentence_record(c.remark) or None,
                                "detail": c.detail or None,
                            }
                            for c in report.checks
                        ],
                    }
                    for report in reports
                ]
            }
        )
    else:
        for report in reports:
            put(f"{report.plugin_id}  {'conforms' if report.passed else 'fails'}")
            for check in report.checks:
                if not check.passed:
                    put(f"  {check.name}: {check.remark}")
                    if check.detail:
                        put(indent(check.detail.rstrip(), "    "))
    if not all(report.passed for report in reports):
        raise typer.Exit(1)
