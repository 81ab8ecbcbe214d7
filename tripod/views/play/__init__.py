"""The virtual board that mouse and keys play."""
