"""Sound: tones, earcons and voices mixed to samples, and the outputs that play them."""
