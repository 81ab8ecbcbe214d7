"""Bytes to frames: the wire, its clock, and the one interface of all sources."""
