"""What was kept, found again: an index of people's diaries, notes and recordings. The folders are the truth."""
