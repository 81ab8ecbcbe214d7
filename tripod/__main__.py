"""`python -m tripod`."""

import sys

from tripod.cli import main

sys.exit(main())
