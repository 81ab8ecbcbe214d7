"""The page of a board that is being built: its firmware is written, and its steps are examined."""
