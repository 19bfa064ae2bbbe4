"""Pages of casework: the desk, requests, cases, transfers, the shift, statistics."""
