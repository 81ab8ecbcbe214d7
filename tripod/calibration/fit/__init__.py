"""Known loads and the counts they gave -> a calibration, how sure it is, and a verdict."""
