"""`python -m tripod`."""

import sys

from tripod.cli import main

# Workers of a cluster on this machine import this module again under another name.
if __name__ == "__main__":
    sys.exit(main())
