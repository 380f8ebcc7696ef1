"""Letters on a case: drawn up, kept as they were, and the texts that they are drawn from."""
