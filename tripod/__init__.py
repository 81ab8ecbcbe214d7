"""tripod: see and hear how your feet load."""

__version__ = "0.1.0"
