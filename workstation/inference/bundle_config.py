"""Bundle configurations are code (MONAI evaluates `$…`); here they are made harmless first.

Nothing of a configuration is evaluated: a `$` expression, a macro that includes another
file, an import, or a class outside the lists of `bundle_terms` refuses the bundle. A function over
tensors stands as `{"_function_": "lambda …"}` and is interpreted (`tensor_functions`).
"""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workstation.errors import PluginRefusedError
from workstation.inference.bundle_terms import FUNCTION, is_allowed
from workstation.inference.plain_expressions import ExpressionError
from workstation.inference.tensor_functions import TensorFunction
from workstation.messages import Message
from workstation.security.plain_files import read_small

USED_SECTIONS = ("network_def", "preprocessing", "inferer", "postprocessing")
LARGEST_CONFIG_BYTES = 1024 * 1024
_LONGEST_FIELD = 300

KNOWN_EXPRESSIONS = frozenset(
    {
        "$torch.device('cuda:0' if torch.cuda.is_available() else 'cpu')",
        "$torch.device('cuda' if torch.cuda.is_available() else 'cpu')",
    }
)
"""Expressions of ordinary bundles that may stand outside the used sections; the host decides
on the device itself and never evaluates them."""


def read_bundle_config(bundle: Path) -> dict[str, Any]:
    """`configs/inference.json` of a bundle, judged.

    Raises
    ------
    PluginRefusedError
        The file is absent, not JSON, or holds something that would run code.
    """
    path = bundle / "configs" / "inference.json"
    try:
        config = json.loads(read_small(path, LARGEST_CONFIG_BYTES))
    except OSError as error:
        if error.errno == errno.EFBIG:
            what = Message("has a configuration that is too large")
            raise refused_bundle(bundle, what) from error
        raise refused_bundle(
            bundle, Message("has no configs/inference.json"), str(error)
        ) from error
    except (ValueError, RecursionError) as error:
        raise refused_bundle(
            bundle, Message("has a configuration that is not JSON"), str(error)
        ) from error
    if not isinstance(config, dict) or "network_def" not in config:
        raise refused_bundle(bundle, Message("has a configuration without a network"))
    require_harmless(bundle, config)
    return config


def require_harmless(bundle: Path, config: dict[str, Any]) -> None:
    """Refuse expressions, macros, imports and classes that are not on the list.

    Raises
    ------
    PluginRefusedError
        Names what was found, and where.
    """
    if "imports" in config:
        raise refused_bundle(bundle, Message("wants to import Python modules"))
    for section, content in config.items():
        for place, text in _strings(content, section):
            if text.startswith("$") and not (
                section not in USED_SECTIONS and text.strip() in KNOWN_EXPRESSIONS
            ):
                raise refused_bundle(
                    bundle, Message("has a Python expression at {place}", place=place), text
                )
            if text.startswith("%"):
                raise refused_bundle(
                    bundle, Message("includes another file at {place}", place=place), text
                )
        if section in USED_SECTIONS:
            _require_known_classes(bundle, section, content)


def _require_known_classes(bundle: Path, place: str, content: object) -> None:
    if isinstance(content, dict):
        for key, value in content.items():
            if key == "_target_":
                if not is_allowed(value):
                    raise refused_bundle(
                        bundle,
                        Message("uses a class that is not allowed at {place}", place=place),
                        str(value),
                    )
            elif key == FUNCTION:
                _require_function(bundle, place, value)
            elif key == "_mode_":
                raise refused_bundle(
                    bundle, Message("changes how a class is made at {place}", place=place)
                )
            else:
                _require_known_classes(bundle, f"{place}.{key}", value)
    elif isinstance(content, list):
        for number, value in enumerate(content):
            _require_known_classes(bundle, f"{place}.{number}", value)


def _require_function(bundle: Path, place: str, text: object) -> None:
    try:
        TensorFunction(str(text))
    except ExpressionError as error:
        raise refused_bundle(
            bundle,
            Message(
                "has a function at {place} that is not allowed ({why})",
                place=place,
                why=error.message,
            ),
            str(text),
        ) from error


def _strings(content: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(content, str):
        yield place, content.lstrip()
    elif isinstance(content, dict):
        for key, value in content.items():
            yield f"{place}.{key}", str(key).lstrip()
            yield from _strings(value, f"{place}.{key}")
    elif isinstance(content, list):
        for number, value in enumerate(content):
            yield from _strings(value, f"{place}.{number}")


def refused_bundle(bundle: Path, what: Message, detail: str = "") -> PluginRefusedError:
    """The error that refuses a bundle; what the bundle says within is made short and plain."""
    plain = Message.of_plain(_made_plain(what.plain))
    return PluginRefusedError(
        Message("The model {name} {what}; it was not loaded.", name=bundle.name, what=plain),
        hint=Message(
            "Use a bundle from a source that you trust, or ask its author for a plain one."
        ),
        detail=detail,
    )


def _made_plain(value: Any) -> Any:  # noqa: ANN401 - a message as plain data, or a field of one
    """A message whose texts, which a bundle may have written, are short and can be printed."""
    if isinstance(value, dict):
        fields = {name: _made_plain(field) for name, field in value.get("fields", {}).items()}
        return {**value, "fields": fields}
    if not isinstance(value, str):
        return value
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in value)
    if len(text) <= _LONGEST_FIELD:
        return text
    return f"{text[: _LONGEST_FIELD // 2]} … {text[-_LONGEST_FIELD // 2 :]}"
