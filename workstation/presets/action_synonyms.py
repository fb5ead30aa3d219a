"""Other words that readers of other programs know for what the window does."""

from __future__ import annotations

import json
from functools import cache

from workstation.settings.paths import resources_folder


@cache
def action_synonyms() -> dict[str, tuple[str, ...]]:
    """Words in every language by the id of an action."""
    path = resources_folder() / "terminology" / "action_synonyms.json"
    found: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return {action_id: tuple(words) for action_id, words in found.items()}
