"""The drill page."""
