"""Counts to newtons: the calibration, how it is applied, and the zero of the day."""
