"""What was kept: people, one drill over weeks, sessions by day, and one try of them."""
