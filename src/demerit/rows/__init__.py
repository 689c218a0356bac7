"""A citizen's row: what its words and bits hold. One home for every constant; no law, no arithmetic of the model."""
