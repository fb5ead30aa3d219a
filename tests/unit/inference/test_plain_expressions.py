"""Expressions are interpreted: what is plain gives Python's value, all else is refused."""

from __future__ import annotations

import ast

import pytest

from workstation.inference.plain_expressions import ExpressionError, Interpreter, parse
from workstation.messages import Message


class Nothing:
    """A library without anything in it."""

    def attribute(self, owner: object, name: str) -> object:
        raise ExpressionError(Message("no {name} of {owner}", name=name, owner=str(owner)))

    def call(self, function: object, args: list[object], named: dict[str, object]) -> object:
        raise ExpressionError(Message("no {function}", function=f"{function} {args} {named}"))

    def function(self, node: ast.Lambda) -> object:
        raise ExpressionError(Message("{text}", text=ast.unparse(node)))


def value(text: str, **names: object) -> object:
    return Interpreter(names, Nothing()).value(parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "1 + 2 * 3 - 4 / 5 // 1 % 2",
        "(256 - 164) // 2,",
        "((256 - 164) // 2,) * 4",
        "1.0 - float(164) / float(256)",
        "[1.5] * 3 if not False else [3.0] * 3",
        "'a' + '/b'",
        "[i + 1 for i in range(5) if i != 2]",
        "[a * b for a, b in zip([1, 2], [3, 4])]",
        "[[x, y] for x in range(2) for y in range(3)]",
        "{k: v for k, v in enumerate(['a', 'b'])}",
        "list(set([1, 2, 3]) - set([2]))",
        "list(range(33, 37)) + [114]",
        "[*[1, 2], 3]",
        "{'a': 1, **{'b': 2}}['b']",
        "[1, 2, 3][1:]",
        "max([1, 5, 2]) and min(3, 2) or 7",
        "1 < 2 <= 2 < 3",
        "'x' in ['x'] and 'y' not in 'abc'",
        "-2 ** 3",
        "None is None",
        "sorted([3, 1, 2])",
    ],
)
def test_plain_expressions_have_the_value_of_python(text: str) -> None:
    assert value(text) == eval(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("__import__('os').system('true')", "__import__ is not known"),
        ("().__class__.__bases__[0].__subclasses__()", "__subclasses__ is not allowed"),
        ("(1).real", "no real"),
        ("[].append(1)", "no append"),
        ("open('/etc/passwd')", "open is not known"),
        ("getattr(1, 'real')", "getattr is not known"),
        ("eval('1')", "eval is not known"),
        ("sorted([1], key=str)", "sorting by a function"),
        ("'%s' % 1", "of a text"),
        ("f'{1}'", "JoinedStr is not allowed"),
        ("(x := 1)", "NamedExpr is not allowed"),
        ("lambda x: x", "lambda x: x"),
        ("(yield 1)", "Yield is not allowed"),
        ("9 ** 9 ** 9", "exponent is too large"),
        ("2 ** 65", "exponent is too large"),
        ("2 ** float('nan')", "exponent is too large"),
        ("(2 ** 64 * 2 ** 64) ** 64", "number is too large"),
        ("'a' * 100000", "too long"),
        ("[0] * 100000", "too long"),
        ("[[0] * 10000 for i in range(10000)]", "too many steps|too long"),
        ("[i for i in range(10000) for j in range(10000)]", "too many steps|too long"),
        ("range(10 ** 9)", "counts too far"),
        ("1 << 5", "LShift is not allowed"),
        ("1 / 0", "ZeroDivisionError"),
        ("[1][5]", "IndexError"),
        ("unknown", "unknown is not known"),
        ("1 +", "no expression"),
        ("a = 1", "no expression"),
        ("(" * 500 + ")" * 500, "no expression|too deep"),
        ("-" * 1900 + "1", "too deep|no expression"),
        ("1" * 3000, "too long"),
        ("[x for __class__.x in [1]]", "something else than names"),
    ],
)
def test_everything_else_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ExpressionError, match=reason):
        value(text)


def test_names_of_a_comprehension_end_with_it() -> None:
    assert value("[x for x in [1, 2]] + [x]", x=9) == [1, 2, 9]


@pytest.mark.parametrize(
    "text",
    [
        "[[[0] * 10000] * 10000] * 10000",
        "str([[[0] * 10000] * 10000] * 10000)",
        "[[0] * 9999] * 9999 == [[0] * 9999] * 9999",
        "sum([list(range(10000))] * 10000, [])",
        "sum([[n] for n in range(5000)], [])",
        "[range(10000)] * 10000",
        "zip(*[range(10000)] * 10000)",
        "b'a' * 10**9",
    ],
)
def test_what_grows_by_repetition_within_repetition_is_refused_at_once(text: str) -> None:
    with pytest.raises(ExpressionError, match=r"too long|too many steps"):
        value(text)


def test_sums_of_short_lists_are_python() -> None:
    assert value("sum([[1, 2], [3]], [])") == [1, 2, 3]
    assert value("sum(n for n in range(10))") == 45
