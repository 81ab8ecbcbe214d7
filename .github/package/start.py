"""The program's way in, for PyInstaller."""

import sys

from tripod.cli import main

sys.exit(main())
