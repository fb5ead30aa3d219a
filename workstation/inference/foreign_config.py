"""The configuration of a bundle of others, turned into plain data without running any of it.

References are followed, expressions interpreted (`plain_expressions`), and what they name becomes
`_target_` entries of the lists in `bundle_terms`. Only what is asked for is looked at: a list of
files or an evaluator that the host does not use may stand there.

References
----------
MONAI documentation, "Bundle configuration" (`$`, `@`, `%`, `_target_`, `_disabled_`).
"""

from __future__ import annotations

import ast
import errno
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workstation.inference.bundle_config import LARGEST_CONFIG_BYTES, refused_bundle
from workstation.inference.bundle_terms import HOSTED, is_allowed, short_target
from workstation.inference.foreign_expressions import (
    ALWAYS_KNOWN,
    REFERENCE,
    Device,
    Part,
    interpret,
)
from workstation.inference.plain_expressions import ExpressionError, Steps
from workstation.messages import Message
from workstation.security.plain_files import read_small
from workstation.security.plain_json import plain_json

CONFIG_NAMES = ("configs/inference.json", "configs/inference.yaml", "configs/inference.yml")
_NO_ARGUMENTS = frozenset(
    {"_target_", "_requires_", "_mode_", "_disabled_", "_desc_", "device", "map_location"}
)
MOST_NODES = 100_000
MOST_STEPS = 1_000_000
"""Of all expressions of a configuration together."""
_SEPARATOR = re.compile(r"::|#")


class ForeignConfig:
    """What a configuration says, section by section.

    Parameters
    ----------
    bundle : Path
        Named in refusals.
    content : dict
        As it was read.
    """

    def __init__(self, bundle: Path, content: dict[str, Any]) -> None:
        self.bundle = bundle
        self.content = content
        self._following: list[str] = []
        self._nodes = 0
        self._steps = Steps(MOST_STEPS)
        self._names = {**ALWAYS_KNOWN, **_imported(bundle, content.get("imports", []))}

    def refused(self, what: Message, detail: str = "") -> Exception:
        """The error that refuses this bundle."""
        return refused_bundle(self.bundle, what, detail)

    def plain(self, value: object, place: str) -> Any:  # noqa: ANN401 - any plain value
        """A value with all references followed: plain data, parts, or the device.

        Raises
        ------
        PluginRefusedError
            Something in it is not acceptable; the message names the place.
        """
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise self.refused(Message("has a configuration that is too large"))
        if isinstance(value, str):
            return self._text(value, place)
        if isinstance(value, dict):
            return self._entry(value, place)
        if isinstance(value, list | tuple):
            return [
                self.plain(item, f"{place}.{n}")
                for n, item in enumerate(value)
                if not self.is_disabled(item, f"{place}.{n}")
            ]
        if value is None or isinstance(value, bool | int | float | Device):
            return value
        raise self.refused(Message("has something that is no plain data at {place}", place=place))

    def follow(self, path: str, place: str) -> Any:  # noqa: ANN401 - any plain value
        """What a reference such as `a#b` or `a::0` leads to, as plain data.

        Raises
        ------
        PluginRefusedError
            It leads nowhere or to itself.
        """
        if path in self._following or len(self._following) > 50:
            raise self.refused(Message("refers to itself at {place}", place=place), path)
        self._following.append(path)
        try:
            return self.plain(self._found(path, place), path)
        except RecursionError as error:
            raise self.refused(Message("has a configuration that is too large")) from error
        finally:
            self._following.pop()

    def _found(self, path: str, place: str) -> Any:  # noqa: ANN401
        here: Any = self.content
        for key in _SEPARATOR.split(path):
            if isinstance(here, str):
                here = self.plain(here, place)
            if isinstance(here, dict) and key in here:
                here = here[key]
            elif isinstance(here, list) and key.isdecimal() and int(key) < len(here):
                here = here[int(key)]
            else:
                raise self.refused(
                    Message(
                        "refers to {path}, which is not there, at {place}", path=path, place=place
                    )
                )
        return here

    def _text(self, text: str, place: str) -> Any:  # noqa: ANN401
        bare = text.strip()
        if bare.startswith("$"):
            return self._expression(bare[1:], place)
        whole = REFERENCE.fullmatch(bare)
        if whole:
            return self.follow(whole.group(1), place)
        if bare.startswith("%"):
            inside = REFERENCE.fullmatch("@" + bare[1:])
            if inside is None:
                raise self.refused(Message("includes another file at {place}", place=place), text)
            return self.follow(inside.group(1), place)
        return text

    def _entry(self, value: Mapping[str, Any], place: str) -> Any:  # noqa: ANN401
        if "_target_" not in value:
            return {
                self._key(key, place): self.plain(item, f"{place}.{key}")
                for key, item in value.items()
            }
        for key in ("_requires_", "_mode_"):
            if value.get(key) not in (None, "default", []):
                raise self.refused(
                    Message(
                        "wants more than making an object at {place}.{key}", place=place, key=key
                    )
                )
        name = self.plain(value["_target_"], f"{place}._target_")
        part = self._part(name, place)
        hosted = part["_target_"] in HOSTED
        for key, item in value.items():
            if key in _NO_ARGUMENTS or (hosted and key != "keys"):
                continue
            given = self.plain(item, f"{place}.{key}")
            if not isinstance(given, Device):
                part[key] = given
        return part

    def is_disabled(self, value: object, place: str) -> bool:
        """Whether an entry is switched off."""
        if not isinstance(value, dict):
            return False
        return bool(self.plain(value.get("_disabled_", False), f"{place}._disabled_"))

    def _part(self, name: object, place: str) -> Part:
        short = short_target(str(name))
        if not is_allowed(name) and short not in HOSTED:
            raise self._not_allowed(str(name), place)
        return Part({"_target_": short})

    def _not_allowed(self, name: str, place: str) -> Exception:
        if name.partition(".")[0] == "scripts":
            return self.refused(
                Message(
                    "needs {name} at {place}: Python code of the bundle's own folder scripts, "
                    "which is not run",
                    name=name,
                    place=place,
                )
            )
        return self.refused(
            Message("uses {name}, which is not allowed, at {place}", name=name, place=place)
        )

    def _key(self, key: object, place: str) -> str:
        if not isinstance(key, str) or key.strip().startswith(("$", "@", "%")):
            raise self.refused(
                Message("has something that is no plain data at {place}", place=place)
            )
        return key

    def _expression(self, text: str, place: str) -> Any:  # noqa: ANN401
        try:
            made = interpret(text, self._names, lambda path: self.follow(path, place), self._steps)
        except ExpressionError as error:
            raise self.refused(
                Message(
                    "has an expression at {place} that is not allowed ({why})",
                    place=place,
                    why=error.message,
                ),
                text,
            ) from error
        return made if isinstance(made, Device | Part) else self.plain(made, place)


