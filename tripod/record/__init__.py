"""Frames to disk and back. A session is a folder; each of its files opens with nothing of ours installed."""
