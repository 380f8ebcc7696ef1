"""Files in: bytes of CSV or Excel come in, frozen rows or a list of faults go out. Knows no table and no database."""
