"""Pages of queries: check a document, work on a hit, answer for our records."""
