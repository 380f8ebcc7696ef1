"""Words and formats: what a person reads, in English and Swedish."""
