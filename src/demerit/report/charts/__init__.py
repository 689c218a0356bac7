"""What a report can draw: one figure a file, and the folder is the list."""
