"""What the board shows of a person: looks at the feet to stances, faults, reps and taps."""
