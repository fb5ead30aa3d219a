"""Functions of bundles over tensors, e.g. `lambda x: x > 0.2`, judged and then interpreted."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from workstation.inference.bundle_terms import TENSOR_FACTS, TENSOR_FUNCTIONS, TENSOR_METHODS
from workstation.inference.plain_expressions import (
    PLAIN_FUNCTIONS,
    ExpressionError,
    Interpreter,
    parse,
)
from workstation.messages import Message

_TORCH = "torch"
_INNER = (
    ast.Constant, ast.Name, ast.Attribute, ast.Call, ast.keyword, ast.BinOp, ast.UnaryOp,
    ast.BoolOp, ast.Compare, ast.IfExp, ast.List, ast.Tuple, ast.Subscript, ast.Slice,
    ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.expr_context,
)  # fmt: skip


def judged_lambda(node: ast.Lambda) -> str:
    """The text of a lambda that does no more than is allowed.

    Raises
    ------
    ExpressionError
        Says what in it is not.
    """
    given = node.args
    if given.vararg or given.kwarg or given.kwonlyargs or given.defaults or given.posonlyargs:
        raise ExpressionError(Message("a function takes plain arguments only"))
    names = {argument.arg for argument in given.args} | set(PLAIN_FUNCTIONS) | {_TORCH}
    for inner in ast.walk(node.body):
        if not isinstance(inner, _INNER):
            raise ExpressionError(
                Message("{kind} is not allowed in a function", kind=type(inner).__name__)
            )
        if isinstance(inner, ast.Name) and inner.id not in names:
            raise ExpressionError(Message("the name {name} is not known", name=inner.id))
        if isinstance(inner, ast.Attribute):
            of_torch = isinstance(inner.value, ast.Name) and inner.value.id == _TORCH
            known = TENSOR_FUNCTIONS if of_torch else TENSOR_METHODS | TENSOR_FACTS
            if inner.attr not in known:
                raise ExpressionError(
                    Message(".{name} is not allowed in a function", name=inner.attr)
                )
    return ast.unparse(node)


class TensorFunction:
    """A function of a bundle.

    Parameters
    ----------
    text : str
        One lambda.

    Raises
    ------
    ExpressionError
        It is none, or does more than is allowed.
    """

    def __init__(self, text: str) -> None:
        node = parse(text)
        if not isinstance(node, ast.Lambda):
            raise ExpressionError(Message("it is no function"))
        self.text = judged_lambda(node)
        self._node = node

    def __call__(self, *values: Any) -> Any:  # noqa: ANN401 - tensors in, tensor out
        """The value of the body.

        Raises
        ------
        TypeError
            The number of arguments differs.
        """
        names = [argument.arg for argument in self._node.args.args]
        if len(names) != len(values):
            raise TypeError(f"{self.text} takes {len(names)} arguments")
        given: dict[str, Any] = dict(zip(names, values, strict=True))
        given.setdefault(_TORCH, _Torch())
        return Interpreter(given, _Tensors()).value(self._node.body)


class _Torch:
    """Stands for the module `torch`."""


@dataclass(frozen=True)
class _Known:
    """Something that was found to be callable by its name."""

    function: Any


class _Tensors:
    """The few functions and methods of tensors."""

    def attribute(self, owner: object, name: str) -> object:
        """A known function of torch, or a known method of a tensor."""
        import torch

        if isinstance(owner, _Torch) and name in TENSOR_FUNCTIONS:
            return _Known(getattr(torch, name))
        if isinstance(owner, torch.Tensor) and name in TENSOR_METHODS:
            return _Known(getattr(owner, name))
        if isinstance(owner, torch.Tensor) and name in TENSOR_FACTS:
            return getattr(owner, name)
        raise ExpressionError(Message(".{name} is not known", name=name))

    def call(self, function: object, args: list[Any], named: dict[str, Any]) -> object:
        """Call what `attribute` gave, and nothing else."""
        if not isinstance(function, _Known):
            raise ExpressionError(Message("it calls something that is no function of tensors"))
        return function.function(*args, **named)

    def function(self, node: ast.Lambda) -> object:
        """There are no functions inside functions."""
        raise ExpressionError(Message("{text} stands inside a function", text=ast.unparse(node)))
