"""Asking on the terminal before something from outside runs, or something is removed."""

from __future__ import annotations

import sys

import typer

from workstation.cli.output import say
from workstation.errors import InputError
from workstation.messages import Message
from workstation.services.plugin_consent import consent_question, question_words, trust_plugin


def ask_consent(plugin_id: str, *, trust: bool) -> None:
    """Ask once, where there is a person to ask; `trust` is the answer given beforehand.

    Without an answer nothing is remembered, and the run refuses in words.
    """
    question = consent_question(plugin_id)
    if question is None:
        return
    if trust:
        trust_plugin(question)
        return
    if not sys.stdin.isatty():
        return
    say(f"{question.name} does not come with this program. {question_words(question)}")
    say("It will run with your rights: it can read and change your files.")
    if typer.confirm("Let it run, now and later?", default=False, err=True):
        trust_plugin(question)


def require_agreement(question: str, *, yes: bool) -> None:
    """Go on only after a yes; `yes` is the answer given beforehand.

    Raises
    ------
    InputError
        There is nobody to ask.
    typer.Abort
        The answer was no.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise InputError(
            Message("Nobody is there to agree; nothing was done."),
            hint=Message("Look at what was printed, then give --yes."),
        )
    if not typer.confirm(question, default=False, err=True):
        raise typer.Abort
