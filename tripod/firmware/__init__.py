"""The firmware that ships with the program, and the ways in which it gets onto a board."""
