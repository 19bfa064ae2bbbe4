"""Pages of exchange: the messages of the bureau, what became of each, and how peers stand."""
