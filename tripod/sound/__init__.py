"""What is heard: tones, earcons and voices mixed to samples, and where they go."""
