"""From a board file and a build file to everything that a builder prints, buys, cuts and solders."""
