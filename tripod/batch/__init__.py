"""Many files through one function: here, or on a cluster."""
