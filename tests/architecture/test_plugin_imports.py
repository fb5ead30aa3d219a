"""What plugins import: the contract of plugins, what it is made of, and plugins that they name."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = {"plugin_api", "imaging", "domain", "errors", "messages"}
"""`errors` to refuse an image, `messages` for the sentences of a plugin."""
NEVER = {"PySide6", "qtawesome", "tests", "benchmarks"}


def imported_names(path: Path) -> list[str]:
    """Every module that a file imports, anywhere in it."""
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            if node.module in {"workstation", "plugins"}:
                names += [f"{node.module}.{alias.name}" for alias in node.names]
            else:
                names.append(node.module or "." * node.level)
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return names


def wrong_imports(plugins: Path) -> list[str]:
    """What plugins import and may not, each as "plugin/file imports name"."""
    found = []
    for manifest in sorted(plugins.glob("*/plugin.toml")):
        stated = tomllib.loads(manifest.read_text(encoding="utf-8"))
        own = {stated["id"], *stated.get("uses", [])}
        for path in sorted(manifest.parent.rglob("*.py")):
            for name in imported_names(path):
                root, _, rest = name.partition(".")
                part = rest.partition(".")[0]
                allowed = {"workstation": ALLOWED, "plugins": own}.get(root)
                if root in NEVER or not root or (allowed is not None and part not in allowed):
                    found.append(f"{manifest.parent.name}/{path.name} imports {name}")
    return found


def test_plugins_import_only_what_they_may() -> None:
    assert list((ROOT / "plugins").glob("*/plugin.toml"))
    assert wrong_imports(ROOT / "plugins") == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("import workstation.services.render", "workstation.services.render"),
        ("from workstation import processes", "workstation.processes"),
        (
            "from workstation.dicom.scan.scanning import scan_paths",
            "workstation.dicom.scan.scanning",
        ),
        ("import PySide6.QtGui", "PySide6.QtGui"),
        ("from plugins.lungs_ct.lungs import segment_lungs", "plugins.lungs_ct.lungs"),
        ("from plugins import lungs_ct", "plugins.lungs_ct"),
        ("from . import beside", "."),
        ("def late():\n    import workstation.session.undo", "workstation.session.undo"),
    ],
)
def test_a_wrong_import_is_seen(tmp_path: Path, line: str, wrong: str) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "plugin.toml").write_text('id = "one"\n')
    good = "import numpy\nfrom workstation.domain.image import Image\nimport plugins.one.beside\n"
    (folder / "plugin.py").write_text(good)
    assert wrong_imports(tmp_path) == []
    (folder / "beside.py").write_text(line + "\n")
    assert wrong_imports(tmp_path) == [f"one/beside.py imports {wrong}"]


def test_plugins_that_the_manifest_names_may_be_imported(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "plugin.toml").write_text('id = "one"\nuses = ["other"]\n')
    (folder / "plugin.py").write_text("from plugins.other.level import LEVEL\n")
    assert wrong_imports(tmp_path) == []
