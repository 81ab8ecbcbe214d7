"""What the window writes of a recording for others: its report, and files for other programs."""
