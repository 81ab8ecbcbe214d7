"""What the main window is made of: its pages, the open board, messages, keys."""
