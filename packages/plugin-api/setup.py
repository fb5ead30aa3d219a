"""Builds the wheel of the plugin contract from the sources of the program."""

from __future__ import annotations

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

from closure import closure, release  # noqa: E402 - lies beside this file

MODULES = closure(ROOT)


class ClosureOnly(build_py):
    """Takes the modules of the contract, and no other of their packages."""

    def find_package_modules(self, package: str, package_dir: str) -> list[tuple[str, str, str]]:
        """Those of a package that the contract needs."""
        found = super().find_package_modules(package, package_dir)
        names = [
            (each, package if each[1] == "__init__" else f"{package}.{each[1]}") for each in found
        ]
        return [each for each, name in names if name in MODULES]


setup(
    version=release(ROOT),
    package_dir={"": "../.."},
    packages=sorted(name for name, path in MODULES.items() if path.name == "__init__.py"),
    cmdclass={"build_py": ClosureOnly},
)
