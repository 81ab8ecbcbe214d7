"""Files and folders of the user's data."""
