"""Golden numbers of a small village: they move only on purpose, with a `numbers:` line in the changelog."""
