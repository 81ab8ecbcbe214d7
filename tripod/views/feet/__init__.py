"""Feet, bars and strips as they are drawn."""
