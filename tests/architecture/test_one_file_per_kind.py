"""A kind of measurement is known by name in its file, in its row of names, and nowhere else."""

from __future__ import annotations

import ast
from pathlib import Path

import workstation
from workstation.session.annotation_kinds import AnnotationKind

_SOURCES = Path(workstation.__file__).parent
# A line of known length calibrates a film; an outline that was placed elsewhere is a polygon.
_OWN_REASONS = {
    "measuring/calibrating.py": {"LENGTH"},
    "ui/measuring/controller.py": {"FREEHAND"},
}


def _named_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    members = {kind.name for kind in AnnotationKind}
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and getattr(node.value, "id", "") == "AnnotationKind"
        and node.attr in members
    }


def test_no_other_module_knows_a_kind_of_measurement_by_name() -> None:
    found = {}
    for path in sorted(_SOURCES.rglob("*.py")):
        place = path.relative_to(_SOURCES).as_posix()
        if place.startswith("measuring/kinds/") or place == "session/annotation_kinds.py":
            continue
        if names := _named_in(path):
            found[place] = names
    assert found == _OWN_REASONS


def test_each_file_of_a_kind_names_that_kind_alone() -> None:
    for kind in AnnotationKind:
        assert _named_in(_SOURCES / "measuring" / "kinds" / f"{kind}.py") == {kind.name}
