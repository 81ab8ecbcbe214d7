"""The page on force-plate files that help and refusals send to."""

PAGE = "calibration/force-plate-files.md"
