"""Paper: a session, or a calibration, as a PDF that is handed over."""
