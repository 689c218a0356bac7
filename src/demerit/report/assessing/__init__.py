"""The page of an assessment, and the same as a file for those who must file it."""
