"""Expressions of bundles, judged by their syntax and interpreted; Python never evaluates them.

Only what is listed works: constants, arithmetic, comparisons, indexing, comprehensions, a few
functions of values, and names that the caller knows. Sizes are bounded, so that an expression
comes to an end.

References
----------
Python Language Reference, 6 (Expressions).
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from workstation.messages import Message

LONGEST_EXPRESSION = 2000
LARGEST_SEQUENCE = 10_000
MOST_STEPS = 100_000
LARGEST_EXPONENT = 64


class ExpressionError(Exception):
    """An expression is not acceptable.

    Parameters
    ----------
    message : Message
        What in it is not, as the end of a sentence.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class Library(Protocol):
    """What names with dots stand for, and what may be called."""

    def attribute(self, owner: object, name: str) -> object:
        """`owner.name`.

        Raises
        ------
        ExpressionError
            It is not known.
        """

    def call(self, function: object, args: list[Any], named: dict[str, Any]) -> object:
        """`function(*args, **named)`.

        Raises
        ------
        ExpressionError
            It may not be called.
        """

    def function(self, node: ast.Lambda) -> object:
        """What stands for a lambda.

        Raises
        ------
        ExpressionError
            It may not stand here, or does more than functions may.
        """


_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
    ast.Invert: operator.invert,
}
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}
PLAIN_FUNCTIONS: dict[str, Callable[..., Any]] = {
    f.__name__: f
    for f in (
        abs, bool, dict, enumerate, float, int, len, list, max, min, range, reversed, round, set,
        sorted, str, sum, tuple, zip,
    )
}  # fmt: skip


def parse(text: str) -> ast.expr:
    """The syntax tree of one expression.

    Raises
    ------
    ExpressionError
        It is too long, or no expression.
    """
    if len(text) > LONGEST_EXPRESSION:
        raise ExpressionError(Message("it is too long"))
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(Message("it is no expression of Python")) from error


class Steps:
    """How much work expressions may still make; shared by those that have to share it.

    Parameters
    ----------
    most : int
        Nodes that are looked at, and values that are made.
    """

    def __init__(self, most: int = MOST_STEPS) -> None:
        self._left = most

    def take(self, count: int = 1) -> None:
        """Use some of it up.

        Raises
        ------
        ExpressionError
            There is not so much left.
        """
        self._left -= count
        if self._left < 0:
            raise ExpressionError(Message("it takes too many steps"))


