"""The languages of the program: their catalogs, and the one that is spoken to the reader."""

from workstation.language.catalogs import CHINESE, ENGLISH, Catalog, catalog
from workstation.language.spoken import language, say, shown, speak, tr

__all__ = [
    "CHINESE", "ENGLISH", "Catalog", "catalog", "language", "say", "shown", "speak", "tr",
]  # fmt: skip
