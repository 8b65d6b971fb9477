"""The door of the clock: periodic jobs, claimed from the database, run by any number of runners."""
