"""Which of Cosmic Ray's mutants are run: a drawn sample, one for each place."""

from __future__ import annotations

import ast
import random
from collections.abc import Sequence
from pathlib import Path

from cosmic_ray.work_item import WorkItem

Place = tuple[int, int]
"""Line from 1 and column from 0."""

_NEVER = ("core/RemoveDecorator",)
"""Without a cache the answer is the same."""


def sample(source: Path, items: Sequence[WorkItem], *, most: int, seed: int) -> list[WorkItem]:
    """Mutants of a module to run.

    Places whose change cannot be seen are left out: annotations, decorators with their arguments,
    and words for type checkers. Of all mutants of one place one is drawn, since many of them
    differ little. The draw depends on the text of the module and on the seed alone, and a larger
    sample holds the smaller one.

    Parameters
    ----------
    source : Path
        The module.
    items : sequence of WorkItem
        Every mutant of it.
    most : int
        How many are wanted; 0 for one of every place.
    seed : int
        Another one draws others.
    """
    blind = unseen(source.read_text(encoding="utf-8"))
    by_place: dict[Place, list[WorkItem]] = {}
    for item in items:
        mutation = item.mutations[0]
        start = tuple(mutation.start_pos)
        if mutation.operator_name in _NEVER or any(a <= start < b for a, b in blind):
            continue
        by_place.setdefault((start[0], start[1]), []).append(item)
    draw = random.Random(seed)
    places = sorted(by_place)
    draw.shuffle(places)
    named = {place: sorted(by_place[place], key=_name) for place in places}
    each = [named[place][draw.randrange(len(named[place]))] for place in places]
    return each[:most] if most else each


def unseen(text: str) -> list[tuple[Place, Place]]:
    """Stretches of a module, from and up to, whose change no test can see."""
    found: list[ast.expr] = []
    stretches: list[tuple[Place, Place]] = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            found.append(node.annotation)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
            found.append(node.returns)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.extend(node.decorator_list)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            stretches.append(_stretch(node))
    return stretches + [_stretch(each) for each in found]


def _stretch(node: ast.expr | ast.stmt) -> tuple[Place, Place]:
    end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset + 1
    return (node.lineno, node.col_offset), end


def _name(item: WorkItem) -> tuple[str, int, str]:
    mutation = item.mutations[0]
    return mutation.operator_name, mutation.occurrence, str(mutation.operator_args)
