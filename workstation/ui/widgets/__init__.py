"""Fields, labels, tables and colors that every feature is made of."""