def _imported(bundle: Path, imports: object) -> dict[str, str]:
    """Names that the configuration's imports would bind, and what they stand for."""
    lines = imports if isinstance(imports, list) else [imports]
    names: dict[str, str] = {}
    for number, line in enumerate(lines):
        place = f"imports.{number}"
        try:
            tree = ast.parse(str(line).strip().removeprefix("$").strip()).body
        except (SyntaxError, ValueError, RecursionError) as error:
            raise refused_bundle(
                bundle, Message("has no import at {place}", place=place), str(line)[:200]
            ) from error
        for statement in tree:
            if isinstance(statement, ast.Import):
                for each in statement.names:
                    whole = each.name if each.asname else each.name.partition(".")[0]
                    names[each.asname or whole] = whole
            elif isinstance(statement, ast.ImportFrom) and not statement.level:
                for each in statement.names:
                    names[each.asname or each.name] = f"{statement.module}.{each.name}"
            else:
                raise refused_bundle(
                    bundle, Message("has no import at {place}", place=place), str(line)[:200]
                )
    return names


def read_foreign_config(bundle: Path) -> tuple[str, ForeignConfig]:
    """The name and the content of the inference configuration of a bundle.

    Raises
    ------
    PluginRefusedError
        There is none, it is too large, or neither JSON nor YAML.
    """
    name = next((each for each in CONFIG_NAMES if (bundle / each).is_file()), "")
    if not name:
        raise refused_bundle(bundle, Message("has no configs/inference.json"))
    try:
        text = read_small(bundle / name, LARGEST_CONFIG_BYTES)
        content = plain_json(text) if name.endswith(".json") else _yaml(text.decode("utf-8"))
    except OSError as error:
        large = error.errno == errno.EFBIG
        what = (
            Message("has a configuration that is too large")
            if large
            else Message("has a configuration that cannot be read")
        )
        raise refused_bundle(bundle, what, str(error)) from error
    except (ValueError, RecursionError) as error:
        raise refused_bundle(
            bundle, Message("has a configuration that is neither JSON nor YAML"), str(error)
        ) from error
    if not isinstance(content, dict):
        raise refused_bundle(bundle, Message("has a configuration without a network"))
    return name, ForeignConfig(bundle, {str(key): value for key, value in content.items()})


def _yaml(text: str) -> object:
    import yaml

    class _EachOnce(yaml.SafeLoader):
        """Refuses a name that a mapping has twice, which readers take differently."""

        def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:  # noqa: ANN401 - a name
            node = super().compose_mapping_node(anchor)
            seen: set[str] = set()
            for key, _ in node.value:
                name = str(key.value)
                if name in seen:
                    raise yaml.YAMLError(f"the name {name[:100]!r} stands twice in one mapping")
                seen.add(name)
            return node

    try:
        # The loader is a safe one.
        return yaml.load(text, _EachOnce)  # noqa: S506
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
