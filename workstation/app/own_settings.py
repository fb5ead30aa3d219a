"""The settings of whoever runs the program."""

from __future__ import annotations

import os

from workstation.keeping.kept_settings import KeptSettings
from workstation.settings.paths import user_settings_file


def open_settings(*, mend: bool = False) -> KeptSettings:
    """Read them; those of programs before the settings file are taken in, once.

    Parameters
    ----------
    mend : bool
        Keep a damaged file aside and write a whole one; else a damaged file stays, and nothing is
        taken into it.
    """
    settings = KeptSettings(user_settings_file(), os.environ)
    if mend:
        settings.settle()
    if not settings.is_carried_over and not settings.damage:
        # Qt is only imported where its settings may be wanted: commands need no window.
        from workstation.app.former_settings import carry_over

        carry_over(settings)
    return settings
