"""What a drill's file says: steps, limits, and what a person is going to do of them."""
