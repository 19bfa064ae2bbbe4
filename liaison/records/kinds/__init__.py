"""What a record of each kind says: tables of fields, read alike from files, forms, messages."""
