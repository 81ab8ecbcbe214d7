"""Calibration: fits, the wizard, versions on disk, certificates."""
