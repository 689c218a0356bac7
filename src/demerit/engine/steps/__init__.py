"""The steps of a week: each writes only the columns that its docstring names."""
