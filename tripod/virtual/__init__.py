"""The virtual board: a simulated person, foot and sensors, which send the firmware's real packets."""
