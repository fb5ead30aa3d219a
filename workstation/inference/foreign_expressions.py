"""Expressions of the configuration of a bundle of others, interpreted into plain data.

What names a class of the lists in `bundle_terms` becomes an entry that says what is to be made;
no class is looked up here.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from workstation.inference.bundle_terms import (
    FUNCTION,
    MODULES,
    POSITIONAL,
    is_allowed,
    short_target,
)
from workstation.inference.plain_expressions import ExpressionError, Interpreter, Steps, parse
from workstation.inference.tensor_functions import judged_lambda
from workstation.messages import Message

REFERENCE = re.compile(r"@(\w+(?:(?:::|#)\w+)*)")
_PLACEHOLDER = "reference_{number}_of_the_configuration"
_DEVICE_CALLS = frozenset({"torch.device"})
_IDENTITY_CALLS = frozenset({"copy.deepcopy", "copy.copy"})
_IDENTITY_METHODS = frozenset({"to", "cuda", "cpu", "eval", "float"})
_PLAIN_METHODS: dict[type, frozenset[str]] = {
    dict: frozenset({"get", "items", "keys", "values"}),
    str: frozenset({"lower", "upper", "strip", "split"}),
}
_DTYPES = frozenset(
    {"float", "float16", "float32", "float64", "half", "int8", "int16", "int32", "int64", "long",
     "uint8", "bool"}
)  # fmt: skip
_DTYPE_NAMES = {"float": "float32", "half": "float16", "long": "int64"}
_CONSTANTS: dict[str, Any] = {
    "math.pi": math.pi,
    "numpy.pi": math.pi,
    "monai.utils.CommonKeys.IMAGE": "image",
    "monai.utils.CommonKeys.LABEL": "label",
    "monai.utils.CommonKeys.PRED": "pred",
}
ALWAYS_KNOWN = {"monai": "monai", "torch": "torch", "np": "numpy", "numpy": "numpy"}
"""Names that configurations may use without importing them."""


class Device:
    """Stands for whatever device the bundle would choose; the host chooses."""


class Part(dict[str, Any]):
    """A `_target_` entry: something that is to be made."""


class Dotted(str):
    """A name with dots that stands for something in a module, not yet for a value."""

    __slots__ = ()


def interpret(
    text: str, modules: Mapping[str, str], follow: Callable[[str], Any], steps: Steps | None = None
) -> Any:  # noqa: ANN401 - any plain value
    """What an expression comes to: plain data, a part to be made, or the device.

    Parameters
    ----------
    text : str
        Without the leading `$`.
    modules : mapping
        Names that stand for something in a module, and what for.
    follow : callable
        Gives the value of a reference, e.g. of "a#b".
    steps : Steps or None
        Out of which its work is taken, where several expressions share it.

    Raises
    ------
    ExpressionError
        Something in it is not acceptable; the text says what.
    """
    references: dict[str, str] = {}

    def placeholder(match: re.Match[str]) -> str:
        name = _PLACEHOLDER.format(number=len(references))
        references[name] = match.group(1)
        return name

    node = parse(REFERENCE.sub(placeholder, text))
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and "_of_the_configuration" in str(inner.value):
            raise ExpressionError(Message("a reference stands within a text"))
    names: dict[str, Any] = {name: Dotted(path) for name, path in modules.items()}
    names |= {name: follow(path) for name, path in references.items()}
    return _listed(Interpreter(names, _Symbols(names), steps).value(node))


class _Symbols:
    """What expressions of a configuration may ask for: parts to be made, constants, the device."""

    def __init__(self, names: dict[str, Any]) -> None:
        self._names = names

    def attribute(self, owner: object, name: str) -> object:
        """A longer name, or a method that changes nothing."""
        if isinstance(owner, Dotted):
            if owner.partition(".")[0] not in MODULES:
                if owner.partition(".")[0] == "scripts":
                    raise ExpressionError(
                        Message("it needs the bundle's own scripts, which are not run")
                    )
                raise ExpressionError(
                    Message("it needs the module {name}", name=owner.partition(".")[0])
                )
            longer = Dotted(f"{owner}.{name}")
            return _CONSTANTS.get(longer, longer)
        if isinstance(owner, Part) and name in _IDENTITY_METHODS:
            return lambda *_args, **_named: owner
        for kind, known in _PLAIN_METHODS.items():
            if type(owner) is kind and name in known:
                return getattr(owner, name)
        raise ExpressionError(Message(".{name} is not allowed", name=name))

    def call(self, function: object, args: list[Any], named: dict[str, Any]) -> object:
        """A part to be made, or the value of a function that is known."""
        if not isinstance(function, Dotted):
            if callable(function):
                return function(*args, **named)
            raise ExpressionError(Message("it calls something that is no function"))
        if function in _DEVICE_CALLS:
            return Device()
        if function == "torch.cuda.is_available":
            return False
        if function in _IDENTITY_CALLS and len(args) == 1:
            return args[0]
        if function == "os.path.join":
            return "/".join(args)
        if not is_allowed(function):
            raise ExpressionError(Message("{function} is not allowed", function=str(function)))
        part = Part({"_target_": short_target(function)})
        part.update({key: value for key, value in named.items() if not isinstance(value, Device)})
        if args:
            part[POSITIONAL] = args
        return part

    def function(self, node: ast.Lambda) -> object:
        """A function over tensors; what it takes from the configuration becomes a constant."""
        inlined = _Inlined(self._names).visit(node)
        return {FUNCTION: judged_lambda(ast.fix_missing_locations(inlined))}


class _Inlined(ast.NodeTransformer):
    """Puts plain values in the place of references."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Constants for references; `torch` under its own name."""
        value = self._names.get(node.id)
        if isinstance(value, Dotted):
            return ast.Name(id=str(value), ctx=node.ctx)
        if node.id in self._names:
            if not isinstance(value, str | int | float | bool | list | tuple | None):
                raise ExpressionError(Message("a function refers to something that is to be made"))
            return parse(repr(value))
        return node


def _constant(name: Dotted) -> str:
    module, _, last = name.rpartition(".")
    if module in {"torch", "numpy"} and last in _DTYPES:
        return _DTYPE_NAMES.get(last, last)
    raise ExpressionError(Message("{name} is not allowed here", name=name))


def _listed(value: Any) -> Any:  # noqa: ANN401
    """Plain data as JSON has it."""
    if isinstance(value, Dotted):
        return _constant(value)
    if isinstance(value, str) and value.lstrip().startswith(("$", "@", "%")):
        raise ExpressionError(Message("it makes another expression"))
    if isinstance(value, Part | Device):
        return value
    if isinstance(value, list | tuple | set):
        return [_listed(item) for item in value]
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    return value
