"""Pages of records: the bureau's own documents, one document with its copies, its withdrawal."""
