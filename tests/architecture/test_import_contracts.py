"""The import contracts hold, and each of them can fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]


def lint(folder: Path) -> str:
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [tool, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(
        ROOT / "workstation", tmp_path / "workstation", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    report = lint(copy)
    assert "0 broken" in report, report


@pytest.mark.parametrize(
    ("contract", "module", "line"),
    [
        ("Layers point downward", "domain/mask.py", "import workstation.services.render"),
        ("Layers point downward", "dicom/scan/scanning.py", "import workstation.reporting.pdf"),
        ("Layers point downward", "risk/brock.py", "import workstation.quantification.surface"),
        (
            "The rooms of dicom point downward",
            "dicom/pixels/video.py",
            "import workstation.dicom.stacks.calibration",
        ),
        (
            "The rooms of dicom point downward",
            "dicom/objects/seg_read.py",
            "import workstation.dicom.scan.scanning",
        ),
        (
            "Values rest on simpler values",
            "domain/study.py",
            "import workstation.domain.finding",
        ),
        (
            "Values rest on simpler values",
            "domain/measurement.py",
            "import workstation.domain.voxel_mask",
        ),
        (
            "Siblings do not import each other in circles",
            "services/same_identifiers.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"
            "    import workstation.services.kept_studies",
        ),
        (
            "Siblings do not import each other in circles",
            "ui/board/feature.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"
            "    import workstation.ui.main_window",
        ),
        (
            "Siblings do not import each other in circles",
            "viewer/box_painter.py",
            "import workstation.viewer.stage",
        ),
        (
            "The program knows no plugin",
            "services/render.py",
            "import plugins.lungs_ct.lungs",
        ),
        ("Qt stays in the window", "services/render.py", "import PySide6.QtGui"),
        (
            "Networks stay in the worker and in training",
            "services/run_plugin.py",
            "import torch",
        ),
        (
            "The window reaches adapters through services",
            "viewer/__init__.py",
            "import workstation.dicom.scan.scanning",
        ),
        (
            "The window reaches adapters through services",
            "ui/__init__.py",
            "import workstation.archive.database",
        ),
        (
            "The database stays in the archive",
            "keeping/autosave.py",
            "import sqlalchemy",
        ),
    ],
)
def test_each_contract_can_fail(copy: Path, contract: str, module: str, line: str) -> None:
    path = copy / "workstation" / module
    path.write_text(path.read_text() + f"\n{line}\n")
    assert f"{contract} BROKEN" in lint(copy)


def test_nothing_takes_the_main_window_but_the_program_that_starts_it() -> None:
    graph = grimp.build_graph("workstation", cache_dir=None)
    window = "workstation.ui.main_window"
    takers = graph.find_modules_that_directly_import(window)
    assert takers == {"workstation.app.composition", "workstation.app.main"}
    assert len(graph.find_modules_directly_imported_by(window)) <= 20


@pytest.mark.parametrize("place", ["", "dicom"])
def test_a_new_package_needs_a_layer(copy: Path, place: str) -> None:
    package = copy / "workstation" / place / "unplaced"
    package.mkdir()
    (package / "__init__.py").write_text("")
    assert "unplaced" in lint(copy)


@pytest.mark.parametrize(
    "module", ["workstation.app.main", "workstation.api", "workstation.cli.main"]
)
def test_the_window_and_commands_start_without_what_takes_long_to_load(module: str) -> None:
    slow = ("torch", "monai", "sqlalchemy", "alembic", "pyqtgraph")
    code = f"import sys, {module}; print([m for m in {slow} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
