"""What the page of an assessment can draw: one picture a file, and the folder is the list."""
