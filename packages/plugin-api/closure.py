"""The modules that the contract of plugins is made of: itself, and what it imports."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = "workstation"
CONTRACT = f"{PACKAGE}.plugin_api"
ALSO = (
    f"{PACKAGE}.domain.probabilities",
    f"{PACKAGE}.imaging.canonical",
    f"{PACKAGE}.imaging.whole_organs",
)
"""What plugins import beside the contract."""


def closure(root: Path) -> dict[str, Path]:
    """Module name to its file, of everything that a plugin needs.

    Parameters
    ----------
    root : Path
        Folder that holds the package `workstation`.
    """
    contract = root / Path(*CONTRACT.split("."))
    waiting = [CONTRACT, *ALSO, *(f"{CONTRACT}.{path.stem}" for path in contract.glob("*.py"))]
    found: dict[str, Path] = {}
    while waiting:
        name = waiting.pop().removesuffix(".__init__")
        path = _file_of(root, name)
        if path is None or name in found:
            continue
        found[name] = path
        waiting += _imported(path)
        # Importing a module imports the packages that it lies in.
        if "." in name:
            waiting.append(name.rpartition(".")[0])
    return found


def release(root: Path) -> str:
    """The version of the distribution."""
    source = (root / Path(*CONTRACT.split(".")) / "__init__.py").read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "RELEASE":
            return str(ast.literal_eval(node.value))
    raise LookupError("RELEASE")


def _file_of(root: Path, name: str) -> Path | None:
    place = root / Path(*name.split("."))
    files = (place.with_suffix(".py"), place / "__init__.py")
    return next((file for file in files if file.is_file()), None)


def _imported(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return [name for name in names if name.partition(".")[0] == PACKAGE]
