"""An impact assessment of a scheme: what it does, to whom, by which rule, on what evidence, and what a lawyer asks."""
