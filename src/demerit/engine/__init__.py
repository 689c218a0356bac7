"""Time passes: the week, its steps, and what a run leaves behind."""
