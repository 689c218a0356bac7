"""Studies: many runs, over seeds and over worlds whose assumed numbers are drawn from their plausible ranges."""
