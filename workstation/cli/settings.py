"""`settings`: list every setting with its source, set one, take one back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from workstation.cli.options import JsonOption, Start
from workstation.cli.output import print_error, print_json, put, say
from workstation.errors import OutputError, WorkstationError
from workstation.keeping.kept_settings import KeptSettings, Source
from workstation.result_files.records import sentence_record
from workstation.services.letterhead import make_letterhead
from workstation.settings.schema import VERSION
from workstation.settings.specs import SPECS, SettingSpec
from workstation.settings.values import plain, read_words, spec_named

_settings = typer.Typer(help="List every setting, where its value comes from, and change it.")
NameArgument = Annotated[str, typer.Argument(help="Name of the setting, e.g. theme.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.add_typer(_settings, name="settings")


@_settings.callback(invoke_without_command=True)
def settings_list(context: typer.Context, as_json: JsonOption = False) -> None:
    """List every setting with its value, its default and where the value comes from."""
    if context.invoked_subcommand is not None:
        return
    settings = _opened(context)
    settings.on_fault(print_error)
    for fault in settings.damage:
        print_error(fault)
    if as_json:
        print_json(
            {
                "file": str(settings.path),
                "version": VERSION,
                "settings": [_row(spec, settings) for spec in SPECS.values()],
                "unknown": list(settings.unknown),
            }
        )
        return
    put(f"file: {settings.path}")
    for spec in SPECS.values():
        value = _text(plain(getattr(settings.values, spec.name)))
        unit = f" {spec.unit}" if spec.unit else ""
        put(f"{spec.name} = {value}{unit}  ({settings.source(spec.name).value})")
        put(f"    {spec.label}: {spec.help} Default: {_text(plain(spec.default))}.")
    for name in settings.unknown:
        put(f"{name}  (not known to this version)")


def _row(spec: SettingSpec, settings: KeptSettings) -> dict[str, Any]:
    return {
        "name": spec.name,
        "value": plain(getattr(settings.values, spec.name)),
        "default": plain(spec.default),
        "source": settings.source(spec.name).value,
        "variable": spec.variable,
        "unit": str(spec.unit) or None,
        "choices": list(spec.choices) or None,
        "range": [spec.lowest, spec.highest] if spec.lowest is not None else None,
        "allowed": sentence_record(spec.allowed),
        "label": sentence_record(spec.label),
        "help": sentence_record(spec.help),
    }


def _text(value: object) -> str:
    """A value as `settings set` takes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(_quoted(each) for each in value)}]"
    if isinstance(value, dict):
        entries = (f"{_quoted(name)} = {_quoted(each)}" for name, each in value.items())
        return f"{{{', '.join(entries)}}}"
    return str(value) if value not in (None, "") else '""' if value == "" else "none"


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else _text(value)


@_settings.command("set")
def settings_set(
    context: typer.Context,
    name: NameArgument,
    value: Annotated[
        str, typer.Argument(help="A word or number; lists as in TOML, e.g. '[\"/data\"]'.")
    ],
) -> None:
    """Keep another value; a window that is open takes it at its next start."""
    spec = spec_named(name)
    wanted = read_words(spec, value)
    if name == "report_logo" and wanted:
        # Reports are written from other folders than this one, and not without their logo.
        wanted = str(Path(str(wanted)).expanduser().absolute())
        make_letterhead("", Path(wanted))
    settings = _opened(context)
    hidden = settings.source(name) is Source.ENVIRONMENT
    with _kept(settings):
        settings.try_on(**{name: wanted})
        settings.keep(name)
    put(f"{name} = {_text(plain(wanted))}")
    if hidden:
        say(f"hint: {spec.variable} goes before the file as long as it is set.")


@_settings.command("reset")
def settings_reset(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help="Name of the setting, e.g. theme; not with --all.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every setting.")] = False,
) -> None:
    """Go back to the default of a setting, or of every one."""
    if (name is None) is not every:
        raise typer.BadParameter("give NAME, or --all")
    specs = [spec_named(name)] if name is not None else list(SPECS.values())
    settings = _opened(context)
    with _kept(settings):
        settings.reset(*(spec.name for spec in specs))
    for spec in specs:
        put(f"{spec.name} = {_text(plain(spec.default))}")


@contextmanager
def _kept(settings: KeptSettings) -> Iterator[None]:
    """Fail where a change is not written; tell what else was wrong with the file."""
    told: list[WorkstationError] = []
    settings.on_fault(told.append)
    yield
    for fault in told:
        if isinstance(fault, OutputError):
            raise fault
        print_error(fault)


def _opened(context: typer.Context) -> KeptSettings:
    start: Start = context.find_root().obj
    return start.open_settings()
