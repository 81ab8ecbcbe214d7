"""Calibration as a state machine: blocks and answers in, one picture of the step out. No Qt, no clock, no files."""
