"""Who trains: the people here, chosen, made, renamed and deleted."""
