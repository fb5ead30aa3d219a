"""How the board is divided, what hangs where, and what follows what."""
