"""What each kind of file holds, as it stands on disk; a file a kind. Other rooms turn these into what they work with."""
