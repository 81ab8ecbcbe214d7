"""The page of a recording: play, pause, seek, mark, and another one beside it."""
