"""What each kind of file holds, as it stands on disk. Other rooms turn these values into what they work with."""
