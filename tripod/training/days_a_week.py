"""How often a week somebody may train by a plan. Apart, for the command line asks for it before anything is loaded."""

DAYS_A_WEEK = (2, 5)