class Interpreter:
    """Gives the value of a syntax tree.

    Parameters
    ----------
    names : mapping
        What bare names stand for.
    library : Library
        What may be asked of the values of those names.
    steps : Steps or None
        Out of which its work is taken; None for `MOST_STEPS` of its own.
    """

    def __init__(
        self, names: Mapping[str, Any], library: Library, steps: Steps | None = None
    ) -> None:
        self._names = dict(names)
        self._library = library
        self._steps = steps or Steps()

    def value(self, node: ast.expr) -> Any:  # noqa: ANN401 - any value of an expression
        """The value of a node.

        Raises
        ------
        ExpressionError
            Something in it is not acceptable.
        """
        self._steps.take()
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise ExpressionError(Message("{kind} is not allowed", kind=type(node).__name__))
        try:
            made = method(node)
            if not isinstance(node, ast.Name):
                self._steps.take(_weight(made))
        except ExpressionError:
            raise
        except RecursionError as error:
            raise ExpressionError(Message("it is nested too deeply")) from error
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise ExpressionError(
                Message("{kind}: {error}", kind=type(error).__name__, error=str(error))
            ) from error
        return made

    def _constant(self, node: ast.Constant) -> object:
        return node.value

    def _name(self, node: ast.Name) -> object:
        if node.id in self._names:
            return self._names[node.id]
        if node.id in PLAIN_FUNCTIONS:
            return PLAIN_FUNCTIONS[node.id]
        raise ExpressionError(Message("the name {name} is not known", name=node.id))

    def _attribute(self, node: ast.Attribute) -> object:
        if node.attr.startswith("_"):
            raise ExpressionError(Message(".{name} is not allowed", name=node.attr))
        return self._library.attribute(self.value(node.value), node.attr)

    def _call(self, node: ast.Call) -> object:
        function = self.value(node.func)
        args = self._items(node.args)
        named: dict[str, Any] = {}
        for keyword in node.keywords:
            given = self.value(keyword.value)
            named.update(given if keyword.arg is None else {keyword.arg: given})
        if any(function is each for each in PLAIN_FUNCTIONS.values()):
            return self._plain(function, args, named)
        return self._library.call(function, args, named)

    def _lambda(self, node: ast.Lambda) -> object:
        return self._library.function(node)

    def _plain(
        self, function: Callable[..., Any], args: list[Any], named: dict[str, Any]
    ) -> object:
        if function is range and len(range(*args)) > LARGEST_SEQUENCE:
            raise ExpressionError(Message("it counts too far"))
        if function is sum and args:
            # Sums of lists copy them again and again.
            items = list(args[0])
            if any(isinstance(item, list | tuple) for item in items):
                self._steps.take(_weight(items) * len(items))
            args = [items, *args[1:]]
        if "key" in named:
            raise ExpressionError(Message("sorting by a function is not allowed"))
        made = function(*args, **named)
        return list(made) if isinstance(made, enumerate | zip | reversed) else made

    def _binop(self, node: ast.BinOp) -> object:
        left, right = self.value(node.left), self.value(node.right)
        if isinstance(node.op, ast.Pow) and isinstance(right, int | float):
            if not abs(right) <= LARGEST_EXPONENT:
                raise ExpressionError(Message("the exponent is too large"))
            if isinstance(left, int) and left.bit_length() > LARGEST_EXPONENT:
                raise ExpressionError(Message("the number is too large"))
        if isinstance(node.op, ast.Mod) and isinstance(left, str):
            raise ExpressionError(Message("% of a text is not allowed"))
        if isinstance(node.op, ast.Mult):
            _require_short(left, right)
        return _known(_BINARY, node.op)(left, right)

    def _unaryop(self, node: ast.UnaryOp) -> object:
        return _known(_UNARY, node.op)(self.value(node.operand))

    def _boolop(self, node: ast.BoolOp) -> object:
        last = isinstance(node.op, ast.Or)
        found: object = None
        for part in node.values:
            found = self.value(part)
            if bool(found) is last:
                break
        return found

    def _compare(self, node: ast.Compare) -> object:
        left, found = self.value(node.left), True
        for op, part in zip(node.ops, node.comparators, strict=True):
            right = self.value(part)
            found = _known(_COMPARE, op)(left, right)
            if len(node.ops) > 1 and not found:
                break
            left = right
        return found

    def _ifexp(self, node: ast.IfExp) -> object:
        return self.value(node.body if self.value(node.test) else node.orelse)

    def _list(self, node: ast.List) -> object:
        return self._items(node.elts)

    def _tuple(self, node: ast.Tuple) -> object:
        return tuple(self._items(node.elts))

    def _set(self, node: ast.Set) -> object:
        return set(self._items(node.elts))

    def _dict(self, node: ast.Dict) -> object:
        made: dict[Any, Any] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                made.update(self.value(value))
            else:
                made[self.value(key)] = self.value(value)
        return made

    def _subscript(self, node: ast.Subscript) -> object:
        return self.value(node.value)[self.value(node.slice)]

    def _slice(self, node: ast.Slice) -> object:
        parts = (node.lower, node.upper, node.step)
        return slice(*(self.value(part) if part is not None else None for part in parts))

    def _listcomp(self, node: ast.ListComp) -> object:
        return self._comprehended(node.generators, lambda inner: inner.value(node.elt))

    def _generatorexp(self, node: ast.GeneratorExp) -> object:
        return self._comprehended(node.generators, lambda inner: inner.value(node.elt))

    def _setcomp(self, node: ast.SetComp) -> object:
        return set(self._comprehended(node.generators, lambda inner: inner.value(node.elt)))

    def _dictcomp(self, node: ast.DictComp) -> object:
        pairs = self._comprehended(
            node.generators, lambda inner: (inner.value(node.key), inner.value(node.value))
        )
        return dict(pairs)

    def _comprehended(
        self, loops: list[ast.comprehension], make: Callable[[Interpreter], Any]
    ) -> list[Any]:
        loop, rest = loops[0], loops[1:]
        made: list[Any] = []
        before = dict(self._names)
        try:
            for item in self.value(loop.iter):
                self._bind(loop.target, item)
                if all(self.value(test) for test in loop.ifs):
                    made += self._comprehended(rest, make) if rest else [make(self)]
        finally:
            self._names = before
        return made

    def _bind(self, target: ast.expr, item: object) -> None:
        if isinstance(target, ast.Name):
            self._names[target.id] = item
        elif isinstance(target, ast.Tuple | ast.List) and isinstance(item, tuple | list):
            for each, part in zip(target.elts, item, strict=True):
                self._bind(each, part)
        else:
            raise ExpressionError(Message("it binds something else than names"))

    def _items(self, nodes: list[ast.expr]) -> list[Any]:
        made: list[Any] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                made += list(self.value(node.value))
            else:
                made.append(self.value(node))
        return made


def _known(table: Mapping[type[Any], Callable[..., Any]], op: ast.AST) -> Callable[..., Any]:
    if type(op) not in table:
        raise ExpressionError(Message("{kind} is not allowed", kind=type(op).__name__))
    return table[type(op)]


def _require_short(left: object, right: object) -> None:
    for sequence, times in ((left, right), (right, left)):
        if (
            isinstance(sequence, str | bytes | list | tuple)
            and isinstance(times, int)
            and len(sequence) * times > LARGEST_SEQUENCE
        ):
            raise ExpressionError(Message("it makes something too long"))


def _weight(value: object) -> int:
    """How many values a value holds, those within it counted as often as they stand there.

    Raises
    ------
    ExpressionError
        They are too many, or it is too large a number.
    """
    if isinstance(value, int):
        if value.bit_length() > LARGEST_EXPONENT * LARGEST_EXPONENT:
            raise ExpressionError(Message("the number is too large"))
        return 0
    found, waiting = 0, [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str | bytes | list | tuple | set | dict | range):
            found += len(each)
            if found > LARGEST_SEQUENCE:
                raise ExpressionError(Message("it makes something too long"))
        if isinstance(each, dict):
            waiting += [*each.keys(), *each.values()]
        elif isinstance(each, list | tuple | set):
            waiting += each
    return found
