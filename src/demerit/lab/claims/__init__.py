"""Claims: statements that a study can hold up or let fall, one file each in ``written/``."""
