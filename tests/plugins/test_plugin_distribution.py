"""The contract of plugins as a distribution of its own, installed where nothing else of ours is."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "packages" / "plugin-api"
FORBIDDEN = ("PySide6", "shiboken6", "vtk", "vtkmodules", "torch", "monai", "pydicom", "sqlalchemy")
ALONE = """
import importlib.abc, sys

class Blocker(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {forbidden!r}:
            raise ImportError(f"{{name}} is not here")
        return None

# An editable installation finds the sources by a finder of its own.
sys.meta_path[:] = [each for each in sys.meta_path if "editable" not in str(each).lower()]
sys.path[:] = [{target!r}, *(p for p in sys.path if p not in {{"", {root!r}}})]
sys.meta_path.insert(0, Blocker())
import workstation
assert workstation.__file__.startswith({target!r}), workstation.__file__
"""


@pytest.fixture(scope="module")
def closure() -> ModuleType:
    spec = importlib.util.spec_from_file_location("plugin_closure", SOURCES / "closure.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network and without a trace in the sources."""
    place = tmp_path_factory.mktemp("build")
    shutil.copytree(SOURCES, place / "packages" / "plugin-api")
    (place / "workstation").symlink_to(ROOT / "workstation")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet")
    options = ("--no-deps", "--no-build-isolation", "--no-index", "-w", place / "dist")
    subprocess.run([*pip, *options, place / "packages" / "plugin-api"], check=True, cwd=place)
    (built,) = (place / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the distribution and nothing else."""
    target = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    options = ("--no-deps", "--no-index", "--no-compile", "--target", target)
    subprocess.run([*pip, *options, wheel], check=True)
    return target


def alone(installed: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run code that sees the distribution, the libraries, and nothing of the program."""
    start = ALONE.format(forbidden=set(FORBIDDEN), target=str(installed), root=str(ROOT))
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-P", "-c", start + code],
        env=kept,
        cwd=installed,
        capture_output=True,
        text=True,
        check=False,
    )


def modules_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        paths = [Path(name) for name in archive.namelist() if name.endswith(".py")]
    return {".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths}


def test_it_holds_the_contract_and_what_that_imports_and_no_more(
    wheel: Path, closure: ModuleType
) -> None:
    assert wheel.name == f"lightbox_plugin_api-{closure.release(ROOT)}-py3-none-any.whl"
    found = modules_in(wheel)
    assert found == set(closure.closure(ROOT))
    assert "workstation.plugin_api.outputs" in found
    rooms = {name.split(".")[1] for name in found if "." in name}
    assert rooms == {"plugin_api", "domain", "imaging", "security", "errors", "messages"}


def test_it_needs_no_library_that_it_does_not_state(closure: ModuleType) -> None:
    found = set()
    for path in closure.closure(ROOT).values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                found.add((node.module or "").partition(".")[0])
            elif isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
    others = found - set(sys.stdlib_module_names) - {"workstation"}
    stated = tomllib.loads((SOURCES / "pyproject.toml").read_text())["project"]
    extras = {name for extra in stated["optional-dependencies"].values() for name in extra}
    assert others == {*stated["dependencies"], *extras}


def test_every_module_of_it_can_be_imported_alone(installed: Path, wheel: Path) -> None:
    names = sorted(modules_in(wheel))
    code = f"import importlib\nfor name in {names!r}: importlib.import_module(name)\n"
    code += "assert not {'PySide6', 'vtkmodules', 'torch'} & set(sys.modules)\n"
    done = alone(installed, code)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["workstation.services", "workstation.inference", "torch"])
def test_nothing_else_of_the_program_is_there(installed: Path, name: str) -> None:
    done = alone(installed, f"import {name}\n")
    assert done.returncode != 0
    assert "ModuleNotFoundError" in done.stderr or "is not here" in done.stderr


@pytest.mark.parametrize("plugin", ["herder_pet", "lungs_ct"])
def test_a_shipped_plugin_conforms_with_it_alone(installed: Path, plugin: str) -> None:
    code = "from workstation.plugin_api.check import main\n"
    done = alone(installed, code + f"sys.exit(main([{str(ROOT / 'plugins' / plugin)!r}]))\n")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "pass  gives the same result twice" in done.stdout
    assert "FAIL" not in done.stdout


def test_a_faulty_plugin_fails_with_its_reason(installed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "faulty"
    shutil.copytree(ROOT / "plugins" / "herder_pet", folder)
    source = (folder / "plugin.py").read_text()
    (folder / "plugin.py").write_text(
        source.replace('grade = str(request.parameters["fdg_uptake"])', "return None")
    )
    code = "from workstation.plugin_api.check import main\n"
    done = alone(installed, code + f"sys.exit(main([{str(folder)!r}]))\n")
    assert done.returncode == 1
    assert "risk gives ScoreOutput, not NoneType" in done.stdout
    (folder / "plugin.toml").write_text("no manifest")
    done = alone(installed, code + f"sys.exit(main([{str(folder)!r}]))\n")
    assert done.returncode == 1
    assert "is not valid TOML" in done.stderr


def test_an_error_of_the_plugin_is_a_failed_check_with_its_traceback(
    installed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "faulty"
    shutil.copytree(ROOT / "plugins" / "herder_pet", folder)
    source = (folder / "plugin.py").read_text()
    wrong = source.replace('grade = str(request.parameters["fdg_uptake"])', "import not_there")
    (folder / "plugin.py").write_text(wrong)
    code = "from workstation.plugin_api.check import main\n"
    done = alone(installed, code + f"sys.exit(main([{str(folder)!r}]))\n")
    assert done.returncode == 1
    assert done.stdout == "FAIL  runs: ModuleNotFoundError: No module named 'not_there'\n"
    assert "in run\n    import not_there\n" in done.stderr


@pytest.mark.parametrize(
    ("word", "status", "said"),
    [
        ("--help", 2, "usage: lightbox-plugin-check FOLDER"),
        (str(ROOT / "nowhere"), 1, "There is no plugin.toml in"),
        (str(ROOT / "plugins" / "hippocampus_mr"), 1, "checked by `lightbox plugins check`"),
    ],
)
def test_what_is_not_checked_is_said(installed: Path, word: str, status: int, said: str) -> None:
    code = f"from workstation.plugin_api.check import main\nsys.exit(main([{word!r}]))\n"
    done = alone(installed, code)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_what_shipped_plugins_import_is_in_it(closure: ModuleType) -> None:
    there = set(closure.closure(ROOT))
    wanted = set()
    for path in (ROOT / "plugins").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("workstation"):
                wanted.add(str(node.module))
    assert wanted - there == set()
