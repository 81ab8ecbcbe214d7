"""What a hold or a set of reps came to, and against what it was held."""
