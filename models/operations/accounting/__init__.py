"""The books: chart and coding, and the files that the accounting system reads."""
