"""Fits a calibration to known loads and the counts they gave, with uncertainty and verdict."""
