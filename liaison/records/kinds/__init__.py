"""What a record of each kind says: tables of fields, read the same from files, forms and messages."""
