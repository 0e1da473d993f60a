"""DuckDB and nothing else: rows in, rows out. Knows SQL, none of our classes."""
