"""Functions of bundles: a few things of tensors, and nothing else."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from workstation.inference.plain_expressions import ExpressionError
from workstation.inference.tensor_functions import TensorFunction


def outcome(text: str, *values: Any) -> Any:
    return TensorFunction(text)(*values)


@pytest.mark.parametrize(
    "text",
    [
        "lambda x: x > 0.2",
        "lambda x: x[1:]",
        "lambda x: torch.where(x > 1, x, torch.zeros_like(x))",
        "lambda x: (x - x.mean()) / x.std()",
        "lambda x: x.sum(dim=0) if x.ndim > 1 else x",
        "lambda x: torch.nan_to_num(x, nan=255.0)",
        "lambda x: (x > 0.5) & ~(x > 2)",
        "lambda x: x.clamp(min=0, max=1).float()",
    ],
)
def test_functions_of_tensors_do_what_python_does(text: str) -> None:
    import torch

    x = torch.arange(12.0).reshape(3, 4) / 4
    assert torch.equal(outcome(text, x), eval(text, {"torch": torch})(x))


@pytest.mark.parametrize(
    "text",
    [
        "lambda x: x.__class__",
        "lambda x: x.data.tofile('/tmp/x')",
        "lambda x: torch.load('/tmp/x')",
        "lambda x: torch.hub.load('a', 'b')",
        "lambda x: torch.ops",
        "lambda x: open('/tmp/x')",
        "lambda x: x.apply_(print)",
        "lambda x: x.numpy()",
        "lambda x, *more: x",
        "lambda x=torch.load('y'): x",
        "lambda x: [y for y in x]",
        "lambda x: (lambda y: y)(x)",
        "lambda x: os.system('true')",
        "x > 1",
    ],
)
def test_anything_else_is_refused_before_it_is_called(text: str) -> None:
    with pytest.raises(ExpressionError):
        TensorFunction(text)


def test_a_number_of_arguments_that_differs_is_a_fault() -> None:
    with pytest.raises(TypeError, match="takes 1 arguments"):
        outcome("lambda x: x", 1, 2)


def test_an_argument_may_be_called_torch_without_becoming_the_module() -> None:
    with pytest.raises(ExpressionError):
        outcome("lambda torch: torch.sum(torch)", "no tensor")


def test_a_function_can_be_copied_with_its_transform() -> None:
    assert copy.deepcopy(TensorFunction("lambda x: x + 1"))(1) == 2
