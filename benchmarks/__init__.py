"""Speed measurements beside other programs; each module is run with python -m."""
