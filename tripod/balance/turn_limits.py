"""By how much feet may be turned outward; outside of it nobody stands for a drill."""

LEAST_TURN_DEG, MOST_TURN_DEG = -30.0, 45.0
