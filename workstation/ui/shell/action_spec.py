"""One row of the table of actions."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.language import say
from workstation.messages import Message


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing that the reader can do.

    `group` names actions of which one is checked at a time; `icon` is a qtawesome name and
    puts the action on the tool bar, unless `on_bar` says that another button has it. Texts and
    menus stand here in English and are translated when they are shown.
    """

    id: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    checkable: bool = False
    group: str = ""
    icon: str = ""
    separator: bool = False
    after: str = ""
    """Id of the row of the same menu that it stands behind; else behind the row before it of its
    feature, or at the end of the menu."""
    on_bar: bool = True
    number: int = 0
    """Stands in the text for "{n}"."""

    @property
    def words(self) -> str:
        """Its text in the language of the reader, with mnemonic."""
        return say(Message.term(self.text, n=self.number))

    @property
    def menu_words(self) -> str:
        """Its menu in the language of the reader, with mnemonic."""
        return " › ".join(say(Message.term(part)) for part in self.menu.split("/"))
