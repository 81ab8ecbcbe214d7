"""What is chosen of the window, the person and the machine, and what is kept where."""
