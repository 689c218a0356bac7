"""How written law comes in and goes out: files, positions, messages, names."""
