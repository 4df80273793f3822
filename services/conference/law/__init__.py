"""The law as data and pure rules: no I/O, no clock, no framework; every rule names its source."""
