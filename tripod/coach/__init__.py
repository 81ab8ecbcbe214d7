"""The coach: what a drill's events become in words and tones. Numpy and plain values; no device, no clock."""
