from __future__ import annotations

from workstation.messages import Message
from workstation.session.undo import Command, UndoStack


def test_steps_are_undone_in_reverse_and_a_new_step_forgets_the_undone() -> None:
    values: list[int] = []
    changes: list[None] = []
    stack = UndoStack(lambda: changes.append(None))

    def add(n: int) -> Command:
        return Command(
            Message("add {n}", n=n), do=lambda: values.append(n), undo=lambda: values.remove(n)
        )

    for n in (1, 2):
        stack.run(add(n))
    assert str(stack.undo()) == "add 2"
    assert values == [1]
    assert str(stack.redo_text) == "add 2"
    stack.run(add(3))
    assert not stack.redo()
    assert values == [1, 3]
    assert [str(stack.undo()) for _ in range(3)] == ["add 3", "add 1", ""]
    assert str(stack.redo()) == "add 1"
    stack.clear()
    assert not stack.undo_text
    assert len(changes) == 8


def test_the_oldest_steps_are_forgotten() -> None:
    stack = UndoStack()
    for n in range(600):
        stack.run(Command(Message("{n}", n=n), do=lambda: None, undo=lambda: None))
    count = 0
    while stack.undo():
        count += 1
    assert count == 500
