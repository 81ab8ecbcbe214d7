"""The board that is not there: a person, a foot with regions no sensor sees, sensors with faults, real packets."""
