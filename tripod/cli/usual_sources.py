"""What is listened to where no source is named."""

DEMO = "virtual:shift,board=pads"
PUPIL = "virtual:pupil,board=pads,habit=mt1_light:right"
