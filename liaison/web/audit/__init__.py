"""Pages of the audit log: its entries in words, its latest checkpoint, its verification."""
