"""Frozen values that every part of the program speaks of.

Arrays are [k, j, i] = slice, row, column. `affine_lps` maps (k, j, i, 1) to LPS mm.
"""
