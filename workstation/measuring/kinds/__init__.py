"""One file per kind of measurement; `measuring.registry` finds them."""
