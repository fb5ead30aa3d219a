"""Published scores and guideline tables: inputs, validity, citation, result."""
