"""What can be done: one module a deed, one transaction a deed. All SQL lives here."""
