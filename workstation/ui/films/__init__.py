"""Radiographs: true size, calibration, magnifier."""
