"""Siblings never import each other in circles.

Imports for type checking count: what needs the type of another cannot be moved without it.
"""

from __future__ import annotations

import grimp
import pytest


def sibling_cycles(graph: grimp.ImportGraph, package: str) -> set[frozenset[str]]:
    """Groups of children of a package in which each reaches each by imports among them."""
    inside: dict[str, str] = {}
    for child in graph.find_children(package):
        name = child.rpartition(".")[2]
        inside |= dict.fromkeys({child, *graph.find_descendants(child)}, name)
    imports: dict[str, set[str]] = {name: set() for name in inside.values()}
    for module, name in inside.items():
        for other in graph.find_modules_directly_imported_by(module):
            imports[name].add(inside.get(other, name))
    reached = {name: _reached(name, imports) for name in imports}
    groups = (frozenset(b for b in reached[a] if a in reached[b]) for a in imports)
    return {group for group in groups if len(group) > 1}


def _reached(start: str, imports: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for other in imports[waiting.pop()] - found:
            found.add(other)
            waiting.append(other)
    return found


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("workstation", cache_dir=None)


def all_cycles(graph: grimp.ImportGraph) -> dict[str, set[frozenset[str]]]:
    packages = {module for module in graph.modules if graph.find_children(module)}
    found = {package: sibling_cycles(graph, package) for package in packages}
    return {package: cycles for package, cycles in found.items() if cycles}


def test_there_are_no_circles(graph: grimp.ImportGraph) -> None:
    assert all_cycles(graph) == {}


@pytest.mark.parametrize(
    ("importer", "imported", "package"),
    [
        ("workstation.domain.study", "workstation.domain.image", "workstation.domain"),
        ("workstation.viewer.box_painter", "workstation.viewer.stage", "workstation.viewer"),
        ("workstation.imaging.planes", "workstation.services.render", "workstation"),
    ],
)
def test_a_new_circle_is_seen(
    graph: grimp.ImportGraph, importer: str, imported: str, package: str
) -> None:
    graph.add_import(importer=importer, imported=imported)
    try:
        found = all_cycles(graph)
    finally:
        graph.remove_import(importer=importer, imported=imported)
    assert any(
        {importer.split(".")[package.count(".") + 1], imported.split(".")[package.count(".") + 1]}
        <= group
        for group in found[package]
    )
