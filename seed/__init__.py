"""Reference data, and invented municipalities, people and months to try the program on."""
